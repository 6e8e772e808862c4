"""A way on which a vehicle is left for one's feet, or taken again."""

from dataclasses import dataclass

from maas.model import LatLon
from routing.streets import StreetPath


@dataclass(frozen=True, slots=True, eq=False)
class ParkedWay:
    """Ride, park, walk; or, going back, walk, come back to the vehicle, ride."""

    ride: StreetPath
    """Without what it takes to park."""
    walk: StreetPath
    at: LatLon
    """Where one parks."""
    halt: int
    """Row of the halts: of car parks and bike parks that of the site."""
    change_s: int
    """To park and to get out."""
    backward: bool
    """One walks first."""

    @property
    def seconds(self) -> int:
        """From the origin to the destination."""
        return self.ride.seconds + self.change_s + self.walk.seconds
