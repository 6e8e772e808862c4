"""Rides through what is closed, as their legs tell it.

The times of a line stay as its operator tells them. Where nobody tells live ones, it is guessed by
how much longer the way round takes. Where a live source draws another way, or the vehicle calls at
other stops, somebody knows how it goes round, and of the usual way nothing is said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from maas.hindered import IncidentOnLeg, Meeting
from maas.itinerary import Call, Leg
from maas.model import TRANSIT_MODES
from routing.carpool.trips import FIRST
from routing.incidents.crossing.hindering import Hindering, Passed
from routing.incidents.crossing.line_shapes import BY_STREET
from routing.incidents.telling import as_met
from routing.live_calls import live_way
from routing.live_timetable import LiveTimetable
from routing.transit import Ride


def hindered(running: LiveTimetable, ride: Ride, leg: Leg) -> Leg:
    """The leg of a ride with what is closed on its usual way, and at its stops."""
    if leg.cancelled or not may_be_hindered(running, ride.trip):
        return leg
    calls = leg.origin, *leg.intermediate, leg.destination
    met = incidents_of(running, ride, calls, is_known=leg.real_time)
    return replace(leg, incidents=(*leg.incidents, *met)) if met else leg


def may_be_hindered(running: LiveTimetable, trip: int) -> bool:
    """Whether anything at all is closed on the usual way of a trip, at any time."""
    hindering = running.hindering
    if hindering is None or trip >= FIRST:
        return False
    if hindering.crossings.stops:
        return True
    base = running.base(trip)
    return base >= 0 and int(running.timetable.trips.shape[base]) in hindering.crossings.by_shape


def incidents_of(
    running: LiveTimetable, ride: Ride, calls: Sequence[Call], *, is_known: bool
) -> tuple[IncidentOnLeg, ...]:
    """What is closed on the usual way of a ride when its vehicle comes there, each once.

    Args:
        calls: all of the ride, at the times that are told.
        is_known: live times are told, so that nobody needs to guess how late it will be.
    """
    hindering = running.hindering
    if hindering is None:
        return ()
    met = _met(running, hindering, ride, calls)
    told = {each.id: replace(each, delay_s=None) if is_known else each for each in met}
    return tuple(told.values())


def _met(
    running: LiveTimetable, hindering: Hindering, ride: Ride, calls: Sequence[Call]
) -> Iterator[IncidentOnLeg]:
    arrives, leaves = [_arrives(call) for call in calls], [_leaves(call) for call in calls]
    stops = running.calls(ride.trip).stop[ride.board : ride.alight + 1].tolist()
    for stop, begin, end in zip(stops, arrives, leaves, strict=True):
        for laid, span in hindering.at(running.timetable.original(stop), begin, end):
            yield as_met(laid, span, Meeting.CROSSED, True, None)
    trip = _on_its_way(running, ride)
    if trip is None:
        return
    trips, cut = running.timetable.trips, running.timetable.shapes.cut
    first = int(trips.first_cut[trip])
    point = cut[first + ride.board : first + ride.alight + 1].astype(np.float64)
    passed = Passed(point, arrives, leaves)
    for laid, span, longer_s in hindering.on(int(trips.shape[trip]), passed):
        yield as_met(laid, span, Meeting.CROSSED, True, longer_s)


def _on_its_way(running: LiveTimetable, ride: Ride) -> int | None:
    """The scheduled trip whose shape a ride follows, as far as anybody knows; None: none."""
    trip, timetable = running.base(ride.trip), running.timetable
    if trip < 0 or timetable.trips.first_cut[trip] < 0:
        return None
    if TRANSIT_MODES[int(timetable.patterns.mode[timetable.trips.pattern[trip]])] not in BY_STREET:
        return None
    if trip == ride.trip:
        return trip
    usual = running.calls(trip).stop
    is_usual = np.array_equal(running.calls(ride.trip).planned_stop, usual)
    return trip if is_usual and live_way(running, ride.trip) is None else None


def _arrives(call: Call) -> int:
    moment = call.departure if call.arrival is None else call.arrival
    assert moment is not None
    return moment


def _leaves(call: Call) -> int:
    moment = call.arrival if call.departure is None else call.departure
    assert moment is not None
    return moment
