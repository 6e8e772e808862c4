"""Runs that are not as scheduled, as a small timetable beside the scheduled one.

A trip that is late, skips stops, runs another way or was never scheduled is taken out of its
scheduled pattern and stands here, each with the one service day it runs on. Its row counts on from
the scheduled trips: `n_scheduled + i` is live trip i, so that one number names a trip anywhere.
Stops and agencies are the scheduled timetable's own, and so are routes; those that only news tell
of follow them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from maas.arrays import Bools, Bytes, Ids, Int32s, Int64s, Texts, frozen
from maas.model import SourceId
from maas.timetable import (
    Numbering,
    Patterns,
    Services,
    StopHeadsigns,
    StopTimes,
    Timetable,
    Trips,
)
from routing.overlays.columns import Columns
from routing.overlays.live_run import LiveRun

__all__ = ["LiveRun", "LiveTrips"]


@dataclass(frozen=True, slots=True, eq=False)
class LiveTrips:
    """All runs that are not as scheduled."""

    timetable: Timetable
    """Its patterns, trips, stop times, stop headsigns and services are the live ones, the rest is
    the scheduled timetable's. It has no in-seat links and no numbering: those of `base` hold."""
    n_scheduled: int
    base: Int32s
    """[n] As in LiveRun."""
    day: Int32s
    cancelled: Bools
    deleted: Bools
    """Of the cancelled ones, those that must not be shown to anyone."""
    scheduled: StopTimes
    """[stop times] units.NEVER where a call is not scheduled."""
    planned_stop: Int32s
    """[stop times]"""
    skipped: Bools
    known: Bools
    occupancy: Int32s
    source: Bytes
    known_at: Int64s
    way: Texts
    vehicle: Texts
    sources: tuple[SourceId, ...]
    superseded: Int64s
    """`base << 32 | day` of every scheduled run that stands here, sorted."""
    row: Int32s
    """Live trip of each of `superseded`."""

    @classmethod
    def of(
        cls, timetable: Timetable, runs: Sequence[LiveRun], sources: tuple[SourceId, ...]
    ) -> "LiveTrips":
        """Lay out runs; of one scheduled run at most one may be given. O(stop times)."""
        return cls.laid_out(timetable, Columns.of(runs), sources)

    @classmethod
    def laid_out(
        cls, timetable: Timetable, columns: Columns, sources: tuple[SourceId, ...]
    ) -> "LiveTrips":
        """Lay out runs; of one scheduled run at most one may be given. O(stop times)."""
        ordered, patterns = _in_patterns(columns)
        runs, calls = ordered.runs, ordered.calls
        key = runs.base.astype(np.int64) << 32 | runs.day
        order = np.argsort(key, kind="stable")
        order = order[runs.base[order] >= 0]
        return cls(
            frozen(_timetable(timetable, ordered, patterns)),
            timetable.trips.route.size,
            runs.base,
            runs.day,
            runs.cancelled,
            runs.deleted,
            StopTimes(calls.scheduled_arrive, calls.scheduled_depart),
            calls.planned_stop,
            calls.skipped,
            calls.known,
            calls.occupancy,
            runs.source.astype(np.uint8),
            runs.known_at,
            Texts.of(runs.way),
            Texts.of(runs.vehicle),
            sources,
            key[order],
            order.astype(np.int32),
        )

    @property
    def n(self) -> int:
        """How many live trips there are."""
        return int(self.base.size)

    def standing_for(self, trip: int, day: int) -> int:
        """The trip that runs in place of a scheduled one on a day, numbered on from those; itself
        if it runs as scheduled (or is live already)."""
        i = int(np.searchsorted(self.superseded, trip << 32 | day))
        if i < self.superseded.size and self.superseded[i] == trip << 32 | day:
            return self.n_scheduled + int(self.row[i])
        return trip

    def is_superseded(self, trip: Int32s, day: Int32s) -> Bools:
        """[n] Which scheduled runs stand here."""
        if not self.superseded.size:
            return np.zeros(trip.size, np.bool_)
        key = trip.astype(np.int64) << 32 | day
        at = np.minimum(np.searchsorted(self.superseded, key), self.superseded.size - 1)
        found: Bools = self.superseded[at] == key
        return found


def _in_patterns(columns: Columns) -> tuple[Columns, Patterns]:
    """Runs pattern by pattern, by first departure; and those patterns."""
    runs, calls, first = columns.runs, columns.calls, columns.first
    call = (calls.stop.astype(np.int64) << 2 | calls.may_board << 1 | calls.may_alight).tobytes()
    ends = (8 * first).tolist()
    alike: dict[tuple[int, int, bytes], int] = {}
    pattern = np.array(
        [
            alike.setdefault((mode, zone, call[begin:end]), len(alike))
            for mode, zone, begin, end in zip(
                runs.mode.tolist(), runs.zone.tolist(), ends, ends[1:], strict=False
            )
        ],
        np.int32,
    )
    leaves = calls.depart[first[:-1]] if pattern.size else pattern
    order = np.lexsort((leaves, runs.day, pattern))
    ordered, pattern = columns.taken(order), pattern[order]
    first_trip = np.searchsorted(pattern, np.arange(len(alike) + 1)).astype(np.int32)
    leaders = ordered.taken(first_trip[:-1].astype(np.int64))
    return ordered, Patterns(
        first_stop=leaders.first.astype(np.int32),
        stop=leaders.calls.stop,
        may_board=leaders.calls.may_board,
        may_alight=leaders.calls.may_alight,
        first_trip=first_trip,
        mode=leaders.runs.mode.astype(np.uint8),
        zone=leaders.runs.zone.astype(np.int16),
    )


def _timetable(timetable: Timetable, ordered: Columns, patterns: Patterns) -> Timetable:
    days, service = np.unique(ordered.runs.day, return_inverse=True)
    n = ordered.runs.day.size
    own = np.flatnonzero(ordered.calls.headsign != "")
    return replace(
        timetable,
        patterns=patterns,
        trips=_trips(ordered, patterns, service.astype(np.int32)),
        stop_times=StopTimes(ordered.calls.arrive, ordered.calls.depart),
        stop_headsigns=StopHeadsigns(own, Texts.of(ordered.calls.headsign[own])),
        services=_services(days.tolist()),
        in_seat=replace(
            timetable.in_seat, first=np.zeros(n + 1, np.int32), trip=np.empty(0, np.int32)
        ),
        numbering=Numbering.of_lists(()),
    )


def _trips(ordered: Columns, patterns: Patterns, service: Int32s) -> Trips:
    runs = ordered.runs
    pattern = np.repeat(np.arange(patterns.mode.size), np.diff(patterns.first_trip))
    return Trips(
        id=Ids.of(runs.id),
        route=runs.route,
        service=service,
        pattern=pattern.astype(np.int32),
        first_time=ordered.first,
        headsign=Texts.of(runs.headsign),
        short_name=Texts.of(runs.short_name),
        direction=runs.direction.astype(np.int16),
        wheelchair=runs.wheelchair.astype(np.uint8),
        bikes=runs.bikes.astype(np.uint8),
        shape=runs.shape,
        first_cut=runs.first_cut,
        line=runs.line,
        headway=np.zeros(service.size, np.int32),
    )


def _services(days: Sequence[int]) -> Services:
    """One service for each day."""
    first = days[0] if days else 1
    runs = np.zeros((len(days), (days[-1] - first) // 8 + 1 if days else 1), np.uint8)
    for i, day in enumerate(days):
        runs[i, (day - first) // 8] = 1 << (day - first) % 8
    return Services(Ids.of(str(day) for day in days), np.array([first], np.int32), runs)
