"""Whom an incident concerns, and whom it closes the streets to."""

from maas.live.incidents import Incident, IncidentKind, Traveller
from maas.model import Profile

ON_FOOT = frozenset({Profile.WALK, Profile.WHEELCHAIR})
MOVES = {
    Traveller.CAR: frozenset({Profile.CAR}),
    Traveller.BIKE: frozenset({Profile.BIKE}),
    Traveller.WALK: ON_FOOT,
}
"""Buses and trucks are no profiles; where they go, cars do."""
NOBODY: frozenset[Profile] = frozenset()


def profiles_of(travellers: tuple[Traveller, ...]) -> frozenset[Profile]:
    """Who of those that search ways is among some travellers."""
    return NOBODY.union(*(MOVES.get(each, NOBODY) for each in travellers))


def is_closed(incident: Incident) -> bool:
    """Whether nobody it concerns gets through."""
    return incident.is_closed or incident.kind is IncidentKind.CLOSURE


def closed_to(incident: Incident) -> frozenset[Profile]:
    """Who gets through nowhere on it while it holds; what is not verified closes nothing."""
    if not (is_closed(incident) and incident.is_verified):
        return NOBODY
    return concerned(incident) - profiles_of(incident.exempt)


def concerned(incident: Incident) -> frozenset[Profile]:
    """Who has to do with it: where nobody is named, who drives."""
    concerns = incident.concerns or (Traveller.CAR,)
    return profiles_of(concerns)


def found_on(incident: Incident) -> frozenset[Profile]:
    """On whose streets it lies: where buses and trucks go, cars do."""
    is_car_like = not {Traveller.BUS, Traveller.TRUCK}.isdisjoint(incident.concerns)
    return concerned(incident) | {Profile.CAR} if is_car_like else concerned(incident)
