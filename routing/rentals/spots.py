"""All spots of all fleets in one table, joined to the streets as the kernels read it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from maas.arrays import Bools, Float64s, Int32s
from maas.model import LatLon, Profile
from routing.kernels.leaving import Places, mark_places
from routing.kernels.stops import StopsOnEdges
from routing.rentals.fleets import Fleet, Spots
from routing.streets import Snap
from routing.streets.on_edges import OnEdges, snap_of
from routing.streets.searching import Streets


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Spots of many fleets; row by row as in the fleets, fleet by fleet."""

    fleet: Int32s
    row: Int32s
    """In the fleet's own spots."""
    place: Int32s
    at: Float64s
    count: Int32s
    range_m: Float64s
    home: Int32s
    foot: OnEdges
    ride: OnEdges

    @classmethod
    def of(cls, spots: Sequence[Spots]) -> "Table":
        """The spots of fleets in their order."""
        sizes = [each.place.size for each in spots]
        none = np.empty(0, np.int32)
        return cls(
            np.repeat(np.arange(len(spots), dtype=np.int32), sizes),
            np.concatenate([none, *(np.arange(n, dtype=np.int32) for n in sizes)]),
            np.concatenate([none, *(each.place for each in spots)]),
            np.concatenate([np.empty((0, 2)), *(each.at for each in spots)]),
            np.concatenate([none, *(each.count for each in spots)]),
            np.concatenate([np.empty(0), *(each.range_m.astype(np.float64) for each in spots)]),
            np.concatenate([none, *(each.home for each in spots)]),
            _joined(each.foot for each in spots),
            _joined(each.ride for each in spots),
        )

    @property
    def n(self) -> int:
        """How many spots there are."""
        return int(self.fleet.size)

    def foot_snap(self, spot: int) -> Snap:
        """A spot as one walks to it (from it)."""
        return snap_of(self.foot, self._at(spot), spot)

    def ride_snap(self, spot: int) -> Snap:
        """A spot as one rides from it (to it)."""
        return snap_of(self.ride, self._at(spot), spot)

    def _at(self, spot: int) -> LatLon:
        return LatLon(*self.at[spot].tolist())


def marked(streets: Streets, on: StopsOnEdges) -> Places:
    """Places on edges as rides over some streets look for them."""
    n = streets.graph.first_arc.size - 1
    places = Places(*on, np.zeros(n, np.uint8), np.zeros(n, np.uint8))
    mark_places(streets.graph, np.flatnonzero(np.diff(on.first)), places)
    return places


def riding(fleets: Sequence[Fleet], table: Table, profile: Profile) -> Bools:
    """[n_spots] Whether spots are of fleets that use the streets of a profile."""
    uses = np.array([fleet.profile is profile for fleet in fleets], np.bool_)
    return uses[table.fleet] if uses.size else np.empty(0, np.bool_)


def _joined(parts: Iterable[OnEdges]) -> OnEdges:
    found = list(parts)
    sizes = [np.diff(part.first) for part in found]
    first = np.zeros(sum(size.size for size in sizes) + 1, np.int32)
    np.cumsum(np.concatenate([np.empty(0, np.int32), *sizes]), out=first[1:])
    return OnEdges(
        first,
        np.concatenate([np.empty(0, np.int32), *(part.edge for part in found)]),
        np.concatenate([np.empty(0), *(part.share for part in found)]),
        np.concatenate([np.empty(0, np.float32), *(part.metres for part in found)]),
    )
