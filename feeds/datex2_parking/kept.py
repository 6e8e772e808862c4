"""For whom bays are kept, and for whom a whole facility is."""

from collections.abc import Mapping

from feeds.nodes import NOTHING, Node
from feeds.notices import Notes
from feeds.text_values import whole
from maas.live.parking import BayKind, Bays, Purpose, Users

COUNT = "numberOfAssignedParkingSpaces"

KINDS: Mapping[str, BayKind] = {
    "disabled": BayKind.DISABLED,
    "disabledpersons": BayKind.DISABLED,
    "women": BayKind.WOMEN,
    "families": BayKind.FAMILY,
    "family": BayKind.FAMILY,
    "battery": BayKind.CHARGING,
    "electric": BayKind.CHARGING,
    "electricvehicle": BayKind.CHARGING,
    "electricvehicles": BayKind.CHARGING,
    "carpool": BayKind.CARPOOL,
    "carpooling": BayKind.CARPOOL,
    "highoccupancyvehicle": BayKind.CARPOOL,
    "carsharing": BayKind.CARSHARING,
    "parkandride": BayKind.PARK_AND_RIDE,
    "motorcycle": BayKind.MOTORCYCLE,
    "moped": BayKind.MOTORCYCLE,
    "bus": BayKind.BUS,
    "coach": BayKind.BUS,
    "lorry": BayKind.TRUCK,
    "heavygoodsvehicle": BayKind.TRUCK,
}
"""What users, vehicles or fuels are called, in lower case."""

USERS: Mapping[str, Users] = {
    "customers": Users.CUSTOMERS,
    "shoppers": Users.CUSTOMERS,
    "hotelguests": Users.CUSTOMERS,
    "members": Users.SUBSCRIBERS,
    "residents": Users.SUBSCRIBERS,
    "employees": Users.SUBSCRIBERS,
    "staff": Users.SUBSCRIBERS,
    "commuters": Users.SUBSCRIBERS,
    "seasonticketholders": Users.SUBSCRIBERS,
    "registereddisabledusers": Users.SUBSCRIBERS,
}

Kept = Mapping[str, Bays]
"""By the number under which its status speaks of them, else by kind."""


def kept_for(record: Node, notices: Notes) -> Kept:
    """The bays of a record that are kept for some."""
    found: dict[str, Bays] = {}
    for outer in record.all("assignedParkingAmongOthers", "assignedParkingSpaces"):
        for node in (outer, *outer.walk()):
            if node.first(COUNT) is NOTHING:
                continue
            kind = _kind(node)
            capacity = whole(node.say(COUNT), notices)
            if kind is not None and capacity:
                found.setdefault(outer.attributes.get("index") or kind, Bays(kind, capacity))
    return found


def only_for(record: Node) -> tuple[Purpose, Users]:
    """What a whole facility is for."""
    told = {
        node.text.lower() for outer in record.all("onlyAssignedParking") for node in outer.walk()
    }
    purpose = Purpose.BIKE if told & {"bicycle", "pedalcycle"} else Purpose.CAR
    users = next((USERS[each] for each in sorted(told) if each in USERS), Users.ALL)
    return purpose, users


def _kind(node: Node) -> BayKind | None:
    return next(
        (KINDS[each.text.lower()] for each in node.walk() if each.text.lower() in KINDS), None
    )
