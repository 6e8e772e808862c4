"""Plane geometry of the invented city: points are complex numbers, metres east + i · metres north.

Nothing here knows streets; `Projection` alone knows where on earth the plane lies.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sin
from random import Random

from maas.model import LatLon
from maas.units import EARTH_RADIUS_M

Line = Sequence[complex]

METRES_PER_DEGREE = EARTH_RADIUS_M * pi / 180


@dataclass(frozen=True, slots=True)
class Projection:
    """Equirectangular around an origin; good to a few metres over a city."""

    origin: LatLon

    def place(self, point: complex) -> LatLon:
        """Where a point of the plane lies on earth, to 7 decimals (a centimetre)."""
        lat = self.origin.lat + point.imag / METRES_PER_DEGREE
        lon = self.origin.lon + point.real / METRES_PER_DEGREE / cos(radians(self.origin.lat))
        return LatLon(round(lat, 7), round(lon, 7))


def cross(a: complex, b: complex) -> float:
    """Twice the area of the triangle 0, a, b: positive when b lies left of a."""
    return a.real * b.imag - a.imag * b.real


def dot(a: complex, b: complex) -> float:
    """Scalar product."""
    return a.real * b.real + a.imag * b.imag


def unit(vector: complex) -> complex:
    """The same direction, length 1; zero stays zero."""
    return vector / abs(vector) if vector else vector


def area(ring: Line) -> float:
    """Signed area of a ring (m²), positive when it runs counter-clockwise."""
    return sum(cross(ring[i - 1], ring[i]) for i in range(len(ring))) / 2


def centroid(ring: Line) -> complex:
    """Centre of gravity of a ring's area."""
    anchor = ring[0]
    moment, doubled = 0j, 0.0
    for i in range(len(ring)):
        a, b = ring[i - 1] - anchor, ring[i] - anchor
        weight = cross(a, b)
        moment += (a + b) * weight
        doubled += weight
    return anchor + moment / (3 * doubled) if doubled else anchor


def contains(ring: Line, point: complex) -> bool:
    """Whether a point lies inside a ring (even-odd rule)."""
    inside = False
    x, y = point.real, point.imag
    a = ring[-1]
    for b in ring:
        if (a.imag > y) != (b.imag > y) and x < a.real + (b.real - a.real) * (y - a.imag) / (
            b.imag - a.imag
        ):
            inside = not inside
        a = b
    return inside


def length(line: Line) -> float:
    """Length of a line (m)."""
    return sum(abs(line[i] - line[i - 1]) for i in range(1, len(line)))


def nearest_on(line: Line, point: complex) -> tuple[float, float]:
    """(how far a point is from a line, how far along the line its nearest point lies), in m."""
    best, at, run = float("inf"), 0.0, 0.0
    for i in range(1, len(line)):
        a, step = line[i - 1], line[i] - line[i - 1]
        size = abs(step)
        share = min(1.0, max(0.0, dot(point - a, step) / (size * size))) if size else 0.0
        apart = abs(a + step * share - point)
        if apart < best:
            best, at = apart, run + share * size
        run += size
    return best, at


def point_at(line: Line, run: float) -> tuple[complex, complex]:
    """(the point `run` metres along a line, the direction there)."""
    for i in range(1, len(line)):
        step = line[i] - line[i - 1]
        size = abs(step)
        if run <= size and size:
            return line[i - 1] + step * (run / size), step / size
        run -= size
    return line[-1], unit(line[-1] - line[-2])


def resample(line: Line, step: float) -> list[complex]:
    """The same line with points about `step` metres apart, ends kept."""
    total = length(line)
    n = max(1, round(total / step))
    return [point_at(line, total * i / n)[0] for i in range(n)] + [line[-1]]


def smooth(through: Line, step: float) -> list[complex]:
    """A curve through points, sampled about every `step` metres (Catmull and Rom 1974)."""
    if len(through) == 2:
        return resample(through, step)
    ends = (2 * through[0] - through[1], 2 * through[-1] - through[-2])
    p = [ends[0], *through, ends[1]]
    curve: list[complex] = []
    for i in range(1, len(p) - 2):
        n = max(1, round(abs(p[i + 1] - p[i]) / step))
        curve += [_between(p[i - 1], p[i], p[i + 1], p[i + 2], k / n) for k in range(n)]
    return [*curve, through[-1]]


def _between(a: complex, b: complex, c: complex, d: complex, t: float) -> complex:
    linear, square, cubic = c - a, 2 * a - 5 * b + 4 * c - d, 3 * b - a - 3 * c + d
    return b + (linear + (square + cubic * t) * t) * t / 2


def wander(line: Line, amplitude: float, wavelength: float, random: Random) -> list[complex]:
    """Swing a sampled line sideways by slow waves; its two ends stay."""
    total = length(line)
    waves = [
        (random.uniform(0.5, 1.0) / k, k * random.uniform(0.8, 1.25), random.uniform(0, 2 * pi))
        for k in (1, 2)
    ]
    bent, run = [], 0.0
    for i, point in enumerate(line):
        run += abs(point - line[i - 1]) if i else 0.0
        ahead = line[min(i + 1, len(line) - 1)] - line[max(i - 1, 0)]
        swing = sum(a * sin(2 * pi * f * run / wavelength + phase) for a, f, phase in waves)
        hold = min(1.0, 4 * run / total, 4 * (total - run) / total)
        bent.append(point + unit(ahead) * 1j * amplitude * swing * hold)
    return bent


def offset(line: Line, left: float) -> list[complex]:
    """A line beside a line, `left` metres to its left (right when negative)."""
    moved = []
    for i, point in enumerate(line):
        ahead = line[min(i + 1, len(line) - 1)] - line[max(i - 1, 0)]
        moved.append(point + unit(ahead) * 1j * left)
    return moved
