"""Which runs are on detours (TripModifications)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maas.live import Detour
from maas.model import SourceId
from maas.timetable import Timetable
from routing.overlays.trips.days import Days, ordinal
from routing.overlays.trips.diverting import Diversion
from routing.overlays.trips.naming import rows_named
from routing.overlays.trips.rules import DETOURS, Tally

MOST_RUNS = 20_000
"""Runs of one feed that detours may change."""

Runs = dict[tuple[int, int], Diversion]
"""By trip and service day."""


@dataclass(frozen=True, slots=True)
class Diverter:
    """Finds the runs that detours of one feed change."""

    timetable: Timetable
    days: Days
    sources: Sequence[SourceId]
    number: int
    """Of the feed."""
    tally: Tally

    def diversions(self, detours: Sequence[Detour], known_at: int) -> Runs:
        """All runs on detours; of several detours of one run the first holds."""
        found: Runs = {}
        for detour in detours:
            for run, diversion in self._of(detour, known_at):
                if len(found) == MOST_RUNS and run not in found:
                    self.tally.count("too_many_runs", detour.id, DETOURS)
                    return found
                found.setdefault(run, diversion)
        return found

    def _of(self, detour: Detour, now: int) -> Iterator[tuple[tuple[int, int], Diversion]]:
        days = [day for day in map(ordinal, detour.dates) if day and self.days.is_near(day, now)]
        selected = [(id_, trips.shape_id) for trips in detour.trips for id_ in trips.trip_ids]
        rows = rows_named(self.timetable, self.sources, [id_ for id_, _ in selected])
        for (id_, shape_id), own in zip(selected, rows, strict=True):
            if not own:
                self.tally.count("E003", id_, DETOURS)
                continue
            prefix = self.timetable.trips.id[own[0]].partition(":")[0] + ":"
            diversion = Diversion(detour.sections, prefix, self.number, now, detour.id, shape_id)
            for trip in own:
                if not detour.start_times or self._leaves(trip) in detour.start_times:
                    running = (day for day in days if self.days.runs(trip, day))
                    yield from (((trip, day), diversion) for day in running)

    def _leaves(self, trip: int) -> int:
        times = self.timetable.stop_times
        return int(times.depart[self.timetable.trips.first_time[trip]])
