"""Version 3: one parking site to one facility. Source: ParkAPI 3, models of parking sites."""

from collections.abc import Iterator, Mapping

from feeds import fields
from feeds.fields import Json, text, whole
from feeds.notices import Notes, Unusable
from feeds.parking_rules.values import height_m, told_bays
from feeds.positions import place
from maas.live.parking import (
    BayKind,
    Bays,
    OpeningStatus,
    ParkingFacility,
    ParkingKind,
    Purpose,
    Users,
)

PURPOSES = frozenset({"CAR", "BIKE"})
BIKE_TYPES = frozenset(
    {
        *("GENERIC_BIKE", "WALL_LOOPS", "SAFE_WALL_LOOPS", "STANDS", "LOCKERS", "LOCKBOX"),
        *("SHED", "TWO_TIER", "BUILDING", "FLOOR", "OTHER"),
    }
)
"""Types that say how bikes stand, of which we have no kinds."""

BAYS: Mapping[str, BayKind] = {
    "disabled": BayKind.DISABLED,
    "woman": BayKind.WOMEN,
    "family": BayKind.FAMILY,
    "charging": BayKind.CHARGING,
    "carsharing": BayKind.CARSHARING,
    "truck": BayKind.TRUCK,
    "bus": BayKind.BUS,
}
"""Ends of the members `capacity_…` that came before `restrictions`."""

RESTRICTED: Mapping[str, BayKind] = {
    **{kind.value: kind for kind in BayKind},
    "WOMAN": BayKind.WOMEN,
    "CARPOOLING": BayKind.CARPOOL,
}

KEPT_FOR: Mapping[str, Users] = {
    "CUSTOMER": Users.CUSTOMERS,
    "CUSTOMERS": Users.CUSTOMERS,
    "SUBSCRIBERS": Users.SUBSCRIBERS,
    "RESIDENT": Users.SUBSCRIBERS,
    "RESIDENTS": Users.SUBSCRIBERS,
    "STAFF": Users.SUBSCRIBERS,
}
"""Restrictions without a number that keep everybody else out of the whole site."""

OSM_TYPES = {"n": "node", "w": "way", "r": "relation"}


def site(record: Json, now: int, notices: Notes) -> ParkingFacility | None:
    """The facility that a record tells of; None of one for neither cars nor bikes.

    Raises:
        Unusable: it has no id, or lies nowhere.
    """
    purpose = _purpose(record, notices)
    if purpose is None:
        return None
    is_live = fields.flag(record, "has_realtime_data", notices)
    at = place(record, notices)
    told = record if is_live is not False else _without_counts(record)
    return ParkingFacility(
        id=_id(record),
        name=text(record, "name", notices, 256),
        lat=at[0] if at else None,
        lon=at[1] if at else None,
        purpose=purpose,
        kind=_kind(record, notices),
        capacity=whole(told, "realtime_capacity", notices) or whole(record, "capacity", notices),
        free=whole(told, "realtime_free_capacity", notices),
        status=_status(told, notices),
        is_live=bool(is_live),
        counted_at=fields.past(told, "realtime_data_updated_at", now, notices),
        bays=told_bays(_bays(told, notices)),
        opening_hours=text(record, "opening_hours", notices, 1000),
        max_height_m=height_m(record, "max_height", notices),
        max_stay_s=whole(record, "max_stay", notices) or None,
        has_fee=fields.flag(record, "has_fee", notices),
        fee_text=text(record, "fee_description", notices),
        is_park_and_ride=_is_park_and_ride(record),
        users=_users(record),
        operator=text(record, "operator_name", notices, 256),
        address=text(record, "address", notices, 512),
        url=fields.address(record, "public_url", notices),
        description=text(record, "description", notices),
        osm_id=_osm_id(record),
    )


def _without_counts(record: Json) -> Json:
    """What a site that is not live says of now is a leftover."""
    return {name: value for name, value in record.items() if "realtime_" not in name}


def _id(record: Json) -> str:
    """Its number in the API, else what its own source calls it."""
    for name in ("id", "uid", "original_uid"):
        value = record.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
            return str(value)
        if isinstance(value, str) and value.strip():
            if len(value) > fields.LONGEST_ID:
                raise Unusable("invalid_id", value)
            return value.strip()
        if value is not None:
            raise Unusable("invalid_id", value)
    raise Unusable("missing_id")


def _purpose(record: Json, notices: Notes) -> Purpose | None:
    told = record.get("purpose")
    if told is None:
        return Purpose.CAR
    if isinstance(told, str) and told in PURPOSES:
        return Purpose(told)
    notices.note("other_purpose", told)
    return None


def _kind(record: Json, notices: Notes) -> ParkingKind:
    told = record.get("type")
    if told is None or (isinstance(told, str) and told in BIKE_TYPES):
        return ParkingKind.OTHER
    if isinstance(told, str) and told in {kind.value for kind in ParkingKind}:
        return ParkingKind(told)
    notices.note("unknown_value", f"type: {told}")
    return ParkingKind.OTHER


def _status(record: Json, notices: Notes) -> OpeningStatus:
    told = record.get("realtime_opening_status")
    if told is None:
        return OpeningStatus.UNKNOWN
    if isinstance(told, str) and told in {status.value for status in OpeningStatus}:
        return OpeningStatus(told)
    notices.note("unknown_value", f"realtime_opening_status: {told}")
    return OpeningStatus.UNKNOWN


def _bays(record: Json, notices: Notes) -> Iterator[Bays]:
    """What is kept for some: first as single members tell it, then as restrictions do."""
    for end, kind in BAYS.items():
        capacity = whole(record, f"realtime_capacity_{end}", notices)
        if capacity is None:
            capacity = whole(record, f"capacity_{end}", notices)
        yield Bays(kind, capacity, whole(record, f"realtime_free_capacity_{end}", notices))
    for told in _restrictions(record):
        named = told.get("type")
        kind_of = RESTRICTED.get(named) if isinstance(named, str) else None
        if kind_of is not None:
            capacity = whole(told, "realtime_capacity", notices)
            if capacity is None:
                capacity = whole(told, "capacity", notices)
            yield Bays(kind_of, capacity, whole(told, "realtime_free_capacity", notices))


def _users(record: Json) -> Users:
    for told in _restrictions(record):
        named = told.get("type")
        if isinstance(named, str) and named in KEPT_FOR and told.get("capacity") is None:
            return KEPT_FOR[named]
    return Users.ALL


def _restrictions(record: Json) -> list[Json]:
    told = record.get("restrictions")
    return [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []


def _is_park_and_ride(record: Json) -> bool | None:
    told = record.get("park_and_ride_type")
    if not isinstance(told, list) or not told:
        return None
    return "NO" not in told


def _osm_id(record: Json) -> str:
    """`way/2` of an identifier that says it is OpenStreetMap's."""
    told = record.get("external_identifiers")
    for each in told if isinstance(told, list) else ():
        value = each.get("value") if isinstance(each, dict) and each.get("type") == "OSM" else None
        if isinstance(value, str):
            kind, _, number = value.strip().lower().partition("/")
            kind = OSM_TYPES.get(kind, kind)
            is_number = number.isascii() and number.isdigit() and len(number) < 19
            if kind in OSM_TYPES.values() and is_number:
                return f"{kind}/{number}"
    return ""
