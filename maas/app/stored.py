"""What of the data folder the interface shows: generations, archived messages, counts."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from maas.archive import ArchiveReader, Kept
from maas.generation import DataDir, Manifest
from maas.model import SourceId
from maas.series import Change, SeriesReader


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


@dataclass(frozen=True, slots=True)
class StoredCounts:
    """Those in the series."""

    folder: Path

    def changes(
        self, source_id: SourceId, since: int, until: int, place: str | None
    ) -> Iterator[Change]:
        """What was known of a source's places at `since`, and what changed before `until`."""
        return SeriesReader(self.folder / "series").changes(source_id, since, until, place)
