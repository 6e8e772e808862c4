"""Which places to park are best for whoever asks."""

from dataclasses import dataclass, field

import numpy as np

from maas.arrays import Bytes, Float64s, Int32s, Int64s


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Sites that suit. Of all arrays a row is one of them."""

    row: Int64s
    """Of `Parking`."""
    room: Bytes
    """Room"""
    metres: Float64s
    drive_s: Int32s = field(default_factory=lambda: np.empty(0, np.int32))
    """Below 0: not known, or no way."""
    walk_s: Int32s = field(default_factory=lambda: np.empty(0, np.int32))
    amount: Float64s = field(default_factory=lambda: np.empty(0))
    """What parking costs, inf where that is not known; empty: it does not matter."""


def best_first(found: Candidates) -> Int64s:
    """[n] The order of candidates.

    Where there is known to be room goes first, then where that is not known, then where there is
    none; among those the cheapest, then the one by which one is there soonest. Amounts of several
    currencies are compared as numbers: nobody tells us what they are worth.
    """
    keys = (found.metres, _total_s(found))
    keys += (found.amount,) if found.amount.size else ()
    return np.lexsort((*keys, found.room))


def _total_s(found: Candidates) -> Float64s:
    """How long it takes in all; what cannot be reached comes after what can."""
    total = np.zeros(found.row.size)
    for seconds in (found.drive_s, found.walk_s):
        if (seconds >= 0).any():  # else it is known of none
            total += np.where(seconds >= 0, seconds, np.inf)
    return total
