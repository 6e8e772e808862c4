"""Routes as a map draws them: where their vehicles run, once for each street or track."""

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from maas.arrays import Int32s, Int64s
from maas.model import TRANSIT_MODES, Mode
from maas.timetable import Timetable
from routing.atlas.chaining import chained
from routing.atlas.mercator import project
from routing.atlas.sketch import Sketch, TagBook, sketch_of_lines
from routing.atlas.tables import Layer

MODES: dict[Mode, tuple[int, str]] = {
    Mode.HIGHSPEED_RAIL: (5, "#8c1d40"),
    Mode.LONG_DISTANCE: (5, "#8c1d40"),
    Mode.NIGHT_RAIL: (5, "#4b3b78"),
    Mode.REGIONAL_RAIL: (6, "#b5342f"),
    Mode.SUBURBAN: (8, "#2f7d4f"),
    Mode.COACH: (8, "#6b7f2a"),
    Mode.FERRY: (8, "#1f7a9c"),
    Mode.SUBWAY: (9, "#2f5aa8"),
    Mode.TRAM: (10, "#c2571a"),
    Mode.FUNICULAR: (11, "#7a5c3e"),
    Mode.AERIAL_LIFT: (11, "#7a5c3e"),
    Mode.BUS: (11, "#3d5a80"),
    Mode.ODM: (12, "#3d5a80"),
    Mode.OTHER: (12, "#3d5a80"),
}
"""From which zoom level on the routes of a mode are drawn, and in which color if they have none.
Airplanes and private cars are not drawn."""

HEX = re.compile(r"[0-9A-Fa-f]{6}")

CELL_BITS = 11
"""A shape that runs through the cells (57 m in Porto) of a route's other shapes is one of them."""

STEP = 1 << CELL_BITS - 1
NEW_SHARE = 0.08
"""A shape of which less than this share runs where none before ran is not drawn."""


@dataclass(frozen=True, slots=True, eq=False)
class RouteDrawer:
    """The lines of all routes: shapes, and straight from stop to stop where there are none."""

    zoom: Int64s
    tags: Int32s
    points: list[Int32s]

    @classmethod
    def of(cls, timetable: Timetable, tags: TagBook) -> "RouteDrawer":
        """Choose what is drawn of a timetable, and from when on."""
        zoom, said = _routes(timetable, tags)
        said_of, points = _shapes(timetable, said)
        hops_of, hops = _hops(timetable, said)
        first = dict(zip(said.tolist(), zoom.tolist(), strict=True))
        every = np.array([*said_of, *hops_of], np.int32)
        return cls(
            np.array([first[row] for row in every.tolist()], np.int64), every, [*points, *hops]
        )

    def sketch(self, last_zoom: int) -> Sketch:
        """The routes drawn up to a zoom level."""
        rows = np.flatnonzero(self.zoom <= last_zoom)
        points = [self.points[row] for row in rows.tolist()]
        return sketch_of_lines(
            Layer.ROUTE, self.zoom[rows].astype(np.uint8), self.tags[rows], points
        )


def _routes(timetable: Timetable, tags: TagBook) -> tuple[Int64s, Int32s]:
    """[n_routes] From when on each is drawn (99: never), and the row of what is said of it."""
    zoom, said = [], []
    routes = timetable.routes
    for row, number in enumerate(routes.mode.tolist()):
        mode = TRANSIT_MODES[number]
        first, usual = MODES.get(mode, (99, ""))
        own = routes.color[row]
        color = f"#{own.lower()}" if HEX.fullmatch(own) else usual
        name = routes.short_name[row] or routes.long_name[row]
        zoom.append(first)
        said.append(tags.number({"color": color, "mode": mode.value, "name": name}))
    return np.array(zoom, np.int64), np.array(said, np.int32)


def _shapes(timetable: Timetable, said: Int32s) -> tuple[list[int], list[Int32s]]:
    """The shapes that are drawn, those of most trips first."""
    trips, shapes = timetable.trips, timetable.shapes
    with_shape = np.flatnonzero(trips.shape >= 0)
    pair = np.stack([said[trips.route[with_shape]], trips.shape[with_shape]], axis=1)
    pairs, n_trips = np.unique(pair, axis=0, return_counts=True)
    covered: dict[int, set[int]] = {}
    said_of, points = [], []
    for row, shape in pairs[np.argsort(-n_trips, kind="stable")].tolist():
        low, high = shapes.first[shape : shape + 2].tolist()
        line = np.stack(project(shapes.lat[low:high], shapes.lon[low:high]), axis=1)
        if len(line) > 1 and _is_new(line, covered.setdefault(row, set())):
            said_of.append(row)
            points.append(line)
    return said_of, points


def _is_new(line: Int32s, covered: set[int]) -> bool:
    """Whether a line runs where the others did not; it then covers its cells and those around."""
    way = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line.astype(np.float64), axis=0).T))])
    along = np.arange(0.0, way[-1] + STEP, STEP)
    x = np.interp(along, way, line[:, 0]).astype(np.int64) >> CELL_BITS
    y = np.interp(along, way, line[:, 1]).astype(np.int64) >> CELL_BITS
    cells = np.unique(x << 32 | y)
    new = [cell for cell in cells.tolist() if cell not in covered]
    if len(new) < NEW_SHARE * cells.size:
        return False
    around = np.array([dx * (1 << 32) + dy for dx in (-1, 0, 1) for dy in (-1, 0, 1)])
    covered.update((cells[:, None] + around).ravel().tolist())
    return True


def _hops(timetable: Timetable, said: Int32s) -> tuple[list[int], list[Int32s]]:
    """Straight lines along the stops of trips without a shape."""
    trips, patterns, stops = timetable.trips, timetable.patterns, timetable.stops
    bare = np.flatnonzero(trips.shape < 0)
    pair = np.stack([said[trips.route[bare]], trips.pattern[bare]], axis=1)
    hops = set()
    for row, pattern in np.unique(pair, axis=0).tolist():
        low, high = patterns.first_stop[pattern : pattern + 2].tolist()
        called = [timetable.original(stop) for stop in patterns.stop[low:high].tolist()]
        called = [stop for stop in called if np.isfinite(stops.lat[stop] + stops.lon[stop])]
        hops |= {(row, min(a, b), max(a, b)) for a, b in pairwise(called)}
    of, tail, head = np.array(sorted(hops), np.int32).reshape(-1, 3).T
    chains = chained(of, tail, head, np.zeros(of.size, np.bool_))
    said_of = [int(of[chain[0] >> 1]) for chain in chains]
    ends = np.stack([tail, head], axis=1).ravel()
    points = np.stack(project(stops.lat[ends], stops.lon[ends]), axis=1)
    return said_of, [points[[chain[0], *(end ^ 1 for end in chain)]] for chain in chains]
