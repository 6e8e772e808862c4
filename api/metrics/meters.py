"""Counters in memory that all processes share: whichever worker is asked tells of all of them.

One row per worker, written by that worker's event loop alone, so nothing is locked; a worker that
is replaced goes on in its predecessor's row, so counters never go back.
"""

import mmap
import os
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from maas.arrays import Float64s

STATUSES = (
    *(200, 202, 204, 206, 304, 400, 401, 403, 404, 405, 408, 413, 414, 422, 429),
    *(499, 500, 503),
)
"""Answers that are told apart."""

CLIENT_LEFT = 499
"""Before it had an answer."""

OTHER_STATUS = len(STATUSES)
BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Bounds of the latency histogram; PROMISES of 25 ms, 100 ms, 1 s and 5 s among them."""

SUM = len(BUCKETS_S) + 1
"""Where the sum of all seconds stands, behind the open bucket."""

MOST_ROUTES = 128
OTHER_ROUTE = MOST_ROUTES
"""What is no row of the table: addresses that are not there, files of the page."""


class Vital(IntEnum):
    """What is told of a worker beside its answers."""

    SEARCHES = 0
    """Running or waiting."""
    SEARCHES_REFUSED = 1
    """Because the queue was full."""
    TILES = 2
    """Being drawn or waiting for it."""
    TILES_REFUSED = 3
    APPLIED = 4
    """Lots of news laid over the timetable."""
    APPLY_S = 5
    """How long that took in all."""
    LAST_APPLY_S = 6


@dataclass(frozen=True, slots=True, eq=False)
class Meters:
    """The memory: arrays that every process sees, the workers' rows first of each."""

    answers: Float64s
    """[n_workers, MOST_ROUTES + 1, len(STATUSES) + 1]"""
    latencies: Float64s
    """[n_workers, MOST_ROUTES + 1, SUM + 1]: answers per bucket, not added up, and seconds."""
    vitals: Float64s
    """[n_workers, len(Vital)]"""
    pids: Float64s
    """[n_processes], 0 where nobody is (yet)."""
    processes: Sequence[str]
    """Their names."""

    @classmethod
    def shared(cls, n_workers: int) -> "Meters":
        """Fresh memory for so many workers, their supervisor and the writer; made before forks."""
        processes = ("supervisor", "writer", *(f"worker {n}" for n in range(1, n_workers + 1)))
        shapes = (
            (n_workers, MOST_ROUTES + 1, len(STATUSES) + 1),
            (n_workers, MOST_ROUTES + 1, SUM + 1),
            (n_workers, len(Vital)),
            (len(processes),),
        )
        sizes = [int(np.prod(shape)) for shape in shapes]
        numbers = np.frombuffer(mmap.mmap(-1, 8 * sum(sizes)), np.float64)
        starts = [sum(sizes[:part]) for part in range(len(sizes))]
        answers, latencies, vitals, pids = (
            numbers[start : start + size].reshape(shape)
            for start, size, shape in zip(starts, sizes, shapes, strict=True)
        )
        return cls(answers, latencies, vitals, pids, processes)

    def enter(self, process: str) -> None:
        """Say which process plays a part from now on: this one."""
        self.pids[self.processes.index(process)] = os.getpid()


@dataclass(frozen=True, slots=True, eq=False)
class Meter:
    """One worker's row."""

    meters: Meters
    worker: int
    """Counted from 0."""

    @classmethod
    def alone(cls) -> "Meter":
        """Of an application that serves by itself."""
        meters = Meters.shared(1)
        meters.enter("worker 1")
        return cls(meters, 0)

    def answered(self, route: int, status: int, seconds: float) -> None:
        """Count an answer; `route` is the row of the table, or OTHER_ROUTE."""
        route = min(route, OTHER_ROUTE)
        known = STATUSES.index(status) if status in STATUSES else OTHER_STATUS
        self.meters.answers[self.worker, route, known] += 1
        latencies = self.meters.latencies[self.worker, route]
        latencies[bisect_left(BUCKETS_S, seconds)] += 1
        latencies[SUM] += seconds

    def add(self, vital: Vital, amount: float = 1) -> None:
        """Let something grow (or shrink)."""
        self.meters.vitals[self.worker, vital] += amount

    def put(self, vital: Vital, value: float) -> None:
        """Let something be what it is now."""
        self.meters.vitals[self.worker, vital] = value

    def gauge(self, under_way: Vital, refused: Vital) -> "Gauge":
        """What counts searches of one kind; none is under way when it is made."""
        self.put(under_way, 0)
        return Gauge(self, under_way, refused)

    def applied(self, seconds: float) -> None:
        """Count a lot of news laid over the timetable."""
        self.add(Vital.APPLIED)
        self.add(Vital.APPLY_S, seconds)
        self.put(Vital.LAST_APPLY_S, seconds)


@dataclass(frozen=True, slots=True, eq=False)
class Gauge:
    """Searches of one kind: how many are under way, and how many were refused."""

    meter: Meter
    under_way: Vital
    refused: Vital

    def begin(self) -> None:
        """One more is under way."""
        self.meter.add(self.under_way)

    def end(self) -> None:
        """One less is."""
        self.meter.add(self.under_way, -1)

    def refuse(self) -> None:
        """One more was refused."""
        self.meter.add(self.refused)
