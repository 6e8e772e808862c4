"""Google's encoded polylines with five decimals: of GTFS-Realtime and Standard covoiturage."""

from feeds.notices import Unusable

PRECISION = 10**5

MOST_BITS = 30
"""Of one number: 180 degrees need 26."""


def decoded(polyline: str) -> tuple[tuple[float, float], ...]:
    """Latitudes and longitudes.

    Raises:
        Unusable: it is none, leaves the earth, or has fewer than two points.
    """
    steps = _numbers(polyline)
    lat = lon = 0
    points: list[tuple[float, float]] = []
    for north, east in zip(steps[::2], steps[1::2], strict=False):
        lat, lon = lat + north, lon + east
        if abs(lat) > 90 * PRECISION or abs(lon) > 180 * PRECISION:
            raise Unusable("invalid_polyline", polyline)
        points.append((lat / PRECISION, lon / PRECISION))
    if len(points) < 2 or len(steps) % 2:
        raise Unusable("invalid_polyline", polyline)
    return tuple(points)


def _numbers(polyline: str) -> list[int]:
    """What the letters say: groups of five bits, lowest first, the sign in the lowest bit."""
    numbers: list[int] = []
    value = shift = 0
    for letter in polyline:
        group = ord(letter) - 63
        if not 0 <= group < 64 or shift > MOST_BITS:
            raise Unusable("invalid_polyline", polyline)
        value |= (group & 31) << shift
        shift += 5
        if group < 32:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    if shift:
        raise Unusable("invalid_polyline", polyline)
    return numbers
