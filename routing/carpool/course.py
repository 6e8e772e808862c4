"""A driver's way from waypoint to waypoint, as the streets have it, and when the car is where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from maas.arrays import Float64s
from maas.live import RideOffer
from maas.live.offers import Waypoint
from maas.model import LatLon, Profile
from maas.units import EARTH_RADIUS_M
from routing.carpool.passing import Stretch
from routing.overlays.ways import piece_of
from routing.streets import Snap, StreetRouter

M_PER_DEGREE = EARTH_RADIUS_M * np.pi / 180

WAYPOINT_M = 250.0
"""What is farther from any street is not reached by car."""
VIA_M = 60.0
"""A drawn way that is farther from any street is not followed there."""
VIA_EVERY_M = 3_000.0
MOST_VIAS = 8
"""Between two waypoints."""
MOST_LONGER = 1.5
"""Over the points of a drawn way it takes at most so much longer than the quickest way; else
they are not to be trusted."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A stretch of a driver's way, and when it is driven."""

    stretch: Stretch
    leg: int
    """It leads on from this waypoint (a row of RideOffer.waypoints)."""
    start_s: float
    """When it is begun, after the departure."""
    scale: float
    """So much longer than on empty streets the driver says to take; 1 at least."""

    def at_s(self, ms: int) -> float:
        """When the driver is so far, after the departure."""
        return self.start_s + self.scale * ms / 1000.0

    def longer_s(self, whole_ms: int) -> float:
        """By so much later the car is at the end, if all of the piece takes so long."""
        return self.scale * (whole_ms - self.stretch.base_ms) / 1000.0


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """All of a driver's way that is on the map."""

    pieces: tuple[Piece, ...]
    at_s: tuple[float, ...]
    """[n_waypoints] When the car is there; never before the streets allow that."""


def course_of(
    streets: StreetRouter, offer: RideOffer, times: Sequence[int], more_ms: int
) -> Course:
    """The way of an offer.

    Args:
        times: [n_waypoints] as told, or as driving takes (s after the departure).
        more_ms: how much longer ways are looked for.
    """
    pieces: list[Piece] = []
    at_s = [0.0]
    for leg, (a, b) in enumerate(pairwise(offer.waypoints)):
        found = _stretches(streets, (a, b), offer, more_ms)
        base_s = sum(each.base_ms for each in found) / 1000.0
        least_s = base_s if found else times[leg + 1] - times[leg]
        told_s = max(times[leg + 1] - at_s[leg], least_s)
        scale, start_s = told_s / base_s if base_s > 0 else 1.0, at_s[leg]
        for stretch in found:
            pieces.append(Piece(stretch, leg, start_s, scale))
            start_s += scale * stretch.base_ms / 1000.0
        at_s.append(at_s[leg] + told_s)
    return Course(tuple(pieces), tuple(at_s))


def _stretches(
    streets: StreetRouter, ends: tuple[Waypoint, Waypoint], offer: RideOffer, more_ms: int
) -> list[Stretch]:
    """From waypoint to waypoint, over points of the drawn way if there is one; empty: no way."""
    a, b = (_snap(streets, (each.lat, each.lon), WAYPOINT_M) for each in ends)
    if a is None or b is None:
        return []
    straight = Stretch.of(streets, a, b, more_ms)
    if straight is None:
        return []
    snaps = (_snap(streets, at, VIA_M) for at in _vias(offer, a, b))
    vias = [snap for snap in snaps if snap is not None]
    if not vias:
        return [straight]
    found = [Stretch.of(streets, *pair, more_ms) for pair in pairwise([a, *vias, b])]
    drawn = [each for each in found if each is not None]
    takes_ms = sum(each.base_ms for each in drawn)
    is_trusted = len(drawn) == len(found) and takes_ms <= MOST_LONGER * straight.base_ms
    return drawn if is_trusted else [straight]


def _snap(streets: StreetRouter, at: tuple[float, float], most_m: float) -> Snap | None:
    return streets.snap(LatLon(*at), Profile.CAR, most_m)


def _vias(offer: RideOffer, a: Snap, b: Snap) -> Iterator[tuple[float, float]]:
    """Points of the drawn way between two waypoints, evenly spread."""
    if len(offer.path) < 2:
        return
    ends = (np.array([end.at.lat, end.at.lon]) for end in (a, b))
    line: Float64s | None = piece_of(np.array(offer.path, np.float64), *ends)
    if line is None or len(line) < 2:
        return
    east = np.cos(np.radians(line[0, 0]))
    metres = np.hypot(np.diff(line[:, 0]), np.diff(line[:, 1]) * east) * M_PER_DEGREE
    along = np.concatenate([[0.0], np.cumsum(metres)])
    n = min(MOST_VIAS, int(along[-1] // VIA_EVERY_M))
    for at in along[-1] * np.arange(1, n + 1) / (n + 1):
        yield float(np.interp(at, along, line[:, 0])), float(np.interp(at, along, line[:, 1]))
