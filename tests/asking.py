"""Transit questions put to drawn networks, with stops by name and times as "08:10"."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np

from maas.arrays import frozen
from maas.model import Access, Profile, SourceId
from routing.overlays.live_trips import LiveRun, LiveTrips
from routing.overlays.scheduled_run import scheduled_run
from routing.transit import Change, Journey, Offsets, TransitQuestion, TransitRouter, Via
from tests.networks import DAY, Network, draw, timetable, unix


class Asking:
    """A network to be asked about, with times as "08:10"."""

    def __init__(self, drawn: str | Network) -> None:
        self.network = draw(drawn) if isinstance(drawn, str) else drawn
        self.tables, self.transfers = timetable(self.network)
        self.router = self._router()

    def let_bikes(self, first_trip: int, *access: Access) -> None:
        """Say of some trips, in their order, whether they take bikes."""
        bikes = self.tables.trips.bikes.copy()
        bikes[first_trip : first_trip + len(access)] = access
        trips = replace(self.tables.trips, bikes=bikes)
        self.tables = frozen(replace(self.tables, trips=trips))
        self.router = self._router()

    def _router(self) -> TransitRouter:
        profiles = (Profile.WALK, Profile.WHEELCHAIR)
        return TransitRouter(self.tables, dict.fromkeys(profiles, self.transfers))

    def hear(self, *runs: LiveRun) -> None:
        """From now on some runs are not as scheduled."""
        news = [replace(run, id=f"live:{i}") for i, run in enumerate(runs)]
        self.router = self.router.with_live(LiveTrips.of(self.tables, news, (SourceId("rt"),)))

    def run(self, line: str, number: int = 1, day: date = DAY) -> LiveRun:
        """A line's first, second, … trip on a day, as scheduled."""
        names = [each.name for each in self.network.lines]
        trip = self._first_trip(names.index(line)) + number - 1
        return scheduled_run(self.tables, trip, day.toordinal())

    def question(self, origin: str, destination: str, time: str, **more: object) -> TransitQuestion:
        ends = [self._end(origin), self._end(destination)]
        return TransitQuestion(*ends, unix(time), **more)  # type: ignore[arg-type]

    def via(self, stops: str, stay_min: int = 0) -> Via:
        """ "A" or "A B": any of these stops."""
        return Via(self._end(stops).stop, 60 * stay_min)

    def _end(self, stops: str) -> Offsets:
        """ "A" or "A+5 B": stops, with minutes to or from them."""
        parts = [stop.partition("+") for stop in stops.split()]
        numbers = [self.network.stops.index(stop) for stop, _, _ in parts]
        seconds = [60 * int(minutes or 0) for _, _, minutes in parts]
        return Offsets(np.array(numbers, np.int32), np.array(seconds, np.int32))

    def ask(self, origin: str, destination: str, time: str, **more: object) -> str:
        """Every journey: departure, lines (| joins those one stays seated between), arrival."""
        journeys = self.router.search(self.question(origin, destination, time, **more)).journeys
        return ", ".join(map(self._told, journeys))

    def _told(self, journey: Journey) -> str:
        told = clock(journey.departure)
        for leg in journey.legs:
            if isinstance(leg, Change):
                told += " walk"
            else:
                told += ("|" if leg.stays_seated else " ") + self._line(leg.trip)
        return f"{told} {clock(journey.arrival)}"

    def _line(self, trip: int) -> str:
        for i, line in enumerate(self.network.lines):
            if trip < self._first_trip(i + 1):
                return line.name
        return "live"

    def _first_trip(self, line: int) -> int:
        return sum(len(each.runs) for each in self.network.lines[:line])


def clock(time: int) -> str:
    return datetime.fromtimestamp(time, UTC).strftime("%H:%M")
