"""A town along one road with places to park at its letters, and what is planned there."""

from typing import Any

from maas.itinerary import Itinerary
from maas.model import Mode
from routing.parking.sites import Parking, Site
from tests.rentaltowns import AT, TOWN
from tests.sites import parking, site
from tests.towns import Town

DRIVING: dict[str, Any] = {
    "access_modes": (Mode.WALK, Mode.CAR_PARKING), "direct_modes": (Mode.WALK,), "wanted": 1,
}  # fmt: skip
DRIVING_HOME: dict[str, Any] = {
    "egress_modes": (Mode.WALK, Mode.CAR_PARKING), "direct_modes": (Mode.WALK,), "wanted": 1,
}  # fmt: skip


def stand(letter: str, free: int | None = 10, **told: object) -> Site:
    """A car park at a letter, `cars:<letter>`, "Park <letter>"."""
    return site(letter, AT[letter], free, **told)


def town(*sites: Site, of: Town = TOWN) -> Town:
    """A town where one may park at these sites alone."""
    return parked(parking(of.planner.streets, *sites), of)


def parked(known: Parking, of: Town = TOWN) -> Town:
    """A town with these places to park."""
    told = Town(of.drawing, of.ways, of.lines)
    told.__dict__.update(data=of.data, planner=of.planner.with_parking(known))
    return told


def drives(way: Itinerary) -> bool:
    """Whether somebody drives for some of it."""
    return any(leg.mode is Mode.CAR for leg in way.legs)
