"""Policies as incidents: how other platforms are told the rules of places."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from maas.live.incidents import Direction, Hours, Incident, IncidentKind, Traveller
from maas.settings import Policy
from maas.settings.policy import LOW_EMISSION_ZONE, TRUCK_BAN
from routing.opening_hours import OpeningHours, parse_hours

AHEAD_DAYS = 28
"""Hours that no week tells are told day by day, so far ahead."""
DAY_MIN, DAY_S = 24 * 60, 86_400


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
        if policy.until is None or policy.until >= today
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
    hours = parse_hours(policy.hours) if policy.hours else None
    return Incident(
        id=policy.id if number == 1 else f"{policy.id}:{number}",
        kind=IncidentKind.RESTRICTION,
        area=tuple((lat, lon) for lon, lat in ring[:-1]),
        direction=Direction.BOTH,
        begin=_midnight(policy.since, zone),
        end=_midnight(after, zone),
        hours=() if hours is None else told_hours(hours, today),
        concerns=(Traveller.TRUCK,) if policy.kind == TRUCK_BAN else (Traveller.CAR,),
        is_closed=policy.kind == TRUCK_BAN,
        subtype=policy.kind,
        text=_text(policy),
        url=policy.page,
        authority=authority,
    )


def _text(policy: Policy) -> str:
    """Its name, and for whom it is, in the territory's own words."""
    if policy.kind == LOW_EMISSION_ZONE and policy.allowed:
        return f"{policy.name} ({', '.join(policy.allowed)})"
    return policy.name


def _midnight(day: date | None, zone: ZoneInfo) -> int | None:
    if day is None:
        return None
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())


def told_hours(hours: OpeningHours, today: date) -> tuple[Hours, ...]:
    """The hours of every week, where all weeks are alike; else those of each day for a while."""
    if any(rule.seasons for rule in hours.rules):
        days = (today + timedelta(days=ahead) for ahead in range(AHEAD_DAYS))
        return tuple(each for day in days for each in _on(hours, day, day))
    monday = today - timedelta(days=today.weekday())
    weekly: dict[tuple[int, int], list[int]] = {}
    for ahead in range(7):
        for each in _on(hours, monday + timedelta(days=ahead), None):
            weekly.setdefault((each.begin_s, each.end_s), []).append(ahead)
    found = tuple(Hours(tuple(of), *span) for span, of in weekly.items())
    return () if found == (Hours(tuple(range(7)), 0, DAY_S),) else found


def _on(hours: OpeningHours, day: date, only: date | None) -> Iterator[Hours]:
    """The hours that begin on a day."""
    for begin, end in hours.spans(day):
        end_s = DAY_S if end == DAY_MIN else (end % DAY_MIN) * 60
        yield Hours((day.weekday(),), begin * 60, end_s, only, only)
