"""Works on a street of the invented city: a bus line goes round them and stops elsewhere.

The way round follows streets that other lines use, so that the map shows where vehicles go.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import pairwise

from maas.demo.live.schedule import Point, Schedule, Stop, Way
from maas.units import great_circle_m

BUS, TRAM = 3, 0
BUS_M_PER_S = 6.1
DWELL_S = 20
FARTHEST_M = 1500.0
"""How far a bus may go to the stop instead, and back to its way."""

NEAR_M, CHOICES = 600.0, 3
"""How near to the works it may be, and how many such stops are tried."""

Streets = dict[Point, dict[Point, float]]
"""Which points of streets follow which, and how far apart they are (m)."""


@dataclass(frozen=True, slots=True, eq=False)
class Works:
    """Two stops of a line that buses do not come to, and the one they stop at instead."""

    id: str
    planned: Way
    first: int
    """Index of the first stop left out; the next one is the last."""
    way: Way
    """As buses run it now."""

    @property
    def left_out(self) -> tuple[Stop, Stop]:
        """The stops without service."""
        return self.planned.stops[self.first], self.planned.stops[self.first + 1]

    @property
    def instead(self) -> Stop:
        """Where to board."""
        return self.way.stops[self.first]

    @property
    def travel_s(self) -> int:
        """From the stop before the works to the one instead."""
        return self.way.times[self.first][0] - self.way.times[self.first - 1][1]

    @property
    def delay_s(self) -> int:
        """How much later than planned buses are behind the works."""
        return self.way.lasting - self.planned.lasting


def find_works(schedule: Schedule) -> Works | None:
    """Where works give the shortest way round; None in a city too small for them."""
    ways = [way for way in schedule.ways if way.route_type == BUS and not way.by_night]
    streets = _streets(schedule.ways)
    stops = {stop.id: stop for way in ways for stop in way.stops}
    corners = [(stop, _nearest(streets, stop)) for stop in stops.values()]
    found = [
        works
        for way in ways
        for first in range(2, len(way.stops) - 3)
        for works in _around(way, first, streets, corners)
    ]
    return min(found, key=lambda works: (works.delay_s, works.id), default=None)


def _around(
    way: Way, first: int, streets: Streets, corners: Sequence[tuple[Stop, Point]]
) -> Iterator[Works]:
    """The ways round two stops by the stops nearest to them that are not on the way."""
    own = {stop.name for stop in way.stops}
    middle = way.stops[first].at
    near = [
        (far, stop.id, stop, corner)
        for stop, corner in corners
        if (far := great_circle_m(*stop.at, *middle)) < NEAR_M and stop.name not in own
    ]
    entry, leave = (_corner(way, way.along[i]) for i in (first - 1, first + 2))
    closed = set(way.line[entry : leave + 1])
    for _, _, stop, corner in sorted(near)[:CHOICES]:
        if corner in closed:
            continue
        there = _shortest(streets, way.line[entry], corner, closed)
        back = _shortest(streets, corner, way.line[leave], closed) if there else None
        if there and back and len({*there, *back}) == len(there) + len(back) - 1:
            yield _works(way, first, stop, (entry, leave, (*there, *back[1:]), len(there) - 1))


def _nearest(streets: Streets, stop: Stop) -> Point:
    return min(streets, key=lambda at: abs(at[0] - stop.at[0]) + abs(at[1] - stop.at[1]))


def _corner(way: Way, run: float) -> int:
    """The first point of a way's line at or behind a place."""
    return min(bisect_left(way.runs, run), len(way.runs) - 1)


def _works(
    way: Way, first: int, stop: Stop, around: tuple[int, int, tuple[Point, ...], int]
) -> Works:
    entry, leave, points, at = around
    line = (*way.line[:entry], *points, *way.line[leave + 1 :])
    runs = _runs(line)
    longer = runs[-1] - way.runs[-1]
    instead = runs[entry + at]
    travel = round((instead - way.along[first - 1]) / BUS_M_PER_S)
    arrive = way.times[first - 1][1] + travel
    rest = round((way.along[first + 2] + longer - instead) / BUS_M_PER_S)
    later = arrive + DWELL_S + rest - way.times[first + 2][0]
    after = [(a + later, d + later) for a, d in way.times[first + 2 :]]
    changed = replace(
        way,
        stops=(*way.stops[:first], stop, *way.stops[first + 2 :]),
        times=(*way.times[:first], (arrive, arrive + DWELL_S), *after),
        along=(
            *way.along[:first],
            instead,
            *(along + longer for along in way.along[first + 2 :]),
        ),
        line=line,
        runs=runs,
    )
    return Works(f"works-{way.route_id}-{way.direction}", way, first, changed)


def _runs(line: Sequence[Point]) -> tuple[float, ...]:
    runs = [0.0]
    for a, b in pairwise(line):
        runs.append(runs[-1] + great_circle_m(*a, *b))
    return tuple(runs)


def _streets(ways: Sequence[Way]) -> Streets:
    streets: Streets = defaultdict(dict)
    for way in ways:
        if way.route_type in (BUS, TRAM):
            for a, b in pairwise(way.line):
                streets[a][b] = great_circle_m(*a, *b)
    return dict(streets)


def _shortest(
    streets: Streets, start: Point, end: Point, closed: set[Point]
) -> tuple[Point, ...] | None:
    """The shortest way that touches no closed point but its own ends (Dijkstra)."""
    best: dict[Point, float] = {}
    queue: list[tuple[float, Point, tuple[Point, ...]]] = [(0.0, start, (start,))]
    while queue:
        far, at, path = heappop(queue)
        if at == end:
            return path
        if at in best or far > FARTHEST_M:
            continue
        best[at] = far
        for onward, metres in streets.get(at, {}).items():
            if onward not in best and (onward not in closed or onward == end):
                heappush(queue, (far + metres, onward, (*path, onward)))
    return None
