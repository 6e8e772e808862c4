"""The writer's end of the archive: append, and never cost the service anything."""

import hashlib
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import structlog

from maas.archive.entry import GENESIS, Entry, chained
from maas.archive.retention import GENERATIONS, Limits
from maas.archive.volume import Volume, day_of, list_volumes
from maas.disk import make_folder
from maas.model import SourceId

log = structlog.get_logger()

BLOCK = 8
"""Messages compressed together: reading one of them costs decompressing all."""

BLOCK_BYTES = 16_000_000
"""Fewer than that, where they are large."""

VOLUME_BYTES = 64_000_000
"""A day that is larger goes on in another volume, so that retention can cut it."""

Hide = Callable[[bytes], bytes]
"""What makes a message fit to be kept: ids that follow a person are replaced."""


@dataclass(slots=True)
class Archive:
    """Appends messages; where that fails it says so once and goes on trying.

    One process writes, from any of its threads. A disk that hangs holds one source's messages for
    as long as it hangs, never another's.
    """

    folder: Path
    limits: Limits = field(default_factory=Limits)
    hides: Mapping[SourceId, Hide] = field(default_factory=lambda: MappingProxyType({}))
    """By source, for kinds whose messages hold more than may be kept."""
    time_of_day: Callable[[], float] = time.time
    problems: dict[str, str] = field(default_factory=dict)
    """Why nothing is archived just now, by source."""
    generation: str = ""
    """What serves now; `announce` says so."""
    _pending: list[Entry] = field(default_factory=list)
    """Switches that are not written yet."""
    _shelves: dict[str, "_Shelf"] = field(default_factory=dict)
    _locks: dict[str, threading.Lock] = field(default_factory=dict)

    def append(self, source_id: SourceId, number: int, read_at: int, content: bytes) -> None:
        """Keep a message that was taken as batch `number`, read at `read_at` (service clock).

        Compresses, so it takes some milliseconds for each megabyte: call it in a thread. Raises
        nothing: a full disk is told in `problems` and in the log, once.
        """
        if not self.limits.days(source_id):
            return
        hide = self.hides.get(source_id)
        content = hide(content) if hide else content
        self.write_switches()
        with self._lock(source_id):
            self._write(source_id, self._entry(number, read_at, content), content)

    def flush(self, source_id: SourceId) -> None:
        """Wait until the disk holds what was appended of a source; raises nothing either."""
        if self.limits.days(source_id):
            with self._lock(source_id):
                self._try(source_id, lambda: self._shelf(source_id).flush())

    def announce(self, number: int, generation: str, read_at: int) -> None:
        """Note that a generation serves from now on; number 0: the service has just started.

        It is written, as of now, before the next message at the latest.
        """
        self.generation = generation
        self._pending.append(self._entry(number, read_at, b""))

    def write_switches(self) -> None:
        """Write what was announced; whoever comes while another one does need not wait for it."""
        lock = self._lock(GENERATIONS)
        if self._pending and lock.acquire(blocking=False):
            try:
                while self._pending and self._write(GENERATIONS, self._pending[0], b""):
                    del self._pending[0]
            finally:
                lock.release()

    def stopped(self, shelf: str, problem: str) -> None:
        """Say why nothing is archived of a source, once until something is."""
        if shelf not in self.problems:
            log.warning("archive.stopped", source=shelf, problem=problem)
        self.problems[shelf] = problem

    def _write(self, name: str, entry: Entry, content: bytes) -> bool:
        return self._try(name, lambda: self._shelf(name).append(entry, content))

    def _try(self, name: str, work: Callable[[], None]) -> bool:
        try:
            work()
        except (OSError, ValueError) as problem:
            self._shelves.pop(name, None)  # read anew from disk at the next message
            self.stopped(name, str(problem))
            return False
        self._resumed(name)
        return True

    def _entry(self, number: int, read_at: int, content: bytes) -> Entry:
        return Entry(
            sequence=0,
            number=number,
            generation=self.generation,
            read_at=read_at,
            received=self.time_of_day(),
            size=len(content),
            sha256=hashlib.sha256(content).digest(),
        )

    def _lock(self, name: str) -> threading.Lock:
        return self._locks.setdefault(name, threading.Lock())

    def _shelf(self, name: str) -> "_Shelf":
        if name not in self._shelves:
            self._shelves[name] = _Shelf.opened(self.folder / name)
        return self._shelves[name]

    def _resumed(self, shelf: str) -> None:
        if self.problems.pop(shelf, None) is not None:
            log.info("archive.resumed", source=shelf)


@dataclass(slots=True)
class _Shelf:
    """The end of one source's chain, and the volume that grows."""

    folder: Path
    sequence: int
    digest: bytes
    counter: int
    volume: Volume | None = None
    day: date | None = None
    loose: int = 0
    """Messages in the tail."""
    loose_bytes: int = 0

    @classmethod
    def opened(cls, folder: Path) -> "_Shelf":
        """Go on after the last whole entry, in a new volume; what was left loose is compressed."""
        make_folder(folder)
        volumes = list_volumes(folder)
        counter = volumes[-1].counter if volumes else 0
        for volume in reversed(volumes):
            kept = volume.kept()
            if kept:
                if volume.unreadable():
                    volume.flush()  # it is not touched again
                else:
                    _sealed(volume)
                return cls(folder, kept[-1].entry.sequence, kept[-1].entry.digest, counter)
        return cls(folder, 0, GENESIS, counter)

    def append(self, entry: Entry, content: bytes) -> None:
        """Chain an entry and write it."""
        volume = self._ready(entry.read_at)
        entry = chained(replace(entry, sequence=self.sequence + 1), self.digest)
        volume.append(entry, content)
        self.sequence, self.digest = entry.sequence, entry.digest
        self.loose, self.loose_bytes = self.loose + 1, self.loose_bytes + entry.size
        if self.loose >= BLOCK or self.loose_bytes >= BLOCK_BYTES:
            self._seal(volume)

    def flush(self) -> None:
        """Have the disk hold it."""
        if self.volume is not None:
            self.volume.flush()

    def _ready(self, read_at: int) -> Volume:
        """The volume of that day, begun where the one before is of another day or full."""
        if self.volume is not None:
            if day_of(read_at) == self.day and self.volume.size < VOLUME_BYTES:
                return self.volume
            self._seal(self.volume)
        self.counter += 1
        self.day = day_of(read_at)
        self.volume = Volume.named(self.folder, self.counter, read_at)
        return self.volume

    def _seal(self, volume: Volume) -> None:
        if not _sealed(volume):
            self.volume = None
        self.loose = self.loose_bytes = 0


def _sealed(volume: Volume) -> bool:
    """Compress what is loose; what was altered stays as it is, for `maas archive list` to show."""
    try:
        volume.seal()
    except FileNotFoundError:
        return False  # retention came first
    except ValueError as problem:
        volume.flush()
        log.warning("archive.altered", source=volume.path.parent.name, problem=str(problem))
        return False
    return True
