"""Changes that pass doors: which stops lie behind which door, joined with walks from door to door.

Computed at import. A key is from x n_stops + to.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maas.arrays import Bools, Int32s, Int64s
from routing.indoors.pace import Walker
from routing.indoors.ways import IndoorWays

Walks = tuple[Int64s, Int32s]
"""Keys and seconds."""


@dataclass(frozen=True, slots=True, eq=False)
class Thresholds:
    """Stops and the doors behind which they lie; a stop on the street is its own door, 0 s away."""

    stop: Int32s
    """Sorted."""
    door: Int32s
    seconds: Int32s

    def of(self, stops: Int32s) -> tuple[Int64s, Int32s, Int32s]:
        """(row in `stops`, door, seconds) of all doors of some stops."""
        row, inner = _matches(stops, self.stop)
        return row, self.door[inner], self.seconds[inner]


def thresholds(ways: IndoorWays, takes_part: Bools, walker: Walker, *, outward: bool) -> Thresholds:
    """The doors by which one gets from stops to the street (not outward: the other way)."""
    outside = np.flatnonzero(takes_part & ~ways.inside).astype(np.int32)
    rows = [
        (stop, door, seconds)
        for stop in np.flatnonzero(takes_part & ways.inside).tolist()
        for door, seconds in ways.doors(stop, walker, outward=outward).items()
    ]
    itself = np.stack([outside, outside, np.zeros(outside.size, np.int32)], axis=1)
    every = np.concatenate([itself, np.array(rows, np.int32).reshape(-1, 3)])
    stop, door, seconds = every[np.argsort(every[:, 0], kind="stable")].T
    return Thresholds(stop, door, seconds)


def indoor_walks(ways: IndoorWays, takes_part: Bools, walker: Walker) -> Walks:
    """Walks from stop to stop that do not leave a stop place."""
    n = takes_part.size
    found: list[tuple[int, int]] = []
    for stop in np.flatnonzero(takes_part).tolist():
        if ways.leads_from(stop):
            found += [(stop * n + other, s) for other, s in ways.stops(stop, walker)]
    key, seconds = np.array(found, np.int64).reshape(-1, 2).T
    return key, seconds.astype(np.int32)


def past_doors(walks: Walks, out: Thresholds, into: Thresholds, n: int, max_s: int) -> Walks:
    """Walks from stop to stop, of walks from door to door."""
    key, seconds = walks
    a, b = np.divmod(key, max(n, 1))
    by_exit, by_entry = np.argsort(out.door, kind="stable"), np.argsort(into.door, kind="stable")
    row, exit_row = _matches(a, out.door[by_exit])
    stop, exit_s = out.stop[by_exit[exit_row]], out.seconds[by_exit[exit_row]]
    walk, entry_row = _matches(b[row], into.door[by_entry])
    other, entry_s = into.stop[by_entry[entry_row]], into.seconds[by_entry[entry_row]]
    total = seconds[row[walk]].astype(np.int64) + exit_s[walk] + entry_s
    near = total <= max_s
    return stop[walk[near]].astype(np.int64) * n + other[near], total[near].astype(np.int32)


def _matches(
    wanted: npt.NDArray[np.integer], known: npt.NDArray[np.integer]
) -> tuple[Int64s, Int64s]:
    """(row of `wanted`, row of `known`) of all pairs that are equal; `known` is sorted."""
    low = np.searchsorted(known, wanted, side="left")
    size = np.searchsorted(known, wanted, side="right") - low
    row = np.repeat(np.arange(wanted.size), size)
    begins = np.repeat(low - np.cumsum(size) + size, size)
    return row, begins + np.arange(row.size)
