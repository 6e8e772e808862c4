"""Reads which offers were taken back for one worker, beside its event loop."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from maas.records import Records, WithdrawnOffer


@dataclass(frozen=True, slots=True)
class Withdrawals:
    """Those that somebody may still wait for; of records of its own, so that keys never wait."""

    records: Records

    async def all(self) -> Sequence[WithdrawnOffer]:
        """All of them, by id.

        Raises:
            RecordsUnavailable: the records are out of reach.
        """
        return await asyncio.to_thread(self.records.withdrawn_offers)
