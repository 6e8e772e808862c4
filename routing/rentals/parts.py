"""From the numbers of a search to a way one can follow: three paths over streets."""

from dataclasses import dataclass, replace

import numpy as np

from maas.arrays import Int32s
from maas.itinerary import Step
from maas.model import LatLon, Profile
from routing.kernels.stops import StopsOnEdges
from routing.rentals.forward import Outcome
from routing.rentals.laid import Laid
from routing.rentals.layers import Layer
from routing.rentals.leavings import LAYER, LEFT_MS, ROW, STATION, TAKEN, VERTEX
from routing.rentals.rides import Rides
from routing.rentals.starts import starts_of
from routing.rentals.wanted import Wanted
from routing.rentals.ways import LOCK_S, UNLOCK_S, LeftAt, RentalWay, TakenVehicle
from routing.streets import Snap, StreetPath
from routing.streets.profiles import off_street_m_s
from routing.streets.searching import SHORTER, seconds

PUSHED_MS_PER_M = SHORTER * 1000.0 / off_street_m_s(Profile.BIKE)


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """Builds the paths of a way that was found between two ends."""

    laid: Laid
    origin: Snap
    destination: Snap
    targets: StopsOnEdges
    """The destination alone."""
    wanted: Wanted
    max_s: int

    def way(self, outcome: Outcome) -> RentalWay:
        """The way to the one target; its seconds are those of the whole, however they are cut."""
        row = outcome.leaving[0]
        layer, spot = outcome.layers[row[LAYER]], int(row[TAKEN])
        table = self.laid.spread.taking
        at = table.foot_snap(spot)
        total_s, left_s = seconds(np.array([outcome.ms[0], row[LEFT_MS]])).tolist()
        walk = self._walk(self.origin, at)
        ride_s = left_s - walk.seconds - UNLOCK_S
        end = self._end(layer, row)
        ride = self._ride(layer, spot, end, ride_s)
        walk2 = self._walk_on(row, end)
        return RentalWay(
            walk,
            TakenVehicle(int(table.fleet[spot]), int(table.row[spot]), at.at),
            replace(ride, seconds=ride_s),
            LeftAt(end.at, self._row_of(row)),
            replace(walk2, seconds=total_s - left_s - LOCK_S),
        )

    def _walk(self, a: Snap, b: Snap) -> StreetPath:
        profile, speed_m_s = self.wanted.profile, self.wanted.walk_speed_m_s
        path = self.laid.streets.over_streets(a, b, profile, self.max_s, speed_m_s=speed_m_s)
        assert path is not None
        return path

    def _row_of(self, row: Int32s) -> int:
        """The row among the fleet's own spots where a vehicle is left, -1 on the street."""
        station = row[STATION]
        return int(self.laid.spread.leaving.row[station]) if station >= 0 else -1

    def _end(self, layer: Layer, row: Int32s) -> Snap:
        """Where a ride ends, as one rides there."""
        if row[STATION] >= 0:
            return self.laid.spread.leaving.ride_snap(int(row[STATION]))
        if row[VERTEX] >= 0:
            crossing = self._crossing(int(row[VERTEX]))
            return crossing.among(layer.may_end_on_street(crossing.edge))
        targets = self.targets
        edge = int(np.searchsorted(targets.first, row[ROW], side="right")) - 1
        share = float(targets.share[row[ROW]])
        at = self.laid.streets.paths.point(edge, share)
        return Snap(at, np.array([edge], np.int32), np.array([share]), np.zeros(1))

    def _crossing(self, vertex: int) -> Snap:
        vertices = self.laid.streets.network.vertices
        at = LatLon(vertices.lat_e7[vertex] / 1e7, vertices.lon_e7[vertex] / 1e7)
        directed = np.array(self.laid.streets.paths.junctions.leaving(vertex), np.int32)
        return Snap(at, directed >> 1, (directed & 1).astype(np.float64), np.zeros(directed.size))

    def _walk_on(self, row: Int32s, end: Snap) -> StreetPath:
        """From where a vehicle was left to the destination."""
        if row[STATION] >= 0:
            return self._walk(self.laid.spread.leaving.foot_snap(row[STATION]), self.destination)
        if row[VERTEX] >= 0:
            crossing = self._crossing(int(row[VERTEX]))
            entry = self.laid.streets.search.streets[self.wanted.profile].graph.entry
            off = entry[2 * crossing.edge + crossing.share.astype(np.int32)] >= 0
            return self._walk(crossing.among(off), self.destination)
        return off_street(end.at, self.destination.at)

    def _ride(self, layer: Layer, spot: int, end: Snap, ride_s: int) -> StreetPath:
        table, streets = self.laid.spread.taking, self.laid.streets
        starts, _ = starts_of(table, layer, np.array([spot], np.int32), np.zeros(1, np.int32))
        begin = table.ride_snap(spot)
        begin = begin.among(layer.may_start(begin.edge))
        aim = streets.aim(end.at)._replace(ms_per_m=PUSHED_MS_PER_M)
        rides = Rides.of(streets, layer, 1000 * (ride_s + 1), aim)
        rides.ride(starts)
        way = rides.to_end(starts, end)
        rides.forget()
        assert way is not None
        return streets.paths.build(way, begin, end, layer.profile)


def off_street(a: LatLon, b: LatLon) -> StreetPath:
    """From a point of a street straight to what lies beside it."""
    metres = a.distance_m(b)
    line = np.array([[a.lat, a.lon], [b.lat, b.lon]])
    return StreetPath(0, metres, line, (Step("DEPART", metres, "", 0, 1),))
