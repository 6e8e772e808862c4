"""A way as a traveller sees it: its line on the map, its length, its steps."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from maas.arrays import Float64s, Int32s
from maas.itinerary import Step
from maas.model import LatLon, Profile
from maas.streets import StreetNetwork
from maas.streets.chains import ranges
from maas.streets.tables import degrees
from routing.streets.junctions import Junctions
from routing.streets.searching import Way
from routing.streets.snapping import Snap
from routing.streets.steps import Piece, steps
from routing.streets.zones import Zone, Zones


@dataclass(frozen=True, slots=True, eq=False)
class StreetPath:
    """The fastest way between two positions."""

    seconds: int
    distance_m: float
    geometry: Float64s
    """[n, 2] Latitude, longitude; begins and ends at the true positions."""
    steps: tuple[Step, ...]
    zones: tuple[Zone, ...] = ()
    """Of a way by car: those it passes, whenever they are in force."""


class PathBuilder:
    """Turns ways into paths."""

    def __init__(
        self, network: StreetNetwork, entries: Mapping[Profile, Int32s], zones: Zones
    ) -> None:
        self._network = network
        self._zones = zones
        self.junctions = Junctions(network, entries)

    def build(self, way: Way, origin: Snap, destination: Snap, profile: Profile) -> StreetPath:
        """The path of a way between two snaps."""
        shares = origin.share[way.origin], destination.share[way.destination]
        off_m = origin.metres[way.origin], destination.metres[way.destination]
        lines = self._lines(way.directed, shares)
        begin = np.array([[origin.at.lat, origin.at.lon]])
        end = np.array([[destination.at.lat, destination.at.lon]])
        geometry = np.concatenate([begin, lines[0][:1], *(line[1:] for line in lines), end])
        metres = self._metres(way.directed, shares)
        pieces = _pieces(way.directed, lines, metres)
        return StreetPath(
            seconds=way.seconds,
            distance_m=float(metres.sum() + sum(off_m)),
            geometry=geometry,
            steps=steps(self._network, self.junctions, profile, pieces, off_m),
            zones=self._zones.passed(way.directed) if profile is Profile.CAR else (),
        )

    def point(self, edge: int, share: float) -> LatLon:
        """Where a share of an edge lies."""
        line = self._whole_lines(np.array([2 * edge], np.int32))[0]
        return LatLon(*cut(line, share, share)[0].tolist())

    def _lines(self, directed: Int32s, shares: tuple[float, float]) -> list[Float64s]:
        """[n, 2] The points of every edge in the direction of travel, cut at both ends."""
        lines = self._whole_lines(directed)
        first, last = _along(directed[0], shares[0]), _along(directed[-1], shares[1])
        if len(lines) == 1:
            return [cut(lines[0], first, last)]
        lines[0] = cut(lines[0], first, 1.0)
        lines[-1] = cut(lines[-1], 0.0, last)
        return lines

    def _whole_lines(self, directed: Int32s) -> list[Float64s]:
        first = self._network.edges.first_point
        size = first[(directed >> 1) + 1] - first[directed >> 1]
        points, row = self._network.points, ranges(first[directed >> 1], size)
        both = np.stack([degrees(points.lat_e7[row]), degrees(points.lon_e7[row])], axis=1)
        lines = np.split(both, np.cumsum(size)[:-1])
        is_back = (directed & 1).tolist()
        return [line[::-1] if back else line for line, back in zip(lines, is_back, strict=True)]

    def _metres(self, directed: Int32s, shares: tuple[float, float]) -> Float64s:
        """The metres travelled on every edge."""
        travelled = np.ones(directed.size)
        travelled[0] -= _along(directed[0], shares[0])
        travelled[-1] -= 1.0 - _along(directed[-1], shares[1])
        metres: Float64s = travelled * self._network.edges.length_m[directed >> 1]
        return metres


def _along(directed: int, share: float) -> float:
    """A share counted from where a directed edge begins."""
    return 1.0 - share if directed & 1 else share


def cut(line: Float64s, begin: float, end: float) -> Float64s:
    """The part of a line between two shares of its length, two points at least."""
    east = np.cos(np.radians(line[0, 0]))
    hops = np.hypot(np.diff(line[:, 0]), np.diff(line[:, 1]) * east)
    along = np.concatenate([[0.0], np.cumsum(hops)])
    at = np.array([begin, end]) * along[-1]
    inner = line[(along > at[0]) & (along < at[1])]
    ends = np.stack([np.interp(at, along, line[:, 0]), np.interp(at, along, line[:, 1])], axis=1)
    return np.concatenate([ends[:1], inner, ends[1:]])


def _pieces(directed: Int32s, lines: list[Float64s], metres: Float64s) -> list[Piece]:
    """Edges with where their lines begin and end in the path's geometry.

    Point 0 is the true position, point 1 where it meets the street.
    """
    pieces, first = [], 1
    for edge, line, length in zip(directed.tolist(), lines, metres.tolist(), strict=True):
        last = first + len(line) - 1
        pieces.append(Piece(edge, line, length, first, last))
        first = last
    return pieces
