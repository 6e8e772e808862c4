"""Strict readers of single cells.

Python's own int() and float() take more than GTFS means: "5_2.5", full-width digits, "nan",
"1e400". A regular expression stands before each of them.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import repeat

import numpy as np
import numpy.typing as npt

from maas.arrays import Bools, Float64s, Int32s

BLANK = -1
"""The cell is empty."""
WRONG = -2
"""The cell cannot be read."""

_TIME = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)", re.ASCII)
_NATURAL = re.compile(r"\d{1,9}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(\d{1,12}(\.\d{0,20})?|\.\d{1,20})([eE][+-]?\d{1,2})?", re.ASCII)
_DATE = re.compile(r"\d{8}", re.ASCII)
_COLOR = re.compile(r"[0-9A-Fa-f]{6}", re.ASCII)


def parse_time(text: str) -> int:
    """Seconds of the service day of "H:MM:SS", else BLANK or WRONG. May pass 24 h."""
    found = _TIME.fullmatch(text)
    if found is None:
        return WRONG if text else BLANK
    hours, minutes, seconds = found.groups()
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds)


def parse_natural(text: str) -> int:
    """A whole number from 0 to 999 999 999, else BLANK or WRONG."""
    if _NATURAL.fullmatch(text):
        return int(text)
    return WRONG if text else BLANK


def parse_date(text: str) -> int:
    """The proleptic ordinal of "YYYYMMDD", else BLANK or WRONG."""
    if not _DATE.fullmatch(text):
        return WRONG if text else BLANK
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:])).toordinal()
    except ValueError:
        return WRONG


def parse_decimal(text: str) -> float:
    """A decimal number; NaN for anything else, blank included."""
    return float(text) if _DECIMAL.fullmatch(text) else float("nan")


def parse_color(text: str) -> str:
    """Six hex digits, upper case; "" for anything else."""
    return text.upper() if _COLOR.fullmatch(text) else ""


def integers(parse: Callable[[str], int], cells: Sequence[str]) -> Int32s:
    """A column of cells through one of the parsers above, each different cell parsed once."""
    values = {cell: parse(cell) for cell in set(cells)}
    return np.fromiter(map(values.__getitem__, cells), np.int32, len(cells))


def decimals(cells: Sequence[str]) -> Float64s:
    """A column of decimal numbers, NaN where there is none."""
    return np.fromiter(map(parse_decimal, cells), np.float64, len(cells))


def rows_of(index: dict[str, int], cells: Sequence[str]) -> Int32s:
    """The row each cell's id names in another table, -1 where it names none."""
    return np.fromiter(map(index.get, cells, repeat(-1)), np.int32, len(cells))


def enum(values: Int32s, highest: int) -> tuple[npt.NDArray[np.uint8], Bools]:
    """Enumeration 0 to `highest` with 0 for blank or unknown, and which were unknown."""
    unknown = (values == WRONG) | (values > highest)
    return np.where(unknown | (values < 0), 0, values).astype(np.uint8), unknown
