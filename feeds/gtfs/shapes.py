"""shapes.txt: where vehicles run. Reads the shapes that trips name, dropping broken ones."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from feeds.gtfs.fields import decimals, integers, parse_natural, rows_of
from feeds.gtfs.notices import Notices
from feeds.gtfs.table import Table
from maas.arrays import Bools, Float64s, Int32s, Int64s
from maas.timetable.rows import stack_rows, take_rows

NEEDED = ("shape_id", "shape_pt_lat", "shape_pt_lon", "shape_pt_sequence")
FILE = "shapes.txt"


@dataclass(frozen=True, slots=True)
class ShapePoints:
    """Points of shapes: `first[s] : first[s + 1]` slices the others."""

    first: Int64s
    lat: Float64s
    lon: Float64s
    distance: Float64s
    """shape_dist_traveled; NaN all along a shape where it does not grow from point to point."""
    broken: frozenset[int]
    """Shapes without points, because their rows could not be read."""


@dataclass(frozen=True, slots=True)
class _Rows:
    shape: Int32s
    sequence: Int32s
    lat: Float64s
    lon: Float64s
    distance: Float64s


def read_shapes(chunks: Iterable[Table], wanted: dict[str, int], notices: Notices) -> ShapePoints:
    """The points of the wanted shapes (id to number). One unreadable row costs its shape."""
    broken: dict[int, int] = {}
    unused: dict[str, int] = {}
    parts = [_rows(Table(FILE, np.zeros(0, np.int32), {}), wanted, broken, notices)]
    for chunk in chunks:
        parts.append(_rows(chunk, wanted, broken, notices))
        for line, id_ in zip(chunk.lines.tolist(), chunk["shape_id"], strict=True):
            if id_ not in wanted:
                unused.setdefault(id_, line)
    _report(broken, unused, wanted, notices)
    rows = stack_rows(parts)
    whole = np.ones(len(wanted), np.bool_)
    whole[list(broken)] = False
    rows = _in_order(take_rows(rows, np.flatnonzero(whole[rows.shape])), notices)
    first = np.searchsorted(rows.shape, np.arange(len(wanted) + 1)).astype(np.int64)
    distance = np.where(_grows(rows, notices), rows.distance, np.nan)
    return ShapePoints(first, rows.lat, rows.lon, distance, frozenset(broken))


def _rows(table: Table, wanted: dict[str, int], broken: dict[int, int], notices: Notices) -> _Rows:
    """Rows of wanted shapes; `broken` collects the shapes of bad ones with their first line."""
    shape = rows_of(wanted, table["shape_id"])
    rows = _Rows(
        shape=shape,
        sequence=integers(parse_natural, table["shape_pt_sequence"]),
        lat=decimals(table["shape_pt_lat"]),
        lon=decimals(table["shape_pt_lon"]),
        distance=decimals(table["shape_dist_traveled"]),
    )
    used = shape >= 0
    nowhere = np.isnan(rows.lat) | np.isnan(rows.lon)
    outside = (np.abs(rows.lat) > 90) | (np.abs(rows.lon) > 180)
    table.note(notices, "invalid_integer", used & (rows.sequence < 0), "shape_pt_sequence")
    table.note(notices, "invalid_float", used & nowhere, "shape_id")
    table.note(notices, "number_out_of_range", used & outside, "shape_id")
    sound = (rows.sequence >= 0) & ~nowhere & ~outside
    for i in np.flatnonzero(used & ~sound).tolist():
        broken.setdefault(int(shape[i]), int(table.lines[i]))
    for line, cells in table.overlong:
        if cells.get("shape_id", "") in wanted:
            broken.setdefault(wanted[cells["shape_id"]], line)
    return take_rows(rows, np.flatnonzero(used & sound))


def _report(
    broken: dict[int, int], unused: dict[str, int], wanted: dict[str, int], notices: Notices
) -> None:
    ids = list(wanted)
    for shape, line in sorted(broken.items(), key=lambda item: item[1]):
        notices.add("broken_shape", FILE, line, ids[shape])
    for id_, line in unused.items():
        notices.add("unused_shape", FILE, line, id_)


def _in_order(rows: _Rows, notices: Notices) -> _Rows:
    key = rows.shape.astype(np.int64) << 32 | rows.sequence
    if (np.diff(key) > 0).all():
        return rows
    _, order = np.unique(key, return_index=True)
    if order.size < key.size:
        notices.add("duplicate_key", FILE, count=key.size - order.size)
    return take_rows(rows, order)


def _grows(rows: _Rows, notices: Notices) -> Bools:
    """Which rows are of a shape whose distances are all known and never shrink."""
    bad = np.isnan(rows.distance)
    shrinks = np.zeros(bad.size, np.bool_)
    shrinks[1:] = (np.diff(rows.distance) < 0) & (np.diff(rows.shape) == 0)
    found = np.unique(rows.shape[shrinks])
    if found.size:
        notices.add("decreasing_shape_distance", FILE, count=found.size)
    return ~np.isin(rows.shape, rows.shape[bad | shrinks])
