"""Ways and stops that the timetable does not have: Shape and Stop."""

from typing import Any

from feeds.gtfs_rt.fields import identifier
from feeds.gtfs_rt.reading import Reading
from feeds.gtfs_rt.texts import plain
from feeds.gtfs_rt.vehicles import place
from feeds.notices import Unusable
from maas.live import LiveShape, LiveStop

PRECISION = 10**5
"""Of encoded polylines (GTFS-Realtime reference, Shape)."""

MOST_BITS = 30
"""Of one number of a polyline: 180 degrees need 26."""


def shape(entity: Any, _: Reading) -> LiveShape:
    """A Shape.

    Raises:
        Unusable: it has no id or no way.
    """
    said = entity.shape
    if not said.shape_id:
        raise Unusable("missing_id")
    return LiveShape(identifier(said.shape_id), _decoded(identifier(said.encoded_polyline)))


def stop(entity: Any, reading: Reading) -> LiveStop:
    """A Stop.

    Raises:
        Unusable: it has no id or is nowhere.
    """
    said, notices = entity.stop, reading.notices
    if not said.stop_id:
        raise Unusable("missing_id")
    stop_id = identifier(said.stop_id)
    lat, lon = place(said.stop_lat, said.stop_lon, "stop_without_location")
    name = plain(said.stop_name, notices)
    if not name:
        notices.note("missing_stop_name", stop_id)
    return LiveStop(
        id=stop_id,
        name=name or stop_id,
        lat=lat,
        lon=lon,
        code=plain(said.stop_code, notices),
        platform=plain(said.platform_code, notices),
        parent_id=identifier(said.parent_station),
        wheelchair=int(said.wheelchair_boarding),
    )


def _decoded(polyline: str) -> tuple[tuple[float, float], ...]:
    """Google's encoded polyline as latitudes and longitudes.

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
