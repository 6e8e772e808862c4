"""Where somebody would leave a car or bike, and how they move: the part of a question on that."""

from dataclasses import dataclass

from maas.live.parking import Purpose
from maas.model import LatLon, Profile

USUAL_STAY_S = 7200
"""For so long parking is paid where nobody says for how long."""


@dataclass(frozen=True, slots=True)
class Spared:
    """What of a drive all the way is to be spared by taking a line."""

    origin: LatLon
    destination: LatLon
    most_s: int
    """One drives no longer than this."""
    least_m: float
    """So much is left where one parks, as the crow flies."""


@dataclass(frozen=True, slots=True)
class ParkingWanted:
    """What is wanted of places to park, and who walks and rides."""

    purpose: Purpose = Purpose.CAR
    profile: Profile = Profile.WALK
    """WALK or WHEELCHAIR: who walks. In a wheelchair one needs a bay for disabled people."""
    walk_speed_m_s: float | None = None
    """None: the profile's own."""
    bike_speed_m_s: float | None = None
    at: int = 0
    """When one rides off (going back: is home), about (Unix s): sites must be open by then."""
    most_ridden_s: int | None = None
    """The vehicle is ridden no longer than this; None: as long as there is time."""
    away_from: LatLon | None = None
    """Where the way goes to (going back: comes from): one rides no nearer to it than that."""
    least_m: float = 0.0
    """As the crow flies."""

    @property
    def rides(self) -> Profile:
        """Whose streets the vehicle takes."""
        return Profile.CAR if self.purpose is Purpose.CAR else Profile.BIKE

    @property
    def needs_disabled_bay(self) -> bool:
        """Whether nothing but a bay for disabled people will do."""
        return self.purpose is Purpose.CAR and self.profile is Profile.WHEELCHAIR
