"""A day's file: what changed, batch by batch, in three bytes or little more for each change.

magic, then frames: length u32, crc32 u32 (little endian), payload
payload: varints [s since the frame before (midnight UTC), s for which it may be believed,
         n new places], their ids as [bytes, utf-8 ...], then for each change
         [places skipped since the one before, available + 1, free + 1], 0 for unknown
"""

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from maas.arrays import Int64s
from maas.series.counts import Count
from maas.series.varints import decoded, encoded

MAGIC = b"maas counts 1\n"
HEAD = struct.Struct("<II")


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What changed at a moment."""

    at: int
    """Unix s."""
    until: int
    """Unix s up to which all counts known then may be believed."""
    place: Int64s
    """[n], ascending: in the order in which the file first names them."""
    counted: Int64s
    """[n, 2]: as written, unknown as 0."""

    def changes(self, only: int | None = None) -> dict[int, Count]:
        """What was counted, by place: of all, or of one."""
        here = slice(None) if only is None else self.place == only
        counts = (Count(_known(a), _known(b)) for a, b in self.counted[here].tolist())
        return dict(zip(self.place[here].tolist(), counts, strict=True))


@dataclass(frozen=True, slots=True)
class Day:
    """What a file holds."""

    places: Sequence[str]
    frames: Sequence[Frame]
    size: int
    """Bytes that are whole; what follows was cut short."""


def packed(
    before: int, at: int, until: int, new: Sequence[str], changes: Mapping[int, Count]
) -> bytes:
    """A frame. Args: before: when the frame before it was made, or the day's midnight."""
    pieces = [encoded((at - before, until - at, len(new)))]
    for place in new:
        name = place.encode()
        pieces += [encoded((len(name),)), name]
    pieces.append(encoded(_columns(changes)))
    payload = b"".join(pieces)
    return HEAD.pack(len(payload), zlib.crc32(payload)) + payload


def read_day(path: Path, midnight: int) -> Day:
    """All of a file that is whole.

    Args:
        midnight: Unix s at which the file's day begins.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no such file.
    """
    content = path.read_bytes()
    if content[: len(MAGIC)] != MAGIC:
        if MAGIC.startswith(content):
            return Day((), (), 0)
        raise ValueError(f"{path}: holds no counts")
    places: list[str] = []
    frames: list[Frame] = []
    end = len(MAGIC)
    for payload in _payloads(content):
        frames.append(_frame(payload, frames[-1].at if frames else midnight, places))
        end += HEAD.size + len(payload)
    return Day(places, frames, end)


def _payloads(content: bytes) -> Iterator[bytes]:
    """Up to the first that is not whole."""
    at = len(MAGIC)
    while at + HEAD.size <= len(content):
        size, checksum = HEAD.unpack_from(content, at)
        payload = content[at + HEAD.size : at + HEAD.size + size]
        if len(payload) < size or zlib.crc32(payload) != checksum:
            return
        yield payload
        at += HEAD.size + size


def _frame(payload: bytes, before: int, places: list[str]) -> Frame:
    after, lasts, n_new, at = _numbers(payload, 0, 3)
    for _ in range(n_new):
        size, at = _numbers(payload, at, 1)
        places.append(payload[at : at + size].decode())
        at += size
    numbers = decoded(payload[at:]).reshape(-1, 3)
    place = (numbers[:, 0] + 1).cumsum() - 1
    moment = before + after
    return Frame(moment, moment + lasts, place, numbers[:, 1:])


def _columns(changes: Mapping[int, Count]) -> Iterator[int]:
    before = -1
    for place in sorted(changes):
        available, free = changes[place]
        yield place - before - 1
        yield 0 if available is None else available + 1
        yield 0 if free is None else free + 1
        before = place


def _numbers(payload: bytes, at: int, n: int) -> tuple[int, ...]:
    """Some numbers, and where what follows them begins."""
    found = []
    for _ in range(n):
        end = at
        while payload[end] > 127:
            end += 1
        found.append(int(decoded(payload[at : end + 1])[0]))
        at = end + 1
    return (*found, at)


def _known(number: int) -> int | None:
    return number - 1 if number else None
