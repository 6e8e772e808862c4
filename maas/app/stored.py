"""What of the data folder the interface shows: generations and archived messages."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from maas.archive import ArchiveReader, Kept
from maas.generation import DataDir, Manifest
from maas.model import SourceId


@dataclass(frozen=True, slots=True)
class StoredGenerations:
    """Those on disk."""

    folder: Path

    async def manifests(self) -> Sequence[Manifest]:
        """Oldest first."""
        return await asyncio.to_thread(DataDir(self.folder).manifests)


@dataclass(frozen=True, slots=True)
class StoredMessages:
    """Those in the archive."""

    folder: Path

    async def between(
        self, source_id: SourceId, since: int, until: int, most: int
    ) -> Sequence[Kept]:
        """The first messages of a source that were read in `[since, until]`."""
        found = ArchiveReader(self.folder / "archive").entries(source_id, since, until)
        return await asyncio.to_thread(lambda: list(islice(found, most)))
