"""Places where people who share cars meet, by H3 cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from maas.arrays import Int64s
from routing.carpool.offers import Offers
from routing.cell_index import CellIndexes

REMEMBERED = 2
"""What is known now, and what was known at a moment somebody looks back to."""


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """The places of an overlay by where they are."""

    ids: tuple[str, ...]
    cells: CellIndexes


@lru_cache(REMEMBERED)
def placed(offers: Offers) -> Placed:
    """Every place by where it is, made when somebody first asks (µs each)."""
    at = np.array([(each.lat, each.lon) for each in offers.places.values()]).reshape(-1, 2)
    return Placed(tuple(offers.places), CellIndexes(at[:, 0].copy(), at[:, 1].copy()))


def in_cell(offers: Offers, cell: int, resolution: int) -> Sequence[str]:
    """The ids of the places in a cell."""
    where = placed(offers)
    rows = np.sort(where.cells.at(resolution).within(cell))
    return [where.ids[row] for row in rows.tolist()]


def count(offers: Offers, cells: Int64s, resolution: int) -> Int64s:
    """[n] How many there are in each of some cells of one resolution."""
    begin, end = placed(offers).cells.at(resolution).ranges(cells)
    return (end - begin).astype(np.int64)
