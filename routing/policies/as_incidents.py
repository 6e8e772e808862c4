"""Policies as incidents: how other platforms are told the rules of places."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from maas.live.incidents import Direction, Hours, Incident, IncidentKind, Traveller
from maas.settings import Policy
from maas.settings.policy import LOW_EMISSION_ZONE, TRUCK_BAN
from routing.opening_hours import parse_hours
from routing.policies.weekly import weekly


def policy_incidents(
    policies: Iterable[Policy], zone: ZoneInfo, now: int, authority: str = ""
) -> tuple[Incident, ...]:
    """Each policy that is not over at a moment (Unix s), one incident for each of its polygons.

    Args:
        zone: in which its days and hours are.
        authority: who decides on policies here.
    """
    today = datetime.fromtimestamp(now, zone).date()
    return tuple(
        _incident(policy, number, ring, (zone, today, authority))
        for policy in policies
        if (policy.until is None or policy.until >= today) and _hours(policy, today) is not None
        for number, (ring, *_) in enumerate(policy.area, 1)
    )


def _incident(
    policy: Policy,
    number: int,
    ring: Sequence[tuple[float, float]],
    where: tuple[ZoneInfo, date, str],
) -> Incident:
    zone, today, authority = where
    after = policy.until and policy.until + timedelta(days=1)
    return Incident(
        id=policy.id if number == 1 else f"{policy.id}:{number}",
        kind=IncidentKind.RESTRICTION,
        area=tuple((lat, lon) for lon, lat in ring[:-1]),
        direction=Direction.BOTH,
        begin=_midnight(policy.since, zone),
        end=_midnight(after, zone),
        hours=_hours(policy, today) or (),
        concerns=(Traveller.TRUCK,) if policy.kind == TRUCK_BAN else (Traveller.CAR,),
        is_closed=policy.kind == TRUCK_BAN,
        subtype=policy.kind,
        text=_text(policy),
        url=policy.page,
        authority=authority,
    )


def _hours(policy: Policy, today: date) -> tuple[Hours, ...] | None:
    """Empty: all the time; None: never."""
    found = parse_hours(policy.hours) if policy.hours else None
    return (weekly(found, today) or None) if found else ()


def _text(policy: Policy) -> str:
    """Its name, and for whom it is, in the territory's own words."""
    if policy.kind == LOW_EMISSION_ZONE and policy.allowed:
        return f"{policy.name} ({', '.join(policy.allowed)})"
    return policy.name


def _midnight(day: date | None, zone: ZoneInfo) -> int | None:
    if day is None:
        return None
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())
