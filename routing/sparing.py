"""Itineraries by lines whose rented vehicles take one there as soon without the lines."""

from collections.abc import Sequence

from maas.itinerary import Itinerary, RoutingError
from routing.lines import SPARED_WALK_S

Kind = tuple[str, str]
"""A source, and a form of its vehicles."""


NO_DETOUR = RoutingError(
    "WALKING_BETTER_THAN_TRANSIT", "a rented vehicle all the way is better than every connection"
)


def without_detours(
    itineraries: Sequence[Itinerary], rented: Sequence[Itinerary]
) -> tuple[tuple[Itinerary, ...], tuple[RoutingError, ...]]:
    """The itineraries but those that are no sooner than riding on with a vehicle they rent, and
    spare little walking and riding; and why none is left, if none is.

    Args:
        rented: the ways with rented vehicles alone.
    """
    ridden_s = {kind: way.duration for way in rented for kind in _kinds(way)}
    kept = tuple(each for each in itineraries if not _is_detour(each, ridden_s))
    return kept, (NO_DETOUR,) if itineraries and not kept else ()


def _is_detour(itinerary: Itinerary, ridden_s: dict[Kind, int]) -> bool:
    own_s = sum(leg.duration for leg in itinerary.legs if leg.trip is None)
    whole_s = [ridden_s[kind] for kind in _kinds(itinerary) if kind in ridden_s]
    return any(itinerary.duration >= s and own_s > s - SPARED_WALK_S for s in whole_s)


def _kinds(itinerary: Itinerary) -> set[Kind]:
    rentals = (leg.rental for leg in itinerary.legs)
    return {(rental.source, rental.type.form) for rental in rentals if rental is not None}
