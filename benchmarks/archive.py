"""What archiving costs: `benchmarks/archive.py --messages FOLDER [--n 40]`.

FOLDER holds messages of one live source, recorded one after the other. Printed are the size and the
time (CPU) of ways to compress them, what the archive makes of them in all, how long the disk takes
before a pushed one is acknowledged, and how long it takes to find and read one by its time among
five times as many.
"""

import argparse
import lzma
import tempfile
import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from maas.archive import Archive, ArchiveReader
from maas.model import SourceId

SOURCE = SourceId("rt")
NOON = 1_700_049_600
REPEATED = 5
"""How often the messages are archived to make many of them."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=Path, required=True)
    parser.add_argument("--n", type=int, default=40)
    given = parser.parse_args()
    files = sorted(path for path in given.messages.iterdir() if path.is_file())[: given.n]
    messages = [path.read_bytes() for path in files]
    raw = sum(map(len, messages))
    print(f"{len(messages)} messages, {raw // len(messages):,} bytes each")
    for name, size in WAYS.items():
        say(name, raw, len(messages), lambda size=size: size(messages))
    with tempfile.TemporaryDirectory() as folder:
        say("the archive", raw, len(messages), lambda: archived(Path(folder, "one"), messages))
        archived(Path(folder, "day"), messages * REPEATED)
        pushed(Path(folder, "pushed"), messages)
        find(ArchiveReader(Path(folder, "day")), len(messages) * REPEATED)


def say(name: str, raw: int, n: int, measured: Callable[[], int]) -> None:
    """One way: how much smaller, how long."""
    began = time.process_time()
    size = measured()
    each_ms = (time.process_time() - began) * 1000 / n
    print(f"{name:28} {raw / size:6.1f} x smaller {each_ms:7.2f} ms a message")


def blocks(messages: Sequence[bytes], size: int) -> list[bytes]:
    """Messages one after the other, so many at a time."""
    return [b"".join(messages[i : i + size]) for i in range(0, len(messages), size)]


WAYS: dict[str, Callable[[Sequence[bytes]], int]] = {
    "zlib, one by one": lambda ms: sum(len(zlib.compress(m)) for m in ms),
    "zlib, eight together": lambda ms: sum(len(zlib.compress(m)) for m in blocks(ms, 8)),
    "lzma, one by one": lambda ms: sum(len(lzma.compress(m, preset=0)) for m in ms),
    "lzma, eight together": lambda ms: sum(len(lzma.compress(m, preset=0)) for m in blocks(ms, 8)),
}


def archived(folder: Path, messages: Sequence[bytes]) -> int:
    """Bytes on disk."""
    archive = Archive(folder)
    for number, content in enumerate(messages, 1):
        archive.append(SOURCE, number, NOON + number, content)
    assert not archive.problems, archive.problems
    return ArchiveReader(folder).size(SOURCE)


def pushed(folder: Path, messages: Sequence[bytes]) -> None:
    """How long an acknowledged message waits for the disk (wall time), compressing aside."""
    archive, waited_ms = Archive(folder), []
    for number, content in enumerate(messages, 1):
        archive.append(SOURCE, number, NOON + number, content)
        began = time.perf_counter()
        archive.flush(SOURCE)
        waited_ms.append((time.perf_counter() - began) * 1000)
    assert not archive.problems, archive.problems
    half, worst = sorted(waited_ms)[len(waited_ms) // 2], max(waited_ms)
    print(f"pushed: the disk has it {half:.1f} ms later at the median, {worst:.1f} ms at worst")


def find(archive: ArchiveReader, n: int) -> None:
    """How long it takes to find a moment, and to read its message."""
    began = time.perf_counter()
    kept = archive.newest(SOURCE, NOON + n // 2)
    found = time.perf_counter()
    assert kept is not None
    kept.content()
    read = time.perf_counter()
    verdict = archive.verify(SOURCE)
    assert not verdict.broken
    print(
        f"of {n}: found in {(found - began) * 1000:.1f} ms, read in {(read - found) * 1000:.1f} ms"
    )
    print(f"verified in {time.perf_counter() - read:.2f} s")


if __name__ == "__main__":
    main()
