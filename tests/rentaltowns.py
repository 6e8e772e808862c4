"""A town along one road with stations at its letters, and what is planned there."""

from typing import Any

from maas.itinerary import Answer, Itinerary
from maas.live import Record, Text
from maas.model import Mode
from routing.rentals.fleets import Rentals
from tests.rentals import laid, station, system
from tests.towns import Town

KM = "-" * 38
ROAD = f"A---B{KM}{KM}S---C{KM}{KM}{KM}U-------T---E{KM}{KM}F---D"
"""A to S and T to D are 2 km, S to T is 3.2 km; B, C, E and F are 100 m from their neighbours."""

SIDE_STREET = " " * ROAD.index("U") + "V"

TOWN = Town(
    f"{ROAD}\n{SIDE_STREET}",
    {"ABSCUTEFD": "highway=residential name=Long+Road", "UV": "highway=residential"},
    {"1": ("S 08:15 T 08:25", "S 08:30 T 08:40", "S 08:45 T 08:55")},
)
AT = TOWN.positions
BOTH = (Mode.WALK, Mode.RENTAL)
EVERYWHERE: dict[str, Any] = {
    "direct_modes": BOTH, "access_modes": BOTH, "egress_modes": BOTH, "max_direct_s": 7200,
}  # fmt: skip


def stand(letter: str, available: int = 3, free: int = 3, **told: object) -> Record:
    """A station at a letter, with its name."""
    return station(letter.lower(), AT[letter], available, free, name=(Text(letter),), **told)


def town(*records: Record, of: Town = TOWN) -> Town:
    """A town where these records are all that is known of vehicles."""
    return renting(laid(of.planner.streets, system(), *records), of)


def renting(rentals: Rentals, of: Town = TOWN) -> Town:
    """A town with these vehicles to rent."""
    told = Town(of.drawing, of.ways, of.lines)
    told.__dict__.update(data=of.data, planner=of.planner.with_rentals(rentals))
    return told


def by_rental(answer: Answer) -> list[Itinerary]:
    """The direct ways with vehicles."""
    return [way for way in answer.direct if has_rental(way)]


def has_rental(way: Itinerary) -> bool:
    """Whether a vehicle is rented for some of it."""
    return any(leg.mode is Mode.RENTAL for leg in way.legs)
