"""What the national tables of France have in common: BNLS of car parks, BNLC of carpool places.

CSV with `;` or `,`, UTF-8 or not, whose columns are called the same in capitals or not.
"""

from collections.abc import Mapping, Set

from feeds.csv_bytes import csv_rows, decoded
from feeds.notices import Notes
from feeds.positions import LatLon, place
from maas.errors import FeedMalformed
from maas.report import Rule, error, warning

CSV_ROW = Mapping[str, str]

TABLE_RULES: Mapping[str, Rule] = {
    "unknown_encoding": warning("Not UTF-8; read as Windows-1252"),
    "ragged_row": error("More fields than the head has; left out"),
}

SOUTH, NORTH, EAST = 41.0, 52.0, 10.0
"""Degrees; the mainland is as far west of the meridian as it is east at most."""

FLAGS = {"vrai": "true", "faux": "false", "oui": "yes", "non": "no"}


def columns(head: bytes) -> Set[str]:
    """The names of columns that a file begins with, in lower case."""
    line = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("cp1252", "replace").lower()
    return {name.strip().strip('"') for name in line.replace(";", ",").split(",")}


def french_rows(content: bytes, needed: Set[str], notices: Notes) -> list[CSV_ROW]:
    """The rows of a file, columns in lower case.

    Args:
        needed: columns without which there is nothing to tell.

    Raises:
        FeedMalformed: it has no rows, or not these columns.
    """
    rows = [_lower(row) for row in csv_rows(decoded(content, "", notices), "", notices)]
    missing = needed - (rows[0].keys() if rows else set())
    if missing:
        raise FeedMalformed(f"not such a table: it has no column {', '.join(sorted(missing))}")
    return rows


def position(row: CSV_ROW, notices: Notes) -> LatLon | None:
    """Where a row is; None where it does not say, as one that was cut short.

    Raises:
        Unusable: nowhere on earth.
    """
    named = {"lat": "ylat", "lon": "xlong"}
    told = {name: row.get(column, "").strip() or None for name, column in named.items()}
    return _swapped_back(place(told, notices), notices)


def flag(row: CSV_ROW, name: str, notices: Notes) -> bool | None:
    """Yes or no as CSV has it; texts are how it says all."""
    told = row.get(name, "").strip().lower()
    if not told:
        return None
    meant = FLAGS.get(told, told)
    is_word = meant in ("true", "false", "yes", "no", "0", "1")
    if not is_word:
        notices.note("invalid_flag", f"{name}: {told}")
    return meant in ("true", "yes", "1") if is_word else None


def _lower(row: Mapping[str, str]) -> CSV_ROW:
    return {name.lower(): value for name, value in row.items()}


def _swapped_back(at: LatLon | None, notices: Notes) -> LatLon | None:
    """What would be the mainland the other way round, where no part of France is."""
    if at is None or not (abs(at[0]) < EAST and SOUTH < at[1] < NORTH):
        return at
    notices.note("swapped_position", f"{at[0]}, {at[1]}")
    return at[1], at[0]
