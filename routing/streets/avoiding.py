"""What ways go round: beside streets some of which are closed, the same without closures."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from maas.arrays import Bools, Int32s
from maas.cells import cell_of, disk
from maas.model import LatLon, Profile
from maas.streets import StreetNetwork
from routing.incidents.met import OnStreets
from routing.kernels.snapping import Shapes
from routing.kernels.streets import Aim, Ends
from routing.streets.ends import ends_of, pace_of
from routing.streets.moments import moments_of
from routing.streets.path import Around, PathBuilder, StreetPath
from routing.streets.searching import Pace, Search, Way
from routing.streets.snapping import Snap, joined, snap
from routing.streets.stops import StopsOnStreets

RINGS = 2
"""Of cells; nobody is put on a street farther off than they reach."""

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
class Usual:
    """The way one would take without closures."""

    way: Way
    ends: tuple[Snap, Snap]
    """With what is closed beside them."""


@dataclass(frozen=True, slots=True, eq=False)
class Avoiding:
    """Finds out what ways go round. Who would pass nothing closed takes the usual way."""

    whole: Whole
    closed: Mapping[Profile, Int32s]
    """Directed edges, sorted, by who keeps off them."""
    shut: Mapping[Profile, Bools]
    """[n_edges] Where those neither begin nor end any more, in no direction."""
    near: frozenset[int]
    """Cells in which something closed may be beside a position."""

    @classmethod
    def of(
        cls,
        network: StreetNetwork,
        whole: Whole,
        closed: Mapping[Profile, Int32s],
        shut: Mapping[Profile, Bools],
    ) -> "Avoiding":
        """Of what is closed to whom."""
        edge = np.unique(np.concatenate([each >> 1 for each in closed.values()]))
        cells = network.cells
        cell = np.repeat(cells.cell, np.diff(cells.first_edge))
        here = np.unique(cell[np.isin(cells.edge, edge)]).tolist()
        near = frozenset(there for each in here for there in disk(each, RINGS).tolist())
        return cls(whole, closed, shut, near)

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

    def usual(
        self, ends: tuple[Snap, Snap], profile: Profile, pace: Pace, max_s: int, aim: Aim
    ) -> Usual | None:
        """The fastest way without closures within a time; None: there is none."""
        a, b = (self._with_closed(end, profile) for end in ends)
        between = ends_of(a, profile, pace), ends_of(b, profile, pace)
        way = self.whole.search.fastest(profile, between, pace, max_s, aim)
        return Usual(way, (a, b)) if way else None

    def bars(self, usual: Usual, profile: Profile) -> bool:
        """Whether a way leads over something closed."""
        return bool(_among(self.closed[profile], usual.way.directed).any())

    def told(
        self, path: StreetPath, ends: tuple[Snap, Snap], profile: Profile, pace: Pace, aim: Aim
    ) -> StreetPath:
        """A way found by another search, with what it goes round."""
        if profile not in self.closed:
            return path
        usual = self.usual(ends, profile, pace, path.seconds, aim)
        if usual is None or not self.bars(usual, profile):
            return path
        return replace(path, around=self.around(path, usual, profile))

    def around(self, path: StreetPath, usual: Usual, profile: Profile) -> Around | None:
        """What a way goes round instead of the usual one; None: that takes as long."""
        way, whole = usual.way, self.whole
        if way.seconds >= path.seconds:
            return None
        graph = whole.search.streets[profile].graph
        moments = cache(lambda: moments_of(graph, way, *usual.ends, profile))
        met = whole.incidents.met(profile, way.directed, moments)
        passed = {each.zone for each in path.zones}
        on_way = whole.paths.zones_on(way, profile, moments)
        zones = (each for each in on_way if each.zone not in passed)
        bars = tuple(each for each in met if each.bars)
        return Around(path.seconds - way.seconds, bars, tuple(zones))

    def _with_closed(self, end: Snap, profile: Profile) -> Snap:
        """An end with the closed streets beside it as well."""
        if cell_of(end.at.lat, end.at.lon) not in self.near:
            return end
        beside = self.beside(end.at, profile, end.distance_m)
        return joined(end, beside) if beside else end

    def beside(self, at: LatLon, profile: Profile, max_m: float) -> Snap | None:
        """The closed streets beside a position; None: there are none so near."""
        if profile not in self.shut:
            return None
        found = snap(self.whole.shapes, at, profile, max_m)
        shut = found.among(self.shut[profile][found.edge]) if found else None
        return shut if shut is not None and shut.edge.size else None


def _among(closed: Int32s, directed: Int32s) -> Bools:
    """[n] Which directed edges are closed."""
    row = np.minimum(np.searchsorted(closed, directed), closed.size - 1)
    found: Bools = closed[row] == directed
    return found
