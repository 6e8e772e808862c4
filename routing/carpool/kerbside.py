"""Where a driver may halt to pick somebody up, or to let somebody out: stops of lines, one of each
stop place; open places for sharing cars; and where neither is near, a corner of streets.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from maas.arrays import Float64s, Int32s, Int64s
from maas.cells import ANALYSIS_RESOLUTION, cells_of, disk
from maas.model import Profile
from maas.streets import Street, StreetNetwork, WayFlag
from maas.streets.tables import degrees
from maas.timetable import Timetable
from routing.carpool.meeting import Meetings, Point
from routing.cell_index import CellIndex
from routing.kernels.inserting import Kerbs
from routing.streets import StreetRouter
from routing.streets.joined import join, rows
from routing.streets.on_edges import OnEdges, candidates

HALT_M = 40.0
"""From a point to where a car halts for it."""

RING_M = 600.0
"""Each further ring of cells of ANALYSIS_RESOLUTION covers so much more around any point."""

WORTH_PLACE_S = 180.0
"""Of detour a place made for it is worth; a stop is worth a minute for each tenfold of its calls,
for there one changes to lines."""
WORTH_TENFOLD_S = 60.0

HALTING = frozenset(
    {Street.SECONDARY, Street.TERTIARY, Street.LOCAL, Street.LIVING, Street.SERVICE}
)
"""Kinds of streets at whose corners a car may halt."""
BUSY = 3
"""So many streets meet at a corner at least."""


@dataclass(frozen=True, slots=True, eq=False)
class Kerbside:
    """Points at the kerb of streets of cars, by H3 cell."""

    points: tuple[Point, ...]
    worth_s: Float64s
    """[n_points] So much of a detour each is worth."""
    cells: CellIndex
    on: OnEdges

    @classmethod
    def of(cls, streets: StreetRouter, meetings: Meetings) -> "Kerbside":
        """All of a territory, whoever drives."""
        known = [*_stops(meetings), *_places(meetings)]
        on = rows(join(streets, Profile.CAR, [_at(p) for p, _ in known], HALT_M), _ats(known))
        known = [each for i, each in enumerate(known) if on.first[i] < on.first[i + 1]]
        found = [*known, *_corners(streets, [point for point, _ in known])]
        on = rows(join(streets, Profile.CAR, _ats(found), HALT_M), _ats(found))
        at = np.array(_ats(found), np.float64).reshape(-1, 2)
        return cls(
            tuple(point for point, _ in found),
            np.array([worth for _, worth in found], np.float64),
            CellIndex.of(at[:, 0], at[:, 1], ANALYSIS_RESOLUTION),
            on,
        )

    def along(self, lat: Float64s, lon: Float64s, aside_m: float) -> Int32s:
        """The points in the corridor of a way: in its cells and those around, sorted."""
        rings = 1 + int(aside_m // RING_M)
        way = np.unique(cells_of(lat, lon, ANALYSIS_RESOLUTION)).tolist()
        corridor = np.unique(np.concatenate([disk(cell, rings) for cell in way]))
        begin, end = self.cells.ranges(corridor)
        spans = zip(begin.tolist(), end.tolist(), strict=True)
        found = [self.cells.row[a:b] for a, b in spans if a < b]
        return np.sort(np.concatenate(found)) if found else np.empty(0, np.int32)

    def kerbs(self, points: Int32s) -> Kerbs:
        """Some points as kernels read them."""
        at, whose = candidates(self.on, points)
        first = np.searchsorted(whose, np.arange(points.size + 1)).astype(np.int32)
        return Kerbs(first, self.on.edge[at], self.on.share[at])


Worthy = tuple[Point, float]


def _at(point: Point) -> tuple[float, float]:
    return point.lat, point.lon


def _ats(found: list[Worthy]) -> list[tuple[float, float]]:
    return [_at(point) for point, _ in found]


def _stops(meetings: Meetings) -> Iterator[Worthy]:
    """Of each stop place the stop at which most trips call."""
    timetable = meetings.timetable
    if timetable is None:
        return
    calls = _calls(timetable)
    best: dict[int, Point] = {}
    for point in meetings.points:
        if point.stop < 0:
            continue
        station = int(timetable.stations(np.array([point.stop], np.int32))[0])
        known = best.get(station)
        if known is None or calls[point.stop] > calls[known.stop]:
            best[station] = point
    for point in best.values():
        yield point, WORTH_TENFOLD_S * float(np.log10(1 + calls[point.stop]))


def _calls(timetable: Timetable) -> Int64s:
    """[n_stops] How many trips call at each, those of its split stops included."""
    patterns = timetable.patterns
    trips = np.repeat(np.diff(patterns.first_trip), np.diff(patterns.first_stop))
    calls = np.bincount(patterns.stop, trips, len(timetable.stops.id)).astype(np.int64)
    split = np.flatnonzero(timetable.stops.kind == 5)
    np.add.at(calls, timetable.stops.parent[split], calls[split])
    return calls


def _places(meetings: Meetings) -> Iterator[Worthy]:
    for point in meetings.points:
        if point.id and meetings.places[point.id].is_open:
            yield point, WORTH_PLACE_S


def _corners(streets: StreetRouter, known: list[Point]) -> Iterator[Worthy]:
    """In each cell without a known point the corner nearest to its middle where cars may halt."""
    network = streets.network
    vertex = _meeting_streets(streets, network)
    lat, lon = degrees(network.vertices.lat_e7[vertex]), degrees(network.vertices.lon_e7[vertex])
    cells = cells_of(lat, lon)
    taken = cells_of(*np.array([_at(point) for point in known], np.float64).reshape(-1, 2).T)
    free = ~np.isin(cells, taken)
    off = np.hypot(*(_from_middle(column, cells) for column in (lat, lon)))
    order = np.lexsort((vertex, off, cells))
    order = order[free[order]]
    _, first = np.unique(cells[order], return_index=True)
    for row in order[first].tolist():
        yield Point(float(lat[row]), float(lon[row])), 0.0


def _from_middle(column: Float64s, cells: Int64s) -> Float64s:
    """How far each is from the mean of its cell."""
    _, cell = np.unique(cells, return_inverse=True)
    mean = np.bincount(cell, column) / np.bincount(cell)
    off: Float64s = column - mean[cell]
    return off


def _meeting_streets(streets: StreetRouter, network: StreetNetwork) -> Int64s:
    """Vertices at which streets meet that are for cars and walkers alike, on the ground."""
    edges, ways = network.edges, network.ways
    taking = streets.links.taking
    both = np.uint8(1 << Profile.CAR | 1 << Profile.WALK)
    is_quiet = np.isin(ways.kind, [int(kind) for kind in HALTING])
    unfit = WayFlag.DESTINATION | WayFlag.TUNNEL | WayFlag.BRIDGE | WayFlag.LINK
    fits = is_quiet & ((ways.flags & unfit) == 0)
    kept = np.flatnonzero((taking & both == both) & fits[edges.way])
    ends = np.concatenate([edges.tail[kept], edges.head[kept]])
    meeting = np.bincount(ends, minlength=network.n_vertices)
    return np.flatnonzero(meeting >= BUSY)
