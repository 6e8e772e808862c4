"""One offer to its runs."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from maas.live import RideOffer
from maas.live.offers import Waypoint
from maas.model import LatLon, Profile
from routing.carpool.laid import Laid
from routing.carpool.meeting import Meetings
from routing.overlays.offers.timing import MOST_M, after_s, is_too_fast
from routing.streets import StreetRouter


def lay(streets: StreetRouter | None, meetings: Meetings, offer: RideOffer) -> Laid:
    """An offer as its driver goes, boarded and left at waypoints; refused where it cannot be."""
    if offer.seats is not None and offer.seats < 1:
        return Laid(offer, refused="offer_without_seats")
    met, refused = _met(streets, offer.waypoints)
    if refused:
        return Laid(offer, refused=refused)
    told = [0, *(each.after_s for each in offer.waypoints[1:] if each.after_s is not None)]
    if any(b < a for a, b in pairwise(told)):
        return Laid(offer, refused="offer_out_of_order")
    times = after_s(streets, offer.waypoints)
    if times is None:
        return Laid(offer, refused="offer_without_way")
    if is_too_fast(offer.waypoints, times):
        return Laid(offer, refused="offer_too_fast")
    return _as_told(meetings, offer, met, times)


def _met(streets: StreetRouter | None, waypoints: Sequence[Waypoint]) -> tuple[list[int], str]:
    """The waypoints at which the driver can be met, or why the offer cannot be taken."""
    if streets is None:
        return list(range(len(waypoints))), ""
    places = [LatLon(each.lat, each.lon) for each in waypoints]
    inside = [row for row, at in enumerate(places) if streets.contains(at)]
    met = [row for row in inside if streets.snap(places[row], Profile.CAR, MOST_M) is not None]
    if len(inside) < 2:
        return [], "offer_outside_territory"
    return met, "" if len(met) > 1 else "offer_far_from_streets"


def _as_told(
    meetings: Meetings, offer: RideOffer, met: Sequence[int], times: Sequence[int]
) -> Laid:
    """One run along the waypoints that are met."""
    stops = [offer.waypoints[row] for row in met]
    n = len(stops)
    may_board = [each.may_pick_up and i < n - 1 for i, each in enumerate(stops)]
    may_alight = [each.may_drop_off and i > 0 for i, each in enumerate(stops)]
    if not any(any(may_board[:i]) for i in range(n) if may_alight[i]):
        return Laid(offer, refused="offer_without_ride")
    points = tuple(meetings.at(each) for each in stops)
    return Laid(
        offer,
        points,
        np.array([0, n], np.int32),
        np.arange(n, dtype=np.int32),
        np.array([times[row] for row in met], np.int32),
        np.array(may_board, np.bool_),
        np.array(may_alight, np.bool_),
        np.zeros(n, np.int32),
    )
