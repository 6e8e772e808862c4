"""Bodies as they come to bodies as they are meant, never more than allowed.

A megabyte of gzip may hold a gigabyte, so it is unpacked piece by piece and counted on both sides.
"""

import zlib
from collections.abc import AsyncIterator, Iterator

from maas.errors import FeedMalformed

PIECE = 1 << 18
"""Bytes unpacked at a time."""

_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 47}
"""zlib's wbits: gzip; zlib or gzip, whatever its head says."""

ENCODINGS = "gzip, deflate"
"""What to ask for."""


async def unpacked(chunks: AsyncIterator[bytes], encoding: str, most: int) -> AsyncIterator[bytes]:
    """The pieces of a body whose `Content-Encoding` this is.

    Raises:
        FeedMalformed: it is larger than `most` bytes, packed or not, or not encoded as it says.
    """
    came = gave = 0
    inflate = _Inflating.of(encoding)
    async for chunk in chunks:
        came = _counted(came, chunk, most)
        if inflate is None:
            yield chunk
            continue
        for piece in inflate.pieces(chunk):
            gave = _counted(gave, piece, most)
            yield piece
    if inflate is not None and came and not inflate.is_whole:
        raise FeedMalformed("its compressed content breaks off")


class _Inflating:
    """Unpacks members one after the other, as gzip may hold several."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._member = zlib.decompressobj(window)

    @classmethod
    def of(cls, encoding: str) -> "_Inflating | None":
        name = encoding.strip().lower()
        if name in ("", "identity"):
            return None
        if name not in _WINDOWS:
            raise FeedMalformed("is encoded in a way that was not asked for")
        return cls(_WINDOWS[name])

    @property
    def is_whole(self) -> bool:
        return self._member.eof

    def pieces(self, packed: bytes) -> Iterator[bytes]:
        while packed:
            if self._member.eof:
                self._member = zlib.decompressobj(self._window)
            try:
                yield self._member.decompress(packed, PIECE)
            except zlib.error as problem:
                raise FeedMalformed("is not compressed as it says") from problem
            packed = self._member.unconsumed_tail or self._member.unused_data


def _counted(size: int, piece: bytes, most: int) -> int:
    if size + len(piece) > most:
        raise FeedMalformed(f"larger than {most >> 20} MB")
    return size + len(piece)
