"""Since when the count of each car park is the very same, as its history tells.

A counter that stands still looks like a car park where nothing moves. How long it has stood is
told with each count, by the one writer, so that every worker judges it alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import msgspec

from maas.live import ParkingFacility, Record
from maas.model import SourceId
from maas.series import Change, SeriesReader
from maas.snapshot import Batch

LOOK_BACK_S = 2 * 86_400
"""How far back history is read: longer than any counter is believed that stands still."""


class Stood(NamedTuple):
    """A count of free places, and since when (Unix s) it is that."""

    free: int
    since: int


Known = dict[str, Stood]
"""By place."""


@dataclass(slots=True)
class Standing:
    """What was counted last at each place of each source."""

    series: SeriesReader
    _known: dict[SourceId, Known] = field(default_factory=dict)

    def dated(self, batch: Batch) -> Batch:
        """The same, its counts saying since when they are the same."""
        if not any(isinstance(record, ParkingFacility) for record in batch.records):
            return batch
        known = self._known.get(batch.source_id)
        if known is None:
            known = stood(self.series, batch.source_id, batch.read_at)
        made, self._known[batch.source_id] = _dated(batch, known)
        return made


def dated_by(series: SeriesReader, batch: Batch) -> Batch:
    """A batch of the past, as it was told then."""
    if not any(isinstance(record, ParkingFacility) for record in batch.records):
        return batch
    return _dated(batch, stood(series, batch.source_id, batch.read_at))[0]


def stood(series: SeriesReader, source_id: SourceId, at: int) -> Known:
    """What was counted last at each place, as the series has it at a moment (Unix s)."""
    return _last(series.changes(source_id, at - LOOK_BACK_S, at))


def _last(changes: Iterable[Change]) -> Known:
    """A count that comes back as it was after a while of nothing known stood all the while."""
    known: Known = {}
    for at, place, counted in changes:
        if counted.free is not None and counted.free != known.get(place, (None,))[0]:
            known[place] = Stood(counted.free, at)
    return known


def _dated(batch: Batch, known: Known) -> tuple[Batch, Known]:
    """The batch, and what is known after it."""
    told: Known = {}
    records: list[Record] = []
    for record in batch.records:
        if isinstance(record, ParkingFacility) and record.free is not None and record.is_live:
            before = known.get(record.id)
            since = min(batch.read_at, record.counted_at or batch.read_at)
            is_same = before is not None and before.free == record.free
            told[record.id] = now = before if is_same and before else Stood(record.free, since)
            record = msgspec.structs.replace(record, unchanged_since=now.since)
        elif isinstance(record, ParkingFacility) and record.id in known:
            told[record.id] = known[record.id]
        records.append(record)
    return replace(batch, records=tuple(records)), told
