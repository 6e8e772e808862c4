"""Taking reports as the writer does, with a ledger that notes what it is told."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from maas.app.reported.intake import PublicReports
from maas.clock import Clock
from maas.live import PublicReport
from maas.records import open_records
from maas.requests import TakeReport
from maas.settings import ReportsSettings
from maas.snapshot import Batch
from maas.sources import SourceStatus
from tests.reported import SEVEN


@dataclass
class Heard:
    """A ledger that notes what it is told."""

    batches: list[Batch] = field(default_factory=list)
    statuses: list[SourceStatus] = field(default_factory=list)

    def enter(self, batch: Batch) -> int:
        self.batches.append(batch)
        return len(self.batches)

    def tell(self, status: SourceStatus) -> None:
        self.statuses.append(status)

    @property
    def states(self) -> list[list[tuple[str, int]]]:
        """State and number of words of each report of each batch."""
        return [
            [(each.state.value, each.n) for each in batch.records if isinstance(each, PublicReport)]
            for batch in self.batches
        ]


def taking(
    folder: Path, now: int = SEVEN, is_inherited: bool = False, **rules: Any
) -> tuple[PublicReports, Heard]:
    heard, clock = Heard(), Clock.starting(now, 0)
    settings = ReportsSettings(**rules)
    return PublicReports(open_records(folder), heard, clock, settings, is_inherited), heard


async def told(reports: PublicReports) -> None:
    """Wait until what changed is told, if that is going to be."""
    if reports._telling is not None:
        await reports._telling


async def taken(reports: PublicReports, *words: TakeReport) -> list[str]:
    """What is answered to words that come at the same time."""
    done = await asyncio.gather(*(reports.take(each) for each in words))
    return [each.text for each in done]


def holds(folder: Path, word: bytes) -> bool:
    return any(word in file.read_bytes() for file in folder.iterdir())
