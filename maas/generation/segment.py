"""A segment: the arrays of one border type in a folder, with an index of sizes and checksums."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from maas.arrays import from_arrays, to_arrays
from maas.disk import flush
from maas.errors import GenerationBroken
from maas.generation.files import write_durably
from maas.report import Report

FORMAT = 6
"""Raised when files of older code must not be read any more."""

T = TypeVar("T")

_INDEX = "index.json"


@dataclass(frozen=True, slots=True)
class FileSum:
    """What a file must be."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Segment:
    """The index of a segment; `report` says what reading gave, where it was made of a source."""

    format: int
    files: Mapping[str, FileSum]
    report: Report | None = None


def write_segment(folder: Path, value: Any, report: Report | None = None) -> None:
    """Write a dataclass of columns into a new folder, durably."""
    folder.mkdir(parents=True)
    files = {}
    for name, array in to_arrays(value).items():
        path = folder / f"{name}.npy"
        with path.open("wb") as file:
            np.save(file, np.ascontiguousarray(array), allow_pickle=False)
            file.flush()
            os.fsync(file.fileno())
        files[path.name] = FileSum(path.stat().st_size, _sha256(path))
    write_durably(folder / _INDEX, msgspec.json.encode(Segment(FORMAT, files, report)))
    flush(folder)


def read_segment(folder: Path) -> Segment:
    """Read the index of a segment.

    Raises:
        GenerationBroken: there is none, or another format wrote it.
    """
    return decode(folder / _INDEX, Segment)


def verify_segment(folder: Path) -> None:
    """Compare every file with its size and checksum (about 1.5 GB/s).

    Raises:
        GenerationBroken: a file is missing or altered.
    """
    for name, wanted in read_segment(folder).files.items():
        path = folder / name
        try:
            intact = path.stat().st_size == wanted.size and _sha256(path) == wanted.sha256
        except OSError as problem:
            raise GenerationBroken(f"{path}: {problem.strerror}") from problem
        if not intact:
            raise GenerationBroken(f"{path}: altered since it was written")


def map_segment(folder: Path, kind: type[T]) -> T:
    """Map a dataclass of columns into memory, read-only; processes share the pages.

    Raises:
        GenerationBroken: an array is missing or not as its index says.
    """
    try:
        arrays = {
            name.removesuffix(".npy"): _map(folder / name, wanted.size)
            for name, wanted in read_segment(folder).files.items()
        }
        return from_arrays(kind, arrays)
    except (OSError, ValueError, KeyError) as problem:
        raise GenerationBroken(f"{folder}: {problem}") from problem


def decode(path: Path, kind: type[T]) -> T:
    """Read a JSON document of ours.

    Raises:
        GenerationBroken: it is missing, senseless or of another format.
    """
    try:
        content = path.read_bytes()
        found = msgspec.json.decode(content).get("format")
        if found != FORMAT:
            raise GenerationBroken(f"{path}: format {found}, not {FORMAT}")
        return msgspec.json.decode(content, type=kind)
    except OSError as problem:
        raise GenerationBroken(f"{path}: {problem.strerror}") from problem
    except (msgspec.DecodeError, AttributeError) as problem:
        raise GenerationBroken(f"{path}: {problem}") from problem


def _map(path: Path, size: int) -> npt.NDArray[Any]:
    """An array on disk as a plain read-only ndarray (numba dispatches slowly on np.memmap)."""
    if path.stat().st_size != size:
        raise ValueError(f"{path.name} has another size")
    mapped: npt.NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    return mapped.view(np.ndarray)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
