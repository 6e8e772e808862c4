"""The stops in H3 cells, and the routes that serve them."""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Int32s, Int64s, spread
from maas.timetable import Timetable
from routing.boards.calls import StopCalls
from routing.boards.stops import ServedStop, ServingRoute
from routing.cell_index import CellIndexes


@dataclass(frozen=True, slots=True)
class StopsInCell:
    """What of a timetable lies in a cell."""

    n_stops: int
    n_routes: int
    stops: tuple[ServedStop, ...]
    """The most served ones, most served first."""
    routes: tuple[ServingRoute, ...]


NOTHING = StopsInCell(0, 0, (), ())


class StopCells:
    """The stops that trips call at, by cell; split stops are no places. Immutable.

    Made in about 1 µs per stop and resolution asked for.
    """

    def __init__(self, timetable: Timetable, calls: StopCalls) -> None:
        stops = timetable.stops
        own = np.where(stops.kind == 5, stops.parent, np.arange(stops.kind.size))
        pairs = _served_by(timetable, calls, own)
        served, first = np.unique(pairs[:, 0], return_index=True)
        on_earth = np.isfinite(stops.lat[served] + stops.lon[served])
        self._stop = served[on_earth].astype(np.int32)
        self._route = pairs[:, 1].astype(np.int32)
        self._first = first[on_earth].astype(np.int32)
        self._end = np.append(first[1:], len(pairs))[on_earth].astype(np.int32)
        self._cells = CellIndexes(stops.lat[self._stop], stops.lon[self._stop])

    def within(self, cell: int, resolution: int) -> tuple[Int32s, Int32s]:
        """(stops, routes) of a cell: rows of the timetable, sorted."""
        found = np.sort(self._cells.at(resolution).within(cell))
        routes = self._route[spread(self._first[found], self._end[found])]
        return self._stop[found], np.unique(routes)

    def counts(self, cells: Int64s, resolution: int) -> tuple[Int32s, Int64s]:
        """How many (stops, routes) each of some cells has."""
        index = self._cells.at(resolution)
        begin, end = index.ranges(cells)
        found = index.row[spread(begin, end)]
        cell = np.repeat(np.arange(cells.size), end - begin)
        n = self._end[found] - self._first[found]
        routes = self._route[spread(self._first[found], self._end[found])]
        pairs = np.unique(np.stack([np.repeat(cell, n), routes], axis=1), axis=0)
        return end - begin, np.bincount(pairs[:, 0], minlength=cells.size)


def _served_by(timetable: Timetable, calls: StopCalls, own: Int64s) -> Int64s:
    """[n, 2] Each stop with each route that serves it, sorted."""
    patterns, trips = timetable.patterns, timetable.trips
    n_patterns = patterns.first_trip.size - 1
    of_trip = np.repeat(np.arange(n_patterns), np.diff(patterns.first_trip))
    runs = np.unique(np.stack([of_trip, trips.route[: of_trip.size]], axis=1), axis=0)
    first = np.searchsorted(runs[:, 0], np.arange(n_patterns + 1))
    visits = np.unique(np.stack([own[patterns.stop], calls.pattern], axis=1), axis=0)
    begin, end = first[visits[:, 1]], first[visits[:, 1] + 1]
    stops = np.repeat(visits[:, 0], end - begin)
    return np.unique(np.stack([stops, runs[spread(begin, end), 1]], axis=1), axis=0)
