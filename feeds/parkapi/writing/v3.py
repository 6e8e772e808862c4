"""Places to park as ParkAPI 3 writes them; what is not known is null.

Source: https://github.com/ParkenDD/park-api-v3, `/api/public/v3`.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Literal

import msgspec

from feeds.parkapi.writing.times import rfc3339
from maas.live.parking import Bays, ParkingFacility, Purpose, TariffStep, Users

MINUTE_S, HOUR_S = 60, 3600
KEPT_FOR = {Users.CUSTOMERS: "CUSTOMER", Users.SUBSCRIBERS: "SUBSCRIBERS"}


class ExternalIdentifier(msgspec.Struct, frozen=True):
    """What somebody else calls it."""

    type: str
    value: str


class Restriction(msgspec.Struct, frozen=True, kw_only=True):
    """Bays kept for some."""

    type: str
    capacity: int | None
    realtime_free_capacity: int | None


class ParkApiSite(msgspec.Struct, frozen=True, kw_only=True):
    """One place to park."""

    id: int
    source_id: int
    source_uid: str
    original_uid: str
    name: str
    operator_name: str | None
    public_url: str | None
    address: str | None
    description: str | None
    purpose: str
    type: str
    lat: float
    lon: float
    capacity: int | None
    has_realtime_data: bool
    realtime_capacity: int | None
    realtime_free_capacity: int | None
    realtime_opening_status: str | None
    realtime_data_updated_at: str | None
    static_data_updated_at: str | None
    """When it was read last; null: nobody says."""
    max_stay: int | None
    """s"""
    max_height: int | None
    """cm"""
    has_fee: bool | None
    fee_description: str | None
    opening_hours: str | None
    """As OpenStreetMap writes them."""
    park_and_ride_type: tuple[str, ...] | None
    restrictions: tuple[Restriction, ...]
    external_identifiers: tuple[ExternalIdentifier, ...]


class ParkApiSites(msgspec.Struct, frozen=True, kw_only=True):
    """A page of places to park."""

    items: tuple[ParkApiSite, ...]
    total_count: int
    """Of all pages."""
    next_path: str | None
    """Where the next page is; null: this is the last one."""


class ParkApiSource(msgspec.Struct, frozen=True, kw_only=True):
    """Who tells of them."""

    id: int
    uid: str
    name: str
    public_url: str | None
    attribution_license: str | None
    attribution_contributor: str | None
    attribution_url: str | None
    has_realtime_data: bool
    static_data_updated_at: str | None
    realtime_data_updated_at: str | None
    static_status: Literal["DISABLED", "PROVISIONED", "ACTIVE", "FAILED"]
    realtime_status: Literal["DISABLED", "PROVISIONED", "ACTIVE", "FAILED"]


class ParkApiSources(msgspec.Struct, frozen=True, kw_only=True):
    """All who tell of some."""

    items: tuple[ParkApiSource, ...]
    total_count: int


def number_of(id: str) -> int:
    """A number for an id: always the same one, and small enough for JavaScript."""
    return int(sha256(id.encode()).hexdigest()[:13], 16)


def write_site(told: ParkingFacility, source: str, read_at: int | None) -> ParkApiSite:
    """One place.

    Args:
        told: its id as it is to be told.
        source: whose counts these are.
        read_at: when that source was read (Unix s).
    """
    return ParkApiSite(
        id=number_of(told.id),
        source_id=number_of(source),
        source_uid=source,
        original_uid=told.id,
        name=told.name or told.address or told.id,
        operator_name=told.operator or None,
        public_url=told.url or None,
        address=told.address or None,
        description=told.description or None,
        purpose=told.purpose.value,
        type=told.kind.value if told.purpose is Purpose.CAR else "OTHER",
        lat=_placed(told.lat),
        lon=_placed(told.lon),
        capacity=told.capacity,
        has_realtime_data=told.is_live,
        realtime_capacity=told.capacity if told.is_live else None,
        realtime_free_capacity=told.free,
        realtime_opening_status=told.status.value if told.is_live else None,
        realtime_data_updated_at=_moment(told.counted_at),
        static_data_updated_at=_moment(read_at),
        max_stay=told.max_stay_s,
        max_height=None if told.max_height_m is None else round(told.max_height_m * 100),
        has_fee=told.has_fee,
        fee_description=told.fee_text or tariff_text(told.tariff, told.currency) or None,
        opening_hours=told.opening_hours or None,
        park_and_ride_type=_park_and_ride(told.is_park_and_ride),
        restrictions=(*_users(told.users), *map(_restriction, told.bays)),
        external_identifiers=_identifiers(told.osm_id),
    )


def page(sites: Sequence[ParkApiSite], start: int, limit: int, next_path: str) -> ParkApiSites:
    """Some of them, and where to ask for the next ones."""
    is_last = start + limit >= len(sites)
    return ParkApiSites(
        items=tuple(sites[start : start + limit]),
        total_count=len(sites),
        next_path=None if is_last else next_path,
    )


def tariff_text(tariff: Iterable[TariffStep], currency: str) -> str:
    """What staying costs, in few words: `1 h: 1.50 EUR, 90 min: 2 EUR`."""
    return ", ".join(f"{_span(each.up_to_s)}: {each.amount} {currency}" for each in tariff)


def _span(seconds: int) -> str:
    if seconds % HOUR_S == 0:
        return f"{seconds // HOUR_S} h"
    return f"{seconds // MINUTE_S} min"


def _restriction(bays: Bays) -> Restriction:
    return Restriction(
        type=bays.kind.value, capacity=bays.capacity, realtime_free_capacity=bays.free
    )


def _users(users: Users) -> tuple[Restriction, ...]:
    """What keeps everybody else out of the whole site: a restriction without a number."""
    if users is Users.ALL:
        return ()
    return (Restriction(type=KEPT_FOR[users], capacity=None, realtime_free_capacity=None),)


def _identifiers(osm_id: str) -> tuple[ExternalIdentifier, ...]:
    return (ExternalIdentifier("OSM", osm_id),) if osm_id else ()


def _park_and_ride(known: bool | None) -> tuple[str, ...] | None:
    return None if known is None else ("YES" if known else "NO",)


def _moment(at: int | None) -> str | None:
    return None if at is None else rfc3339(at)


def _placed(degrees: float | None) -> float:
    assert degrees is not None  # what nobody places is not told
    return degrees
