"""The tags of a place to park to what it is.

Source: wiki.openstreetmap.org, Tag:amenity=parking, Tag:amenity=bicycle_parking, Key:maxstay,
Key:maxheight, Key:access.
"""

import re
from collections.abc import Iterator

from feeds.osm.access import BIKE_KEYS, CAR_KEYS, NO, Tags
from feeds.osm.naming import LONGEST_NAME
from maas.live.parking import BayKind, Bays, ParkingFacility, ParkingKind, Purpose, Users

PURPOSES = {"parking": Purpose.CAR, "bicycle_parking": Purpose.BIKE}
ENTRANCE = "parking_entrance"

KINDS = {
    "surface": ParkingKind.GROUND,
    "underground": ParkingKind.UNDERGROUND,
    "multi-storey": ParkingKind.CAR_PARK,
    "rooftop": ParkingKind.CAR_PARK,
    "street_side": ParkingKind.ON_STREET,
    "lane": ParkingKind.ON_STREET,
    "on_kerb": ParkingKind.ON_STREET,
    "half_on_kerb": ParkingKind.ON_STREET,
    "shoulder": ParkingKind.ON_STREET,
}
BAYS = {
    "disabled": BayKind.DISABLED,
    "women": BayKind.WOMEN,
    "parent": BayKind.FAMILY,
    "charging": BayKind.CHARGING,
    "carpool": BayKind.CARPOOL,
    "carsharing": BayKind.CARSHARING,
    "car_sharing": BayKind.CARSHARING,
    "motorcycle": BayKind.MOTORCYCLE,
    "bus": BayKind.BUS,
    "hgv": BayKind.TRUCK,
}
"""By what follows `capacity:`."""

OF_RESIDENTS = frozenset({"garage_boxes", "garage_box", "carports", "sheds", "garage"})
"""Values of `parking` that are somebody's own unless `access` says otherwise."""
NOT_KNOWN = frozenset({"unknown", "?", "fixme"})
CUSTOMERS = frozenset({"customers", "customer", "guests", "visitors"})
SUBSCRIBERS = NO | {"residents", "permit", "employees", "members", "delivery", "staff"}

UNITS_S = {"": 60, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
"""By the first letter of what follows a number of `maxstay`; minutes where nothing does."""
STAY = re.compile(r"([0-9]{1,5}(?:\.[0-9]{1,2})?) ?(m|h|d|w|)[a-z]*", re.ASCII)
METRES = re.compile(r"([0-9]{1,2}(?:[.,][0-9]{1,2})?)(?: ?m)?", re.ASCII)
FEET = re.compile(r"([0-9]{1,2})(?:'|ft)(?: ?([0-9]{1,2})(?:\"|in)?)?", re.ASCII)
SIGN = re.compile(r"P ?\+? ?[A-Z]?[0-9]{1,3}[a-z]?", re.ASCII)
"""What stands on the signs to a car park: P3."""

M_PER_FOOT, M_PER_INCH = 0.3048, 0.0254
MOST_BAYS = 100_000
LONGEST_TEXT = 300


def facility_of(osm_id: str, lat: float, lon: float, tags: Tags) -> ParkingFacility | None:
    """What a map says of a place to park; None: it is none. All bays being kept for some, it is for
    those alone."""
    amenity = tags.get("amenity", "")
    purpose = PURPOSES.get(amenity, Purpose.CAR)
    if amenity not in PURPOSES and amenity != ENTRANCE:
        return None
    keys = BIKE_KEYS if purpose is Purpose.BIKE else CAR_KEYS
    capacity = _count(tags.get("capacity", tags.get("parking_slots", ""))) or None
    bays = tuple(_bays(tags))
    is_kept = any(each.capacity and each.capacity == capacity for each in bays)
    return ParkingFacility(
        osm_id,
        _name(tags),
        lat,
        lon,
        purpose=purpose,
        kind=_kind(tags) if amenity != ENTRANCE else ParkingKind.UNDERGROUND,
        capacity=capacity,
        bays=bays,
        opening_hours=_text(tags, "opening_hours"),
        max_height_m=metres_of(tags.get("maxheight", "")),
        max_stay_s=seconds_of(tags.get("maxstay", "")),
        has_fee=_has_fee(tags),
        fee_text=_fee_text(tags),
        is_park_and_ride=_is_park_and_ride(tags),
        users=Users.SUBSCRIBERS if is_kept else _users(tags, keys),
        operator=_text(tags, "operator"),
        address=_address(tags),
        url=_text(tags, "website") or _text(tags, "url"),
        description=_text(tags, "description"),
        osm_id=osm_id,
    )


def metres_of(text: str) -> float | None:
    """A height; of several the lowest. None: not limited, or not understood.

    >>> metres_of("1.80/2.50"), metres_of("6'7\\""), metres_of("default")
    (1.8, 2.01, None)
    """
    heights = [_metres(part.strip()) for part in re.split("[/;]", text[:LONGEST_TEXT])]
    return min((each for each in heights if each), default=None)


def _metres(text: str) -> float | None:
    if found := METRES.fullmatch(text):
        return float(found[1].replace(",", "."))
    if found := FEET.fullmatch(text):
        return round(int(found[1]) * M_PER_FOOT + int(found[2] or 0) * M_PER_INCH, 2)
    return None


def seconds_of(text: str) -> int | None:
    """How long one may stay; None: as long as one likes, or not understood.

    >>> seconds_of("2 hours"), seconds_of("120"), seconds_of("no limit")
    (7200, 7200, None)
    """
    found = STAY.fullmatch(text.strip().lower())
    return round(float(found[1]) * UNITS_S[found[2]]) or None if found else None


def _name(tags: Tags) -> str:
    """Its name behind what stands on the signs."""
    name, sign = tags.get("name", "").strip(), tags.get("ref", "").strip()
    if SIGN.fullmatch(sign):
        sign = sign.replace(" ", "")
        is_told = sign.lower() in name.lower().replace(" ", "")
        name = name if is_told else f"{sign} {name}".strip()
    return name[:LONGEST_NAME]


def _kind(tags: Tags) -> ParkingKind:
    said = tags.get("parking") or tags.get("type", "")
    if tags.get("amenity") == "bicycle_parking":
        is_below = tags.get("location") == "underground"
        return ParkingKind.UNDERGROUND if is_below else ParkingKind.OTHER
    return KINDS.get(said, ParkingKind.OTHER)


def _bays(tags: Tags) -> Iterator[Bays]:
    """Bays kept for some; 0 where it is said that there are none."""
    told: dict[BayKind, Bays] = {}
    for key, kind in BAYS.items():
        said = tags.get(f"capacity:{key}", "").strip()
        count = 0 if said == "no" else _count(said)
        if said == "yes" or count is not None:
            told.setdefault(kind, Bays(kind, count))
    return iter(told.values())


def _count(text: str) -> int | None:
    text = text.strip()
    is_plain = text.isascii() and text.isdigit() and len(text) < 7
    return int(text) if is_plain and int(text) <= MOST_BAYS else None


def _has_fee(tags: Tags) -> bool | None:
    """Whether one pays at some time of the day."""
    said = _known(tags, "fee")
    if said in ("no", "free", "0") and not tags.get("fee:conditional"):
        return False
    return True if said or tags.get("charge") or tags.get("fee:conditional") else None


def _fee_text(tags: Tags) -> str:
    fee = tags.get("fee", "")
    words = (tags.get("charge", ""), fee if ":" in fee else "", tags.get("fee:conditional", ""))
    return "; ".join(word for word in words if word)[:LONGEST_TEXT]


def _is_park_and_ride(tags: Tags) -> bool | None:
    said = _known(tags, "park_ride") or _known(tags, "bike_ride")
    return said != "no" if said else None


def _users(tags: Tags, keys: tuple[str, ...]) -> Users:
    """Who may park: the most specific key counts, and of several values the first known one."""
    for key in keys:
        for value in tags.get(key, "").split(";"):
            if value.strip() in CUSTOMERS:
                return Users.CUSTOMERS
            if value.strip() in SUBSCRIBERS:
                return Users.SUBSCRIBERS
        if key in tags:
            return Users.ALL
    return Users.SUBSCRIBERS if tags.get("parking") in OF_RESIDENTS else Users.ALL


def _address(tags: Tags) -> str:
    street = (tags.get("addr:street", ""), tags.get("addr:housenumber", ""))
    town = (tags.get("addr:postcode", ""), tags.get("addr:city", ""))
    lines = (" ".join(word for word in line if word) for line in (street, town))
    return ", ".join(line for line in lines if line)[:LONGEST_TEXT]


def _known(tags: Tags, key: str) -> str:
    """What a tag says; "" where it says that nobody knows."""
    said = tags.get(key, "").strip()
    return "" if said.lower() in NOT_KNOWN else said


def _text(tags: Tags, key: str) -> str:
    return tags.get(key, "").strip()[:LONGEST_TEXT]
