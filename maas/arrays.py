"""Columns: text as arrays, and any frozen dataclass of columns to named arrays and back.

This is the one form in which border types lie on disk: plain numbers, nothing pickled.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from itertools import pairwise
from typing import Any, TypeVar, get_type_hints

import numpy as np
import numpy.typing as npt

T = TypeVar("T")

Bytes = npt.NDArray[np.uint8]
Bools = npt.NDArray[np.bool_]
Int16s = npt.NDArray[np.int16]
Uint16s = npt.NDArray[np.uint16]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Float32s = npt.NDArray[np.float32]
Float64s = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Texts:
    """A column of text: UTF-8 bytes one after another, and where each begins.

    `first[i] : first[i + 1]` slices `utf8` for text i.
    """

    utf8: Bytes
    first: Int64s

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Texts":
        """Pack texts in their order."""
        return cls.packed([text.encode("utf-8", "replace") for text in texts])

    @classmethod
    def packed(cls, encoded: Sequence[bytes]) -> "Texts":
        """Pack texts that are UTF-8 already."""
        first = np.zeros(len(encoded) + 1, np.int64)
        np.cumsum([len(text) for text in encoded], out=first[1:])
        return cls(np.frombuffer(b"".join(encoded), np.uint8), first)

    def __len__(self) -> int:
        return self.first.size - 1

    def __getitem__(self, i: int) -> str:
        begin, end = self.first.item(i), self.first.item(i + 1)
        return self.utf8[begin:end].tobytes().decode() if begin < end else ""

    def __iter__(self) -> Iterator[str]:
        utf8 = self.utf8.tobytes()
        return (utf8[begin:end].decode() for begin, end in pairwise(self.first.tolist()))


@dataclass(frozen=True, slots=True)
class Ids:
    """A column of ids that can be looked up; equal ids are neighbours in `order`."""

    texts: Texts
    order: Int32s
    """Row numbers, sorted by the UTF-8 bytes of their id."""

    @classmethod
    def of(cls, ids: Iterable[str]) -> "Ids":
        """Pack ids in their order and sort an index of them."""
        encoded = [id_.encode("utf-8", "replace") for id_ in ids]
        return cls(
            Texts.packed(encoded),
            np.array(sorted(range(len(encoded)), key=encoded.__getitem__), np.int32),
        )

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, i: int) -> str:
        return self.texts[i]

    def find(self, text: str) -> int:
        """The first row with this id, or -1. O(log n)."""
        rows = self.find_all(text)
        return rows[0] if rows else -1

    def find_all(self, text: str) -> list[int]:
        """All rows with this id, in row order."""
        wanted = text.encode("utf-8", "replace")
        low, high = 0, self.order.size
        while low < high:
            middle = (low + high) // 2
            if self._bytes(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        rows = []
        while low < self.order.size and self._bytes(low) == wanted:
            rows.append(int(self.order[low]))
            low += 1
        return sorted(rows)

    def _bytes(self, rank: int) -> bytes:
        i = self.order[rank]
        texts = self.texts
        return texts.utf8[texts.first[i] : texts.first[i + 1]].tobytes()


def to_arrays(value: Any, prefix: str = "") -> dict[str, npt.NDArray[Any]]:
    """Take a dataclass of columns (nested as deep as it likes) apart into named arrays."""
    arrays: dict[str, npt.NDArray[Any]] = {}
    for field in fields(value):
        name = f"{prefix}{field.name}"
        column = getattr(value, field.name)
        if is_dataclass(column):
            arrays |= to_arrays(column, f"{name}.")
        elif isinstance(column, np.ndarray):
            arrays[name] = column
        else:
            raise TypeError(f"{name} is a {type(column).__name__}, neither array nor columns")
    return arrays


def from_arrays(kind: type[T], arrays: Mapping[str, npt.NDArray[Any]], prefix: str = "") -> T:
    """Put a dataclass of columns together again from `to_arrays`.

    Raises:
        KeyError: an array is missing.
    """
    hints = get_type_hints(kind)
    columns = {
        field.name: (
            from_arrays(hints[field.name], arrays, f"{prefix}{field.name}.")
            if is_dataclass(hints[field.name])
            else arrays[f"{prefix}{field.name}"]
        )
        for field in fields(kind)  # type: ignore[arg-type]
    }
    return kind(**columns)


def frozen(value: T) -> T:
    """Make every array of a dataclass of columns read-only, in place; returns it."""
    for array in to_arrays(value).values():
        array.flags.writeable = False
    return value


def spread(first: Int32s | Int64s, end: Int32s | Int64s) -> Int64s:
    """The numbers of many ranges `first[i] : end[i]`, one after another."""
    size = (end - first).astype(np.int64)
    begins = np.cumsum(size) - size
    return np.repeat(first - begins, size) + np.arange(size.sum())
