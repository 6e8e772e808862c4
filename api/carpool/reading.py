"""What a partner sends to an offer: our own JSON, or Amarillo's where the content says so."""

import re
from decimal import Decimal
from secrets import token_hex
from typing import Any

import msgspec

from api.carpool.body import CarpoolBody, WaypointBody, WeeklyBody
from api.carpool.checking import checked
from api.carpool.private import refuse_contacts, refuse_private
from api.served import Coverage
from api.strict import LOCAL_ID, WEEKDAYS, read_json, read_path, read_strict, unix
from feeds import amarillo
from maas.errors import BadQuery, FeedMalformed
from maas.live import RideOffer
from maas.live.offers import OfferKind, OfferPrice, Waypoint, Weekly
from maas.report import Severity

ID = re.compile(LOCAL_ID)


def read_offer(content: bytes, name: str | None, coverage: Coverage, now: int) -> RideOffer:
    """The offer that a body tells of, fit to be published.

    Args:
        name: the id it is to have; None: its own, or a new one.
        now: Unix s of the service clock.

    Raises:
        BadQuery: it is none, cannot be, is over, or tells what is private; says where.
        BadPlace: it lies outside the territory.
    """
    told = read_json(content)
    refuse_private(told)
    offer = _of_amarillo(content) if amarillo.is_ours(content) else _of_ours(told)
    refuse_contacts(offer)
    if name is not None and offer.id not in ("", name):
        raise BadQuery("id", f"is not {name}, by which the address names the offer")
    local = name or offer.id or token_hex(8)
    if not ID.fullmatch(local):
        raise BadQuery("id", "has other characters than A-Z a-z 0-9 . _ ~ - or more than 64")
    return checked(msgspec.structs.replace(offer, id=local), coverage, now)


def _of_amarillo(content: bytes) -> RideOffer:
    try:
        parsed = amarillo.parse(content)
    except FeedMalformed as problem:
        raise BadQuery("body", str(problem)) from problem
    for finding in parsed.rejections:
        if finding.severity is Severity.ERROR:
            raise BadQuery("body", finding.text)
    if len(parsed.records) != 1 or not isinstance(parsed.records[0], RideOffer):
        raise BadQuery("body", "is to be one offer")
    return parsed.records[0]


def _of_ours(told: Any) -> RideOffer:
    body = read_strict(told, CarpoolBody)
    departure = _departure(body)
    return RideOffer(
        id=body.id or "",
        waypoints=tuple(_waypoint(i, each, departure) for i, each in enumerate(body.waypoints)),
        departure=departure,
        weekly=_weekly(body.weekly) if body.weekly else None,
        path=read_path(body.path),
        max_detour_s=body.max_detour,
        max_detour_aboard_s=body.max_detour_aboard,
        seats=body.seats,
        kind=OfferKind(body.kind),
        operator=body.operator,
        operator_url=body.operator_url or "",
        driver=body.driver.alias if body.driver else "",
        driver_grade=body.driver.grade if body.driver else None,
        price=_price(body),
        url=body.url or "",
        car=body.car,
        valid_until=unix(body.valid_until) if body.valid_until else None,
    )


def _departure(body: CarpoolBody) -> int | None:
    """When the car leaves, of an offer that is made once."""
    said = body.departure or body.waypoints[0].time
    if body.weekly is not None:
        if said is not None:
            raise BadQuery("departure", "is given beside weekly; one of them is meant")
        return None
    if said is None:
        raise BadQuery("departure", "is missing; or give weekly")
    return unix(said)


def _waypoint(i: int, told: WaypointBody, departure: int | None) -> Waypoint:
    after = told.after
    if told.time is not None:
        if departure is None:
            raise BadQuery(f"waypoints[{i}].time", "has no meaning of a weekly offer; give after")
        after = unix(told.time) - departure
    if i == 0 and after not in (None, 0):
        raise BadQuery("waypoints[0]", "is where the car leaves, at the departure")
    if after is not None and after < 0:
        raise BadQuery(f"waypoints[{i}].time", "is before the departure")
    return Waypoint(
        told.lat, told.lon, told.name, 0 if i == 0 else after,
        told.pick_up, told.drop_off, told.aboard,
    )  # fmt: skip


def _weekly(told: WeeklyBody) -> Weekly:
    hour, minute, second = (int(each) for each in f"{told.time}:00".split(":")[:3])
    return Weekly(
        tuple(sorted({WEEKDAYS.index(day) for day in told.weekdays})),
        hour * 3600 + minute * 60 + second,
        told.first,
        told.last,
        tuple(sorted(set(told.except_))),
    )


def _price(body: CarpoolBody) -> OfferPrice | None:
    if body.price is None:
        return None
    amount = Decimal(str(round(body.price.amount, 2)))
    if amount and not body.price.currency:
        raise BadQuery("price.currency", "is missing")
    return OfferPrice(amount, body.price.currency if amount else "")
