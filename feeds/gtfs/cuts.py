"""Shapes cut at the stops of the trips that run along them."""

from dataclasses import dataclass, field

import numpy as np

from feeds.gtfs.align import Points, at, by_distance, by_projection, plane
from feeds.gtfs.notices import Notices
from feeds.gtfs.numbering import StopTimeRows
from feeds.gtfs.shapes import ShapePoints
from feeds.gtfs.times import offsets
from feeds.gtfs.trips import TripRows
from maas.arrays import Float64s, Int32s, Int64s
from maas.timetable import Shapes, Stops

NEAR_M = 100.0
"""Distances travelled that bring every stop this near are believed."""

TOO_FAR_M = 300.0
"""A stop further from its shape than this is not on it."""

LONGEST_DETOUR = 10.0
DETOUR_FREE_M = 3000.0
"""How much longer than straight a way between two stops may be: ten times, and 3 km more."""

MOST_CELLS = 10_000_000
"""Stops x points of one alignment: bounds its memory."""

MOST_CELLS_IN_ALL = 2_000_000_000
"""Of all alignments: bounds the time."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """The shapes in use, and for each trip its shape and where its cuts begin (-1 without)."""

    shapes: Shapes
    shape: Int32s
    first_cut: Int64s


def wanted_shapes(trips: TripRows, rows: StopTimeRows) -> dict[str, int]:
    """The ids of the shapes of trips that run, numbered."""
    ids = trips.table["shape_id"]
    running = np.unique(rows.trip).tolist()
    return {id_: i for i, id_ in enumerate(dict.fromkeys(ids[t] for t in running if ids[t]))}


def cut(
    points: ShapePoints, wanted: dict[str, int], trips: TripRows, calls: "Calls", notices: Notices
) -> Cuts:
    """Cut every trip's shape at its stops; trips with the same stops and shape share their cuts."""
    cutter = _Cutter(points, calls.stops, calls.rows)
    shape = np.full(len(trips), -1, np.int32)
    first_cut = np.full(len(trips), -1, np.int64)
    ids = trips.table["shape_id"]
    bounds = offsets(calls.rows, len(trips)).tolist()
    for trip in np.unique(calls.rows.trip).tolist():
        if not ids[trip]:
            continue
        number = wanted[ids[trip]]
        found, problem = cutter.find(number, slice(bounds[trip], bounds[trip + 1]))
        if problem:
            line = int(trips.table.lines[trip])
            notices.add(problem, trips.table.file, line, f"shape {ids[trip]}")
        if found >= 0:
            shape[trip], first_cut[trip] = number, found
    return _without_unused(points, shape, first_cut, cutter.cuts)


@dataclass(frozen=True, slots=True)
class Calls:
    """Where trips call: their stop times and the stops these name."""

    rows: StopTimeRows
    stops: Stops


def _without_unused(
    points: ShapePoints, shape: Int32s, first_cut: Int64s, cuts: list[Float64s]
) -> Cuts:
    used = np.unique(shape[shape >= 0])
    lengths = np.diff(points.first)[used]
    first = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    row = np.arange(first[-1]) + np.repeat(points.first[used] - first[:-1], lengths)
    cut_ = np.concatenate([np.zeros(0), *cuts]).astype(np.float32)
    number = np.where(shape >= 0, np.searchsorted(used, shape), -1).astype(np.int32)
    return Cuts(Shapes(first, points.lat[row], points.lon[row], cut_), number, first_cut)


@dataclass(slots=True)
class _Cutter:
    """Finds cuts once per shape and row of stops; remembers them in `cuts`."""

    points: ShapePoints
    stops: Stops
    rows: StopTimeRows
    cuts: list[Float64s] = field(default_factory=list)
    _found: dict[tuple[int, bytes, bytes], tuple[int, str]] = field(default_factory=dict)
    _n_cuts: int = 0
    _n_cells: int = 0

    def find(self, shape: int, calls: slice) -> tuple[int, str]:
        """Where the cuts of these calls begin, -1 with the rule that says why there are none."""
        stops, travelled = self.rows.stop[calls], self.rows.distance[calls]
        key = (shape, stops.tobytes(), travelled.tobytes())
        if key not in self._found:
            self._found[key] = self._cut(shape, stops, travelled.astype(np.float64))
        return self._found[key]

    def _cut(self, shape: int, stops: Int32s, travelled: Float64s) -> tuple[int, str]:
        points = slice(int(self.points.first[shape]), int(self.points.first[shape + 1]))
        n_points = points.stop - points.start
        if n_points < 2:
            return -1, self._why_none(shape, n_points)
        lat = self.points.lat[points]
        line = plane(lat, self.points.lon[points], float(lat[0]))
        where = plane(self.stops.lat[stops], self.stops.lon[stops], float(lat[0]))
        along = self.points.distance[points]
        positions = [by_distance(travelled, along)] if _trusted(travelled, along) else []
        if not positions or _farthest_m(line, positions[0], where) > NEAR_M:
            self._n_cells += stops.size * n_points
            if stops.size * n_points > MOST_CELLS or self._n_cells > MOST_CELLS_IN_ALL:
                return -1, "shape_too_long"
            positions.append(by_projection(where, line))
        best = min(positions, key=lambda each: _farthest_m(line, each, where))
        if _farthest_m(line, best, where) > TOO_FAR_M:
            return -1, "stop_too_far_from_shape"
        if _has_detour(line, best, where):
            return -1, "shape_with_long_detour"
        return self._keep(best), ""

    def _why_none(self, shape: int, n_points: int) -> str:
        if shape in self.points.broken:
            return ""  # said once for the shape, not for each of its trips
        return "single_shape_point" if n_points else "foreign_key_violation"

    def _keep(self, positions: Float64s) -> int:
        begin = self._n_cuts
        self.cuts.append(positions)
        self._n_cuts += positions.size
        return begin


def _trusted(travelled: Float64s, along: Float64s) -> bool:
    """Whether distances are known on both sides and grow from stop to stop."""
    if np.isnan(along).any() or np.isnan(travelled).any():
        return False
    return bool((np.diff(travelled) >= 0).all() and along[-1] > along[0])


def _farthest_m(line: Points, positions: Float64s, stops: Points) -> float:
    away = at(line, positions) - stops
    return float(np.hypot(away[:, 0], away[:, 1]).max())


def _has_detour(line: Points, positions: Float64s, stops: Points) -> bool:
    """Whether between two stops the shape strays, as one with a misplaced point does."""
    metres = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    along = np.diff(np.interp(positions, np.arange(metres.size), metres))
    straight = np.hypot(*np.diff(stops, axis=0).T)
    return bool((along > LONGEST_DETOUR * straight + DETOUR_FREE_M).any())
