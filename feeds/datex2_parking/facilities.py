"""What a table tells of one facility. Source: DATEX II 2.3, 3; the facility tables before them."""

import re
from collections.abc import Mapping

from feeds import fields
from feeds.datex2_parking.hours import opening_hours
from feeds.datex2_parking.kept import Kept, kept_for, only_for
from feeds.datex2_parking.tariffs import priced
from feeds.fields import NUMBER
from feeds.nodes import NOTHING, Node
from feeds.notices import Notes, Unusable
from feeds.parking_rules.values import HIGHEST_M, LOWEST_M
from feeds.positions import place
from feeds.projections import degrees
from feeds.text_values import number, whole
from maas.live.parking import ParkingFacility, ParkingKind

RECORDS = ("parkingRecord", "parkingFacility", "parkingSite")
GROUPS = ("GroupOfParkingSites", "ParkingArea")
"""Types of records that count what other records count one by one."""

LAYOUTS: Mapping[str, ParkingKind] = {
    "openspace": ParkingKind.GROUND,
    "multilevel": ParkingKind.CAR_PARK,
    "multistorey": ParkingKind.CAR_PARK,
    "automatedparkinggarage": ParkingKind.CAR_PARK,
    "underground": ParkingKind.UNDERGROUND,
    "undergroundparking": ParkingKind.UNDERGROUND,
    "onstreet": ParkingKind.ON_STREET,
    "onstreetparking": ParkingKind.ON_STREET,
}
"""By layout, else by type, in lower case."""

_NUMBERED = re.compile(r"[0-9]+\s*/\s*")
"""What some write before the name of an operator."""

MOST_DEGREES = 1000.0

_POINTS = ("pointCoordinates", "coordinatesForDisplay", "locationForDisplay")


def facility(record: Node, crs: str, notices: Notes) -> tuple[ParkingFacility, Kept]:
    """What a record tells, and of which bays its status will speak by number.

    Args:
        crs: the system of positions that are in metres; "": nobody says.

    Raises:
        Unusable: it has no id, or lies nowhere.
    """
    local = fields.identifier(record.attributes, "id", notices).strip()
    if not local:
        raise Unusable("missing_id")
    lat, lon = _place(record, crs, notices)
    kept = kept_for(record, notices)
    purpose, users = only_for(record)
    price = priced(record, notices)
    scenario = record.first("parkingUsageScenario")
    return ParkingFacility(
        id=local,
        name=record.first("parkingName", "parkingFacilityName", "name").words[:256],
        lat=lat,
        lon=lon,
        purpose=purpose,
        kind=_kind(record),
        capacity=whole(record.say("parkingNumberOfSpaces", "totalParkingCapacity"), notices),
        bays=tuple(kept.values()),
        opening_hours=opening_hours(record, notices),
        max_height_m=_height_m(record, notices),
        has_fee=price.has_fee,
        tariff=price.tariff,
        currency=price.currency,
        fee_text=price.text,
        is_park_and_ride=_is_park_and_ride(scenario),
        users=users,
        operator=_operator(record),
        address=record.first("parkingAddress", "address").words[:512],
        url=_url(record),
        description=record.first("parkingDescription", "parkingFacilityDescription").words[:2000],
    ), kept


def is_group(record: Node) -> bool:
    """Whether a record counts others that are told, too."""
    return record.attributes.get("type", "").rpartition(":")[2] in GROUPS


def _place(record: Node, crs: str, notices: Notes) -> tuple[float | None, float | None]:
    point = _point(record.first("parkingLocation", "facilityLocation", "location"))
    north, east = point.say("latitude"), point.say("longitude")
    if _is_in_metres(north, east):
        if not crs:
            notices.note("projected_position", f"{north}, {east}")
            return None, None
        (found,) = degrees([(float(east), float(north))], crs)
        east, north = (str(each) for each in found or ("", ""))
    at = place({"lat": north or None, "lon": east or None}, notices)
    return at or (None, None)


def _is_in_metres(north: str, east: str) -> bool:
    """Whether these are no degrees but metres from the origin of a map's system."""
    is_pair = NUMBER.fullmatch(north) and NUMBER.fullmatch(east)
    return bool(is_pair) and min(abs(float(north)), abs(float(east))) > MOST_DEGREES


def _point(location: Node) -> Node:
    """What holds a latitude: preferably the point itself."""
    preferred = location.below(*_POINTS)
    if preferred.first("latitude") is not NOTHING:
        return preferred
    return next(
        (node for node in location.walk() if node.first("latitude") is not NOTHING), NOTHING
    )


def _kind(record: Node) -> ParkingKind:
    names = ("parkingLayout", "parkingFacilityLayout", "urbanParkingSiteType", "parkingType")
    for name in names:
        told = record.say(name).lower()
        if told in LAYOUTS:
            return LAYOUTS[told]
    return ParkingKind.OTHER


def _height_m(record: Node, notices: Notes) -> float | None:
    """How high a vehicle may be: the lowest that is told."""
    told: list[float] = []
    for node in record.walk():
        operator = node.say("comparisonOperator")
        if node.name == "heightCharacteristic" and not operator.startswith("greater"):
            height = number(node.say("vehicleHeight"), notices)
            if height is not None and LOWEST_M <= height <= HIGHEST_M:
                told.append(height)
            elif height:
                notices.note("invalid_height", f"{height} m")
    return min(told, default=None)


def _is_park_and_ride(scenario: Node) -> bool | None:
    if scenario is NOTHING:
        return None
    told = {scenario.text, *(each.text for each in scenario.children)}
    return "parkAndRide" in told


def _operator(record: Node) -> str:
    who = record.first("operator", "parkingOperator", "owner")
    names = ("contactOrganisationName", "contactName", "publishingAgencyName", "name")
    return _NUMBERED.sub("", who.below(*names).words, count=1).strip()[:256]


def _url(record: Node) -> str:
    told = record.say("urlLinkAddress", "url") or record.below("urlLinkAddress").text
    is_web = told.lower().startswith(("https://", "http://"))
    return told[: fields.LONGEST_LINK] if is_web else ""
