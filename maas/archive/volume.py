"""A volume: what came from one source on one day (or part of it), and who may read it when.

New messages stand alone in the tail; eight of them become one compressed frame of the main file.
Who reads the tail first and the main file after it misses nothing, whenever that happens.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from maas.archive.entry import Entry
from maas.archive.frames import Frame, packed, read_frames
from maas.disk import append, flush, size_of

SUFFIX = ".maa"

JSON = (b"{", b"[", b"\xef\xbb\xbf")
"""How JSON begins, and no message of protobuf does."""

BEGINNINGS: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    ("json", JSON),
    ("xml", (b"<",)),
    ("pair", (b"pair ",)),
)
"""What files are called that begin so: `pair` are two files in one message."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry and the frame that holds its content."""

    entry: Entry
    frame: Frame

    @property
    def stem(self) -> str:
        """What it is called as a file, but for the suffix."""
        read = datetime.fromtimestamp(self.entry.read_at, UTC)
        return f"{read:%Y%m%dT%H%M%SZ}-{self.entry.number:06}"

    def name(self, content: bytes) -> str:
        """What it is called as a file: by how it begins, else protobuf."""
        suffix = next((name for name, begins in BEGINNINGS if content.startswith(begins)), "pb")
        return f"{self.stem}.{suffix}"

    def content(self) -> bytes:
        """What was received.

        Raises:
            ValueError: it was altered since.
            OSError: it is gone or cannot be read.
        """
        content = self.frame.contents()[self.frame.entries.index(self.entry)]
        if not self.entry.holds(content):
            raise ValueError(f"{self.frame.path}: message {self.entry.sequence} was altered")
        return content


def contents(found: Iterable[Kept]) -> Iterator[tuple[Kept, bytes | None]]:
    """Each entry with what was received; None where that was altered or is gone.

    What lies in one frame is decompressed once, where it comes one after the other.
    """
    frame: Frame | None = None
    whole: list[bytes] = []
    for kept in found:
        if kept.frame is not frame:
            frame, whole = kept.frame, []
            with suppress(OSError, ValueError):
                whole = frame.contents()
        content = whole[frame.entries.index(kept.entry)] if whole else b""
        yield kept, content if whole and kept.entry.holds(content) else None


@dataclass(frozen=True, slots=True)
class Volume:
    """A main file and its tail, either of which may be missing."""

    path: Path
    """Of the main file."""

    @classmethod
    def named(cls, folder: Path, counter: int, read_at: int) -> "Volume":
        """The volume with a counter, for the day (UTC) of a moment of the service clock."""
        return cls(folder / f"{counter:06d}-{day_of(read_at):%Y%m%d}{SUFFIX}")

    @property
    def tail(self) -> Path:
        """Where the last few messages lie."""
        return self.path.with_suffix(".tail")

    @property
    def counter(self) -> int:
        """Its place among the volumes of the source."""
        return int(self.path.stem.partition("-")[0])

    @property
    def day(self) -> date:
        """The day (UTC, service clock) its messages are from."""
        return datetime.strptime(self.path.stem.partition("-")[2], "%Y%m%d").date()

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return size_of(self.path) + size_of(self.tail)

    def kept(self) -> list[Kept]:
        """Every entry, oldest first."""
        last, _ = read_frames(self.tail)
        found = [Kept(entry, frame) for frame in self._main() for entry in frame.entries]
        newest = found[-1].entry.sequence if found else 0
        late = [Kept(entry, frame) for frame in last for entry in frame.entries]
        return found + [each for each in late if each.entry.sequence > newest]

    def unreadable(self) -> int:
        """Bytes that belong to no whole frame: of a write cut short, or damaged."""
        return read_frames(self.tail)[1] + read_frames(self.path)[1]

    def append(self, entry: Entry, content: bytes) -> None:
        """Add an entry to the tail; all of it or nothing. On disk once `flush` returns.

        Raises:
            OSError: the disk is full, read-only or broken.
        """
        append(self.tail, packed([entry], [content], compress=False))

    def seal(self) -> None:
        """Move what is in the tail to the main file, compressed.

        Raises:
            OSError: the disk is full, read-only or broken; the tail is as before.
            ValueError: the tail was altered.
        """
        loose = [each for each in self.kept() if each.frame.path == self.tail]
        if loose:
            contents = [each.content() for each in loose]
            append(self.path, packed([each.entry for each in loose], contents, compress=True))
            flush(self.path)  # before what it was made from goes: a power cut may leave either
            flush(self.path.parent)
        self.tail.unlink(missing_ok=True)

    def flush(self) -> None:
        """Wait until the disk holds every entry.

        Raises:
            OSError: the disk is broken.
        """
        if self.tail.exists():  # what left it was flushed then
            flush(self.tail)
            flush(self.tail.parent)

    def drop(self) -> None:
        """Remove it from disk."""
        for path in (self.tail, self.path):
            path.unlink(missing_ok=True)

    def _main(self) -> list[Frame]:
        return read_frames(self.path)[0]


def list_volumes(folder: Path) -> list[Volume]:
    """The volumes of a source, oldest first; none if there is no such folder."""
    stems = {path.stem for path in _files(folder)}
    return [Volume(folder / f"{stem}{SUFFIX}") for stem in sorted(stems)]


def day_of(at: float) -> date:
    """The day (UTC) of a moment."""
    return datetime.fromtimestamp(at, UTC).date()


def _files(folder: Path) -> Iterator[Path]:
    with suppress(FileNotFoundError):
        for path in folder.iterdir():
            if path.suffix in (SUFFIX, ".tail"):
                yield path
