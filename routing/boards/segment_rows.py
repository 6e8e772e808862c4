"""Columns of segments: runs between two stops, how they lie and from how far they are seen."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from maas.arrays import Bools, Float64s, Int32s, Int64s
from maas.model import TRANSIT_MODES, Box, Mode
from maas.timetable import Stops

FROM_ZOOM = {
    Mode.AIRPLANE: 0.0,
    Mode.HIGHSPEED_RAIL: 0.0,
    Mode.LONG_DISTANCE: 0.0,
    Mode.NIGHT_RAIL: 0.0,
    Mode.COACH: 5.0,
    Mode.FERRY: 6.0,
    Mode.REGIONAL_RAIL: 6.0,
    Mode.SUBURBAN: 8.0,
}
CLOSE = 9.0
"""From this zoom level on all other modes are seen."""


@dataclass(frozen=True, slots=True, eq=False)
class SegmentRows:
    """Runs, each from one stop position to another."""

    trip: Int32s
    day: Int32s
    """Proleptic ordinal."""
    position: Int32s
    until: Int32s
    origin: Int32s
    """Rows of stops."""
    destination: Int32s
    departure: Int64s
    """Unix s"""
    arrival: Int64s
    seen_from: Float64s
    """Zoom level."""

    def take(self, rows: Int64s | Bools) -> "SegmentRows":
        """Some of them."""
        return SegmentRows(*(getattr(self, field.name)[rows] for field in fields(self)))


def stacked(tables: Sequence[SegmentRows]) -> SegmentRows:
    """Several below each other."""
    columns = ([getattr(table, field.name) for table in tables] for field in fields(SegmentRows))
    return SegmentRows(*map(np.concatenate, columns))


def rank() -> Float64s:
    """[model.TRANSIT_MODES] The zoom level from which on each mode is seen."""
    return np.array([FROM_ZOOM.get(mode, CLOSE) for mode in TRANSIT_MODES])


def corners(stops: Stops, origin: Int32s, destination: Int32s) -> list[Float64s]:
    """South, west, north, east of pairs of stops."""
    sides = (
        (np.minimum, stops.lat),
        (np.minimum, stops.lon),
        (np.maximum, stops.lat),
        (np.maximum, stops.lon),
    )
    return [side(of[origin], of[destination]) for side, of in sides]


def touch(bounds: list[Float64s], box: Box) -> Bools:
    """Which of many boxes (south, west, north, east) touch a box."""
    south, west, north, east = bounds
    low, high = box.south_west, box.north_east
    touching: Bools = (south <= high.lat) & (north >= low.lat)
    touching &= (west <= high.lon) & (east >= low.lon)
    return touching
