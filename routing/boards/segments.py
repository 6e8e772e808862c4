"""Vehicles on a map: where each trip runs between two stops while one looks."""

from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from maas.arrays import Float64s, Int32s, Int64s, spread
from maas.itinerary import LiveSource, Place
from maas.model import Box, Mode
from maas.units import service_midnight
from routing.boards.live_segments import LiveSegments
from routing.boards.segment_rows import SegmentRows, corners, rank, stacked, touch
from routing.live_calls import is_known, live_source, live_way
from routing.live_timetable import LiveTimetable
from routing.overlays.vehicles import SeenVehicle
from routing.rides import length_m, mode_of, ride_geometry, trip_name
from routing.transit import Ride

DAY_S = 86_400


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
    scheduled_departure: int
    scheduled_arrival: int
    real_time: bool = False
    live: LiveSource | None = None
    vehicle: SeenVehicle | None = None
    """Told of one segment of a trip: the one that its vehicle is on, or nearest to in time."""

    @property
    def distance_m(self) -> float:
        """Metres along its line."""
        return length_m(self.line)


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
        self._live: LiveSegments | None = None

    def with_live(self, running: LiveTimetable) -> "TripMap":
        """A map of the same timetable that knows the news."""
        made = copy(self)
        made._running = running
        trips = running.live.trips
        made._live = LiveSegments(trips) if trips is not None and trips.n else None
        return made

    def within(self, look: Look) -> tuple[Segment, ...]:
        """Segments that touch the box during the span.

        Where there are too many, modes that run far come first, then what is soonest.
        """
        rows = self._between(self._runs(look), look)
        if self._live is not None:
            scheduled = rows.take(~self._live.trips.is_superseded(rows.trip, rows.day))
            rows = stacked([scheduled, self._live.during(look.start, look.end)])
        rows = rows.take(rows.seen_from <= look.zoom)
        stops = self._places.timetable.stops
        rows = rows.take(touch(corners(stops, rows.origin, rows.destination), look.box))
        order = np.lexsort((rows.position, rows.trip, rows.departure, rows.seen_from))
        return self._with_vehicles(self._segments(rows.take(order[: look.at_most])))

    def _runs(self, look: Look) -> list[tuple[Int32s, int, Int64s]]:
        """(trips, service day, second zero of each) that may be in the box during the span."""
        timetable = self._places.timetable
        trips, times, services = timetable.trips, timetable.stop_times, timetable.services
        seen = rank()[timetable.patterns.mode] <= look.zoom
        seen &= touch(self._bounds, look.box)
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

    def _between(self, runs: list[tuple[Int32s, int, Int64s]], look: Look) -> SegmentRows:
        """Every two stops in a row of the runs between which they are during the span."""
        trips, times = self._places.timetable.trips, self._places.timetable.stop_times
        trip = np.concatenate([np.empty(0, np.int32), *(run[0] for run in runs)])
        midnight = np.concatenate([np.empty(0, np.int64), *(run[2] for run in runs)])
        day = np.repeat(np.array([run[1] for run in runs], np.int32), [run[0].size for run in runs])
        first, end = trips.first_time[trip], trips.first_time[trip + 1] - 1
        at, run = spread(first, end), np.repeat(np.arange(trip.size), end - first)
        departure, arrival = times.depart[at] + midnight[run], times.arrive[at + 1] + midnight[run]
        during = np.flatnonzero((departure <= look.end) & (arrival >= look.start))
        run, position = run[during], (at[during] - first[run[during]]).astype(np.int32)
        pattern = trips.pattern[trip[run]]
        patterns = self._places.timetable.patterns
        call = patterns.first_stop[pattern] + position
        return SegmentRows(
            trip[run],
            day[run],
            position,
            position + 1,
            patterns.stop[call],
            patterns.stop[call + 1],
            departure[during],
            arrival[during],
            rank()[patterns.mode[pattern]],
        )

    def _segments(self, rows: SegmentRows) -> list[Segment]:
        columns = (rows.trip, rows.day, rows.position, rows.until, rows.departure, rows.arrival)
        drawn: dict[tuple[int, ...], Float64s] = {}
        return [
            self._segment(Ride(trip, date.fromordinal(day), at, to, departs, arrives), drawn)
            for trip, day, at, to, departs, arrives in zip(
                *(column.tolist() for column in columns), strict=True
            )
        ]

    def _segment(self, ride: Ride, drawn: dict[tuple[int, ...], Float64s]) -> Segment:
        """One segment; `drawn` remembers the lines of trips that run alike."""
        running, places = self._running, self._places
        timetable, row = running.of(ride.trip)
        routes, route = timetable.routes, int(timetable.trips.route[row])
        calls = running.calls(ride.trip)
        origin, destination = int(calls.stop[ride.board]), int(calls.stop[ride.alight])
        way = id(live_way(running, ride.trip))
        key = (origin, destination, int(timetable.trips.first_cut[row]), ride.board, way)
        if key not in drawn:
            drawn[key] = ride_geometry(running, ride)
        short, long = routes.short_name[route], routes.long_name[route]
        midnight = ride.departure - int(calls.depart[ride.board])
        return Segment(
            trip_name(running, ride.trip, ride.day),
            short or long or timetable.trips.short_name[row],
            mode_of(running, ride.trip),
            routes.color[route],
            places.of(origin),
            places.of(destination),
            ride.departure,
            ride.arrival,
            drawn[key],
            routes.id[route],
            "route_short_name" if short else "route_long_name" if long else "",
            midnight + int(calls.scheduled_depart[ride.board]),
            midnight + int(calls.scheduled_arrive[ride.alight]),
            is_known(running, ride),
            live_source(running, ride.trip, ride.day),
            running.vehicle(ride.trip, ride.day),
        )

    def _with_vehicles(self, segments: list[Segment]) -> tuple[Segment, ...]:
        """Each vehicle left to the segment that it is on, or nearest to in time."""
        if self._running.live.vehicles is None:
            return tuple(segments)
        nearest: dict[str, int] = {}
        for i, segment in enumerate(segments):
            best = nearest.get(segment.trip_id)
            if segment.vehicle and (best is None or _apart(segment) < _apart(segments[best])):
                nearest[segment.trip_id] = i
        return tuple(
            segment if nearest.get(segment.trip_id) == i else replace(segment, vehicle=None)
            for i, segment in enumerate(segments)
        )


def _apart(segment: Segment) -> int:
    """Seconds between when a vehicle was seen and when it runs along its segment."""
    assert segment.vehicle is not None
    at = segment.vehicle.seen_at
    return max(segment.departure - at, at - segment.arrival, 0)


def _day(unix_s: int) -> date:
    return datetime.fromtimestamp(unix_s, UTC).date()
