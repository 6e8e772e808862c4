"""Places to park in cells, to JSON."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from msgspec import UNSET

from api.cells import wire
from api.parking.render import ParkingTeller
from api.parking.wire import ParkingSite
from api.render.audience import STALE_S
from routing.parking.counting import NO_TIME, Counts, in_cell, placed
from routing.parking.sites import Parking, Room


@dataclass(frozen=True, slots=True)
class ParkingInCells:
    """Tells how much there is to park at in cells of one resolution, at a moment."""

    parking: Parking
    now: int
    """Unix s of the service clock."""
    resolution: int

    def members(self, counts: Counts, i: int) -> dict[str, Any]:
        """What the cell in row `i` says of it."""
        present = np.flatnonzero(counts.sites[i]).tolist()
        told = tuple(self._source(counts, i, source) for source in present)
        car_parks, is_known = int(counts.car_parks[i].sum()), bool(counts.known[i].any())
        return {
            "car_park_count": car_parks,
            "bike_park_count": int(counts.bike_parks[i].sum()),
            "free_spaces": int(counts.free[i].sum()) if is_known or not car_parks else UNSET,
            "parking": told,
        }

    def sites(self, cell: int) -> Iterator[ParkingSite]:
        """All that are in a cell."""
        teller = ParkingTeller(self.now)
        for row in in_cell(self.parking, cell, self.resolution):
            yield teller.site(self.parking.sites[row], Room(int(self.parking.room[row])))

    def _source(self, counts: Counts, i: int, source: int) -> wire.CellParking:
        oldest, is_large = int(counts.oldest[i, source]), counts.with_capacity[i, source] > 0
        age = None if oldest == NO_TIME else max(0, self.now - oldest)
        return wire.CellParking(
            data_source=placed(self.parking).sources[source],
            car_parks=int(counts.car_parks[i, source]),
            bike_parks=int(counts.bike_parks[i, source]),
            unknown=int(counts.unknown[i, source]),
            free=int(counts.free[i, source]) if counts.known[i, source] else UNSET,
            capacity=int(counts.capacity[i, source]) if is_large else UNSET,
            data_age=UNSET if age is None else age,
            stale=(age is not None and age > STALE_S) or UNSET,
        )
