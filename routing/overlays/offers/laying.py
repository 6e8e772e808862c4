"""One offer to its runs."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from maas.live import RideOffer
from maas.live.offers import Waypoint
from maas.model import LatLon, Profile
from routing.carpool.course import WAYPOINT_M, course_of
from routing.carpool.detours import HALT_S, Terms, find_detours
from routing.carpool.laid import Around, Laid
from routing.overlays.offers.inserting import Call, Insertions, laid_of
from routing.overlays.offers.timing import after_s, is_too_fast
from routing.streets import StreetRouter


def lay(around: Around, streets: StreetRouter | None, offer: RideOffer) -> Laid:
    """An offer as its driver goes, boarded and left at waypoints; refused where it cannot be.

    Args:
        streets: as they are when the driver leaves.
    """
    met, refused = _met(streets, offer)
    if refused:
        return Laid(offer, refused=refused, streets=streets)
    times = after_s(streets, offer.waypoints)
    if times is None or is_too_fast(offer.waypoints, times):
        rule = "offer_without_way" if times is None else "offer_too_fast"
        return Laid(offer, refused=rule, streets=streets)
    laid = laid_of(offer, [[call for _, call in _calls(around, offer, met, times)]])
    is_whole = streets is None or offer.max_detour_s <= HALT_S
    return replace(laid, met=tuple(met), times=tuple(times), streets=streets, is_whole=is_whole)


def lay_whole(around: Around, laid: Laid) -> Laid:
    """The same with all detours that the driver may make."""
    streets, offer = laid.streets, laid.record
    assert streets is not None
    met, terms = _calls(around, offer, laid.met, laid.times), Terms.of(offer)
    course = course_of(streets, offer, laid.times, 1000 * (terms.most_s - HALT_S))
    points = frozenset(call.point for _, call in met)
    detours = find_detours(course, around.kerbside(), terms, points)
    whole = Insertions(offer, course, terms, detours, met).laid()
    return replace(whole, met=laid.met, times=laid.times, streets=streets)


def _met(streets: StreetRouter | None, offer: RideOffer) -> tuple[list[int], str]:
    """The waypoints at which the driver is met, or the rule for which the offer is refused."""
    if offer.seats is not None and offer.seats < 1:
        return [], "offer_without_seats"
    told = [0, *(each.after_s for each in offer.waypoints[1:] if each.after_s is not None)]
    if any(b < a for a, b in pairwise(told)):
        return [], "offer_out_of_order"
    met, refused = _on_map(streets, offer.waypoints)
    boards = [row for row in met if offer.waypoints[row].may_pick_up]
    alights = [row for row in met if offer.waypoints[row].may_drop_off]
    if not refused and (not boards or not alights or boards[0] >= alights[-1]):
        return [], "offer_without_ride"
    return met, refused


def _on_map(streets: StreetRouter | None, waypoints: Sequence[Waypoint]) -> tuple[list[int], str]:
    """The waypoints at which the driver can be met, or why the offer cannot be taken."""
    if streets is None:
        return list(range(len(waypoints))), ""
    places = [LatLon(each.lat, each.lon) for each in waypoints]
    inside = [row for row, at in enumerate(places) if streets.contains(at)]
    met = [row for row in inside if streets.snap(places[row], Profile.CAR, WAYPOINT_M) is not None]
    if len(inside) < 2:
        return [], "offer_outside_territory"
    return met, "" if len(met) > 1 else "offer_far_from_streets"


def _calls(
    around: Around, offer: RideOffer, met: Sequence[int], times: Sequence[int]
) -> list[tuple[int, Call]]:
    """The waypoints that are met, with their rows."""
    calls = []
    for row in met:
        waypoint = offer.waypoints[row]
        may_board = waypoint.may_pick_up and row != met[-1]
        may_alight = waypoint.may_drop_off and row != met[0]
        point = around.meetings.at(waypoint)
        calls.append((row, Call(point, float(times[row]), may_board, may_alight)))
    return calls
