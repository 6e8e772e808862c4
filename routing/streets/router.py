"""The face of streets: snap positions, reach stops, find ways."""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import replace
from functools import cache
from math import inf
from typing import cast

import numpy as np

from maas.arrays import Bools, Int32s
from maas.model import LatLon, Profile
from maas.streets import StreetNetwork
from routing.incidents.laid_incident import LaidIncident
from routing.incidents.met import NONE_ON_STREETS, OnStreets
from routing.kernels.streets import Aim
from routing.streets.avoiding import Avoiding, Whole
from routing.streets.beside import straight_path
from routing.streets.ends import ends_of, off_street_ms, pace_of
from routing.streets.graphs import Plane
from routing.streets.landmarks import Landmarks
from routing.streets.laying import streets_of
from routing.streets.links import Links
from routing.streets.many import Many
from routing.streets.mapped import mapped_area
from routing.streets.moments import moments_of
from routing.streets.path import PathBuilder, StreetPath
from routing.streets.profiles import ON_FOOT
from routing.streets.riding import Riding
from routing.streets.roads import Roads, closed, driven
from routing.streets.searching import Pace, Search, Streets, Targets, Way
from routing.streets.snapping import Snap, on_storey, read_only, shapes, snap
from routing.streets.stops import StopsOnStreets, relinked
from routing.streets.zones import NO_ZONES, Zones


class StreetRouter:
    """Ways over streets for every profile. Immutable and thread-safe.

    Builds its graphs when it is made (well under a second for a city), which saves them on disk.
    """

    def __init__(
        self,
        network: StreetNetwork,
        links: Links,
        zones: Zones = NO_ZONES,
        landmarks: Landmarks | None = None,
    ) -> None:
        self.zones = zones
        self._stops = stops = StopsOnStreets.of(network, links)
        self._network = network
        self._n_edges = network.n_edges
        self._taking = np.asarray(links.taking)
        self.shapes = shapes(network, links.taking)
        self._plane = Plane.of(network)
        self._area = mapped_area(network)
        streets = streets_of(network, stops, landmarks)
        self._usual = streets[Profile.CAR]
        self.search = Search(streets, stops.n)
        self.paths = PathBuilder(
            network, {p: each.graph.entry for p, each in streets.items()}, zones
        )
        self.riding = Riding(network, self.search, self.paths.junctions)
        self.incidents = NONE_ON_STREETS
        self.avoiding: Avoiding | None = None
        """What is closed; None: nothing."""

    def with_roads(self, roads: Roads) -> "StreetRouter":
        """A router that knows how roads are now, and shares all else with this one."""
        cars = driven(self._usual, roads) if roads.directed.size else self._usual
        return self._over({Profile.CAR: cars})

    def with_incidents(self, laid: Iterable[LaidIncident]) -> "StreetRouter":
        """A router whose ways tell which incidents they meet, and that shares all else."""
        made = copy(self)
        made.incidents = OnStreets.of(laid)
        return made

    def with_stops(self, stops: StopsOnStreets) -> "StreetRouter":
        """A router that finds other stops, and shares all else with this one."""
        made = copy(self)
        if self.avoiding is not None:
            made.avoiding = self.avoiding.finding(stops)
            stops = relinked(stops, self._network, self.shapes, self.avoiding.shut)
        made._stops = stops
        made._usual = replace(self._usual, stops=stops.on_edges[Profile.CAR])
        made.search = self.search.finding(stops.on_edges, stops.n)
        made.riding = self.riding.over(made.search)
        return made

    def without(self, directed: Mapping[Profile, Int32s]) -> "StreetRouter":
        """A router of whose profiles each keeps off some directed edges, and that shares all else.
        Its ways tell what they go round."""
        streets = {p: closed(self.search.streets[p], edges) for p, edges in directed.items()}
        made = self._over(streets)
        whole = Whole(self.search, self.shapes, self.paths, self.incidents)
        shut = {profile: each.shut for profile, each in streets.items()}
        made.avoiding = Avoiding.of(self._network, whole, directed, shut)
        return made.with_stops(self._stops)

    def walks_as(self, other: "StreetRouter") -> bool:
        """Whether who walks finds the same ways, and is told the same."""
        return all(
            self.search.streets[profile].graph is other.search.streets[profile].graph
            and self.incidents.by_profile.get(profile) is other.incidents.by_profile.get(profile)
            for profile in ON_FOOT
        )

    def _over(self, streets: Mapping[Profile, Streets]) -> "StreetRouter":
        """On other streets of some profiles; nobody is put where nobody may begin or end."""
        made = copy(self)
        made.search = self.search.over(streets)
        made.riding = self.riding.over(made.search)
        taking = self._taking
        for profile, each in streets.items():
            bit = np.uint8(1 << profile)
            taking = np.where(each.shut, taking & ~bit, taking)
        made.shapes = self.shapes._replace(taking=read_only(taking.astype(np.uint8)))
        return made

    def usual_ms(self, profile: Profile) -> Int32s:
        """[2 n_edges] What moving along each directed edge takes when roads are as usual."""
        streets = self._usual if profile is Profile.CAR else self.search.streets[profile]
        return cast(Int32s, streets.graph.edge_move_ms)

    def warm(self) -> None:
        """Compile every kernel with the very arrays that searches will read."""
        for profile in Profile:
            ends = self.somewhere(profile)
            self.reach(ends, profile, 1)
            self.reach(ends, profile, 1, backward=True)
            self.route(ends, ends, profile, 1)
            stretch = pace_of(profile, None)
            goal = ends_of(ends, profile, stretch)
            targets = Targets(1, Many([ends]).on_edges([goal.off_ms], self._n_edges), False, goal)
            self.search.times(profile, goal, stretch, 1, targets)
        self.paths.warm()

    def somewhere(self, profile: Profile) -> Snap:
        """Some place on the map."""
        at = self._area.somewhere
        nowhere = Snap(at, np.zeros(1, np.int32), np.zeros(1), np.zeros(1))
        return snap(self.shapes, at, profile, 1.0) or nowhere

    @property
    def links(self) -> Links:
        """Where stops are joined to the streets."""
        return self._stops.links

    @property
    def n_stops(self) -> int:
        """How many stops there are, those off the streets included."""
        return self._stops.n

    @property
    def network(self) -> StreetNetwork:
        """The streets themselves."""
        return self._network

    def contains(self, at: LatLon) -> bool:
        """Whether a position is roughly inside the mapped area."""
        return self._area.contains(at)

    def snap(
        self, at: LatLon, profile: Profile, max_m: float, level: float | None = None
    ) -> Snap | None:
        """The streets at a position that the profile may use, or None if all are too far.

        Args:
            level: take streets on this storey where there are some; on the ground, any.
        """
        found = snap(self.shapes, at, profile, max_m)
        return on_storey(self._network, found, level) if found and level else found

    def snap_stop(self, stop: int, profile: Profile) -> Snap | None:
        """The streets at a stop (an index), or None if it is not joined to any."""
        links = self._stops.links.of(profile)
        begin, end = links.first[stop : stop + 2]
        if begin == end:
            return None
        at = LatLon(float(self._stops.links.lat[stop]), float(self._stops.links.lon[stop]))
        row = slice(begin, end)
        return Snap(at, links.edge[row], links.share[row], links.metres[row])

    def joined(self, stops: Int32s, profile: Profile) -> Bools:
        """[n] Whether each stop is joined to streets at all."""
        first = self._stops.links.of(profile).first
        return first[stops] < first[stops + 1]

    def reach(
        self,
        at: Snap,
        profile: Profile,
        max_s: int,
        *,
        speed_m_s: float | None = None,
        backward: bool = False,
    ) -> tuple[Int32s, Int32s]:
        """All stops on the street within max_s from `at` (backward: towards it), doors included.

        Returns (stops, seconds), sorted by stop; the bits between positions and streets included.
        """
        stretch = pace_of(profile, speed_m_s)
        ends = ends_of(at, profile, stretch)
        reached = self.search.reach(profile, ends, stretch, max_s, backward)
        if profile not in ON_FOOT:
            return reached
        return self._stops.beside.add(reached, at, profile, stretch.off_street)

    def route(
        self,
        origin: Snap,
        destination: Snap,
        profile: Profile,
        max_s: int,
        *,
        speed_m_s: float | None = None,
    ) -> StreetPath | None:
        """The fastest way, or None if there is none within max_s.

        Its seconds are those of `reach` for the same ends.
        """
        stretch = pace_of(profile, speed_m_s)
        straight = straight_path(origin, destination, profile, stretch.off_street)
        path = self._fastest((origin, destination), profile, stretch, max_s)
        if straight is not None and (path is None or straight.seconds <= path.seconds):
            return straight
        return path

    def over_streets(
        self,
        origin: Snap,
        destination: Snap,
        profile: Profile,
        max_s: int,
        *,
        speed_m_s: float | None = None,
    ) -> StreetPath | None:
        """The fastest way that takes the streets, even between ends beside each other."""
        ends = origin, destination
        return self._fastest(ends, profile, pace_of(profile, speed_m_s), max_s)

    def path(self, way: Way, ends: tuple[Snap, Snap], profile: Profile) -> StreetPath:
        """The path of a way between two ends, with the incidents it meets."""
        graph = self.search.streets[profile].graph
        moments = cache(lambda: moments_of(graph, way, *ends, profile))
        path = self.paths.build(way, ends, profile, moments)
        met = self.incidents.met(profile, way.directed, moments)
        return replace(path, met=met) if met else path

    def _fastest(
        self, ends: tuple[Snap, Snap], profile: Profile, pace: Pace, max_s: int
    ) -> StreetPath | None:
        """The usual way or, where something on that is closed, the fastest that is open."""
        avoiding, usual, aim = self.avoiding, None, self.aim(ends[1].at)
        if avoiding is not None and profile in avoiding.closed:
            usual = avoiding.usual(ends, profile, pace, max_s, aim)
            if usual is None or not avoiding.bars(usual, profile):
                return self.path(usual.way, usual.ends, profile) if usual else None
        between = ends_of(ends[0], profile, pace), ends_of(ends[1], profile, pace)
        way = self.search.fastest(profile, between, pace, max_s, aim)
        if way is None:
            return None
        path = self.path(way, ends, profile)
        around = avoiding.around(path, usual, profile) if avoiding and usual else None
        return replace(path, around=around) if around else path

    def times(
        self, one: Snap, many: Many, profile: Profile, max_s: int, *, speed_m_s: float | None = None
    ) -> Int32s:
        """Seconds from one to each of many (backward: to one), NOT_REACHED where it takes longer.

        One search for all; of each pair the time is that of `route`.
        """
        stretch = pace_of(profile, speed_m_s)
        off_ms = [off_street_ms(metres, profile) for metres in many.metres]
        targets = Targets(many.n, many.on_edges(off_ms, self._n_edges), many.backward)
        seconds = self.search.times(
            profile, ends_of(one, profile, stretch), stretch, max_s, targets
        )
        for i, target in many.beside(one.at):
            straight = straight_path(one, target, profile, stretch.off_street)
            if straight is not None and straight.seconds <= max_s:
                seconds[i] = min(
                    straight.seconds, seconds[i] if seconds[i] >= 0 else straight.seconds
                )
        return seconds

    def farthest_m(self, profile: Profile, max_s: int, speed_m_s: float | None = None) -> float:
        """How far, as the crow flies, nobody gets over streets within a time."""
        ms_per_m = self.search.ms_per_m(profile) * min(pace_of(profile, speed_m_s).street, 1.0)
        return max_s * 1000 / ms_per_m if ms_per_m else inf

    def aim(self, at: LatLon) -> Aim:
        """A position for a search to be drawn to, at a pace still to be said."""
        x_m, y_m = self._plane.xy_m(np.array([at.lat]), np.array([at.lon]))
        return Aim(float(x_m[0]), float(y_m[0]), 0.0)
