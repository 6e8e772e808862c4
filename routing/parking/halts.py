"""Where one leaves a vehicle to walk on, or comes back to it: car parks, bike parks, kerbs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from maas.arrays import Bools, Float64s, Int32s
from maas.model import LatLon, Profile
from maas.streets import Street, StreetNetwork, WayFlag
from maas.streets.tables import degrees
from routing.kernels.stops import StopsOnEdges
from routing.parking.sites import Parking
from routing.streets import Snap, StreetRouter
from routing.streets.on_edges import OnEdges, by_edge, snap_of

NO_HALTING = (Street.MOTORWAY, Street.TRUNK)
NO_HALTING_ON = WayFlag.TUNNEL | WayFlag.LINK


@dataclass(frozen=True, slots=True, eq=False)
class Halts:
    """Places to leave a vehicle, on the streets of who rides there and of who walks on."""

    rides: Profile
    ride: OnEdges
    foot: OnEdges
    at: Callable[[int], LatLon]
    about: Float64s
    """[n, 2] Latitude and longitude of each, or of a crossing nearby."""
    change_s: int
    """From the last turn of the wheels to the first step on the street, or back."""
    ridden: StopsOnEdges
    walked: Callable[[Profile], StopsOnEdges]

    @property
    def n(self) -> int:
        """How many there are."""
        return self.ride.first.size - 1

    def ride_snap(self, halt: int) -> Snap:
        """One of them as one rides there."""
        return snap_of(self.ride, self.at(halt), halt)

    def foot_snap(self, halt: int) -> Snap:
        """One of them as one walks from there."""
        return snap_of(self.foot, self.at(halt), halt)


def parks(streets: StreetRouter, parking: Parking, kept: Bools, rides: Profile, s: int) -> Halts:
    """Some of the sites, numbered as all are.

    Args:
        kept: [n_sites]
        s: what it takes to park and to get out.
    """
    assert parking.ride is not None and parking.foot is not None

    def at(row: int) -> LatLon:
        return LatLon(*parking.at[row].tolist())

    on = parking.ride, parking.foot
    return _halts(streets, rides, on, (kept, at, parking.at, s))


def kerbs(streets: StreetRouter) -> Halts:
    """Where a car may stop next to each stop, to let somebody out or in."""
    by_stop = streets.search.streets[Profile.CAR].stops
    edge = np.repeat(np.arange(by_stop.first.size - 1, dtype=np.int32), np.diff(by_stop.first))
    return _kerbs_at(streets, edge, by_stop.share)


def kerbs_at(streets: StreetRouter, snaps: Sequence[Snap]) -> Halts:
    """Where a car may stop next to some places."""
    edge = np.concatenate([np.empty(0, np.int32), *(snap.edge for snap in snaps)])
    share = np.concatenate([np.empty(0), *(snap.share for snap in snaps)])
    return _kerbs_at(streets, edge, share)


def _kerbs_at(streets: StreetRouter, edge: Int32s, share: Float64s) -> Halts:
    may_halt = _may_halt(streets.network)[edge]
    points = np.unique(np.stack([edge[may_halt], share[may_halt]], axis=1), axis=0)
    on = OnEdges(
        np.arange(len(points) + 1, dtype=np.int32),
        points[:, 0].astype(np.int32),
        points[:, 1].copy(),
        np.zeros(len(points), np.float32),
    )

    def at(row: int) -> LatLon:
        return streets.paths.point(int(on.edge[row]), float(on.share[row]))

    network, every = streets.network, np.ones(len(points), np.bool_)
    tail = network.edges.tail[on.edge]
    columns = network.vertices.lat_e7[tail], network.vertices.lon_e7[tail]
    about = np.stack([degrees(column) for column in columns], axis=1)
    return _halts(streets, Profile.CAR, (on, on), (every, at, about, 0))


def _may_halt(network: StreetNetwork) -> Bools:
    """[n_edges] Where cars may stop and one may walk on."""
    ways, way = network.ways, network.edges.way
    car, walk = (ways.open[way] >> np.uint8(2 * p) & 3 for p in (Profile.CAR, Profile.WALK))
    is_calm = ~np.isin(ways.kind[way], NO_HALTING) & (ways.flags[way] & NO_HALTING_ON == 0)
    may_halt: Bools = (car > 0) & (walk > 0) & is_calm
    return may_halt


def _halts(
    streets: StreetRouter,
    rides: Profile,
    on: tuple[OnEdges, OnEdges],
    which: tuple[Bools, Callable[[int], LatLon], Float64s, int],
) -> Halts:
    (ride, foot), (kept, at, about, change_s) = on, which
    n_edges = streets.network.n_edges

    @lru_cache(len(Profile))
    def walked(profile: Profile) -> StopsOnEdges:
        return by_edge(foot, kept, profile, n_edges)

    return Halts(
        rides, ride, foot, at, about, change_s, by_edge(ride, kept, rides, n_edges), walked
    )
