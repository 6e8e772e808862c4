"""What there is to rent in tests of the interface, a minute old."""

from maas.live import Record
from maas.live.alerts import Text
from maas.live.rentals import RentalSystem
from routing.rentals.fleets import Rentals
from tests.api.world import now
from tests.rentals import laid, system


def told(**changed: object) -> RentalSystem:
    """A system whose counts were taken a minute ago."""
    known = {
        "stations_made_at": now() - 60,
        "vehicles_made_at": now() - 60,
        "stations_until": now() + 240,
        "vehicles_until": now() + 240,
        "ttl_s": 90,
        "name": (Text("Vélo", "fr"), Text("Bike", "en")),
    }
    return system(**(known | changed))  # type: ignore[arg-type]


def known(*records: Record) -> Rentals:
    return laid(None, *records, now=now())
