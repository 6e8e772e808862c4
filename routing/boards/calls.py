"""Which patterns call at a stop, and where in them: no board reads what runs elsewhere."""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Int32s, spread
from maas.timetable import Timetable


@dataclass(frozen=True, slots=True, eq=False)
class StopCalls:
    """Rows of `Patterns.stop` by stop: `first[s] : first[s + 1]` slices `call`."""

    first: Int32s
    call: Int32s
    pattern: Int32s
    """Of every row of `Patterns.stop` (not of `call`)."""

    @classmethod
    def of(cls, timetable: Timetable) -> "StopCalls":
        """Sort the calls of all patterns by stop. O(stop positions)."""
        patterns = timetable.patterns
        length = np.diff(patterns.first_stop)
        first = np.searchsorted(
            np.sort(patterns.stop), np.arange(timetable.stops.parent.size + 1)
        ).astype(np.int32)
        return cls(
            first,
            np.argsort(patterns.stop, kind="stable").astype(np.int32),
            np.repeat(np.arange(length.size, dtype=np.int32), length),
        )

    def at(self, stops: Int32s) -> Int32s:
        """All calls at some stops, stop by stop."""
        return self.call[spread(self.first[stops], self.first[stops + 1])]

    def count(self) -> Int32s:
        """[n_stops] How many patterns call at each stop."""
        return np.diff(self.first)
