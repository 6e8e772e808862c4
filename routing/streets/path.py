"""A way as a traveller sees it: its line on the map, its length, its steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from maas.arrays import Float64s, Int32s
from maas.itinerary import Step
from maas.model import LatLon, Profile
from maas.streets import StreetNetwork
from routing.incidents.met import Met
from routing.kernels.lines import Lines, draw_way
from routing.streets.junctions import Junctions
from routing.streets.searching import Way
from routing.streets.snapping import Snap
from routing.streets.steps import Drawn, Piece, steps, turned_deg
from routing.streets.zones import Passage, Zones

Moments = Callable[[], Float64s]


@dataclass(frozen=True, slots=True, eq=False)
class Around:
    """What the way one would have taken without closures passes."""

    longer_s: int
    """By so much it is quicker."""
    met: tuple[Met, ...] = ()
    """Closures on it, whenever they hold."""
    zones: tuple[Passage, ...] = ()
    """Of a way by car: those it passes, and the one taken does not."""


@dataclass(frozen=True, slots=True)
class StreetPath:
    """The fastest way between two positions."""

    seconds: int
    distance_m: float
    geometry: Float64s
    """[n, 2] Latitude, longitude; begins and ends at the true positions."""
    steps: tuple[Step, ...]
    zones: tuple[Passage, ...] = ()
    """Of a way by car: those it passes, whenever they are in force."""
    met: tuple[Met, ...] = ()
    """Incidents on it, whenever they hold."""
    around: Around | None = None
    """What it goes round; None: nothing."""


class PathBuilder:
    """Turns ways into paths."""

    def __init__(
        self, network: StreetNetwork, entries: Mapping[Profile, Int32s], zones: Zones
    ) -> None:
        self._network = network
        self._zones = zones
        points, edges = network.points, network.edges
        self._lines = Lines(edges.first_point, points.lat_e7, points.lon_e7, edges.length_m)
        self.junctions = Junctions(network, entries)

    def build(
        self, way: Way, ends: tuple[Snap, Snap], profile: Profile, moments: Moments
    ) -> StreetPath:
        """The path of a way between two snaps.

        Args:
            moments: [n + 1] when one enters each edge, and leaves the last (s).
        """
        origin, destination = ends
        off_m = float(origin.metres[way.origin]), float(destination.metres[way.destination])
        shares = shares_of(way, origin, destination)
        drawn = self._drawn(way.directed, shares)
        drawn.line[0] = origin.at.lat, origin.at.lon
        drawn.line[-1] = destination.at.lat, destination.at.lon
        return StreetPath(
            seconds=way.seconds,
            distance_m=sum([piece.metres for piece in drawn.pieces]) + sum(off_m),
            geometry=drawn.line,
            steps=steps(self._network, self.junctions, profile, drawn, off_m),
            zones=self.zones_on(way, profile, moments),
        )

    def zones_on(self, way: Way, profile: Profile, moments: Moments) -> tuple[Passage, ...]:
        """The zones that a way passes; none of who drives no car."""
        return self._zones.passed(way.directed, moments) if profile is Profile.CAR else ()

    def warm(self) -> None:
        """Compile what draws ways."""
        if self._network.n_edges:
            line = self._drawn(np.zeros(1, np.int32), (0.0, 1.0)).line[1:-1]  # the ends are unset
            turned_deg(line, line)

    def point(self, edge: int, share: float) -> LatLon:
        """Where a share of an edge lies."""
        drawn = self._drawn(np.array([2 * edge], np.int32), (share, share))
        return LatLon(*drawn.line[1].tolist())

    def _drawn(self, directed: Int32s, shares: tuple[float, float]) -> Drawn:
        """A way over edges; where its line begins and ends is left open."""
        edge, first_point = directed >> 1, self._lines.first_point
        n, n_points = edge.size, int((first_point[edge + 1] - first_point[edge]).sum())
        line = np.empty((n_points + 2, 2))
        last, told = np.empty(n, np.int32), np.empty((n, 3))
        end = draw_way(self._lines, directed, shares, line, last, told)
        lasts = last.tolist()
        ways = self._network.edges.way[edge].tolist()
        columns = directed.tolist(), ways, *told.T.tolist(), [1, *lasts], lasts
        return Drawn(line[: end + 2], list(map(Piece, *columns)))


def shares_of(way: Way, origin: Snap, destination: Snap) -> tuple[float, float]:
    """Where on its first and its last edge a way between two snaps begins and ends."""
    return float(origin.share[way.origin]), float(destination.share[way.destination])
