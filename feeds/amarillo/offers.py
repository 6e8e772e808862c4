"""One carpool to a ride offer."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, ValidationError, convert

from feeds import fields
from feeds.amarillo.stops import waypoints
from feeds.amarillo.times import weekly
from feeds.carpool_rules import grade, price, time_of_day, way_between
from feeds.fields import Json, text
from feeds.notices import Notes, Unusable
from feeds.positions import LatLon
from maas.live import RideOffer
from maas.live.offers import Waypoint

LONGEST_DETOUR_S = 7200


class LineString(Struct):
    """A way as GeoJSON has it."""

    coordinates: list[tuple[float, ...]]


def offer(record: Json, max_detour_s: int, notices: Notes) -> RideOffer:
    """The offer that a record tells of.

    Raises:
        Unusable: it has no id, does not say when, or from where to where.
    """
    local = fields.identifier(record, "id", notices).strip()
    if not local:
        raise Unusable("missing_id")
    leaves = time_of_day(record.get("departureTime"))
    if leaves is None:
        raise Unusable("missing_time", record.get("departureTime"))
    begins, stops = waypoints(record.get("stops"), leaves, notices)
    more, driver = _members(record, "additional_ridesharing_info"), _members(record, "driver")
    seats = fields.count(record, "seats", notices)
    return RideOffer(
        id=local,
        waypoints=stops,
        weekly=weekly(record, begins, notices),
        path=_path(record.get("path"), stops, notices),
        max_detour_s=_detour_s(record, len(stops), max_detour_s, notices),
        seats=fields.count(more, "number_free_seats", notices) if seats is None else seats,
        operator=text(record, "agency", notices, 256),
        driver=text(driver, "alias", notices, 100),
        driver_grade=grade(driver, "rating", notices),
        price=price(_members(record, "price"), notices),
        url=fields.address(record, "deeplink", notices),
        car=" ".join(filter(None, (text(more, f"car_{name}", notices, 100) for name in _CAR))),
    )


_CAR = ("brand", "model")


def _members(record: Json, name: str) -> Mapping[str, Any]:
    told = record.get(name)
    return told if isinstance(told, dict) else {}


def _detour_s(record: Json, n_stops: int, usual: int, notices: Notes) -> int:
    """By so much the driver goes out of the way; who names stops between the ends keeps to them."""
    told = fields.count(record, "maxDetour", notices)
    if told is None:
        return usual if n_stops == 2 else 0
    return min(told, LONGEST_DETOUR_S)


def _path(told: object, stops: Sequence[Waypoint], notices: Notes) -> tuple[LatLon, ...]:
    """The way of a GeoJSON LineString, which has longitudes first."""
    if told is None:
        return ()
    try:
        corners = convert(told, LineString).coordinates
    except ValidationError:
        corners = []
    way = [(corner[1], corner[0]) for corner in corners if len(corner) > 1]
    if len(way) < max(2, len(corners)) or not all(
        abs(lat) <= 90 and abs(lon) <= 180 for lat, lon in way
    ):
        notices.note("invalid_polyline")
        return ()
    first, last = stops[0], stops[-1]
    return way_between(way, (first.lat, first.lon), (last.lat, last.lon), notices)
