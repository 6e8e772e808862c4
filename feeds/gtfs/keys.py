"""Ids of rows: which rows keep theirs, and what other tables mean by them."""

import numpy as np

from feeds.gtfs.fields import rows_of
from feeds.gtfs.notices import Notices
from feeds.gtfs.table import Row, Table
from maas.arrays import Bools, Int32s


def unique(table: Table, key: str, notices: Notices) -> Table:
    """The rows that have an id, the first one of each."""
    ids = table[key]
    first: dict[str, int] = {}
    for i, id_ in enumerate(ids):
        first.setdefault(id_, i)
    blank = ~filled(ids)
    again = np.array([first[id_] != i for i, id_ in enumerate(ids)], np.bool_) & ~blank
    table.note(notices, "missing_required_field", blank, key)
    table.note(notices, "duplicate_key", again, key)
    bad = blank | again
    return table.take(~bad) if bad.any() else table


def filled(cells: Row) -> Bools:
    """Which cells are not blank."""
    return np.array([cell != "" for cell in cells], np.bool_)


def index(table: Table, key: str) -> dict[str, int]:
    """Id to row of a table whose ids are unique."""
    return {id_: i for i, id_ in enumerate(table[key])}


def resolve(table: Table, column: str, known: dict[str, int], notices: Notices) -> Int32s:
    """The rows that a column's ids name, -1 for blank; unknown ids are -1 and reported."""
    cells = table[column]
    rows = rows_of(known, cells)
    if (rows < 0).any():
        unknown = (rows < 0) & filled(cells)
        table.note(notices, "foreign_key_violation", unknown, column)
    return rows
