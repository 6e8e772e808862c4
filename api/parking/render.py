"""Places to park to JSON, as they are at a moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeVar

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from api.parking import wire
from api.render.audience import STALE_S
from api.render.moments import time_or_none
from api.render.parked import render_fee
from api.wire_parked import DisabledBays
from maas.live.parking import BayKind, Bays, ParkingFacility
from routing.parking.asking import FoundSite
from routing.parking.sites import Room, Site

T = TypeVar("T")

DECIMALS = 6
ROOM: Mapping[Room, wire.RoomName] = MappingProxyType(
    {Room.FREE: "FREE", Room.UNKNOWN: "UNKNOWN", Room.NONE: "NONE"}
)


@dataclass(frozen=True, slots=True)
class ParkingTeller:
    """Tells of sites at a moment."""

    now: int
    """Unix s of the service clock."""

    def found(self, found: FoundSite) -> wire.ParkingSite:
        """A site with the way over it."""
        return replace(
            self.site(found.site, found.room),
            drive_time=found.drive_s,
            walk_time=found.walk_s,
            price=render_fee(found.fee),
            distance=round(found.metres, 1),
        )

    def site(self, site: Site, room: Room) -> wire.ParkingSite:
        """A site itself. `room`: for whoever asks."""
        told, age = site.told, self._age(site)
        return wire.ParkingSite(
            id=site.id,
            name=told.name,
            lat=_degrees(told.lat),
            lon=_degrees(told.lon),
            purpose=told.purpose.value,
            kind=told.kind.value,
            capacity=told.capacity,
            free=told.free,
            opening_status=site.status.value,
            room=ROOM[room],
            users=told.users.value,
            data_source=site.source_id,
            data_age=age,
            sources=site.ids,
            stale=(age is not None and age > STALE_S) or UNSET,
            counted_at=time_or_none(site.known_at),
            **_rules(told),
            **_words(told),
        )

    def _age(self, site: Site) -> int | None:
        return None if site.known_at is None else max(0, self.now - site.known_at)


def disabled_bays(told: ParkingFacility) -> DisabledBays | None:
    """Bays for disabled people; None where nothing is known of any."""
    own = [each for each in told.bays if each.kind is BayKind.DISABLED]
    return DisabledBays(capacity=own[0].capacity, free=own[0].free) if own else None


def _rules(told: ParkingFacility) -> dict[str, Any]:
    """For whom, how long and for how much, as far as that is known."""
    return {
        "disabled": disabled_bays(told) or UNSET,
        "max_height": _known(told.max_height_m),
        "max_stay": _known(told.max_stay_s),
        "has_fee": _known(told.has_fee),
        "tariff": tuple(_step(each.up_to_s, each.amount) for each in told.tariff) or UNSET,
        "currency": (told.currency if told.tariff else "") or UNSET,
        "park_and_ride": _known(told.is_park_and_ride),
        "bays": tuple(map(_bays, told.bays)) or UNSET,
    }


def _words(told: ParkingFacility) -> dict[str, Any]:
    """What its sources say in words."""
    return {
        "fee_text": told.fee_text or UNSET,
        "opening_hours": told.opening_hours or UNSET,
        "operator": told.operator or UNSET,
        "address": told.address or UNSET,
        "url": told.url or UNSET,
        "description": told.description or UNSET,
        "osm_id": told.osm_id or UNSET,
    }


def _step(up_to_s: int, amount: Decimal) -> wire.TariffStep:
    return wire.TariffStep(up_to=up_to_s, amount=float(amount))


def _bays(bays: Bays) -> wire.ParkingBays:
    return wire.ParkingBays(kind=bays.kind.value, capacity=bays.capacity, free=bays.free)


def _known(value: T | None) -> T | UnsetType:
    return UNSET if value is None else value


def _degrees(value: float | None) -> float:
    assert value is not None  # a site is somewhere
    return round(value, DECIMALS)
