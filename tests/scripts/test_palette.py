"""Pictures with a palette, read back as the specification says."""

import struct
import zlib

import numpy as np

from scripts.palette import COLOURS, Pixels, encode_png


def decode_png(png: bytes) -> Pixels:
    """The pixels of a PNG with a palette and unfiltered rows; checksums must hold."""
    chunks, at = {}, 8
    while at < len(png):
        length, name = struct.unpack_from(">I4s", png, at)
        content = png[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", png, at + 8 + length)[0] == zlib.crc32(name + content)
        chunks[name], at = content, at + 12 + length
    width, height = struct.unpack_from(">II", chunks[b"IHDR"])
    palette = np.frombuffer(chunks[b"PLTE"], np.uint8).reshape(-1, 3)
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, width + 1)
    assert png.startswith(b"\x89PNG") and not rows[:, 0].any() and len(palette) <= COLOURS
    return palette[rows[:, 1:]]


def test_few_colours_stay_as_they_are() -> None:
    pixels = np.zeros((5, 7, 3), np.uint8)
    pixels[1:, 2] = (11, 110, 110)
    pixels[3, 4:] = (255, 255, 255)
    assert np.array_equal(decode_png(encode_png(pixels)), pixels)


def test_many_colours_stay_close() -> None:
    ramp = np.arange(256, dtype=np.uint8)
    pixels = np.stack(np.broadcast_arrays(ramp[:, None], ramp[None, :], ramp[::-1, None]), axis=2)
    off = np.abs(decode_png(encode_png(pixels)).astype(int) - pixels)
    assert off.max() <= 24
