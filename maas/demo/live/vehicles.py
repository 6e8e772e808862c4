"""Where the vehicles of the invented city are: along their ways, as full as the hour has it."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime
from math import atan2, cos, degrees, radians, sin

from maas.demo.live.chance import chance
from maas.demo.live.delays import Running
from maas.demo.live.schedule import ZONE, Point, Way

PEAKS = (7.3, 9.2), (16.3, 18.8)
"""Hours at which many travel."""

STOPPED_AT, IN_TRANSIT_TO, INCOMING_AT = "STOPPED_AT", "IN_TRANSIT_TO", "INCOMING_AT"
NEAR_M = 120.0
FULLNESS = (
    (0.06, "EMPTY"),
    (0.45, "MANY_SEATS_AVAILABLE"),
    (0.72, "FEW_SEATS_AVAILABLE"),
    (0.93, "STANDING_ROOM_ONLY"),
    (1.3, "CRUSHED_STANDING_ROOM_ONLY"),
    (9.0, "FULL"),
)
"""(up to this number, GTFS-RT's name)"""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a vehicle is."""

    at: Point
    bearing: float
    """Degrees clockwise from north."""
    speed: float
    """m/s"""
    call: int
    """Index of the stop that `status` is about."""
    status: str
    """GTFS-RT's name."""


def whereabouts(running: Running, now: int) -> Whereabouts:
    """Where a vehicle is that is under way: before the first departure it waits at its stop."""
    way, calls, i = running.run.way, running.actual, running.last + 1
    arrive = calls[i][0]
    if i == 0 or arrive <= now:
        return Whereabouts(*_point_at(way, way.along[i]), 0.0, i, STOPPED_AT)
    left = calls[i - 1][1]
    far = way.along[i] - way.along[i - 1]
    share = (now - left) / max(1, arrive - left)
    status = INCOMING_AT if far * (1 - share) < NEAR_M else IN_TRANSIT_TO
    at, bearing = _point_at(way, way.along[i - 1] + far * share)
    return Whereabouts(at, bearing, far / max(1, arrive - left), i, status)


def fullness(running: Running, seed: int, now: int) -> str:
    """How full it is: most so at the peaks, in the middle of its way, and when it is late."""
    moment = datetime.fromtimestamp(now, UTC).astimezone(ZONE)
    hour = moment.hour + moment.minute / 60
    busy = moment.weekday() < 5 and any(low <= hour < high for low, high in PEAKS)
    i, n = running.last + 1, len(running.run.way.stops)
    middle = 1 - abs(2 * i / n - 1)
    late = running.expected[i][0] - running.run.start - running.run.way.times[i][0]
    own = chance(seed, "full", running.run.key)
    full = (0.55 if busy else 0.2) * (0.4 + 0.9 * middle) + 0.45 * own * middle + late / 2400
    return next(name for most, name in FULLNESS if full < most)


def _point_at(way: Way, run: float) -> tuple[Point, float]:
    """(the point so far along a way's line, the bearing there)."""
    i = min(max(1, bisect_right(way.runs, run)), len(way.runs) - 1)
    a, b = way.line[i - 1], way.line[i]
    size = way.runs[i] - way.runs[i - 1]
    share = min(1.0, max(0.0, (run - way.runs[i - 1]) / size)) if size else 0.0
    at = a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
    return at, _bearing(a, b)


def _bearing(a: Point, b: Point) -> float:
    """From one point to the other, over a great circle."""
    (lat_a, lon_a), (lat_b, lon_b) = (tuple(map(radians, point)) for point in (a, b))
    east = sin(lon_b - lon_a) * cos(lat_b)
    north = cos(lat_a) * sin(lat_b) - sin(lat_a) * cos(lat_b) * cos(lon_b - lon_a)
    return degrees(atan2(east, north)) % 360
