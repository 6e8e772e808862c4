"""Which places to park are best for whoever asks, also while not all times are known yet."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from maas.arrays import Bytes, Float64s, Int32s, Int64s

MAX_S = 90 * 60
"""Nobody walks longer from a place to park; for how long one drives see `finding`."""


@dataclass(frozen=True, slots=True, eq=False)
class Reached:
    """How long it takes to (or from) each candidate, as far as it was looked for."""

    seconds: Int32s
    """Below 0: longer than the limit, or there is no way."""
    limit_s: int
    """So far all is known."""
    begin_s: int
    """Nearer than that there is hardly anything."""
    most_s: int
    """What takes longer does not matter."""

    @classmethod
    def within(
        cls, find: Callable[[int], Int32s], begin_s: int, more_s: int, most_s: int = MAX_S
    ) -> "Reached":
        """Look so far beyond where anything begins."""
        limit_s = min(begin_s + more_s, most_s)
        return cls(find(limit_s), limit_s, begin_s, most_s)

    def farther(self, find: Callable[[int], Int32s]) -> "Reached":
        """Look twice as far or, from afar, as far as matters: every look costs the whole way."""
        more_s = self.most_s if self.begin_s else 2 * self.limit_s
        return Reached.within(find, self.begin_s, more_s, self.most_s)

    @property
    def least_s(self) -> Float64s:
        """What it takes at least; inf where there is no way."""
        beyond = np.inf if self.limit_s >= self.most_s else self.limit_s
        return np.where(self.seconds >= 0, self.seconds, beyond)

    def is_known(self, rows: Int64s) -> bool:
        """Whether looking farther would tell nothing new of some."""
        return self.limit_s >= self.most_s or bool((self.seconds[rows] >= 0).all())


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Sites that suit. Of all arrays a row is one of them."""

    row: Int64s
    """Of `Parking`."""
    room: Bytes
    """Room"""
    metres: Float64s
    amount: Float64s = field(default_factory=lambda: np.empty(0))
    """What parking costs, inf where that is not known; empty: it does not matter."""


def best_first(found: Candidates, *ways: Reached) -> Int64s:
    """[n] The order of candidates.

    Where there is known to be room goes first, then where that is not known, then where there is
    none; among those the cheapest, then the one by which one is there soonest. Amounts of several
    currencies are compared as numbers: nobody tells us what they are worth.
    """
    total = np.zeros(found.row.size)
    for way in ways:
        least_s = way.least_s
        if np.isfinite(least_s).any():  # else nobody goes there that way
            total += least_s
    amounts = (found.amount,) if found.amount.size else ()
    return np.lexsort((found.metres, total, *amounts, found.room))
