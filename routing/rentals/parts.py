"""From the course of a way to one that can be followed: three paths over streets."""

from dataclasses import dataclass, replace

import numpy as np

from maas.itinerary import Step
from maas.model import LatLon, Profile
from routing.rentals.courses import Course
from routing.rentals.laid import Laid
from routing.rentals.rides import LOCK_MS, Rides
from routing.rentals.starts import starts_of
from routing.rentals.wanted import Wanted
from routing.rentals.ways import LOCK_S, UNLOCK_S, LeftAt, RentalWay, TakenVehicle
from routing.streets import Snap, StreetPath
from routing.streets.profiles import off_street_m_s
from routing.streets.searching import SHORTER, Pace, seconds

PUSHED_MS_PER_M = SHORTER * 1000.0 / off_street_m_s(Profile.BIKE)


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """Builds the paths of ways between two ends, each of which is searched for by itself."""

    laid: Laid
    origin: Snap
    destination: Snap
    wanted: Wanted
    max_s: int

    def way(self, course: Course) -> RentalWay:
        """The way that goes so; its seconds are those of the whole, however they are cut."""
        table, spot = self.laid.spread.taking, course.taken
        at = table.foot_snap(spot)
        total_s, left_s = seconds(np.array([course.ms, course.left_ms])).tolist()
        walk = self._walk(self.origin, at)
        ride_s = left_s - walk.seconds - UNLOCK_S
        end = self._end(course)
        ride = self._ride(course, end, ride_s)
        walk2 = self._walk_on(course, end)
        return RentalWay(
            walk,
            TakenVehicle(int(table.fleet[spot]), int(table.row[spot]), at.at),
            replace(ride, seconds=ride_s),
            LeftAt(end.at, self._row_of(course.station)),
            replace(walk2, seconds=total_s - left_s - LOCK_S),
        )

    def _walk(self, a: Snap, b: Snap) -> StreetPath:
        profile, speed_m_s = self.wanted.profile, self.wanted.walk_speed_m_s
        path = self.laid.streets.over_streets(a, b, profile, self.max_s, speed_m_s=speed_m_s)
        assert path is not None
        return path

    def _row_of(self, station: int) -> int:
        """The row among the fleet's own spots where a vehicle is left, -1 on the street."""
        return int(self.laid.spread.leaving.row[station]) if station >= 0 else -1

    def _end(self, course: Course) -> Snap:
        """Where a ride ends, as one rides there."""
        if course.station >= 0:
            return self.laid.spread.leaving.ride_snap(course.station)
        if course.vertex >= 0:
            crossing = self._crossing(course.vertex)
            return crossing.among(course.layer.may_end_on_street(crossing.edge))
        edge, share = course.point
        at = self.laid.streets.paths.point(edge, share)
        return Snap(at, np.array([edge], np.int32), np.array([share]), np.zeros(1))

    def _crossing(self, vertex: int) -> Snap:
        vertices = self.laid.streets.network.vertices
        at = LatLon(vertices.lat_e7[vertex] / 1e7, vertices.lon_e7[vertex] / 1e7)
        directed = np.array(self.laid.streets.paths.junctions.leaving(vertex), np.int32)
        return Snap(at, directed >> 1, (directed & 1).astype(np.float64), np.zeros(directed.size))

    def _walk_on(self, course: Course, end: Snap) -> StreetPath:
        """From where a vehicle was left to the destination."""
        if course.station >= 0:
            here = self.laid.spread.leaving.foot_snap(course.station)
            return self._walk(here, self.destination)
        if course.vertex >= 0:
            crossing = self._crossing(course.vertex)
            entry = self.laid.streets.search.streets[self.wanted.profile].graph.entry
            off = entry[2 * crossing.edge + crossing.share.astype(np.int32)] >= 0
            return self._walk(crossing.among(off), self.destination)
        return off_street(end.at, self.destination.at)

    def _ride(self, course: Course, end: Snap, ride_s: int) -> StreetPath:
        layer, spot = course.layer, np.array([course.taken], np.int32)
        table, streets = self.laid.spread.taking, self.laid.streets
        starts, _ = starts_of(table, layer, spot, np.zeros(1, np.int32))
        begin = table.ride_snap(course.taken)
        begin = begin.among(layer.may_start(begin.edge))
        aim = streets.aim(end.at)._replace(ms_per_m=PUSHED_MS_PER_M)
        rides = Rides.of(streets, layer, 1000 * (ride_s + 1) + LOCK_MS, aim)
        rides.ride(starts)
        way = rides.to_end(starts, end)
        rides.forget()
        assert way is not None
        path, ends = streets.path(way, (begin, end), layer.profile), (begin, end)
        if streets.avoiding is None:
            return path
        pace, goal = Pace(layer.rules.pace, 1.0), streets.aim(end.at)
        return streets.avoiding.told(path, ends, layer.profile, pace, goal)


def off_street(a: LatLon, b: LatLon) -> StreetPath:
    """From a point of a street straight to what lies beside it."""
    metres = a.distance_m(b)
    line = np.array([[a.lat, a.lon], [b.lat, b.lon]])
    return StreetPath(0, metres, line, (Step("DEPART", metres, "", 0, 1),))
