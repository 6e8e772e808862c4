"""Which of the journeys found with offers are told: one of each driver, not one for each corner."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from routing.carpool.legs import is_pointless
from routing.carpool.trips import FIRST, OfferTrips
from routing.journeys import Journey, Ride
from routing.lines import FoundJourney, walking_s

APART_S = 600
"""Who sets out by more earlier or later is told of the same car again."""


def choose(trips: OfferTrips, found: Sequence[FoundJourney], walk_m_s: float) -> list[FoundJourney]:
    """What is worth telling, in the same order: none that is pointless and, of those in the very
    same vehicles with a driver met elsewhere, the best one."""
    alike: dict[Hashable, list[FoundJourney]] = defaultdict(list)
    for each in found:
        journey, ways = each
        if not is_pointless(trips, journey, walk_m_s):
            alike[id(ways), *_vehicles(trips, journey)].append(each)
    kept = {id(each[0]) for group in alike.values() for each in _best(group)}
    return [each for each in found if id(each[0]) in kept]


def _vehicles(trips: OfferTrips, journey: Journey) -> tuple[Hashable, ...]:
    """The vehicles of a journey; if none is a driver's, the journey itself."""
    rides = [leg for leg in journey.legs if isinstance(leg, Ride)]
    if all(ride.trip < FIRST for ride in rides):
        return (id(journey),)
    return tuple(
        (ride.trip if ride.trip < FIRST else FIRST + trips.offer(ride.trip), ride.day)
        for ride in rides
    )


def _best(alike: Iterable[FoundJourney]) -> list[FoundJourney]:
    """The one that arrives first, then with the least walking, then that leaves last; and such as
    leave at quite another time."""
    kept: list[FoundJourney] = []
    for each in sorted(alike, key=lambda found: _badness(found[0])):
        if all(abs(each[0].departure - other[0].departure) > APART_S for other in kept):
            kept.append(each)
    return kept


def _badness(journey: Journey) -> tuple[int, int, int]:
    return journey.arrival, walking_s(journey), -journey.departure
