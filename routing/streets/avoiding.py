"""What closures make ways longer: the way one would have taken without them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from maas.arrays import Float64s, Int32s
from maas.model import Profile
from maas.streets import StreetNetwork
from maas.streets.tables import degrees
from routing.incidents.met import OnStreets
from routing.kernels.snapping import Shapes
from routing.kernels.streets import Aim, Ends
from routing.streets.ends import ends_of, pace_of
from routing.streets.graphs import Plane
from routing.streets.moments import moments_of
from routing.streets.path import Around, PathBuilder, StreetPath
from routing.streets.searching import Pace, Search, Way
from routing.streets.snapping import Snap, joined, snap
from routing.streets.stops import StopsOnStreets

SEEDED = 1000
"""Edges that one search begins on at most: its memory has room for so many."""


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """Streets without closures."""

    search: Search
    shapes: Shapes
    paths: PathBuilder
    incidents: OnStreets


@dataclass(frozen=True, slots=True, eq=False)
class Avoiding:
    """Finds out what a way goes round. Looks for no other way where nothing closed is near."""

    whole: Whole
    closed: Mapping[Profile, Int32s]
    """Directed edges, by who keeps off them."""
    plane: Plane
    at_m: Mapping[Profile, tuple[Float64s, Float64s]]
    """Both ends of all that is closed: metres east and north on the plane."""

    @classmethod
    def of(
        cls, network: StreetNetwork, whole: Whole, closed: Mapping[Profile, Int32s]
    ) -> "Avoiding":
        """Of directed edges that are closed to each profile."""
        plane, vertices = Plane.of(network), network.vertices
        lat, lon = degrees(vertices.lat_e7), degrees(vertices.lon_e7)

        def at_m(directed: Int32s) -> tuple[Float64s, Float64s]:
            edge = np.unique(directed >> 1)
            ends = np.unique([network.edges.tail[edge], network.edges.head[edge]])
            return plane.xy_m(lat[ends], lon[ends])

        return cls(whole, closed, plane, {profile: at_m(each) for profile, each in closed.items()})

    def finding(self, stops: StopsOnStreets) -> "Avoiding":
        """The same, with other stops on the streets."""
        search = self.whole.search.finding(stops.on_edges, stops.n)
        return replace(self, whole=replace(self.whole, search=search))

    def led_to_closed(self, profile: Profile, max_s: int, speed_m_s: float) -> Int32s:
        """The stops, doors included, from where one would come to something closed within a time,
        were it open."""
        pace, edge = pace_of(profile, speed_m_s), np.unique(self.closed[profile] >> 1)
        found = [np.empty(0, np.int32)]
        for begin in range(0, edge.size, SEEDED):
            lot = edge[begin : begin + SEEDED]
            ends = Ends(lot, np.full(lot.size, 0.5), np.zeros(lot.size, np.int32))
            found.append(self.whole.search.reach(profile, ends, pace, max_s, True)[0])
        return np.unique(np.concatenate(found))

    def around(
        self, path: StreetPath, between: tuple[Snap, Snap], profile: Profile, pace: Pace
    ) -> Around | None:
        """What a way between two snaps goes round; None: nothing."""
        if not self._is_near(path, between, profile, pace):
            return None
        a, b = (self._as_without(end, profile) for end in between)
        way = self._quickest(a, b, profile, pace, path.seconds)
        if way is None or way.seconds >= path.seconds:
            return None
        whole = self.whole
        graph = whole.search.streets[profile].graph
        met = whole.incidents.met(
            profile, way.directed, lambda: moments_of(graph, way, a, b, profile)
        )
        zones = (zone for zone in whole.paths.zones_on(way, profile) if zone not in path.zones)
        bars = tuple(each for each in met if each.bars)
        return Around(path.seconds - way.seconds, bars, tuple(zones))

    def _is_near(
        self, path: StreetPath, between: tuple[Snap, Snap], profile: Profile, pace: Pace
    ) -> bool:
        """Whether anybody might come to something closed and be no later for it."""
        if profile not in self.at_m:
            return False
        x_m, y_m = self.at_m[profile]
        a, b = (self._aim(end) for end in between)
        metres = np.hypot(x_m - a.x_m, y_m - a.y_m) + np.hypot(x_m - b.x_m, y_m - b.y_m)
        ms_per_m = self.whole.search.ms_per_m(profile) * min(pace.street, 1.0)
        return bool((metres * ms_per_m < 1000.0 * path.seconds).any())

    def _as_without(self, end: Snap, profile: Profile) -> Snap:
        """An end with the closed streets beside it as well."""
        beside = snap(self.whole.shapes, end.at, profile, end.distance_m)
        return end if beside is None else joined(end, beside)

    def _quickest(self, a: Snap, b: Snap, profile: Profile, pace: Pace, max_s: int) -> Way | None:
        ends = ends_of(a, profile, pace), ends_of(b, profile, pace)
        return self.whole.search.fastest(profile, ends, pace, max_s, self._aim(b))

    def _aim(self, end: Snap) -> Aim:
        x_m, y_m = self.plane.xy_m(np.array([end.at.lat]), np.array([end.at.lon]))
        return Aim(float(x_m[0]), float(y_m[0]), 0.0)
