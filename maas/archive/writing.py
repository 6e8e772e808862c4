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
from maas.archive.retention import GENERATIONS, Limits, sweep
from maas.archive.volume import Volume, day_of, list_volumes
from maas.model import SourceId

log = structlog.get_logger()

BLOCK = 8
"""Messages compressed together: reading one of them costs decompressing all."""

BLOCK_BYTES = 16_000_000
"""Fewer than that, where they are large."""

VOLUME_BYTES = 64_000_000
"""A day that is larger goes on in another volume, so that retention can cut it."""

SWEEP_S = 3600.0
"""How often retention looks, at most (monotonic time)."""

Hide = Callable[[bytes], bytes]
"""What makes a message fit to be kept: ids that follow a person are replaced."""


@dataclass(slots=True)
class Archive:
    """Appends messages; where that fails it says so once and goes on trying.

    One process writes, from any of its threads.
    """

    folder: Path
    limits: Limits = field(default_factory=Limits)
    hides: Mapping[SourceId, Hide] = field(default_factory=lambda: MappingProxyType({}))
    """By source, for kinds whose messages hold more than may be kept."""
    time_of_day: Callable[[], float] = time.time
    problems: dict[str, str] = field(default_factory=dict)
    """Why nothing is archived just now, by source."""
    generation: str = ""
    """What serves now; `switch` says so."""
    _pending: list[Entry] = field(default_factory=list)
    """Switches that could not be written yet."""
    _shelves: dict[str, "_Shelf"] = field(default_factory=dict)
    _swept: float = -SWEEP_S
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def append(self, source_id: SourceId, number: int, read_at: int, content: bytes) -> None:
        """Keep a message that was taken as batch `number`, read at `read_at` (service clock).

        Compresses, so it takes some milliseconds for each megabyte: call it in a thread. Raises
        nothing: a full disk is told in `problems` and in the log, once.
        """
        if not self.limits.days(source_id):
            return
        hide = self.hides.get(source_id)
        content = hide(content) if hide else content
        with self._lock:
            self._note_switches()
            self._write(source_id, self._entry(number, read_at, content), content)

    def switch(self, number: int, generation: str, read_at: int) -> None:
        """Note that a generation serves from now on; number 0: the service has just started.

        What cannot be written now is written, as of now, before the next message.
        """
        with self._lock:
            self.generation = generation
            self._pending.append(self._entry(number, read_at, b""))
            self._note_switches()

    def _note_switches(self) -> None:
        while self._pending and self._write(GENERATIONS, self._pending[0], b""):
            del self._pending[0]

    def _write(self, shelf: str, entry: Entry, content: bytes) -> bool:
        try:
            self._sweep(entry.read_at)
            self._shelf(shelf).append(entry, content)
        except (OSError, ValueError) as problem:
            self._shelves.pop(shelf, None)  # read anew from disk at the next message
            self._stopped(shelf, str(problem))
            return False
        self._resumed(shelf)
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

    def _shelf(self, name: str) -> "_Shelf":
        if name not in self._shelves:
            self._shelves[name] = _Shelf.opened(self.folder / name)
        return self._shelves[name]

    def _sweep(self, now: int) -> None:
        if time.monotonic() - self._swept >= SWEEP_S:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._swept = time.monotonic()
            sweep(self.folder, self.limits, now)

    def _stopped(self, shelf: str, problem: str) -> None:
        if shelf not in self.problems:
            log.warning("archive.stopped", source=shelf, problem=problem)
        self.problems[shelf] = problem

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
        folder.mkdir(parents=True, exist_ok=True)
        volumes = list_volumes(folder)
        counter = volumes[-1].counter if volumes else 0
        for volume in reversed(volumes):
            kept = volume.kept()
            if kept:
                if not volume.unreadable():
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
    except ValueError as problem:
        log.warning("archive.altered", source=volume.path.parent.name, problem=str(problem))
        return False
    return True
