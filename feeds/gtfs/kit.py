"""Our tables in gtfs_kit's hands: activity by date, statistics, geometry, and an oracle for tests.

Never its own `read_feed` or `clean`: they know no limits and no line numbers, and take "NA" for
nothing. Imported on first use, since it brings pandas with it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from feeds.gtfs.fields import decimals, integers, parse_natural
from feeds.gtfs.table import Row, Table


def as_gtfs_kit(tables: Mapping[str, Table], distance_unit: str = "km") -> Any:
    """A `gtfs_kit.Feed` of the very same rows; columns and tables it does not know are left out.

    Args:
        distance_unit: of shape_dist_traveled: ft, mi, m or km; GTFS does not say.
    """
    import gtfs_kit

    known = gtfs_kit.constants.DTYPES
    frames = {
        name: _frame(table, known[name])
        for name, table in tables.items()
        if name in known and len(table)
    }
    return gtfs_kit.Feed(distance_unit, **frames)


def _frame(table: Table, types: Mapping[str, str]) -> Any:
    import pandas

    return pandas.DataFrame(
        {name: _column(table[name], type_) for name, type_ in types.items() if name in table}
    )


def _column(cells: Row, type_: str) -> Any:
    """A column with "nothing" where the cell is blank or unreadable."""
    import pandas

    if type_ == "string":
        return pandas.array([cell or None for cell in cells], dtype="string")
    if type_ == "float":
        return decimals(cells)
    values = integers(parse_natural, cells)
    return pandas.arrays.IntegerArray(values, np.asarray(values < 0))


def activity(feed: Any, days: Sequence[date]) -> dict[date, int]:
    """How many trips of trips.txt run on each day."""
    marks = feed.compute_trip_activity([f"{day:%Y%m%d}" for day in days])
    return {day: int(marks[f"{day:%Y%m%d}"].sum()) for day in days if f"{day:%Y%m%d}" in marks}
