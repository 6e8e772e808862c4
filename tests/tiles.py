"""Vector tiles read back: a small reader of protobuf and of MVT 2.1, after the specification."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Ring = list[tuple[int, int]]


@dataclass(frozen=True)
class Feature:
    """One feature: what is said of it, 1 points, 2 lines or 3 rings, and where they run."""

    tags: dict[str, Any]
    shape: int
    lines: list[Ring]


@dataclass
class TileLayer:
    """One layer with its features."""

    name: str = ""
    version: int = 1
    extent: int = 0
    features: list[Feature] = field(default_factory=list)

    def told(self, key: str) -> list[Any]:
        """What is said by one key, of each feature that says it."""
        return [feature.tags[key] for feature in self.features if key in feature.tags]


def read_tile(content: bytes) -> dict[str, TileLayer]:
    """The layers of a tile by name."""
    layers = [_layer(value) for number, value in _fields(content) if number == 3]
    names = [layer.name for layer in layers]
    assert len(set(names)) == len(names), "the name of a layer must be unique"
    return {layer.name: layer for layer in layers}


def _layer(content: bytes) -> TileLayer:
    layer, keys, values, features = TileLayer(), [], [], []
    for number, value in _fields(content):
        if number == 1:
            layer.name = value.decode()
        elif number == 2:
            features.append(value)
        elif number == 3:
            keys.append(value.decode())
        elif number == 4:
            values.append(_value(value))
        elif number == 5:
            layer.extent = value
        elif number == 15:
            layer.version = value
    layer.features = [_feature(each, keys, values) for each in features]
    return layer


def _value(content: bytes) -> Any:
    [(number, value)] = _fields(content)
    assert number in (1, 5, 7)
    return value.decode() if number == 1 else value if number == 5 else bool(value)


def _feature(content: bytes, keys: list[str], values: list[Any]) -> Feature:
    parts = dict(_fields(content))
    numbers = list(_varints(parts.get(2, b"")))
    tags = {keys[k]: values[v] for k, v in zip(numbers[::2], numbers[1::2], strict=True)}
    return Feature(tags, parts[3], _lines(list(_varints(parts[4])), parts[3]))


def _lines(commands: list[int], shape: int) -> list[Ring]:
    """The lines that commands draw; points are lines of one point, rings are closed."""
    lines: list[Ring] = []
    x = y = at = 0
    while at < len(commands):
        command, count = commands[at] & 7, commands[at] >> 3
        at += 1
        assert count > 0
        if command == 7:
            assert shape == 3 and count == 1
            lines[-1].append(lines[-1][0])
            continue
        assert command in (1, 2)
        for _ in range(count):
            x, y = x + _signed(commands[at]), y + _signed(commands[at + 1])
            at += 2
            if command == 1:
                lines.append([])
            lines[-1].append((x, y))
    return lines


def _signed(number: int) -> int:
    return number >> 1 if number % 2 == 0 else -(number >> 1) - 1


def _fields(content: bytes) -> Iterator[tuple[int, Any]]:
    at = 0
    while at < len(content):
        key, at = _varint(content, at)
        if key & 7 == 0:
            value, at = _varint(content, at)
            yield key >> 3, value
        else:
            assert key & 7 == 2
            size, at = _varint(content, at)
            assert at + size <= len(content)
            yield key >> 3, content[at : at + size]
            at += size


def _varints(content: bytes) -> Iterator[int]:
    at = 0
    while at < len(content):
        value, at = _varint(content, at)
        yield value


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        value |= (content[at] & 127) << shift
        shift += 7
        at += 1
        if content[at - 1] < 128:
            return value, at
