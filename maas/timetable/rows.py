"""Tables of columns with one row each: take some rows, put several tables below each other."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar, get_args, get_type_hints

import numpy as np
import numpy.typing as npt

from maas.arrays import Ids, Texts

T = TypeVar("T")


def no_rows(kind: type[T]) -> T:
    """A table, or a dataclass of tables, without rows."""
    columns: dict[str, Any] = {}
    for name, hint in get_type_hints(kind).items():
        if hint is Texts or hint is Ids:
            columns[name] = hint.of(())
        elif is_dataclass(hint):
            columns[name] = no_rows(hint)  # type: ignore[arg-type]  # a class, not an instance
        else:
            columns[name] = np.zeros(0, _element(hint))
    return kind(**columns)


def _element(hint: object) -> type[np.generic]:
    """What an array is made of; from NumPy 2.5 on the hint says it itself, before by a dtype."""
    last = get_args(hint)[-1]
    element: type[np.generic] = (get_args(last) or (last,))[0]
    return element


def take_rows(table: T, rows: npt.NDArray[Any]) -> T:
    """The rows of a table whose every column has one entry per row."""
    columns = {}
    for field in fields(table):  # type: ignore[arg-type]
        column = getattr(table, field.name)
        columns[field.name] = column[rows] if isinstance(column, np.ndarray) else pick(column, rows)
    return type(table)(**columns)


def pick(column: Texts | Ids, rows: npt.NDArray[Any]) -> Texts | Ids:
    """Some texts of a column, in the order of `rows`."""
    return type(column).of(column[i] for i in rows.tolist())


def stack_rows(tables: Sequence[T]) -> T:
    """Tables of one kind below each other; ids are sorted anew."""
    columns: dict[str, Any] = {}
    for field in fields(tables[0]):  # type: ignore[arg-type]
        parts = [getattr(table, field.name) for table in tables]
        if isinstance(parts[0], Texts):
            columns[field.name] = stack_texts(parts)
        elif isinstance(parts[0], Ids):
            columns[field.name] = stack_ids(parts)
        else:
            columns[field.name] = np.concatenate(parts)
    return type(tables[0])(**columns)


def stack_texts(parts: Sequence[Texts]) -> Texts:
    """Columns of text below each other."""
    ends = stack_offsets([part.first for part in parts])
    return Texts(np.concatenate([part.utf8 for part in parts]), ends)


def stack_ids(parts: Iterable[Ids]) -> Ids:
    """Columns of ids below each other, sorted anew."""
    return Ids.of(id_ for part in parts for id_ in part.texts)


def stack_offsets(parts: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    """CSR offsets of tables below each other: each continues where the one before ends."""
    shifts = np.cumsum([0] + [int(part[-1]) for part in parts[:-1]])
    shifted = [part[1:] + shift for part, shift in zip(parts, shifts, strict=True)]
    return np.concatenate([parts[0][:1], *shifted]).astype(parts[0].dtype)
