"""Which routes and stops each closure hinders: for who informs passengers."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from maas.arrays import Int64s
from maas.timetable import Timetable
from routing.incidents.crossing.crossings import Crossing, Crossings
from routing.incidents.crossing.line_shapes import is_drawn_by_street
from routing.incidents.laid import LaidIncident


@dataclass(frozen=True, slots=True, eq=False)
class Hindered:
    """A closure, and what of a timetable it hinders."""

    laid: LaidIncident
    routes: tuple[tuple[int, int], ...]
    """Rows of routes, each with a direction (-1: not told), that lead through it."""
    passed: tuple[tuple[int, int], ...]
    """(route, stop): rows of stops of theirs that lie on what is closed."""
    stops: tuple[int, ...]
    """Rows of stops at which no line calls."""


def hindered_by(timetable: Timetable, crossings: Crossings) -> Iterator[Hindered]:
    """Each closure that hinders anything. Some ms; not for the event loop."""
    drawn = is_drawn_by_street(timetable)
    for row, laid in enumerate(crossings.laid):
        routes: set[tuple[int, int]] = set()
        passed: set[tuple[int, int]] = set()
        for shape, met in crossings.by_shape.items():
            for crossing in (each for each in met if each.row == row):
                trips = np.flatnonzero(drawn & (timetable.trips.shape == shape))
                routes |= _routes(timetable, trips)
                passed |= _passed(timetable, trips, crossing)
        stops = tuple(stop for stop, rows in crossings.stops.items() if row in rows)
        if routes or stops:
            yield Hindered(laid, tuple(sorted(routes)), tuple(sorted(passed)), stops)


def _routes(timetable: Timetable, trips: Int64s) -> set[tuple[int, int]]:
    columns = timetable.trips.route[trips].tolist(), timetable.trips.direction[trips].tolist()
    return set(zip(*columns, strict=True))


def _passed(timetable: Timetable, trips: Int64s, crossing: Crossing) -> set[tuple[int, int]]:
    """The stops of trips between the ends of what is closed, each with its route."""
    own, patterns = timetable.trips, timetable.patterns
    _, first = np.unique(
        np.stack([own.pattern[trips], own.route[trips]]), axis=1, return_index=True
    )
    found: set[tuple[int, int]] = set()
    for trip in trips[first].tolist():
        begin, end = patterns.first_stop[own.pattern[trip] :][:2].tolist()
        cut = timetable.shapes.cut[int(own.first_cut[trip]) :][: end - begin]
        closed = patterns.stop[begin:end][(crossing.low <= cut) & (cut <= crossing.high)]
        found |= {(int(own.route[trip]), timetable.original(stop)) for stop in closed.tolist()}
    return found
