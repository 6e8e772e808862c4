"""A way with a rented vehicle, from where one walks off to where one has arrived."""

from dataclasses import dataclass

from maas.model import LatLon
from routing.streets import StreetPath

UNLOCK_S = 30
"""From the vehicle in sight to the first turn of its wheels: find it, scan it, take it out."""
LOCK_S = 15
"""From its last turn to walking off: put it in or on its stand, tell that it is returned."""


@dataclass(frozen=True, slots=True)
class TakenVehicle:
    """Where a vehicle is taken."""

    fleet: int
    """Row of `Rentals.fleets`."""
    spot: int
    """Row of the fleet's `taking`."""
    at: LatLon


@dataclass(frozen=True, slots=True)
class LeftAt:
    """Where a vehicle is left."""

    at: LatLon
    spot: int = -1
    """Row of the fleet's `leaving`; -1: on the street."""


@dataclass(frozen=True, slots=True, eq=False)
class RentalWay:
    """Walk, take, ride, leave, walk. Either walk may be of no length, never the ride."""

    walk: StreetPath
    taken: TakenVehicle
    ride: StreetPath
    """Without what it takes to unlock and to lock."""
    left: LeftAt
    walk2: StreetPath

    @property
    def seconds(self) -> int:
        """From the origin to the destination."""
        ridden = UNLOCK_S + self.ride.seconds + LOCK_S
        return self.walk.seconds + ridden + self.walk2.seconds
