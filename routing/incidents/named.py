"""Streets by their names, however those are written."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, product

import numpy as np

from maas.arrays import Int32s
from maas.streets import StreetNetwork
from routing.places.abbreviations import EQUIVALENTS, spelled_out
from routing.places.folding import folded
from routing.places.streetnames import name_numbers

NO_NAME = -1
PARTICLES = frozenset(
    {"a", "as", "d", "da", "das", "de", "del", "der", "des", "di", "do", "dos", "du", "e", "l"}
    | {"la", "las", "le", "les", "o", "os", "the", "y"}
)
"""Words that are left out as often as not."""
MOST_READINGS = 64
"""Of a name with short forms, each of which may stand for several words."""


@dataclass(frozen=True, slots=True, eq=False)
class StreetNames:
    """Which edges are called how."""

    of_edge: Int32s
    """[n_edges] Number of its name, NO_NAME where it has none."""
    numbers: dict[str, int]
    """By the name in the one form that all writings of it have."""

    @classmethod
    def of(cls, network: StreetNetwork) -> "StreetNames":
        """The names of a network."""
        of_way, names = name_numbers(network)
        numbers: dict[str, int] = {}
        same = [numbers.setdefault(_key(name.split()), len(numbers)) for name in names]
        of_name = np.array([*same, NO_NAME], np.int32)  # the last: of ways without a name, -1
        return cls(of_name[of_way][network.edges.way], numbers)

    def number(self, name: str) -> int:
        """The number of a name, NO_NAME where no street is called so."""
        words = folded(name).split()
        readings = product(*((word, *EQUIVALENTS.get(word, ())) for word in words))
        keys = (_key(reading) for reading in islice(readings, MOST_READINGS if words else 0))
        return next((self.numbers[key] for key in keys if key in self.numbers), NO_NAME)

    def edges(self, name: str) -> Int32s:
        """All edges of that name."""
        number = self.number(name)
        is_named = self.of_edge == number if number != NO_NAME else np.zeros(0, np.bool_)
        return np.flatnonzero(is_named).astype(np.int32)


def _key(words: Iterable[str]) -> str:
    """One writing for all ways to write a name: spelled out, without particles."""
    spelled = spelled_out(" ".join(words)).split()
    return " ".join(word for word in spelled if word not in PARTICLES)
