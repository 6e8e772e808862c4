"""The invented city at one moment: what runs, how late, where; what does not run, what is extra."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from maas.demo.live.delays import Running, foreseen, happening
from maas.demo.live.detour import Works, find_works
from maas.demo.live.schedule import ZONE, Run, Schedule, Trip, local_day
from maas.demo.live.troubles import Trouble, is_cancelled, is_silent, troubles_around
from maas.units import service_midnight

METRO = 1

SOON_S, OVER_S = 1800, 120
"""How long before their start, and after their end, runs are told of."""

CANCELLED_SOON_S = 7200
READY_S = 60
"""How long before its start a vehicle stands at its first stop."""

EXTRA_AT_S = tuple(hour * 3600 + 37 * 60 + 30 for hour in range(7, 21))
"""Starts of the extra metro trips (s of the service day)."""


@dataclass(frozen=True, slots=True, eq=False)
class City:
    """What a seed makes of a timetable."""

    schedule: Schedule
    seed: int
    works: Works | None

    @classmethod
    def of(cls, schedule: Schedule, seed: int) -> "City":
        """Find where there are works."""
        return cls(schedule, seed, find_works(schedule))

    def at(self, now: int) -> "Moment":
        """What can be told at a moment (Unix s)."""
        troubles = troubles_around(self.schedule, self.seed, now)
        under_way, cancelled = [], []
        for run in self._around(now):
            if is_cancelled(run, self.seed, troubles):
                cancelled.append(run)
            elif run.start <= now + SOON_S and not is_silent(run, self.seed):
                running = foreseen(run, happening(run, self.seed, troubles), now)
                if running.expected[-1][0] > now - OVER_S:
                    under_way.append(running)
        return Moment(self, now, troubles, tuple(under_way), tuple(cancelled))

    def _around(self, now: int) -> Iterator[Run]:
        for run in self.schedule.runs_around(now, 3600, CANCELLED_SOON_S):
            yield self._diverted(run)
        yield from self._extra(now)

    def _diverted(self, run: Run) -> Run:
        if self.works is None or run.way is not self.works.planned:
            return run
        return replace(run, trip=replace(run.trip, way=self.works.way))

    def _extra(self, now: int) -> Iterator[Run]:
        """Metro trips that no timetable knows."""
        way = next((way for way in self.schedule.ways if way.route_type == METRO), None)
        if way is None:
            return
        day = local_day(now)
        for start in EXTRA_AT_S:
            trip = Trip(f"extra-{way.route_id}-{start // 60}", "", start, way, is_extra=True)
            run = Run(trip, day, service_midnight(day, ZONE) + start)
            if run.start - SOON_S <= now <= run.start + way.lasting + 3600:
                yield run


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """What can be told of the city at one moment."""

    city: City
    now: int
    """Unix s."""
    troubles: tuple[Trouble, ...]
    under_way: tuple[Running, ...]
    """Runs that are heard of, and those that start soon."""
    cancelled: tuple[Run, ...]

    @property
    def moving(self) -> Iterator[Running]:
        """Runs whose vehicle is on its way, or waits to set out."""
        for running in self.under_way:
            if running.actual[0][1] - READY_S <= self.now < running.actual[-1][0]:
                yield running
