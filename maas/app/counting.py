"""Counts of places taken out of what comes in, and kept beside the loop: `maas.series`."""

import asyncio
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import NamedTuple

import structlog

from maas.clock import Clock
from maas.live import ParkingFacility
from maas.live.rentals import RentalStation, RentalSystem
from maas.model import SourceId
from maas.series import Count, Series
from maas.series.days import sweep
from maas.snapshot import Batch

log = structlog.get_logger()

BELIEVED_S = 300
"""How long counts hold of which the source says nothing."""

SWEEP_S = 6 * 3600
"""How often retention looks."""


class Noted(NamedTuple):
    """What a batch counts."""

    at: int
    until: int
    counts: Mapping[str, Count]


@dataclass(slots=True)
class Counting:
    """Writes in one thread; while the disk hangs, the newest counts of each source wait."""

    series: Series
    clock: Clock
    retention_days: float
    _waiting: dict[SourceId, Noted] = field(default_factory=dict)
    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))

    def note(self, batch: Batch) -> None:
        """Keep the counts of a batch, if it has any, as soon as the disk is free."""
        noted = counts_of(batch) if self.retention_days else None
        if noted is None:
            return
        self._waiting[batch.source_id] = noted
        self._thread.submit(self._write, batch.source_id)

    async def run(self) -> None:
        """Let go of what is too old, now and then, until cancelled; then write what waits."""
        try:
            while True:
                problem = await asyncio.wrap_future(self._thread.submit(self._swept))
                if problem:
                    log.warning("series.not_swept", problem=problem)
                await asyncio.sleep(SWEEP_S)
        finally:
            written = asyncio.wrap_future(self._thread.submit(lambda: None))
            await asyncio.wait([written], timeout=1)

    def _write(self, source_id: SourceId) -> None:
        noted = self._waiting.pop(source_id, None)
        if noted is not None:  # the one before waited so long that it wrote this one
            self.series.note(source_id, *noted)

    def _swept(self) -> str:
        try:
            sweep(self.series.folder, self.retention_days, self.clock.now())
        except OSError as problem:
            return str(problem)
        return ""


def counts_of(batch: Batch) -> Noted | None:
    """What a batch counts and until when it holds; None of one that tells of no place."""
    return _stations(batch) or _parked(batch)


def _stations(batch: Batch) -> Noted | None:
    at = batch.read_at
    stations = [record for record in batch.records if isinstance(record, RentalStation)]
    if not stations:
        return None
    systems = [record for record in batch.records if isinstance(record, RentalSystem)]
    until = {system.id: system.stations_until or at + BELIEVED_S for system in systems}
    lost = {system for system, end in until.items() if end <= at}
    counts = {
        station.id: Count() if station.system in lost else Count(station.available, station.free)
        for station in stations
    }
    return _noted(at, until.values(), counts)


def _parked(batch: Batch) -> Noted | None:
    """Free places where they are counted: what is told once and for all has no history."""
    at = batch.read_at
    told = [record for record in batch.records if isinstance(record, ParkingFacility)]
    live = [facility for facility in told if facility.is_live]
    if not live:
        return None
    until = {facility.id: facility.counts_until or at + BELIEVED_S for facility in live}
    counts = {
        facility.id: Count(None, facility.free) if until[facility.id] > at else Count()
        for facility in live
    }
    known = (end for id, end in until.items() if counts[id] != Count())
    return _noted(at, known, counts)


def _noted(at: int, ends: Iterable[int], counts: Mapping[str, Count]) -> Noted:
    """All that a batch counts holds as long as the first of it."""
    return Noted(at, min((end for end in ends if end > at), default=at + BELIEVED_S), counts)
