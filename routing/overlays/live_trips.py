"""Runs that are not as scheduled, as a small timetable beside the scheduled one.

A trip that is late, skips stops, runs another way or was never scheduled is taken out of its
scheduled pattern and stands here, each with the one service day it runs on. Its row counts on from
the scheduled trips: `n_scheduled + i` is live trip i, so that one number names a trip anywhere.
Stops, routes and agencies are the scheduled timetable's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from maas.arrays import Bools, Bytes, Ids, Int32s, Int64s, Texts, frozen
from maas.model import SourceId
from maas.timetable import Patterns, Services, StopHeadsigns, StopTimes, Timetable, Trips


@dataclass(frozen=True, slots=True, eq=False)
class LiveRun:
    """One trip on one service day as it is known to run. Times are s of the service day."""

    base: int
    """The scheduled trip it stands for; -1: none (added, duplicated)."""
    day: int
    """Service day, proleptic ordinal."""
    id: str
    """`<source>:<trip_id>`"""
    route: int
    stop: Int32s
    """[n] Rows of stops, in the order of the calls."""
    arrive: Int32s
    """[n] Live; never falling, departures included."""
    depart: Int32s
    scheduled_arrive: Int32s
    """[n] units.NEVER where a call is not scheduled."""
    scheduled_depart: Int32s
    planned_stop: Int32s
    """[n] Where it was to call (another platform); the same stop if nothing changed."""
    may_board: Bools
    may_alight: Bools
    skipped: Bools
    """[n] Does not call there although it was to; may neither board nor alight."""
    known: Bools
    """[n] The times are live; else nothing is known but the timetable (NO_DATA)."""
    occupancy: Int32s
    """[n] maas.live.trips.Occupancy at departure."""
    mode: int
    zone: int
    headsign: str = ""
    stop_headsigns: tuple[tuple[int, str], ...] = ()
    """Positions with a headsign of their own, in order."""
    short_name: str = ""
    direction: int = -1
    wheelchair: int = 0
    bikes: int = 0
    shape: int = -1
    first_cut: int = -1
    """As in Trips; only of a way whose calls are the scheduled ones, position by position."""
    line: int = -1
    cancelled: bool = False
    """Does not run at all; its calls are the scheduled ones."""
    deleted: bool = False
    """Is cancelled and must not be shown to anyone (GTFS-RT DELETED)."""
    source: int = 0
    """Index into LiveTrips.sources."""
    known_at: int = 0
    """Unix s."""
    vehicle: str = ""
    """Label of its vehicle."""


@dataclass(frozen=True, slots=True, eq=False)
class LiveTrips:
    """All runs that are not as scheduled."""

    timetable: Timetable
    """Its patterns, trips, stop times, stop headsigns and services are the live ones, the rest is
    the scheduled timetable's. It has no in-seat links: those of `base` go on."""
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
        ordered, patterns = _patterns(runs)
        days = sorted({run.day for run in ordered})
        base = np.array([run.base for run in ordered], np.int32)
        day = np.array([run.day for run in ordered], np.int32)
        key = base.astype(np.int64) << 32 | day
        order = np.argsort(key, kind="stable")
        order = order[base[order] >= 0]
        own = replace(
            timetable,
            patterns=patterns,
            trips=_trips(ordered, patterns, days),
            stop_times=StopTimes(_joined(ordered, "arrive"), _joined(ordered, "depart")),
            stop_headsigns=_stop_headsigns(ordered),
            services=_services(days),
            in_seat=replace(
                timetable.in_seat,
                first=np.zeros(len(ordered) + 1, np.int32),
                trip=np.empty(0, np.int32),
            ),
        )
        return cls(
            frozen(own),
            timetable.trips.route.size,
            base,
            day,
            np.array([run.cancelled for run in ordered], np.bool_),
            np.array([run.deleted for run in ordered], np.bool_),
            StopTimes(_joined(ordered, "scheduled_arrive"), _joined(ordered, "scheduled_depart")),
            _joined(ordered, "planned_stop"),
            _joined(ordered, "skipped").astype(np.bool_),
            _joined(ordered, "known").astype(np.bool_),
            _joined(ordered, "occupancy"),
            np.array([run.source for run in ordered], np.uint8),
            np.array([run.known_at for run in ordered], np.int64),
            Texts.of(run.vehicle for run in ordered),
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


def _patterns(runs: Sequence[LiveRun]) -> tuple[list[LiveRun], Patterns]:
    """Runs pattern by pattern, by first departure; and those patterns."""
    alike: dict[tuple[object, ...], list[LiveRun]] = {}
    for run in runs:
        calls = (run.stop, run.may_board, run.may_alight)
        key = (run.mode, run.zone, *(column.tobytes() for column in calls))
        alike.setdefault(key, []).append(run)
    groups = [sorted(group, key=lambda run: (run.day, int(run.depart[0]))) for group in
              alike.values()]  # fmt: skip
    firsts = [group[0] for group in groups]
    patterns = Patterns(
        first_stop=_offsets([run.stop.size for run in firsts]).astype(np.int32),
        stop=_joined(firsts, "stop"),
        may_board=_joined(firsts, "may_board").astype(np.bool_),
        may_alight=_joined(firsts, "may_alight").astype(np.bool_),
        first_trip=_offsets([len(group) for group in groups]).astype(np.int32),
        mode=np.array([run.mode for run in firsts], np.uint8),
        zone=np.array([run.zone for run in firsts], np.int16),
    )
    return [run for group in groups for run in group], patterns


def _trips(runs: Sequence[LiveRun], patterns: Patterns, days: Sequence[int]) -> Trips:
    number = {day: i for i, day in enumerate(days)}
    pattern = np.repeat(np.arange(patterns.mode.size), np.diff(patterns.first_trip))
    return Trips(
        id=Ids.of(run.id for run in runs),
        route=np.array([run.route for run in runs], np.int32),
        service=np.array([number[run.day] for run in runs], np.int32),
        pattern=pattern.astype(np.int32),
        first_time=_offsets([run.stop.size for run in runs]),
        headsign=Texts.of(run.headsign for run in runs),
        short_name=Texts.of(run.short_name for run in runs),
        direction=np.array([run.direction for run in runs], np.int16),
        wheelchair=np.array([run.wheelchair for run in runs], np.uint8),
        bikes=np.array([run.bikes for run in runs], np.uint8),
        shape=np.array([run.shape for run in runs], np.int32),
        first_cut=np.array([run.first_cut for run in runs], np.int64),
        line=np.array([run.line for run in runs], np.int32),
        headway=np.zeros(len(runs), np.int32),
    )


def _stop_headsigns(runs: Sequence[LiveRun]) -> StopHeadsigns:
    first = _offsets([run.stop.size for run in runs])
    found = [
        (int(begin) + position, text)
        for begin, run in zip(first, runs, strict=False)
        for position, text in run.stop_headsigns
    ]
    return StopHeadsigns(
        np.array([at for at, _ in found], np.int64), Texts.of(text for _, text in found)
    )


def _services(days: Sequence[int]) -> Services:
    """One service for each day."""
    first = days[0] if days else 1
    runs = np.zeros((len(days), (days[-1] - first) // 8 + 1 if days else 1), np.uint8)
    for i, day in enumerate(days):
        runs[i, (day - first) // 8] = 1 << (day - first) % 8
    return Services(Ids.of(str(day) for day in days), np.array([first], np.int32), runs)


def _joined(runs: Sequence[LiveRun], column: str) -> Int32s:
    columns = [np.empty(0, np.int32), *(getattr(run, column) for run in runs)]
    return np.concatenate(columns).astype(np.int32)


def _offsets(sizes: Sequence[int]) -> Int64s:
    return np.cumsum([0, *sizes], dtype=np.int64)
