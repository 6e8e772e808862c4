"""Offers to JSON."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

import numpy as np
from msgspec import UNSET, UnsetType

from api.carpool import wire
from api.carpool.query import Wanted
from api.geojson import Feature, LineString, encoded
from api.render.moments import time, time_or_none
from api.render.offer import web_address
from api.render.polyline import Line
from api.strict import WEEKDAYS
from api.wire import EncodedPolyline
from feeds.polylines import decoded
from maas.live import RideOffer
from maas.live.departures import departures
from maas.live.offers import OfferPrice, Waypoint, Weekly
from maas.model import LatLon
from routing.carpool.offers import KnownOffer

PATH_PRECISION = 5


def find_offers(
    offers: Iterable[KnownOffer], wanted: Wanted, zone: ZoneInfo
) -> list[tuple[int, KnownOffer]]:
    """Those that are asked for, with when they leave, the first first."""
    found = (
        (next(departures(each.record, wanted.since, wanted.until, zone), None), each)
        for each in offers
        if _is_there(each.record, wanted)
    )
    leaving = [(leaves, each) for leaves, each in found if leaves is not None]
    return sorted(leaving, key=lambda each: (each[0], each[1].id))


def render_offers(found: Sequence[tuple[int, KnownOffer]], limit: int) -> wire.Carpools:
    """The first of them."""
    return wire.Carpools(
        carpools=tuple(render_offer(each, leaves) for leaves, each in found[:limit]),
        truncated=len(found) > limit or UNSET,
    )


def features_of(answer: wire.Carpools) -> bytes:
    """Offers as lines: along their path, else from waypoint to waypoint."""
    return encoded(Feature(each.id, LineString(_line(each)), each) for each in answer.carpools)


def render_offer(known: KnownOffer, leaves: int) -> wire.Carpool:
    """One offer; `leaves`: the departure told (Unix s)."""
    told = known.record
    return wire.Carpool(
        id=known.id,
        source=known.source,
        kind=told.kind.value,
        departure=time(leaves),
        waypoints=tuple(map(_waypoint, told.waypoints)),
        known_at=time(known.known_at),
        weekly=_weekly(told.weekly),
        path=_path(told),
        max_detour=told.max_detour_s,
        seats=UNSET if told.seats is None else told.seats,
        operator=told.operator or UNSET,
        operator_url=web_address(told.operator_url) or UNSET,
        driver=_driver(told),
        price=_price(told.price),
        url=web_address(told.url) or UNSET,
        car=told.car or UNSET,
        valid_until=time_or_none(told.valid_until),
    )


def _is_there(offer: RideOffer, wanted: Wanted) -> bool:
    if wanted.box is None and wanted.place is None:
        return True
    return any(_is_in(LatLon(each.lat, each.lon), wanted) for each in offer.waypoints)


def _is_in(at: LatLon, wanted: Wanted) -> bool:
    if wanted.box is not None and at not in wanted.box:
        return False
    return wanted.place is None or at.distance_m(wanted.place) <= wanted.radius_m


def _waypoint(told: Waypoint) -> wire.CarpoolWaypoint:
    return wire.CarpoolWaypoint(
        lat=told.lat,
        lon=told.lon,
        name=told.name or UNSET,
        after=UNSET if told.after_s is None else told.after_s,
        pick_up=told.may_pick_up,
        drop_off=told.may_drop_off,
    )


def _weekly(told: Weekly | None) -> wire.CarpoolWeekly | UnsetType:
    if told is None:
        return UNSET
    hours, rest = divmod(told.second, 3600)
    return wire.CarpoolWeekly(
        weekdays=tuple(WEEKDAYS[day] for day in told.weekdays),  # type: ignore[misc]
        time=f"{hours:02}:{rest // 60:02}:{rest % 60:02}",
        first=told.first or UNSET,
        last=told.last or UNSET,
        except_=told.except_on or UNSET,
    )


def _path(told: RideOffer) -> EncodedPolyline | UnsetType:
    if not told.path:
        return UNSET
    return Line.of(np.array(told.path, np.float64), PATH_PRECISION).whole


def _driver(told: RideOffer) -> wire.CarpoolDriver | UnsetType:
    if not told.driver and told.driver_grade is None:
        return UNSET
    grade = UNSET if told.driver_grade is None else told.driver_grade
    return wire.CarpoolDriver(alias=told.driver or UNSET, grade=grade)


def _price(told: OfferPrice | None) -> wire.CarpoolPrice | UnsetType:
    if told is None:
        return UNSET
    return wire.CarpoolPrice(amount=float(told.amount), currency=told.currency or UNSET)


def _line(told: wire.Carpool) -> tuple[tuple[float, float], ...]:
    if isinstance(told.path, EncodedPolyline):
        return tuple((lon, lat) for lat, lon in decoded(told.path.points))
    return tuple((each.lon, each.lat) for each in told.waypoints)
