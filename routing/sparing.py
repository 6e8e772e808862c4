"""Itineraries by lines whose vehicles, rented or one's own bike, take one there as soon without the
lines."""

from collections.abc import Sequence

from maas.itinerary import Itinerary, RoutingError
from maas.model import Mode
from routing.lines import SPARED_WALK_S

Kind = tuple[str, str]
"""A source, and a form of its vehicles."""

OWN_BIKE: Kind = "", "BIKE"

NO_DETOUR = RoutingError(
    "WALKING_BETTER_THAN_TRANSIT", "riding all the way is better than every connection"
)


def without_detours(
    itineraries: Sequence[Itinerary], direct: Sequence[Itinerary]
) -> tuple[tuple[Itinerary, ...], tuple[RoutingError, ...]]:
    """The itineraries but those that are no sooner than riding on with a vehicle they rent, or with
    the bike they park, and spare little walking and riding; and why none is left, if none is.

    Args:
        direct: the ways without lines.
    """
    ridden_s = {kind: way.duration for way in direct for kind in _kinds(way)}
    kept = tuple(each for each in itineraries if not _is_detour(each, ridden_s))
    return kept, (NO_DETOUR,) if itineraries and not kept else ()


def _is_detour(itinerary: Itinerary, ridden_s: dict[Kind, int]) -> bool:
    own_s = sum(leg.duration for leg in itinerary.legs if leg.trip is None)
    whole_s = [ridden_s[kind] for kind in _kinds(itinerary) if kind in ridden_s]
    return any(itinerary.duration >= s and own_s > s - SPARED_WALK_S for s in whole_s)


def _kinds(itinerary: Itinerary) -> set[Kind]:
    """What is rented; and one's own bike if one rides it all the way, or parks it."""
    legs, is_alone = itinerary.legs, len(itinerary.legs) == 1
    rentals = (leg.rental for leg in legs)
    kinds: set[Kind] = {(each.source, each.type.form) for each in rentals if each is not None}
    rides = (leg for leg in legs if leg.mode is Mode.BIKE)
    if any(is_alone or leg.parking is not None for leg in rides):
        kinds.add(OWN_BIKE)
    return kinds
