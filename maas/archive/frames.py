"""A frame: some entries with their contents, in one piece of a file.

    magic, method, lengths of both parts | entries (MessagePack) | contents, one after the other

Live messages resemble the one before nearly byte for byte. Compressed one by one they shrink 4 to 6
times, eight together 22 times (benchmarks/archive.py), as long as the compressor still sees the
message before; zlib, which looks back 32 KB, does not.
"""

import lzma
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from maas.archive.entry import Entry

_HEAD = struct.Struct(">4sBII")
_MAGIC = b"MAA1"
_RAW, _LZMA = 0, 1
_ENTRIES = msgspec.msgpack.Decoder(list[Entry])

_LEAST_DICTIONARY, _MOST_DICTIONARY = 1 << 18, 1 << 23
"""Bytes the compressor looks back; it needs about ten times as much memory for a moment."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a frame's contents lie, and whose they are."""

    path: Path
    entries: Sequence[Entry]
    method: int
    start: int
    """Offset of the contents."""
    end: int

    def contents(self) -> list[bytes]:
        """What was received, by entry.

        Raises:
            ValueError: the file was altered since it was written.
            OSError: it is gone (retention) or cannot be read.
        """
        with self.path.open("rb") as file:
            file.seek(self.start)
            body = file.read(self.end - self.start)
        size = sum(entry.size for entry in self.entries)
        whole = _decompressed(body, size) if self.method == _LZMA else body
        if len(whole) != size:
            raise ValueError(f"{self.path}: {len(whole)} bytes instead of {size}")
        return list(_cut(whole, self.entries))


def packed(entries: Sequence[Entry], contents: Sequence[bytes], *, compress: bool) -> bytes:
    """A frame as it lies in a file."""
    heads = msgspec.msgpack.encode(entries)
    body = b"".join(contents)
    if compress:
        body = lzma.compress(body, lzma.FORMAT_RAW, filters=_filters(max(map(len, contents))))
        body = max(map(len, contents)).to_bytes(4, "big") + body
    method = _LZMA if compress else _RAW
    return _HEAD.pack(_MAGIC, method, len(heads), len(body)) + heads + body


def read_frames(path: Path) -> tuple[list[Frame], int]:
    """The whole frames of a file, contents unread, and how many bytes at its end are none.

    There are such bytes while one is being written, and after a write that was cut short. A file
    that is not there has no frames.
    """
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            found = list(_walk(path, file, size))
    except FileNotFoundError:
        return [], 0
    return found, size - (found[-1].end if found else 0)


def _walk(path: Path, file: BinaryIO, size: int) -> Iterator[Frame]:
    while True:
        head = file.read(_HEAD.size)
        if len(head) < _HEAD.size:
            return
        magic, method, heads, body = _HEAD.unpack(head)
        start = file.tell() + heads
        if magic != _MAGIC or start + body > size:
            return
        try:
            entries = _ENTRIES.decode(file.read(heads))
        except (msgspec.DecodeError, UnicodeDecodeError):
            return
        yield Frame(path, entries, method, start, start + body)
        file.seek(start + body)


def _cut(whole: bytes, entries: Sequence[Entry]) -> Iterator[bytes]:
    start = 0
    for entry in entries:
        yield whole[start : start + entry.size]
        start += entry.size


def _decompressed(body: bytes, size: int) -> bytes:
    """At most `size` bytes (and one, to show that there are more)."""
    filters = _filters(int.from_bytes(body[:4], "big"))
    decompressor = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters)
    try:
        return decompressor.decompress(body[4:], size + 1)
    except lzma.LZMAError as problem:
        raise ValueError(f"cannot be decompressed: {problem}") from problem


def _filters(longest: int) -> list[dict[str, int]]:
    """Look back further than one message is long."""
    wanted = 1 << (2 * longest).bit_length()
    size = min(max(wanted, _LEAST_DICTIONARY), _MOST_DICTIONARY)
    return [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": size}]
