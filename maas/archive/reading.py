"""The readers' end of the archive: what there is, what held at a moment, whether it is whole."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from maas.archive.entry import GENESIS, Entry
from maas.archive.retention import GENERATIONS
from maas.archive.volume import Kept, day_of, list_volumes
from maas.archive.volume import contents as read_contents
from maas.model import SourceId

ALTERED = "its content was altered or is gone"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking a source's chain gave."""

    messages: int
    digest: bytes = GENESIS
    """Of the newest entry: note it elsewhere to prove later that nothing was cut off here."""
    broken: str = ""
    """Where and why the chain is broken; "": it is whole."""
    unreadable: int = 0
    """Bytes at the ends of volumes that are no entries: writes cut short by a crash, or damage."""


@dataclass(frozen=True, slots=True)
class ArchiveReader:
    """Reads an archive that may grow and shrink meanwhile."""

    folder: Path

    def sources(self) -> list[SourceId]:
        """Whose messages there are."""
        if not self.folder.is_dir():
            return []
        names = sorted(path.name for path in self.folder.iterdir() if list_volumes(path))
        return [SourceId(name) for name in names if name != GENERATIONS]

    def size(self, source_id: SourceId) -> int:
        """Bytes on disk."""
        return sum(volume.size for volume in list_volumes(self.folder / source_id))

    def span(self, source_id: SourceId) -> tuple[int, int]:
        """When the first and the last message on disk were read (Unix s of the service clock)."""
        volumes = [volume.kept() for volume in list_volumes(self.folder / source_id)]
        read = [kept.entry.read_at for each in volumes for kept in each]
        return min(read, default=0), max(read, default=0)

    def entries(self, source_id: SourceId, since: int, until: int) -> Iterator[Kept]:
        """What was read from `since` up to and including `until` (service clock), as it came."""
        days = day_of(since), day_of(until)
        for volume in list_volumes(self.folder / source_id):
            if days[0] <= volume.day <= days[1]:
                for kept in volume.kept():
                    if since <= kept.entry.read_at <= until:
                        yield kept

    def newest(self, source_id: SourceId, at: int, *, received: float = 0.0) -> Kept | None:
        """The last message read at or before a moment (service clock), None if there is none.

        Args:
            received: only what came at or after this time of day (the last start of the service).
        """
        for volume in reversed(list_volumes(self.folder / source_id)):
            if volume.day > day_of(at):
                continue
            for kept in reversed(volume.kept()):
                if kept.entry.received < received:
                    return None
                if kept.entry.read_at <= at:
                    return kept
        return None

    def begin(self) -> int | None:
        """When what is known begins (Unix s of the service clock); None: nothing is."""
        for volume in list_volumes(self.folder / GENERATIONS):
            for kept in volume.kept():
                return kept.entry.read_at
        return None

    def served(self, at: int) -> tuple[Entry | None, Entry | None]:
        """At a moment (service clock): the last switch of generations, and the last start."""
        switch: Entry | None = None
        for volume in reversed(list_volumes(self.folder / GENERATIONS)):
            for kept in reversed(volume.kept()):
                if kept.entry.read_at > at:
                    continue
                switch = switch or kept.entry
                if kept.entry.number == 0:
                    return switch, kept.entry
        return switch, None

    def generations(self) -> frozenset[str]:
        """Every generation that the archive names: they are needed to answer about the past."""
        folders = [self.folder / name for name in (GENERATIONS, *self.sources())]
        volumes = (volume for folder in folders for volume in list_volumes(folder))
        named = (kept.entry.generation for volume in volumes for kept in volume.kept())
        return frozenset(name for name in named if name)

    def verify(self, source_id: SourceId, *, contents: bool = True) -> Verdict:
        """Follow the chain; with contents, also read every message again.

        The oldest entry on disk is believed: what was before it, retention may have dropped.
        """
        digest: bytes | None = None
        messages = unreadable = 0
        for volume in list_volumes(self.folder / source_id):
            unreadable += volume.unreadable()
            for kept, content in _read(volume.kept(), contents):
                broken = _objection(kept, digest) or ("" if content is not None else ALTERED)
                if broken:
                    where = f"{volume.path.name}, message {kept.entry.sequence}: {broken}"
                    return Verdict(messages, digest or GENESIS, where, unreadable)
                digest = kept.entry.digest
                messages += 1
        return Verdict(messages, digest or GENESIS, "", unreadable)


def serving(switch: Entry, newest: Iterable[Kept | None]) -> str:
    """The generation that served, by the last switch and the newest messages of that moment.

    Messages name it too: a switch is lost where the process ended while nothing could be written.
    """
    entries = [kept.entry for kept in newest if kept is not None and kept.entry.generation]
    later = [e for e in entries if e.number > switch.number and e.received > switch.received]
    return max([switch, *later], key=lambda entry: entry.number).generation


def _objection(kept: Kept, before: bytes | None) -> str:
    if before is None and kept.entry.sequence > 1:
        return ""
    if kept.entry.follows(before or GENESIS):
        return ""
    return "it does not follow the one before: something was altered, taken out or put in"


def _read(found: list[Kept], contents: bool) -> Iterator[tuple[Kept, bytes | None]]:
    return read_contents(found) if contents else ((kept, b"") for kept in found)
