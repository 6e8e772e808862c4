"""One offer to its runs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
    refused, told = _checked(streets, offer)
    if told is None:
        return Laid(offer, refused=refused, streets=streets)
    laid = laid_of(offer, [[call for _, call in _calls(around, told)]])
    is_whole = streets is None or offer.max_detour_s <= HALT_S
    return replace(laid, streets=streets, is_whole=is_whole)


def lay_whole(around: Around, laid: Laid) -> Laid:
    """The same with all detours that the driver may make."""
    streets, offer = laid.streets, laid.record
    _, told = _checked(streets, offer)
    assert told is not None
    assert streets is not None
    met, terms = _calls(around, told), Terms.of(offer)
    course = course_of(streets, offer, told.times, 1000 * (terms.most_s - HALT_S))
    points = frozenset(call.point for _, call in met)
    detours = find_detours(course, around.kerbside(), terms, points)
    whole = Insertions(offer, course, terms, detours, met).laid()
    return replace(whole, streets=streets)


@dataclass(frozen=True, slots=True)
class _Told:
    """What an offer says, checked."""

    offer: RideOffer
    met: Sequence[int]
    """The waypoints at which people are met."""
    times: Sequence[int]
    """[n_waypoints] s after the departure."""


def _checked(streets: StreetRouter | None, offer: RideOffer) -> tuple[str, _Told | None]:
    """The rule for which an offer cannot be taken, or what it says."""
    if offer.seats is not None and offer.seats < 1:
        return "offer_without_seats", None
    met, refused = _met(streets, offer.waypoints)
    if refused:
        return refused, None
    told = [0, *(each.after_s for each in offer.waypoints[1:] if each.after_s is not None)]
    if any(b < a for a, b in pairwise(told)):
        return "offer_out_of_order", None
    times = after_s(streets, offer.waypoints)
    if times is None:
        return "offer_without_way", None
    if is_too_fast(offer.waypoints, times):
        return "offer_too_fast", None
    boards = [row for row in met if offer.waypoints[row].may_pick_up]
    alights = [row for row in met if offer.waypoints[row].may_drop_off]
    if not boards or not alights or boards[0] >= alights[-1]:
        return "offer_without_ride", None
    return "", _Told(offer, met, times)


def _met(streets: StreetRouter | None, waypoints: Sequence[Waypoint]) -> tuple[list[int], str]:
    """The waypoints at which the driver can be met, or why the offer cannot be taken."""
    if streets is None:
        return list(range(len(waypoints))), ""
    places = [LatLon(each.lat, each.lon) for each in waypoints]
    inside = [row for row, at in enumerate(places) if streets.contains(at)]
    met = [row for row in inside if streets.snap(places[row], Profile.CAR, WAYPOINT_M) is not None]
    if len(inside) < 2:
        return [], "offer_outside_territory"
    return met, "" if len(met) > 1 else "offer_far_from_streets"


def _calls(around: Around, told: _Told) -> list[tuple[int, Call]]:
    """The waypoints that are met, with their rows."""
    first, last = told.met[0], told.met[-1]
    calls = []
    for row in told.met:
        waypoint = told.offer.waypoints[row]
        may_board, may_alight = waypoint.may_pick_up, waypoint.may_drop_off
        point = around.meetings.at(waypoint)
        both = may_board and row != last, may_alight and row != first
        calls.append((row, Call(point, float(told.times[row]), *both)))
    return calls
