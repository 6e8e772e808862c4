"""Ways to and from stops with one's own car or bike, as a form offers them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

CAR_S, BIKE_S = 1800, 1200
"""The longest that one drives or rides to a stop, or from one."""

OwnName = Literal["", "park", "fetch", "dropoff", "pickup", "bike", "bikeback"]


@dataclass(frozen=True, slots=True)
class Own:
    """What of a question one choice changes; modes are MOTIS's, "" adds none."""

    before: str = ""
    """Before the first line."""
    after: str = ""
    """After the last."""
    direct: str = ""
    most: int = CAR_S
    bike: bool = False
    """A bike is left where bikes are parked."""


WITH_OWN: Mapping[OwnName, Own] = {
    "park": Own(before="CAR_PARKING", direct="CAR_PARKING"),
    "fetch": Own(after="CAR_PARKING"),
    "dropoff": Own(before="CAR_DROPOFF"),
    "pickup": Own(after="CAR_DROPOFF"),
    "bike": Own(before="BIKE", most=BIKE_S, bike=True),
    "bikeback": Own(after="BIKE", most=BIKE_S, bike=True),
}
