"""What somebody would rent, and how they move: the part of a question that is on rentals."""

from dataclasses import dataclass

from maas.live.rentals import FormFactor, Propulsion
from maas.model import Profile
from routing.rentals.fleets import Fleet, Rentals


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted; an empty set: any. All conditions have to be met."""

    forms: frozenset[FormFactor] = frozenset()
    propulsions: frozenset[Propulsion] = frozenset()
    providers: frozenset[str] = frozenset()
    """Ids of systems."""
    groups: frozenset[str] = frozenset()
    """Ids of sources."""
    ignores_returns: bool = False
    """Vehicles may be left wherever one can stop, whatever their operators say."""
    passengers: int = 1
    profile: Profile = Profile.WALK
    """WALK or WHEELCHAIR: who walks."""
    walk_speed_m_s: float | None = None
    """None: the profile's own."""
    bike_speed_m_s: float | None = None
    """Of who pedals alone."""

    def takes(self, rentals: Rentals, fleet: Fleet) -> bool:
        """Whether a fleet is one of those wanted."""
        system = rentals.systems[fleet.system]
        return (
            _is_among(self.forms, fleet.type.form)
            and _is_among(self.propulsions, fleet.type.propulsion)
            and _is_among(self.providers, system.id)
            and _is_among(self.groups, str(system.source_id))
        )

    def speed_m_s(self, fleet: Fleet) -> float | None:
        """How fast vehicles of a fleet are ridden; None: as the streets allow."""
        pedals = fleet.profile is Profile.BIKE and fleet.type.propulsion is Propulsion.HUMAN
        return self.bike_speed_m_s or fleet.speed_m_s if pedals else fleet.speed_m_s

    def vehicles(self, fleet: Fleet) -> int:
        """How many vehicles of a fleet all passengers need together."""
        return -(-self.passengers // max(fleet.type.riders or 1, 1))


def _is_among(wanted: frozenset[str], value: str) -> bool:
    return not wanted or value in wanted
