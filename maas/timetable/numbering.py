"""How feeds number the calls of a trip (stop_sequence), by which live news may name them.

Most trips of a feed count alike: 1, 2, 3 … Trips that do share one list of numbers, of which each
takes as many as it has calls, so that what is held apart are the few that count otherwise.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from maas.arrays import Int32s, Int64s


@dataclass(frozen=True, slots=True)
class Numbering:
    """Trip t's calls are numbered `number[first[of[t]] :]`, as far as it has calls."""

    of: Int32s
    """[n_trips] List of each trip."""
    first: Int64s
    """[n_lists + 1]"""
    number: Int32s
    """Rising within each list."""

    @classmethod
    def of_lists(cls, lists: Iterable[Int32s]) -> "Numbering":
        """Share lists where one is the beginning of another. O(n log n) of distinct lists.

        >>> Numbering.of_lists(np.array(x, np.int32) for x in ([1, 2], [0, 1], [1, 2, 3])).number
        array([0, 1, 1, 2, 3], dtype=int32)
        """
        distinct: dict[bytes, int] = {}
        each = [distinct.setdefault(x.astype(">u4").tobytes(), len(distinct)) for x in lists]
        shared, kept = np.zeros(len(distinct), np.int32), list[bytes]()
        for text in sorted(distinct, reverse=True):  # what goes on comes before what it begins with
            if not (kept and kept[-1].startswith(text)):
                kept.append(text)
            shared[distinct[text]] = len(kept) - 1
        kept.reverse()
        shared = (len(kept) - 1 - shared).astype(np.int32)
        first = np.cumsum([0, *(len(text) // 4 for text in kept)], dtype=np.int64)
        number = np.frombuffer(b"".join(kept), ">u4").astype(np.int32)
        return cls(shared[each] if each else shared, first, number)

    def numbers(self, trip: int, n: int) -> Int32s:
        """[n] stop_sequence of a trip's calls, of which it has n."""
        begin = int(self.first[self.of[trip]])
        return self.number[begin : begin + n]
