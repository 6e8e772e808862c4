"""All that live sources say, ready for the planner."""

from dataclasses import dataclass, field

from routing.overlays.alerts import LiveAlerts
from routing.overlays.live_trips import LiveTrips
from routing.overlays.vehicles import LiveVehicles
from routing.overlays.ways import LiveWays
from routing.parking.sites import Parking
from routing.rentals.fleets import Rentals


@dataclass(frozen=True, slots=True, eq=False)
class Live:
    """Overlays of one snapshot; without any, everything is as scheduled."""

    trips: LiveTrips | None = None
    alerts: LiveAlerts | None = None
    vehicles: LiveVehicles | None = None
    ways: LiveWays = field(default_factory=dict)
    rentals: Rentals = field(default_factory=Rentals)
    parking: Parking = field(default_factory=Parking)

    @property
    def is_silent(self) -> bool:
        """Whether no live source says anything of trips."""
        return self.trips is None and self.alerts is None and self.vehicles is None
