"""Where one's own car or bike stands on a leg, and what rules of places the leg passes."""

from typing import Any

from msgspec import UNSET

from api import wire_parked as wire
from api.render.audience import STALE_S, Audience
from maas.itinerary import Leg
from maas.parked import ParkingFee, ParkingOnLeg, PolicyOnLeg

DECIMALS = 6
"""Of degrees: a tenth of a metre."""


def parked_members(leg: Leg, audience: Audience) -> dict[str, Any]:
    """What a leg tells of that; nothing where it neither parks nor passes anything."""
    members: dict[str, Any] = {}
    if leg.parking is not None:
        members["parking"] = _parked(leg.parking, audience)
        if leg.cancelled:
            members["cancelled"] = True
    if leg.policies:
        members["policies"] = tuple(_policy(policy) for policy in leg.policies)
    return members


def render_fee(fee: ParkingFee | None) -> wire.ParkingPrice | None:
    """What a stay costs, None where that is not known."""
    if fee is None:
        return None
    return wire.ParkingPrice(
        amount=float(fee.amount),
        currency=fee.currency or None,
        duration=fee.stay_s,
        source=fee.source,
    )


def _parked(parking: ParkingOnLeg, audience: Audience) -> wire.Parked:
    age = None
    if parking.known_at is not None and audience.now is not None:
        age = max(0, audience.now - parking.known_at)
    return wire.Parked(
        id=parking.id,
        name=parking.name,
        lat=round(parking.at.lat, DECIMALS),
        lon=round(parking.at.lon, DECIMALS),
        purpose=parking.purpose.value,
        capacity=parking.capacity,
        free=parking.free,
        opening_status=parking.status.value,
        data_source=parking.source,
        data_age=age,
        price=render_fee(parking.fee),
        stale=(age is not None and age > STALE_S) or UNSET,
        disabled=_disabled(parking),
        max_height=UNSET if parking.max_height_m is None else parking.max_height_m,
    )


def _disabled(parking: ParkingOnLeg) -> Any:
    if parking.disabled is None and parking.disabled_free is None:
        return UNSET
    return wire.DisabledBays(capacity=parking.disabled, free=parking.disabled_free)


def _policy(policy: PolicyOnLeg) -> wire.Policy:
    return wire.Policy(
        id=policy.id,
        kind=policy.kind,
        name=policy.name,
        url=policy.url or UNSET,
        since=UNSET if policy.since is None else policy.since,
        allowed=policy.allowed,
        meeting="AVOIDED" if policy.is_avoided else "PASSED",
        delay=UNSET if policy.delay_s is None else policy.delay_s,
    )
