"""Stops on a map, and the routes that serve them."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maas.arrays import Float64s, Int32s, Int64s
from maas.itinerary import Place
from maas.model import TRANSIT_MODES, Box, Mode
from maas.timetable import Timetable
from routing.boards.calls import StopCalls
from routing.boards.groups import StopGroups
from routing.stop_places import StopPlaces

NUMBER = re.compile(r"([0-9]+)")


@dataclass(frozen=True, slots=True)
class ServedStop:
    """A stop with what calls there."""

    place: Place
    modes: tuple[Mode, ...]
    importance: float
    """0 to 1, by the trips that call there (logarithm), the most served stop being 1."""


@dataclass(frozen=True, slots=True)
class ServingRoute:
    """A route that serves a stop."""

    id: str
    short_name: str
    long_name: str
    mode: Mode
    agency_id: str
    agency_name: str
    agency_url: str
    color: str
    text_color: str
    type: int


@dataclass(frozen=True, slots=True, eq=False)
class _Service:
    """[n_stops] What calls at each stop itself, or at any of its stop place."""

    trips: Int64s
    modes: Int64s
    """Bit m: model.TRANSIT_MODES[m]."""


class StopMap:
    """Finds stops by where they are. Immutable."""

    def __init__(self, places: StopPlaces, groups: StopGroups, calls: StopCalls) -> None:
        self._places = places
        self._place = groups.place
        timetable = places.timetable
        kind, parent = timetable.stops.kind, timetable.stops.parent
        own = np.where(kind == 5, parent, np.arange(kind.size))  # split stops are no places
        self._own = own
        self._single = _service(timetable, calls, own)
        self._grouped = _service(timetable, calls, groups.place)

    def within(
        self, box: Box, modes: frozenset[Mode], at_most: int, *, grouped: bool
    ) -> tuple[ServedStop, ...]:
        """Stops (grouped: stop places) in a box served by any of these modes, most served first."""
        service = self._grouped if grouped else self._single
        stops, asked = self._places.timetable.stops, bits(modes)
        low, high = box.south_west, box.north_east
        inside = (stops.lat >= low.lat) & (stops.lat <= high.lat)
        inside &= (stops.lon >= low.lon) & (stops.lon <= high.lon)
        rows = np.flatnonzero(inside & ((service.modes & asked) != 0))
        rows = rows[np.argsort(-service.trips[rows], kind="stable")][:at_most]
        return self._told(rows, service)

    def most_served(self, rows: Int32s, at_most: int) -> tuple[ServedStop, ...]:
        """The most served of some stops."""
        trips = self._single.trips[rows]
        return self._told(rows[np.argsort(-trips, kind="stable")][:at_most], self._single)

    def nearest(
        self, stops: Int32s, seconds: Int32s, modes: frozenset[Mode], at_most: int
    ) -> tuple[tuple[ServedStop, int, int], ...]:
        """(stop place, its first reached stop, seconds) of those that any of the modes serves
        there, the nearest first."""
        served = (self._single.modes[self._own[stops]] & bits(modes)) != 0
        stops, seconds = stops[served], seconds[served]
        order = np.lexsort((stops, seconds))
        _, first = np.unique(self._place[stops[order]], return_index=True)
        rows = order[np.sort(first)][:at_most]
        told = self._told(self._place[stops[rows]], self._grouped)
        return tuple(zip(told, stops[rows].tolist(), seconds[rows].tolist(), strict=True))

    def _told(self, rows: npt.NDArray[np.integer], service: _Service) -> tuple[ServedStop, ...]:
        importance = _importance(service.trips)
        return tuple(
            ServedStop(self._places.of(row), named(int(service.modes[row])), importance[row])
            for row in rows.tolist()
        )


def serving_routes(
    timetable: Timetable, calls: StopCalls, stops: Int32s
) -> tuple[ServingRoute, ...]:
    """The routes of all trips that call at some stops, as people sort them: 2 before 10."""
    patterns = np.unique(calls.pattern[calls.at(stops)]).tolist()
    first = timetable.patterns.first_trip
    none = np.empty(0, np.int32)
    found = [timetable.trips.route[first[p] : first[p + 1]] for p in patterns]
    return told_routes(timetable, np.unique(np.concatenate([none, *found])))


def told_routes(timetable: Timetable, rows: Int32s) -> tuple[ServingRoute, ...]:
    """Some routes, as people sort them."""
    routes = [_route(timetable, row) for row in rows.tolist()]
    return tuple(sorted(routes, key=lambda route: (route.mode, _as_read(route.short_name))))


def bits(modes: frozenset[Mode]) -> int:
    """A set of modes as a number."""
    return sum(1 << TRANSIT_MODES.index(mode) for mode in modes)


def named(modes: int) -> tuple[Mode, ...]:
    """A number as the modes it stands for."""
    return tuple(mode for i, mode in enumerate(TRANSIT_MODES) if modes >> i & 1)


def _service(timetable: Timetable, calls: StopCalls, counted_at: Int32s) -> _Service:
    patterns = timetable.patterns
    at = counted_at[patterns.stop]
    n_trips = np.diff(patterns.first_trip)[calls.pattern]
    trips = np.bincount(at, n_trips, counted_at.size).astype(np.int64)
    modes = np.zeros(counted_at.size, np.int64)
    np.bitwise_or.at(modes, at, np.int64(1) << patterns.mode[calls.pattern].astype(np.int64))
    return _Service(trips, modes)


def _importance(trips: Int64s) -> Float64s:
    scaled: Float64s = np.log1p(trips) / max(np.log1p(trips.max(initial=0)), 1.0)
    return scaled


def _route(timetable: Timetable, row: int) -> ServingRoute:
    routes, agencies = timetable.routes, timetable.agencies
    agency = int(routes.agency[row])
    return ServingRoute(
        routes.id[row],
        routes.short_name[row],
        routes.long_name[row],
        TRANSIT_MODES[int(routes.mode[row])],
        agencies.id[agency],
        agencies.name[agency],
        agencies.url[agency],
        routes.color[row],
        routes.text_color[row],
        int(routes.type[row]),
    )


def _as_read(name: str) -> list[tuple[int, str]]:
    """A sort key: digits as the number they are."""
    return [(int(word) if word.isdigit() else -1, word) for word in NUMBER.split(name)]
