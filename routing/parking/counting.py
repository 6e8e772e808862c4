"""How many places to park are in H3 cells, source by source; what is not known is no number."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from maas.arrays import Bools, Int32s, Int64s
from maas.live.parking import Purpose
from maas.model import SourceId
from maas.streets.chains import ranges
from routing.cell_index import CellIndexes
from routing.parking.sites import Parking, Room

REMEMBERED = 2
"""What is known now, and what was known at a moment somebody looks back to."""

NO_TIME = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """[n_cells, n_sources] of all."""

    car_parks: Int64s
    bike_parks: Int64s
    unknown: Int64s
    """Car parks open to everyone of which it is not known how much is free."""
    known: Int64s
    """Car parks of which it is known, be it that nothing is."""
    free: Int64s
    """What anybody can take in those now."""
    with_capacity: Int64s
    """Car parks that tell how large they are."""
    capacity: Int64s
    """Of those."""
    oldest: Int64s
    """Unix s since when the oldest of the counts is so, NO_TIME without any."""

    @property
    def sites(self) -> Int64s:
        """Of both kinds."""
        return self.car_parks + self.bike_parks


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """The sites of an overlay by where they are and whose counts they have."""

    sources: tuple[SourceId, ...]
    source: Int32s
    """[n_sites] Row of `sources`."""
    is_car_park: Bools
    capacity: Int32s
    """-1: not known."""
    known_at: Int64s
    """NO_TIME: there is no count."""
    cells: CellIndexes


@lru_cache(REMEMBERED)
def placed(parking: Parking) -> Placed:
    """Every site by where it is, made when somebody first asks (ms per thousand)."""
    sites = parking.sites
    sources = tuple(dict.fromkeys(each.source_id for each in sites))
    row = {source: i for i, source in enumerate(sources)}
    capacity = [each.told.capacity for each in sites]
    return Placed(
        sources,
        np.array([row[each.source_id] for each in sites], np.int32),
        np.array([each.told.purpose is Purpose.CAR for each in sites], np.bool_),
        np.array([-1 if n is None else n for n in capacity], np.int32),
        np.array([_or_no_time(each.known_at) for each in sites], np.int64),
        CellIndexes(parking.at[:, 0].copy(), parking.at[:, 1].copy()),
    )


def in_cell(parking: Parking, cell: int, resolution: int) -> Sequence[int]:
    """The rows of the sites in a cell, sorted."""
    rows = placed(parking).cells.at(resolution).within(cell)
    return np.sort(rows).tolist()  # type: ignore[no-any-return]


def count(parking: Parking, cells: Int64s, resolution: int) -> Counts:
    """Count in each of some cells of one resolution."""
    where = placed(parking)
    index = where.cells.at(resolution)
    begin, end = index.ranges(cells)
    row = index.row[ranges(begin, end - begin)]
    shape = cells.size, len(where.sources)
    slot = np.repeat(np.arange(cells.size), end - begin) * shape[1] + where.source[row]
    is_car_park, room = where.is_car_park[row], parking.room[row]
    is_known = is_car_park & (parking.free[row] >= 0)
    is_large = is_car_park & (where.capacity[row] >= 0)
    may_take = is_known & (room == Room.FREE)

    def add(values: Bools | Int32s) -> Int64s:
        summed = np.bincount(slot, values, shape[0] * shape[1])
        return summed.astype(np.int64).reshape(shape)

    oldest = np.full(shape[0] * shape[1], NO_TIME)
    np.minimum.at(oldest, slot[is_known], where.known_at[row][is_known])
    return Counts(
        add(is_car_park),
        add(~is_car_park),
        add(is_car_park & (room == Room.UNKNOWN)),
        add(is_known),
        add(np.where(may_take, parking.free[row], 0)),
        add(is_large),
        add(np.where(is_large, where.capacity[row], 0)),
        oldest.reshape(shape),
    )


def _or_no_time(at: int | None) -> int:
    return int(NO_TIME) if at is None else at
