"""The town's own rules for vehicles as orders, for who reads DATEX II."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from api.exchange.ports import Exchanges
from api.exchange.road.periods import by_period
from api.served import Served
from feeds.datex2.writing import Access, Order
from maas.live.incidents import Hours, Incident, IncidentKind, Traveller
from maas.settings import Policy
from maas.settings.policy import TRUCK_BAN
from routing.opening_hours import parse_hours
from routing.policies.weekly import weekly

PREFIX = "policies"


def policy_orders(served: Served, exchanges: Exchanges, now: int) -> tuple[Order, ...]:
    """One for each rule that is in force or will be. Not for the event loop.

    Raises:
        RecordsUnavailable: nobody knows what was told before.
    """
    zone = served.coverage.zone
    today = datetime.fromtimestamp(now, zone).date()
    valid = [each for each in served.policies if each.until is None or each.until >= today]
    begins = {f"{PREFIX}:{each.id}": _midnight(each.since, zone) for each in valid}
    told = exchanges.keep_begins(begins, now)
    found = []
    for policy in sorted(valid, key=lambda each: each.id):
        hours = _hours(policy, today)
        if hours is not None:
            begin = told[f"{PREFIX}:{policy.id}"].at
            found.append(_order(policy, begin, hours, zone))
    return tuple(found)


def _order(policy: Policy, begin: int, hours: tuple[Hours, ...], zone: ZoneInfo) -> Order:
    after = policy.until and policy.until + timedelta(days=1)
    whole = Incident(
        f"{PREFIX}:{policy.id}",
        IncidentKind.RESTRICTION,
        begin=begin,
        end=_midnight(after, zone),
        hours=hours,
        concerns=(Traveller.TRUCK,) if policy.kind == TRUCK_BAN else (),
        text=policy.name,
        url=policy.page,
    )
    polygons = tuple(
        tuple(tuple((lat, lon) for lon, lat in ring) for ring in polygon) for polygon in policy.area
    )
    periods = tuple(period for _, period in by_period(whole, zone))
    return Order(whole, periods, polygons=polygons, access=_access(policy))


def _access(policy: Policy) -> Access | None:
    """Whom it keeps out, in the town's own words for vehicles."""
    allowed = _listed("not for", (*policy.allowed, *policy.exempt))
    kept_out = _listed("only for", policy.closed_to)
    text = "; ".join(filter(None, (kept_out, allowed)))
    if policy.kind == TRUCK_BAN and not text:
        return None
    return Access(policy.is_through, text)


def _listed(word: str, classes: Iterable[str]) -> str:
    names = ", ".join(classes)
    return f"{word}: {names}" if names else ""


def _hours(policy: Policy, today: date) -> tuple[Hours, ...] | None:
    """Empty: all the time; None: never."""
    found = parse_hours(policy.hours) if policy.hours else None
    return (weekly(found, today) or None) if found else ()


def _midnight(day: date | None, zone: ZoneInfo) -> int | None:
    return None if day is None else int(datetime.combine(day, time(), zone).timestamp())
