"""Reads how sources did for the reports of one worker, beside its event loop."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from maas.model import SourceId
from maas.records import Outage, Records, SourceHour


@dataclass(frozen=True, slots=True)
class History:
    """The hours as reports ask for them; of records of its own, so that keys never wait."""

    records: Records

    async def find(
        self, source_id: SourceId, since: int, until: int
    ) -> tuple[Sequence[SourceHour], Sequence[Outage]]:
        """The hours of a source that begin in `[since, until)`, and the outages that touch it.

        Raises:
            RecordsUnavailable: the records are out of reach.
        """
        return await asyncio.to_thread(self._find, source_id, since, until)

    def _find(
        self, source_id: SourceId, since: int, until: int
    ) -> tuple[Sequence[SourceHour], Sequence[Outage]]:
        return (
            self.records.hours(source_id, since, until),
            self.records.outages(source_id, since, until),
        )
