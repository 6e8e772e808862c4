"""One journey of a driver to a ride offer; who the driver is stays with the operator.

Of drivers only alias and grade are read: nothing else of them comes past here.
"""

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec
from msgspec.structs import replace

from feeds import fields
from feeds.carpool_rules import grade, places_apart, possible_s, price, way_between
from feeds.fields import NUMBER, Json, text
from feeds.notices import Notes, Unusable
from feeds.polylines import decoded
from feeds.positions import LatLon, place
from maas.live import RideOffer
from maas.live.offers import OfferKind, OfferPrice, Waypoint

AHEAD_S = 400 * 86_400
"""Nobody plans for later."""

UNNAMED_DIGITS = 16
LONGEST_POLYLINE = 500_000
"""Letters."""

ENDS = {"lat": "Lat", "lon": "Lng"}
KINDS = {kind.value: kind for kind in OfferKind}


def journey(record: Json, at: int, notices: Notes) -> RideOffer:
    """The offer that a journey is.

    Args:
        at: when it was read (Unix s).

    Raises:
        Unusable: it does not say when, or from where to where.
    """
    return dated(ride(record, notices), record, at, notices)


def ride(record: Json, notices: Notes) -> RideOffer:
    """What of an offer does not hang on its day: it has no time, id and link yet.

    Raises:
        Unusable: it does not say from where to where.
    """
    pickup, drop = _end(record, "Pickup", notices), _end(record, "Drop", notices)
    if not places_apart([pickup, drop]):
        raise Unusable("nowhere_to_go")
    told_s = fields.count(record, "duration", notices) or None
    driver, car = _members(record, "driver"), _members(record, "car")
    operator = text(record, "operator", notices, 256)
    return RideOffer(
        id="",
        waypoints=(
            Waypoint(*pickup, _name(record, "Pickup", notices), 0, may_drop_off=False),
            Waypoint(
                *drop,
                _name(record, "Drop", notices),
                possible_s(told_s, pickup, drop, notices),
                may_pick_up=False,
            ),
        ),
        path=_path(record, pickup, drop, notices),
        seats=fields.count(record, "availableSeats", notices),
        operator=operator or text(driver, "operator", notices, 256),
        driver=text(driver, "alias", notices, 100),
        driver_grade=grade(driver, "grade", notices),
        price=_price(_members(record, "price"), notices),
        car=" ".join(filter(None, (text(car, name, notices, 100) for name in ("brand", "model")))),
    )


def dated(offer: RideOffer, schedule: Json, at: int, notices: Notes) -> RideOffer:
    """A ride on the day that a schedule of a journey says.

    Raises:
        Unusable: it does not say when.
    """
    once = replace(
        offer,
        departure=_moment(schedule, "passengerPickupDate", at, notices),
        kind=_kind(schedule, notices),
        url=fields.address(schedule, "webUrl", notices) or offer.url,
    )
    return named(once, fields.identifier(schedule, "id", notices).strip(), notices)


def named(offer: RideOffer, local: str, notices: Notes) -> RideOffer:
    """The offer with its operator's id, else with one made of what it says."""
    if local:
        return replace(offer, id=local)
    notices.note("unnamed_offer")
    ends = [(each.lat, each.lon) for each in offer.waypoints]
    said = msgspec.json.encode((offer.operator, offer.driver, ends, offer.departure, offer.weekly))
    return replace(offer, id=hashlib.sha256(said).hexdigest()[:UNNAMED_DIGITS])


def _end(record: Json, which: str, notices: Notes) -> LatLon:
    told = {name: record.get(f"passenger{which}{end}") for name, end in ENDS.items()}
    at = place(told, notices)
    if at is None:
        raise Unusable("missing_position", which)
    return at


def _name(record: Json, which: str, notices: Notes) -> str:
    return text(record, f"passenger{which}Address", notices, 256)


def _path(
    record: Json, pickup: LatLon, drop: LatLon, notices: Notes
) -> tuple[tuple[float, float], ...]:
    """The way from pickup to drop, of a way that may be the driver's whole one."""
    told = record.get("journeyPolyline")
    if told is None or told == "":
        return ()
    try:
        way = decoded(told[:LONGEST_POLYLINE] if isinstance(told, str) else "")
    except Unusable as problem:
        notices.note(problem.rule, problem.example)
        return ()
    return way_between(way, pickup, drop, notices)


def _moment(record: Json, name: str, at: int, notices: Notes) -> int:
    """A time as Unix s.

    Raises:
        Unusable: it is not said, or is none that anybody plans for.
    """
    value = record.get(name)
    if value is None:
        raise Unusable("missing_time", name)
    if isinstance(value, str) and NUMBER.fullmatch(value.strip()):
        notices.note("number_as_text", f"{name}: {value}")
        value = float(value.strip().replace(",", "."))
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unusable("invalid_time", value)
    if 0 < value < at + AHEAD_S:
        return int(value)
    milliseconds = 0 < value // 1000 < at + AHEAD_S
    raise Unusable("time_in_milliseconds" if milliseconds else "invalid_time", value)


def _kind(schedule: Json, notices: Notes) -> OfferKind:
    told = schedule.get("type")
    if told is None:
        notices.note("untold_type")
        return OfferKind.PLANNED
    name = told.strip().upper() if isinstance(told, str) else ""
    if name not in KINDS:
        notices.note("unknown_type", told)
    return KINDS.get(name, OfferKind.PLANNED)


def _price(told: Json, notices: Notes) -> OfferPrice | None:
    """Nothing is free of charge that is not said to be."""
    kind = told.get("type")
    if kind == "FREE":
        return OfferPrice(Decimal(0))
    found = None if kind == "UNKNOWN" else price(told, notices)
    return found if found is not None and found.amount else None


def _members(record: Json, name: str) -> Mapping[str, Any]:
    told = record.get(name)
    return told if isinstance(told, dict) else {}
