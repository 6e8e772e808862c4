"""Trips as they run: the scheduled ones and, numbered on from those, the live ones beside them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from maas.arrays import Bools, Int32s
from maas.timetable import Timetable
from maas.units import NEVER
from routing.carpool.trips import FIRST, OfferTrips
from routing.incidents.crossing.hindering import Hindering, LinesOnStreets
from routing.incidents.laid import Incidents
from routing.overlays.live import Live
from routing.overlays.live_trips import LiveTrips
from routing.overlays.vehicles import SeenVehicle
from routing.stop_places import StopPlaces

Run = tuple[int, date]
"""A trip and its service day."""

AS_SCHEDULED = Live()


@dataclass(frozen=True, slots=True)
class Calls:
    """Where and when one trip calls: all [n], times s of the service day.

    A trip that runs as scheduled has the same arrays twice.
    """

    stop: Int32s
    planned_stop: Int32s
    may_board: Bools
    may_alight: Bools
    arrive: Int32s
    depart: Int32s
    scheduled_arrive: Int32s
    """The live time where a call is not scheduled."""
    scheduled_depart: Int32s
    live: slice | None
    """Rows of the live stop times; None: it runs as scheduled."""


@dataclass(frozen=True, slots=True, eq=False)
class LiveTimetable:
    """One timetable with what is known of its trips; tells where the row of a trip is."""

    places: StopPlaces
    live: Live = AS_SCHEDULED
    offered: OfferTrips | None = None
    """Numbered on from `FIRST`; None: nobody asks for rides in private cars."""
    hindering: Hindering | None = None
    """What is closed on the usual ways of lines; None: nothing is."""
    on_streets: LinesOnStreets | None = None
    """Who finds that out."""

    def with_incidents(self, incidents: Incidents) -> "LiveTimetable":
        """The same trips, with what is closed on their ways."""
        if self.on_streets is None:
            return self
        return replace(self, hindering=self.on_streets.hindered_by(incidents))

    @property
    def timetable(self) -> Timetable:
        """The scheduled one; stops and agencies are the same in both, routes but those that only
        news tell of."""
        return self.places.timetable

    def of(self, trip: int) -> tuple[Timetable, int]:
        """The timetable that a trip stands in, and its row there."""
        if self.offered is not None and trip >= FIRST:
            return self.offered.timetable, trip - FIRST
        trips = self.live.trips
        if trips is None or trip < trips.n_scheduled:
            return self.places.timetable, trip
        return trips.timetable, trip - trips.n_scheduled

    def live_row(self, trip: int) -> tuple[LiveTrips, int] | None:
        """Where news of a trip stand; None: it is a scheduled one, or one of a driver."""
        trips = self.live.trips
        if trips is None or not trips.n_scheduled <= trip < FIRST:
            return None
        return trips, trip - trips.n_scheduled

    def standing_for(self, run: Run) -> int:
        """The trip that runs in place of a scheduled one on a day, itself if it runs so."""
        trips = self.live.trips
        return run[0] if trips is None else trips.standing_for(run[0], run[1].toordinal())

    def vehicle(self, trip: int, day: date) -> SeenVehicle | None:
        """Where the vehicle of a trip was seen last."""
        vehicles = self.live.vehicles
        if vehicles is None:
            return None
        base = self.base(trip)
        return vehicles.by_run.get((base if base >= 0 else trip, day.toordinal()))

    def base(self, trip: int) -> int:
        """The scheduled trip that a trip is or stands for; -1: none."""
        if trip >= FIRST:
            return -1
        row = self.live_row(trip)
        return trip if row is None else int(row[0].base[row[1]])

    def is_cancelled(self, trip: int) -> bool:
        """Whether a trip does not run at all."""
        row = self.live_row(trip)
        return row is not None and bool(row[0].cancelled[row[1]])

    def is_deleted(self, trip: int) -> bool:
        """Whether a trip must not be shown to anyone."""
        row = self.live_row(trip)
        return row is not None and bool(row[0].deleted[row[1]])

    def added(self, id_: str, day: date) -> Iterator[int]:
        """The trips of an id that run on a day in addition to the scheduled ones."""
        if self.offered is not None:
            yield from self.offered.find_all(id_, day)
        trips = self.live.trips
        if trips is None:
            return
        for row in trips.timetable.trips.id.find_all(id_):
            if trips.base[row] < 0 and trips.day[row] == day.toordinal():
                yield trips.n_scheduled + int(row)

    def calls(self, trip: int) -> Calls:
        """Where and when a trip calls. O(1), live ones O(n)."""
        table, row = self.of(trip)
        pattern = table.trips.pattern[row]
        at = slice(*table.patterns.first_stop[pattern : pattern + 2].tolist())
        rows = slice(*table.trips.first_time[row : row + 2].tolist())
        stop = table.patterns.stop[at]
        may = table.patterns.may_board[at], table.patterns.may_alight[at]
        arrive, depart = table.stop_times.arrive[rows], table.stop_times.depart[rows]
        trips = self.live.trips
        if trips is None or table is not trips.timetable:
            return Calls(stop, stop, *may, arrive, depart, arrive, depart, None)
        scheduled = (
            _or_live(trips.scheduled.arrive[rows], arrive),
            _or_live(trips.scheduled.depart[rows], depart),
        )
        return Calls(stop, trips.planned_stop[rows], *may, arrive, depart, *scheduled, rows)

    def skips(self, trip: int) -> Bools:
        """[n] Where a trip was to call and does not; everywhere if it is cancelled."""
        calls, news = self.calls(trip), self.live_row(trip)
        if news is None:
            return np.zeros(calls.stop.size, np.bool_)
        trips, row = news
        skipped: Bools = trips.skipped[calls.live] | trips.cancelled[row]
        return skipped

    def first_departure(self, trip: int) -> int:
        """When a trip is scheduled to start, s of the service day: the clock in its id."""
        base = self.base(trip)
        if base >= 0:
            timetable = self.places.timetable
            return int(timetable.stop_times.depart[timetable.trips.first_time[base]])
        return int(self.calls(trip).scheduled_depart[0])


def _or_live(scheduled: Int32s, live: Int32s) -> Int32s:
    return np.where(scheduled == NEVER, live, scheduled).astype(np.int32)
