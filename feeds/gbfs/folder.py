"""All files of a system in a folder, read again whenever one of them changes.

Only files whose names GBFS knows are touched, with `.json` or without, and none that a link leads
to outside the folder.
"""

import asyncio
import hashlib
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from os import stat_result
from pathlib import Path

from feeds.fetch.asking import Limits, Version
from feeds.fetch.reading import FileReader, Reading
from feeds.gbfs.composing import Part, Parts, compose
from feeds.gbfs.files import FILES
from maas.errors import FeedMalformed, FeedUnavailable

DISCOVERY, MANIFEST = "gbfs", "manifest"


@dataclass(frozen=True, slots=True)
class FolderReader:
    """Composes one message of the files in a folder; or takes a file that is a message."""

    path: Path
    """The folder, gbfs.json in it, or a message."""
    limits: Limits
    is_remote: bool = False

    async def read(self, known: Version, now: int) -> Reading:
        """The message that the files make now."""
        if self.path.stem == MANIFEST:
            raise FeedMalformed("manifest.json names systems elsewhere: give its address (https:)")
        if self.path.is_file() and self.path.stem != DISCOVERY:
            return await FileReader(self.path, self.limits).read(known, now)
        folder = self.path.parent if self.path.stem == DISCOVERY else self.path
        return await asyncio.to_thread(self._read, folder, known, now)

    def _read(self, folder: Path, known: Version, now: int) -> Reading:
        found = dict(_files(folder))
        if not found:
            raise FeedUnavailable(f"{folder.name}: no file of GBFS in it")
        seen = [(path.name, told.st_mtime_ns, told.st_size) for path, told in found.values()]
        version = Version(hashlib.sha256(repr(sorted(seen)).encode()).hexdigest())
        if version == known:
            return Reading(version)
        files: dict[str, Part] = {}
        problems: dict[str, str] = {}
        for name, (path, told) in found.items():
            try:
                files[name] = self._part(path, told, now)
            except (FeedMalformed, OSError) as problem:
                problems[name] = str(getattr(problem, "strerror", None) or problem)
        if not files:
            raise FeedMalformed(f"{self.path.name}: {next(iter(problems.values()))}")
        return Reading(version, compose({"": Parts(files, problems)}))

    def _part(self, path: Path, told: stat_result, now: int) -> Part:
        if told.st_size > self.limits.size:
            raise FeedMalformed(f"larger than {self.limits.size >> 20} MB")
        return Part.of(path.read_bytes(), min(int(told.st_mtime), now))


def _files(folder: Path) -> Iterator[tuple[str, tuple[Path, stat_result]]]:
    """The files of GBFS in a folder by name; of two of one name the one with `.json`."""
    try:
        inside = folder.resolve(strict=True)
    except OSError as problem:
        raise FeedUnavailable(f"{folder.name}: {problem.strerror}") from None
    for name in sorted(FILES):
        for path in (inside / f"{name}.json", inside / name):
            try:
                told = path.stat()
            except OSError:
                continue
            if stat.S_ISREG(told.st_mode) and path.resolve().is_relative_to(inside):
                yield name, (path, told)
                break
