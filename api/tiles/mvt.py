"""Drawings to Mapbox vector tiles, version 2.1: protobuf by hand, for it is a few lines.

https://github.com/mapbox/vector-tile-spec/tree/master/2.1
"""

from collections.abc import Iterator
from itertools import pairwise

import msgspec
import numpy as np

from routing.atlas import SHAPES, Drawing, Layer, Tags
from routing.atlas.drawing import EXTENT
from routing.kernels.commands import encode

VERSION = 2
VARINT, BYTES = 0, 2
"""Wire types of protobuf."""

LAYER = 3
NAME, FEATURE, KEY, VALUE, LAYER_EXTENT, LAYER_VERSION = 1, 2, 3, 4, 5, 15
TAGS, TYPE, GEOMETRY = 2, 3, 4
STRING, UINT, BOOL = 1, 5, 7
"""Numbers of fields."""

BYTES_PER_POINT = 10
"""Two varints of at most five bytes; a line's commands are fewer."""


def encode_tile(drawing: Drawing, tags: Tags) -> bytes:
    """A tile's bytes; a tile that shows nothing has none."""
    geometry = _geometry(drawing)
    bounds = np.searchsorted(drawing.layer, range(len(Layer) + 1)).tolist()
    return b"".join(
        _field(LAYER, _layer(layer, drawing.tags[low:high].tolist(), geometry[low:high], tags))
        for layer, (low, high) in zip(Layer, pairwise(bounds), strict=True)
        if low < high
    )


def _geometry(drawing: Drawing) -> list[bytes]:
    """The commands of each feature."""
    shape = np.array([SHAPES[layer] for layer in Layer], np.uint8)
    n_lines, n_points = drawing.feature.size, drawing.x.size
    encoded = np.empty(BYTES_PER_POINT * (n_lines + n_points), np.uint8)
    first = np.zeros(drawing.layer.size + 1, np.int64)
    encode(
        drawing.first_point,
        drawing.x,
        drawing.y,
        drawing.feature,
        shape[drawing.layer[drawing.feature]],
        encoded,
        first,
    )
    whole, bounds = encoded[: first[-1]].tobytes(), first.tolist()
    return [whole[low:high] for low, high in pairwise(bounds)]


def _layer(layer: Layer, rows: list[int], geometry: list[bytes], tags: Tags) -> bytes:
    """One layer: its features, then the keys and values that they name by number."""
    keys: dict[int, int] = {}
    values: dict[int, int] = {}
    pieces = [_field(NAME, layer.name.lower().encode())]
    shape = _varint(TYPE << 3 | VARINT) + _varint(SHAPES[layer])
    for row, commands in zip(rows, geometry, strict=True):
        said = _tags(row, tags, keys, values)
        pieces.append(_field(FEATURE, said + shape + _field(GEOMETRY, commands)))
    pieces += [_field(KEY, tags.keys[key].encode()) for key in keys]
    pieces += [_field(VALUE, _value(tags.values[value])) for value in values]
    pieces += [_varint(LAYER_EXTENT << 3 | VARINT), _varint(EXTENT)]
    pieces += [_varint(LAYER_VERSION << 3 | VARINT), _varint(VERSION)]
    return b"".join(pieces)


def _tags(row: int, tags: Tags, keys: dict[int, int], values: dict[int, int]) -> bytes:
    """A feature's keys and values, numbered within the layer as they come."""
    low, high = tags.first[row : row + 2].tolist()
    numbers: list[int] = []
    for key, value in zip(tags.key[low:high].tolist(), tags.value[low:high].tolist(), strict=True):
        numbers += (keys.setdefault(key, len(keys)), values.setdefault(value, len(values)))
    return _field(TAGS, b"".join(map(_varint, numbers))) if numbers else b""


def _value(text: str) -> bytes:
    value = msgspec.json.decode(text)
    if isinstance(value, str):
        return _field(STRING, value.encode())
    number = BOOL if isinstance(value, bool) else UINT
    return _varint(number << 3 | VARINT) + _varint(int(value))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | BYTES) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    return bytes(_sevens(value))


def _sevens(value: int) -> Iterator[int]:
    while value > 127:
        yield value & 127 | 128
        value >>= 7
    yield value
