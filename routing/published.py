"""What transfers.txt says about pairs of stops, ready to be looked up by the thousand."""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Bytes, Int32s, Int64s
from maas.timetable import TransferRules

NOTHING, TIMED, MINIMUM, FORBIDDEN = 0, 1, 2, 3
"""transfer_type; no rule is as good as 0, a recommended change."""


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """Rules by `key` = from x n_stops + to, sorted, each once."""

    key: Int64s
    kind: Bytes
    seconds: Int32s
    """The stated minimum, or -1."""

    def of(self, origins: Int32s, n: int) -> "Rules":
        """Those of changes from some stops of n."""
        kept = np.isin(self.key // n, origins)
        return Rules(self.key[kept], self.kind[kept], self.seconds[kept])

    def at(self, key: Int64s) -> tuple[Bytes, Int32s]:
        """Kind and seconds for each key."""
        if not self.key.size:
            return np.zeros(key.size, np.uint8), np.full(key.size, -1, np.int32)
        row = np.minimum(np.searchsorted(self.key, key), self.key.size - 1)
        found = self.key[row] == key
        kind = np.where(found, self.kind[row], NOTHING).astype(np.uint8)
        return kind, np.where(found, self.seconds[row], -1).astype(np.int32)


def published(rules: TransferRules, original: Int32s) -> Rules:
    """The rules of a timetable; copies of a stop inherit those they have none of their own for.

    original [n_stops]: the stop itself, for a split stop the one it copies.
    """
    a, b, row = _inherited(rules, original)
    n = original.size
    own = rules.from_stop.astype(np.int64) * n + rules.to_stop
    key = np.concatenate([own, a * n + b])
    source = np.concatenate([np.arange(own.size), row])
    key, first = np.unique(key, return_index=True)
    source = source[first]
    return Rules(key, rules.kind[source], rules.seconds[source])


def _inherited(rules: TransferRules, original: Int32s) -> tuple[Int64s, Int64s, Int64s]:
    """(from, to, row) of every rule between copies of the stops it names."""
    copies: dict[int, list[int]] = {}
    for stop in np.flatnonzero(original != np.arange(original.size)).tolist():
        copies.setdefault(int(original[stop]), [int(original[stop])]).append(stop)
    pairs = []
    touched = np.isin(rules.from_stop, list(copies)) | np.isin(rules.to_stop, list(copies))
    for row in np.flatnonzero(touched).tolist():
        a, b = int(rules.from_stop[row]), int(rules.to_stop[row])
        pairs += [(x, y, row) for x in copies.get(a, [a]) for y in copies.get(b, [b])]
    columns = np.array(pairs, np.int64).reshape(-1, 3).T
    return columns[0], columns[1], columns[2]
