"""Vehicles on a map: where each trip runs between two stops while one looks."""

from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from maas.arrays import Bools, Float64s, Int32s, Int64s
from maas.itinerary import Place
from maas.model import TRANSIT_MODES, Box, Mode
from maas.units import service_midnight
from routing.boards.calls import spread
from routing.live_timetable import LiveTimetable
from routing.rides import length_m, ride_geometry, trip_name
from routing.transit import Ride

DAY_S = 86_400
FROM_ZOOM = {
    Mode.AIRPLANE: 0.0,
    Mode.HIGHSPEED_RAIL: 0.0,
    Mode.LONG_DISTANCE: 0.0,
    Mode.NIGHT_RAIL: 0.0,
    Mode.COACH: 5.0,
    Mode.FERRY: 6.0,
    Mode.REGIONAL_RAIL: 6.0,
    Mode.SUBURBAN: 8.0,
}
CLOSE = 9.0
"""From this zoom level on all other modes are seen."""


@dataclass(frozen=True, slots=True)
class Look:
    """A piece of the map during a span of time (Unix s)."""

    box: Box
    start: int
    end: int
    zoom: float
    at_most: int


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """A trip between two stops that follow each other."""

    trip_id: str
    display_name: str
    mode: Mode
    route_color: str
    origin: Place
    destination: Place
    departure: int
    arrival: int
    line: Float64s
    """[n, 2]"""
    route_id: str
    named_by: str
    """The field of routes.txt that `display_name` is; "" where it is the trip's own."""

    @property
    def distance_m(self) -> float:
        """Metres along its line."""
        return length_m(self.line)


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """Columns of segments: a run and the stop position it leaves."""

    trip: Int32s
    day: Int32s
    """Proleptic ordinal."""
    position: Int32s
    departure: Int64s
    arrival: Int64s

    def take(self, rows: Int64s | Bools) -> "_Rows":
        return _Rows(
            self.trip[rows],
            self.day[rows],
            self.position[rows],
            self.departure[rows],
            self.arrival[rows],
        )


class TripMap:
    """Finds vehicles by where and when they run. Immutable."""

    def __init__(self, running: LiveTimetable) -> None:
        self._running = running
        self._places = running.places
        timetable = running.timetable
        first = timetable.patterns.first_stop[:-1]
        lat = timetable.stops.lat[timetable.patterns.stop]
        lon = timetable.stops.lon[timetable.patterns.stop]
        sides = ((np.minimum, lat), (np.minimum, lon), (np.maximum, lat), (np.maximum, lon))
        self._bounds = [side.reduceat(of, first) if first.size else lat for side, of in sides]
        """South, west, north, east of each pattern's stops."""

    def with_live(self, running: LiveTimetable) -> "TripMap":
        """A map of the same timetable that knows the news."""
        made = copy(self)
        made._running = running
        return made

    def within(self, look: Look) -> tuple[Segment, ...]:
        """Segments that touch the box during the span.

        Where there are too many, modes that run far come first, then what is soonest.
        """
        timetable = self._places.timetable
        rows = self._between(self._runs(look), look)
        stops = timetable.patterns.stop
        first = timetable.patterns.first_stop[timetable.trips.pattern[rows.trip]] + rows.position
        rows = rows.take(_touch(self._corners(stops[first], stops[first + 1]), look.box))
        rank = _rank()[timetable.patterns.mode[timetable.trips.pattern[rows.trip]]]
        order = np.lexsort((rows.position, rows.trip, rows.departure, rank))[: look.at_most]
        return self._segments(rows.take(order))

    def _runs(self, look: Look) -> list[tuple[Int32s, int, Int64s]]:
        """(trips, service day, second zero of each) that may be in the box during the span."""
        timetable = self._places.timetable
        trips, times, services = timetable.trips, timetable.stop_times, timetable.services
        seen = _rank()[timetable.patterns.mode] <= look.zoom
        seen &= _touch(self._bounds, look.box)
        zones = [ZoneInfo(name) for name in timetable.zones]
        candidates = np.flatnonzero(seen[trips.pattern]).astype(np.int32)
        starts = times.depart[trips.first_time[candidates]]
        ends = times.arrive[trips.first_time[candidates + 1] - 1]
        zone = timetable.patterns.zone[trips.pattern[candidates]]
        back = int(ends.max(initial=0)) // DAY_S + 2
        first = max(_day(look.start) - timedelta(days=back), services.first)
        last = min(_day(look.end) + timedelta(days=1), services.last)
        found = []
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            midnight = np.array([service_midnight(day, each) for each in zones])[zone]
            runs = services.active(day)[trips.service[candidates]]
            runs &= (starts + midnight <= look.end) & (ends + midnight >= look.start)
            found.append((candidates[runs], ordinal, midnight[runs]))
        return found

    def _between(self, runs: list[tuple[Int32s, int, Int64s]], look: Look) -> _Rows:
        """Every two stops in a row of the runs between which they are during the span."""
        trips, times = self._places.timetable.trips, self._places.timetable.stop_times
        trip = np.concatenate([np.empty(0, np.int32), *(run[0] for run in runs)])
        midnight = np.concatenate([np.empty(0, np.int64), *(run[2] for run in runs)])
        day = np.repeat(np.array([run[1] for run in runs], np.int32), [run[0].size for run in runs])
        first, end = trips.first_time[trip], trips.first_time[trip + 1] - 1
        at, run = spread(first, end), np.repeat(np.arange(trip.size), end - first)
        departure, arrival = times.depart[at] + midnight[run], times.arrive[at + 1] + midnight[run]
        during = np.flatnonzero((departure <= look.end) & (arrival >= look.start))
        run = run[during]
        return _Rows(
            trip[run],
            day[run],
            (at[during] - first[run]).astype(np.int32),
            departure[during],
            arrival[during],
        )

    def _corners(self, origin: Int32s, destination: Int32s) -> list[Float64s]:
        """South, west, north, east of pairs of stops."""
        lat, lon = self._places.timetable.stops.lat, self._places.timetable.stops.lon
        sides = ((np.minimum, lat), (np.minimum, lon), (np.maximum, lat), (np.maximum, lon))
        return [side(of[origin], of[destination]) for side, of in sides]

    def _segments(self, rows: _Rows) -> tuple[Segment, ...]:
        columns = (rows.trip, rows.day, rows.position, rows.departure, rows.arrival)
        drawn: dict[tuple[int, int, int], Float64s] = {}
        return tuple(
            self._segment(Ride(trip, date.fromordinal(day), at, at + 1, departs, arrives), drawn)
            for trip, day, at, departs, arrives in zip(*(c.tolist() for c in columns), strict=True)
        )

    def _segment(self, ride: Ride, drawn: dict[tuple[int, int, int], Float64s]) -> Segment:
        """One segment; `drawn` remembers the lines of trips that run alike."""
        timetable = self._places.timetable
        trips, routes = timetable.trips, timetable.routes
        pattern, route = int(trips.pattern[ride.trip]), int(trips.route[ride.trip])
        first = int(timetable.patterns.first_stop[pattern]) + ride.board
        key = (pattern, int(trips.first_cut[ride.trip]), ride.board)
        if key not in drawn:
            drawn[key] = ride_geometry(self._running, ride)
        short, long = routes.short_name[route], routes.long_name[route]
        return Segment(
            trip_name(self._running, ride.trip, ride.day),
            short or long or trips.short_name[ride.trip],
            TRANSIT_MODES[int(timetable.patterns.mode[pattern])],
            routes.color[route],
            self._places.of(int(timetable.patterns.stop[first])),
            self._places.of(int(timetable.patterns.stop[first + 1])),
            ride.departure,
            ride.arrival,
            drawn[key],
            routes.id[route],
            "route_short_name" if short else "route_long_name" if long else "",
        )


def _rank() -> Float64s:
    """[model.TRANSIT_MODES] The zoom level from which on each mode is seen."""
    return np.array([FROM_ZOOM.get(mode, CLOSE) for mode in TRANSIT_MODES])


def _touch(bounds: list[Float64s], box: Box) -> Bools:
    """Which of many boxes (south, west, north, east) touch a box."""
    south, west, north, east = bounds
    low, high = box.south_west, box.north_east
    touching: Bools = (south <= high.lat) & (north >= low.lat)
    touching &= (west <= high.lon) & (east >= low.lon)
    return touching


def _day(unix_s: int) -> date:
    return datetime.fromtimestamp(unix_s, UTC).date()
