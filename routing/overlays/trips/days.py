"""Service days: which trips run on them, when they begin, which one news mean."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from maas.arrays import Bools
from maas.timetable import Timetable
from maas.units import service_midnight

DAYS_BACK, DAYS_AHEAD = 3, 30
"""How far from today a trip may begin of which there is news: a trip may run for days, and a month
ahead is as far as GTFS Realtime lets trips be announced."""

FARTHEST = 2**33
"""A moment (Unix s) in the year 2242: whatever is later is as far from any day of service."""

OVER_WEIGHS = 4
"""Of a run that is over there is less to say than of one to come: its seconds count so often."""


class Days:
    """Facts about days, each looked up once. Lives as long as one `apply`."""

    def __init__(self, timetable: Timetable) -> None:
        self._timetable = timetable
        self._zones = [ZoneInfo(name) for name in timetable.zones]
        self._active: dict[int, Bools] = {}
        self._midnights: dict[tuple[int, int], int] = {}
        self._today: dict[tuple[int, int], int] = {}

    def runs(self, trip: int, day: int) -> bool:
        """Whether a trip runs on a service day (proleptic ordinal)."""
        if day not in self._active:
            self._active[day] = self._timetable.services.active(date.fromordinal(day))
        return bool(self._active[day][self._timetable.trips.service[trip]])

    def midnight(self, day: int, zone: int) -> int:
        """Second 0 of a service day, Unix s."""
        found = self._midnights.get((day, zone))
        if found is None:
            found = service_midnight(date.fromordinal(day), self._zones[zone])
            self._midnights[day, zone] = found
        return found

    def of(self, trip: int) -> int:
        """The number of the time zone a trip's times are in."""
        return int(self._timetable.patterns.zone[self._timetable.trips.pattern[trip]])

    def today(self, at: int, zone: int) -> int:
        """The calendar day of a moment."""
        found = self._today.get((at, zone))
        if found is None:
            near = min(max(at, 0), FARTHEST)
            found = datetime.fromtimestamp(near, self._zones[zone]).toordinal()
            self._today[at, zone] = found
        return found

    def is_near(self, day: int, now: int) -> bool:
        """Whether news of a service day can be of use now."""
        return -DAYS_BACK <= day - self.today(now, 0) <= DAYS_AHEAD

    def likely(self, trip: int, now: int, hint: tuple[int, int] | None) -> int | None:
        """The service day that news without one are about: on which the trip fits best.

        Args:
            now: when the news were made, Unix s.
            hint: a time that is said (Unix s), and when that is scheduled (s of the service day).
        """
        zone = self.of(trip)
        today = self.today(now, zone)
        days = [day for day in range(today - 2, today + 2) if self.runs(trip, day)]
        if hint is not None:
            return min(days, key=lambda day: self.apart(trip, day, hint), default=None)
        return min(days, key=lambda day: self._away(trip, day, now), default=None)

    def apart(self, trip: int, day: int, hint: tuple[int, int]) -> int:
        """How far (s) a time that is said is from when it is scheduled on a service day."""
        return abs(hint[0] - self.midnight(day, self.of(trip)) - hint[1])

    def _away(self, trip: int, day: int, now: int) -> int:
        midnight = self.midnight(day, self.of(trip))
        times, first = self._timetable.stop_times, self._timetable.trips.first_time
        start = midnight + int(times.depart[first[trip]])
        end = midnight + int(times.arrive[first[trip + 1] - 1])
        return max(start - now, OVER_WEIGHS * (now - end), 0)


def ordinal(yyyymmdd: int) -> int | None:
    """The proleptic ordinal of a date written as a number; None: there is no such day."""
    try:
        return date(yyyymmdd // 10_000, yyyymmdd // 100 % 100, yyyymmdd % 100).toordinal()
    except ValueError:
        return None
