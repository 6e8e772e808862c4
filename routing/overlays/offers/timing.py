"""When a driver is at each waypoint: as told, else as long as driving there takes."""

from collections.abc import Sequence
from itertools import pairwise

from maas.live.offers import Waypoint
from maas.model import LatLon, Profile
from routing.carpool.course import WAYPOINT_M
from routing.streets import StreetRouter
from routing.streets.ends import ends_of, pace_of

LONGEST_S = 6 * 3600
FASTEST_M_S = 60.0
SLACK_S = 60
"""Times may have been rounded to minutes."""


def after_s(streets: StreetRouter | None, waypoints: Sequence[Waypoint]) -> list[int] | None:
    """Seconds since the driver's departure at each waypoint; None: there is no way.

    Where it is not told, the time between those told is parted as driving is; after the last one
    told the driver goes on without a pause.
    """
    told = [0, *(each.after_s for each in waypoints[1:])]
    if None not in told:
        return [each for each in told if each is not None]
    drives = [
        None if None not in (told[i], told[i + 1]) else drive_s(streets, a, b)
        for i, (a, b) in enumerate(pairwise(waypoints))
    ]
    known = [i for i, each in enumerate(told) if each is not None]
    times: list[int] = [0]
    for begin, end in zip(known, [*known[1:], len(told) - 1], strict=True):
        pieces = drives[begin:end]
        if end - begin == 1 and told[end] is not None:
            times.append(told[end] or 0)
            continue
        if any(piece is None for piece in pieces):
            return None
        driven = [piece or 0 for piece in pieces]
        times += _parted(times[-1], told[end], driven)
    return times


def _parted(start: int, end: int | None, driven: Sequence[int]) -> list[int]:
    """Times after `start`, the last one being `end` where that is told."""
    share = 1.0 if end is None else (end - start) / max(1, sum(driven))
    sums = [sum(driven[: i + 1]) for i in range(len(driven))]
    times = [start + round(share * each) for each in sums]
    return times if end is None else [*times[:-1], end]


def drive_s(streets: StreetRouter | None, a: Waypoint, b: Waypoint) -> int | None:
    """How long driving from one place to another takes; None: there is no way."""
    if streets is None:
        return None
    origin, goal = (
        streets.snap(LatLon(each.lat, each.lon), Profile.CAR, WAYPOINT_M) for each in (a, b)
    )
    if origin is None or goal is None:
        return None
    pace = pace_of(Profile.CAR, None)
    ends = ends_of(origin, Profile.CAR, pace), ends_of(goal, Profile.CAR, pace)
    way = streets.search.fastest(Profile.CAR, ends, pace, LONGEST_S, streets.aim(goal.at))
    return way.seconds if way else None


def is_too_fast(waypoints: Sequence[Waypoint], times: Sequence[int]) -> bool:
    """Whether nobody drives from one to the next in so short a time."""
    places = [LatLon(each.lat, each.lon) for each in waypoints]
    return any(
        a.distance_m(b) > FASTEST_M_S * (after - before + SLACK_S)
        for (a, b), (before, after) in zip(pairwise(places), pairwise(times), strict=True)
    )
