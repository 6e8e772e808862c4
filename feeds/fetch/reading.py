"""Where a live source's messages come from: a server, a file, or a recording of many."""

import asyncio
import stat
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from feeds.fetch.asking import Address, Limits, Version, limits_of_kind
from feeds.fetch.client import Client
from maas.errors import FeedMalformed, FeedUnavailable
from maas.settings import Source, public_name

Peek = Callable[[bytes], int | None]
"""When a message was made (Unix s), by its first bytes; None: they do not say."""

HEAD_BYTES = 4096
"""Of a recorded message, enough to find its time."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one try gave."""

    version: Version
    content: bytes | None = None
    """None: what was known is the newest."""
    fresh_s: float | None = None
    """For how long the source wants to be left alone."""


class Reader(Protocol):
    """One way to come by messages."""

    @property
    def is_remote(self) -> bool:
        """Whether asking costs somebody else something."""

    async def read(self, known: Version, now: int, /) -> Reading:
        """The newest message.

        Args:
            known: of the message in use.
            now: Unix s of the service clock.

        Raises:
            FeedError: there is none to be had.
        """


def reader_of(source: Source, client: Client, peek: Peek) -> Reader:
    """How to read a source that has a url."""
    limits, path = limits_of_kind(source.kind), source.path
    if path is None:
        return ServerReader(Address.of(source), limits, client)
    if is_recording(path):
        return RecordingReader(path, limits, peek)
    return FileReader(path, limits)


def is_recording(path: Path) -> bool:
    """Whether a path names many messages, each to be read in its time."""
    return any(mark in path.name for mark in "*?[")


@dataclass(frozen=True, slots=True)
class ServerReader:
    """Asks over http(s) for anything newer."""

    address: Address
    limits: Limits
    client: Client
    is_remote: bool = True

    async def read(self, known: Version, _: int) -> Reading:
        """The newest message."""
        head, content = await self.client.get(self.address, known, self.limits)
        return Reading(head.version, None if head.is_known else content, head.fresh_s)


@dataclass(frozen=True, slots=True)
class FileReader:
    """Reads a file again whenever its time or size changes."""

    path: Path
    limits: Limits
    is_remote: bool = False

    async def read(self, known: Version, _: int) -> Reading:
        """What stands in the file."""
        return await asyncio.to_thread(_read, self.path, known, self.limits)


@dataclass(slots=True)
class RecordingReader:
    """Plays recorded messages by the service clock: each one is there from when it was made."""

    pattern: Path
    limits: Limits
    peek: Peek
    is_remote: bool = False
    _folder_time: int = -1
    _made: list[tuple[int, Path]] = field(default_factory=list)
    """In order."""
    _timeless: list[Path] = field(default_factory=list)
    """Files that do not say when they were made, maybe because they are being written."""

    async def read(self, known: Version, now: int) -> Reading:
        """The newest message made by `now`."""
        return await asyncio.to_thread(self._newest, known, now)

    def _newest(self, known: Version, now: int) -> Reading:
        self._look()
        position = bisect_right(self._made, now, key=lambda made: made[0])
        if not position:
            raise FeedUnavailable(f"{public_name(self.pattern)}: {self._nothing_yet()}")
        return _read(self._made[position - 1][1], known, self.limits)

    def _look(self) -> None:
        folder = self.pattern.parent
        try:
            changed = folder.stat().st_mtime_ns
        except OSError as problem:
            raise FeedUnavailable(f"{public_name(self.pattern)}: {problem.strerror}") from None
        if changed != self._folder_time:
            known = {path for _, path in self._made}
            found = set(folder.glob(self.pattern.name))
            self._made = [made for made in self._made if made[1] in found]
            self._timeless = list(found - known)
            self._folder_time = changed
        self._date()

    def _date(self) -> None:
        """Put those in order that say by now when they were made."""
        times = {path: self._time_of(path) for path in self._timeless}
        dated = [(at, path) for path, at in times.items() if at is not None]
        if dated:
            self._made = sorted([*self._made, *dated])
            self._timeless = [path for path, at in times.items() if at is None]

    def _time_of(self, path: Path) -> int | None:
        try:
            with path.open("rb") as file:
                return self.peek(file.read(HEAD_BYTES))
        except OSError:
            return None

    def _nothing_yet(self) -> str:
        if not self._made:
            return "no message that says when it was made"
        return "the first message was made later than the service clock"


def _read(path: Path, known: Version, limits: Limits) -> Reading:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise FeedUnavailable(f"{path.name}: not a file")
        if status.st_size > limits.size:
            raise FeedMalformed(f"{path.name}: larger than {limits.size >> 20} MB")
        version = Version(f"{path.name}:{status.st_mtime_ns}:{status.st_size}")
        return Reading(version, None if version == known else path.read_bytes())
    except OSError as problem:
        raise FeedUnavailable(f"{path.name}: {problem.strerror}") from None
