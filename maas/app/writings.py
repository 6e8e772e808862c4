"""Reads for one worker what staff wrote, drafts and history included, beside its event loop."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from maas.records import KeptIncident, Records


@dataclass(frozen=True, slots=True)
class Writings:
    """Incidents that staff wrote; of records of its own, so that keys never wait."""

    records: Records

    async def all(self, since: int) -> Sequence[KeptIncident]:
        """The newest version of all that are not over at a moment (Unix s), by id.

        Raises:
            RecordsUnavailable: the records are out of reach.
        """
        return await asyncio.to_thread(self.records.incidents, since)

    async def history(self, name: str) -> Sequence[KeptIncident]:
        """All versions of one, oldest first.

        Raises:
            RecordsUnavailable: the records are out of reach.
        """
        return await asyncio.to_thread(self.records.incident_history, name)
