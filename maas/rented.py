"""The vehicle that is rented for a leg: whose it is, where it is taken and left."""

from dataclasses import dataclass
from decimal import Decimal

from maas.live import VehicleType
from maas.live.rentals import Links

NO_LINKS = Links()


@dataclass(frozen=True, slots=True)
class RentalEnd:
    """Where a rented vehicle is taken, or left."""

    station_id: str | None = None
    """The feed's own; None: it stands (is left) on the street."""
    name: str = ""
    """Of the station."""
    count: int | None = None
    """Vehicles that stand there, where it is taken; free places, where it is left. None: not known
    or not limited."""


@dataclass(frozen=True, slots=True)
class RentalFare:
    """What a rental costs by the plan a casual rider takes."""

    amount: Decimal
    currency: str
    source: str
    """Where the plan stands: `<source id>/system_pricing_plans.json:<n>`."""
    is_all: bool = True
    """False: taxes or a surcharge come on top, and nobody says how much."""


@dataclass(frozen=True, slots=True)
class RentalOnLeg:
    """The vehicle of a leg that is rented: whose it is, where it is taken and left."""

    source: str
    """Source id."""
    system_id: str
    """`<source>` or, of a manifest's systems, `<source>:<system id>`."""
    feed_system_id: str
    """What the feed calls the system."""
    system_name: str
    type: VehicleType
    taken: RentalEnd
    left: RentalEnd
    url: str = ""
    color: str = ""
    """#rrggbb"""
    links: Links = NO_LINKS
    """To rent this vehicle, at this station, or from this system."""
    known_at: int | None = None
    """When what stands where was so (Unix s)."""
    fare: RentalFare | None = None
    """None: not known."""
