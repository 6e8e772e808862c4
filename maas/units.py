"""Units and times as the whole system counts them: SI, integer seconds, Unix time in UTC.

Local time ends at the loader: outside `feeds`, a time is Unix seconds or seconds of a service day.
"""

from datetime import date, datetime, time
from math import asin, cos, radians, sin, sqrt
from zoneinfo import ZoneInfo

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the earth (IUGG)."""

NEVER = 2**31 - 1
"""A time that is never reached, in arrays of int32 seconds."""

STRAIGHT_LINE_FACTOR = 1.3
"""How much longer a way through streets is than the straight line, where no streets are known."""


ELEVATOR_S = 60
"""Waiting for an elevator and riding it, where the data does not say how long that takes."""


def service_midnight(day: date, zone: ZoneInfo) -> int:
    """Second zero of a service day, as Unix time (s, UTC).

    GTFS counts from noon minus 12 h and not from midnight, so that "08:00:00" is eight in the
    morning even on the two days a year on which the clocks change.

    >>> spring_forward = date(2026, 3, 29)
    >>> berlin = ZoneInfo("Europe/Berlin")
    >>> datetime.fromtimestamp(service_midnight(spring_forward, berlin), berlin).isoformat()
    '2026-03-28T23:00:00+01:00'

    Source: GTFS Schedule reference, field type "Time".
    """
    noon = datetime.combine(day, time(12), zone)
    return int(noon.timestamp()) - 12 * 3600


def great_circle_m(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Distance over the earth's surface in metres (haversine)."""
    phi_a, phi_b = radians(lat_a), radians(lat_b)
    half_lat = sin((phi_b - phi_a) / 2)
    half_lon = sin(radians(lon_b - lon_a) / 2)
    chord = half_lat * half_lat + cos(phi_a) * cos(phi_b) * half_lon * half_lon
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(chord)))
