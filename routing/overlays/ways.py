"""Ways that live feeds draw themselves (GTFS-RT Shape), and pieces of them between stops."""

from collections.abc import Iterable, Mapping

import numpy as np

from maas.arrays import Float64s
from maas.live import LiveShape
from maas.model import SourceId
from maas.snapshot import Batch
from maas.units import EARTH_RADIUS_M

FARTHEST_M = 250.0
"""A way that passes a stop at more than this leads elsewhere."""

LiveWays = Mapping[tuple[SourceId, str], Float64s]
"""By source and shape id: [n, 2] latitudes and longitudes."""


def ways_of(batches: Iterable[Batch]) -> LiveWays:
    """All shapes of the newest batches that are more than a point."""
    return {
        (batch.source_id, record.id): np.array(record.points)
        for batch in batches
        for record in batch.records
        if isinstance(record, LiveShape) and len(record.points) > 1
    }


def piece_of(way: Float64s, origin: Float64s, destination: Float64s) -> Float64s | None:
    """The piece of a way from where it passes one stop to where it passes another after it.

    None: it does not. Stops are [2] latitude, longitude. O(points)
    """
    begin = _nearest(way, origin, 0.0)
    end = None if begin is None else _nearest(way, destination, begin)
    if begin is None or end is None:
        return None
    between = np.arange(np.floor(begin) + 1, np.ceil(end))
    at, numbers = np.concatenate(([begin], between, [end])), np.arange(len(way))
    return np.column_stack([np.interp(at, numbers, side) for side in way.T])


def _nearest(way: Float64s, point: Float64s, after: float) -> float | None:
    """Where along a way a point is nearest, as a fractional point number; None: far away."""
    scale = np.radians(1) * EARTH_RADIUS_M * np.array([1, np.cos(np.radians(point[0]))])
    line = (way - point) * scale
    first, step = line[:-1], np.diff(line, axis=0)
    length = np.maximum((step**2).sum(axis=1), 1e-9)
    lowest = np.clip(after - np.arange(len(step)), 0, 1)
    along = np.clip(-(first * step).sum(axis=1) / length, lowest, 1)
    apart = np.hypot(*(first + along[:, None] * step).T)
    apart[np.arange(len(step)) + 1 < after] = np.inf
    best = int(apart.argmin())
    return best + float(along[best]) if apart[best] <= FARTHEST_M else None
