"""How each kind of vehicle is ridden: on whose streets, and how fast."""

from maas.live.rentals import FormFactor, Propulsion, VehicleType
from maas.model import Profile

CAR_FORMS = frozenset({FormFactor.CAR, FormFactor.MOPED, FormFactor.SCOOTER_SEATED})
"""On the road, with the cars; all else on the streets of bikes."""

ASSISTED_M_S = 5.5
"""20 km/h: help ends at 25 km/h by law, and lights and bends take their part."""
CARGO_M_S = 3.9
"""Wider and heavier than a bike, which does 4.2."""
STANDING_M_S = 4.9
"""Locked at 20 to 25 km/h; what is left of that over a whole way in town."""
MOPED_KMH = 45.0
"""What such vehicles are built for (EU class L1e); on slower streets those limit them."""
KMH_PER_M_S = 3.6


def profile_of(type: VehicleType) -> Profile:
    """Whose streets a vehicle uses."""
    return Profile.CAR if type.form in CAR_FORMS else Profile.BIKE


def speed_of(type: VehicleType) -> float | None:
    """How fast a vehicle is ridden (m/s), never faster than it can; see `Fleet.speed_m_s`."""
    usual = _usual_m_s(type)
    if type.max_kmh is None or (usual is None and profile_of(type) is Profile.BIKE):
        return usual
    most = type.max_kmh / KMH_PER_M_S
    return most if usual is None else min(usual, most)


def _usual_m_s(type: VehicleType) -> float | None:
    if type.form is FormFactor.CAR:
        return None
    if profile_of(type) is Profile.CAR:
        return MOPED_KMH / KMH_PER_M_S
    if type.form is FormFactor.SCOOTER_STANDING:
        return STANDING_M_S
    if type.form is FormFactor.CARGO_BICYCLE:
        return CARGO_M_S if type.propulsion is Propulsion.HUMAN else ASSISTED_M_S
    return None if type.propulsion is Propulsion.HUMAN else ASSISTED_M_S
