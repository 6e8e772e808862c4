"""The stops of an offer: where and when people get in and out."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from msgspec.structs import replace

from feeds.carpool_rules import places_apart, possible_s, time_of_day
from feeds.fields import Json, text
from feeds.notices import Notes, Unusable
from feeds.positions import place
from maas.live.offers import Waypoint

DAY_S = 86_400
PICKUP, DROPOFF = "only_pickup", "only_dropoff"
MOST_STOPS = 500


def waypoints(told: object, leaves: int, notices: Notes) -> tuple[int, tuple[Waypoint, ...]]:
    """When the driver leaves the first stop (s of the day), and all of them.

    Args:
        leaves: when the offer says the driver leaves.

    Raises:
        Unusable: there are not two, the first or the last lies nowhere, or all lie in one place.
    """
    several = told if isinstance(told, list) else []
    if len(several) < 2:
        raise Unusable("too_few_stops", len(several))
    found = list(_placed(several[:MOST_STOPS], notices))
    if not places_apart([(each.lat, each.lon) for _, each in found]):
        raise Unusable("nowhere_to_go")
    begins = found[0][0]
    begins = leaves if begins is None else begins
    after = _after(begins, [clock for clock, _ in found], notices)
    stops = [replace(each, after_s=s) for (_, each), s in zip(found, after, strict=True)]
    return begins, _possible(stops, notices)


def _placed(several: Sequence[Any], notices: Notes) -> Iterator[tuple[int | None, Waypoint]]:
    """Each with when it is passed (s of the day); one between the ends that lies nowhere costs
    itself alone."""
    for i, told in enumerate(several):
        try:
            yield _stop(told, i, notices)
        except Unusable as problem:
            if i in (0, len(several) - 1):
                raise
            notices.note("unusable_stop", problem.example)


def _stop(told: object, i: int, notices: Notes) -> tuple[int | None, Waypoint]:
    if not isinstance(told, dict):
        raise Unusable("invalid_record", told)
    at = place(told, notices)
    if at is None:
        raise Unusable("missing_position", told.get("name", ""))
    use = told.get("pickup_dropoff")
    stop = Waypoint(
        at[0],
        at[1],
        text(told, "name", notices, 256),
        may_pick_up=use != DROPOFF,
        may_drop_off=use != PICKUP and i > 0,
    )
    return _clock(told, notices), stop


def _clock(told: Json, notices: Notes) -> int | None:
    """When one leaves it, else when one is there."""
    for name in ("departureTime", "arrivalTime"):
        if told.get(name) not in (None, ""):
            found = time_of_day(told[name])
            if found is None:
                notices.note("invalid_number", f"{name}: {told[name]}")
            return found
    return None


def _after(begins: int, clocks: Sequence[int | None], notices: Notes) -> list[int | None]:
    """When each stop is passed after the first one (s), over midnight as well."""
    after: list[int | None] = [0]
    latest = 0
    for clock in clocks[1:]:
        s = None if clock is None else clock - begins
        if s is not None and s < latest - DAY_S // 2:
            s += DAY_S
        if s is not None and s < latest:
            notices.note("falling_times", clock)
            return [0] + [None] * (len(clocks) - 1)
        latest = latest if s is None else s
        after.append(s)
    return after


def _possible(stops: Sequence[Waypoint], notices: Notes) -> tuple[Waypoint, ...]:
    """Without any times where one of them cannot be."""
    timed = [each for each in stops if each.after_s is not None]
    for one, other in pairwise(timed):
        took = (other.after_s or 0) - (one.after_s or 0)
        if possible_s(took, (one.lat, one.lon), (other.lat, other.lon), notices) is None:
            return (stops[0], *(replace(each, after_s=None) for each in stops[1:]))
    return tuple(stops)
