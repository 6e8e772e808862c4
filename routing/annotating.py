"""Journeys found in the timetable, told as their trips are known to run."""

from dataclasses import replace
from itertools import pairwise

import numpy as np

from maas.arrays import Bools
from maas.itinerary import Leg
from routing.known_trips import ride_of
from routing.live_timetable import Calls, LiveTimetable
from routing.transit import Journey, Ride


def as_known_to_run(running: LiveTimetable, journey: Journey) -> Journey:
    """The same rides at live times, whether or not they still meet.

    A ride that its trip no longer makes stays as it was planned.
    """
    legs = tuple(
        ride_as_known(running, leg) if isinstance(leg, Ride) else leg for leg in journey.legs
    )
    rides = [leg for leg in legs if isinstance(leg, Ride)]
    return replace(
        journey,
        departure=rides[0].departure - journey.access_s,
        arrival=rides[-1].arrival + journey.egress_s,
        legs=legs,
    )


def must_be_hidden(running: LiveTimetable, journey: Journey) -> bool:
    """Whether a journey found in the timetable has a trip that must not be shown to anyone."""
    rides = (leg for leg in journey.legs if isinstance(leg, Ride))
    return any(running.is_deleted(running.standing_for((ride.trip, ride.day))) for ride in rides)


def with_missed(legs: tuple[Leg, ...]) -> tuple[Leg, ...]:
    """Legs, those marked that leave before one is there."""
    if not any(leg.live or leg.offer for leg in legs):
        return legs
    told = [legs[0]]
    for before, leg in pairwise(legs):
        missed = leg.trip is not None and not leg.stays_seated and leg.departure < before.arrival
        told.append(replace(leg, missed=True) if missed else leg)
    return tuple(told)


def ride_as_known(running: LiveTimetable, ride: Ride) -> Ride:
    """The same ride at live times; one that its trip no longer makes stays as it was planned."""
    trip = running.standing_for((ride.trip, ride.day))
    if trip == ride.trip:
        return ride
    planned, known = running.calls(ride.trip), running.calls(trip)
    skipped = running.skips(trip)
    boards = _positions(known, known.may_board | skipped, planned, ride.board)
    alights = _positions(known, known.may_alight | skipped, planned, ride.alight)
    pairs = [(board, alight) for board in boards for alight in alights if board < alight]
    if not pairs:
        return ride
    calls = min(pairs, key=lambda pair: pair[1] - pair[0])
    told = ride_of(running, (trip, ride.day), calls, seated=ride.stays_seated)
    return replace(told, stages=ride.stages)


def _positions(known: Calls, is_open: Bools, planned: Calls, position: int) -> list[int]:
    """Where a call of the timetable stands among those of a live run; loops may have it twice."""
    same = (
        is_open
        & (known.planned_stop == planned.stop[position])
        & (known.scheduled_arrive == planned.arrive[position])
        & (known.scheduled_depart == planned.depart[position])
    )
    found: list[int] = np.flatnonzero(same).tolist()
    return found
