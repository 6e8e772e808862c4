"""Pictures of few colours: a PNG with a palette is a third of what a browser writes."""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

from maas.arrays import Float64s, Int64s

Pixels = NDArray[np.uint8]
"""[rows, columns, 3]: red, green, blue"""

COLOURS = 256
BITS = 5
"""Of each channel: what differs by less is one colour from the start."""


def encode_png(pixels: Pixels) -> bytes:
    """The picture with the 256 colours that serve it best.

    Source: PNG specification, third edition, 11 (chunks).
    """
    height, width, _ = pixels.shape
    palette, numbers = _reduce(pixels)
    rows = np.hstack((np.zeros((height, 1), np.uint8), numbers.reshape(height, width)))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = (
        (b"IHDR", head),
        (b"PLTE", palette.tobytes()),
        (b"IDAT", zlib.compress(rows.tobytes(), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def _reduce(pixels: Pixels) -> tuple[Pixels, NDArray[np.uint8]]:
    """A palette, and for each pixel the number of its colour there."""
    coarse = pixels.reshape(-1, 3) >> (8 - BITS)
    _, which, often = np.unique(
        coarse @ np.array([1 << 2 * BITS, 1 << BITS, 1]), return_inverse=True, return_counts=True
    )
    sums = [np.bincount(which, pixels[..., i].ravel()) for i in range(3)]
    colours = np.stack(sums, axis=1) / often[:, None]
    chosen = colours[_choose(colours, often)]
    nearest = ((colours[:, None] - chosen) ** 2).sum(axis=2).argmin(axis=1)
    return np.rint(chosen).astype(np.uint8), nearest[which].astype(np.uint8)


def _choose(colours: Float64s, often: Int64s) -> list[int]:
    """Again and again the colour that is worst served, by how far off and how frequent it is."""
    chosen = [int(often.argmax())]
    missed = ((colours - colours[chosen[0]]) ** 2).sum(axis=1)
    while len(chosen) < COLOURS:
        chosen.append(int((missed * np.sqrt(often)).argmax()))
        missed = np.minimum(missed, ((colours - colours[chosen[-1]]) ** 2).sum(axis=1))
    return chosen


def _chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )
