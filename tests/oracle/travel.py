"""Travel a journey by the timetable's tables: everything it says must be so."""

from itertools import pairwise

from maas.units import NEVER
from routing.transit import Change, Journey, Ride, TransitQuestion
from tests.oracle.scan import Oracle, Vehicle, ends, stages_at
from tests.oracle.vias import Vias, at_end, on_foot, passed, vias_of


def travel(oracle: Oracle, question: TransitQuestion, journey: Journey) -> None:
    """Asserts that every time, stop, change and stay of a journey is true."""
    rides = [leg for leg in journey.legs if isinstance(leg, Ride)]
    found = {(v.trip, v.day): v for v in oracle.vehicles}
    for ride in rides:
        vehicle = found[ride.trip, ride.day]
        board, alight = vehicle.calls[ride.board], vehicle.calls[ride.alight]
        assert ride.board < ride.alight
        assert (ride.departure, ride.arrival) == (board[2], alight[1])
    assert ends(question.access)[journey.access_stop] == journey.access_s
    assert ends(question.egress)[journey.egress_stop] == journey.egress_s
    first, last = rides[0], rides[-1]
    assert stop_at(found, first, first.board) == journey.access_stop
    assert stop_at(found, last, last.alight) == journey.egress_stop
    if not question.vias:
        assert journey.departure == first.departure - journey.access_s
        assert journey.arrival == last.arrival + journey.egress_s
    check_vias(oracle, question, journey, found)
    for before, after in pairwise(rides):
        check_change(oracle, question, journey, found, before, after)
    check_flags(found, rides)


def check_vias(
    oracle: Oracle,
    question: TransitQuestion,
    journey: Journey,
    found: dict[tuple[int, object], Vehicle],
) -> None:
    """All vias are visited in time, and no time is wasted at the end."""
    vias = vias_of(question)
    access = {journey.access_stop: journey.access_s}
    stages = stages_at(vias, access)[journey.access_stop]
    ready = {stage: journey.departure + seconds for stage, seconds in stages.items()}
    arrived: dict[int, int] = {}
    before = None
    for ride in (leg for leg in journey.legs if isinstance(leg, Ride)):
        if before is not None and not ride.stays_seated:
            ready = change(oracle, question, vias, (before, ride), arrived, found)
        if not ride.stays_seated:
            aboard = {stage for stage, at in ready.items() if at <= ride.departure}
        for stop, _, _, board, alight in found[ride.trip, ride.day].calls[
            ride.board : ride.alight + 1
        ]:
            if board or alight:
                aboard = {passed(vias, stage, stop) for stage in aboard}
        arrived, before = dict.fromkeys(aboard, ride.arrival), ride
    assert before is not None
    ends = [at_end(vias[stage:], journey.egress_stop, journey.egress_s) for stage in arrived]
    assert journey.arrival == before.arrival + min(s for s in ends if s is not None)


def change(
    oracle: Oracle,
    question: TransitQuestion,
    vias: Vias,
    rides: tuple[Ride, Ride],
    arrived: dict[int, int],
    found: dict[tuple[int, object], Vehicle],
) -> dict[int, int]:
    """When one may board the later of two rides, by stage."""
    here, there = (
        stop_at(found, rides[0], rides[0].alight),
        stop_at(found, rides[1], rides[1].board),
    )
    walks = [s for to, s in oracle.walks[here] if to == there]
    walk_s = oracle.seconds(question, oracle.change[here] if here == there else min(walks))
    ready: dict[int, int] = {}
    for stage, at in arrived.items():
        for later in range(stage, len(vias) + 1):
            seconds = on_foot(vias[stage:later], here, there, walk_s)
            if seconds is not None:
                ready[later] = min(ready.get(later, NEVER * 2), at + seconds)
    return ready


def stop_at(found: dict[tuple[int, object], Vehicle], ride: Ride, position: int) -> int:
    """The stop of a position."""
    return found[ride.trip, ride.day].calls[position][0]


def check_flags(found: dict[tuple[int, object], Vehicle], rides: list[Ride]) -> None:
    """One gets on and off only where that is allowed."""
    for i, ride in enumerate(rides):
        calls = found[ride.trip, ride.day].calls
        stays = i + 1 < len(rides) and rides[i + 1].stays_seated
        assert ride.stays_seated or calls[ride.board][3]
        assert stays or calls[ride.alight][4]


def check_change(
    oracle: Oracle,
    question: TransitQuestion,
    journey: Journey,
    found: dict[tuple[int, object], Vehicle],
    before: Ride,
    after: Ride,
) -> None:
    """Between two rides one stays seated, changes at the stop or walks to another, in time."""
    if after.stays_seated:
        vehicle = found[before.trip, before.day]
        assert vehicle.onward is found[after.trip, after.day]
        assert before.alight == len(vehicle.calls) - 1
        assert after.board == 0
        return
    here, there = stop_at(found, before, before.alight), stop_at(found, after, after.board)
    between = journey.legs[journey.legs.index(before) + 1]
    if here == there:
        assert between is after
        seconds = oracle.change[here]
        assert seconds < NEVER
    else:
        assert isinstance(between, Change)
        assert (between.from_stop, between.to_stop) == (here, there)
        seconds = min(s for to, s in oracle.walks[here] if to == there)
        assert between.seconds == oracle.seconds(question, seconds)
    stay_s = between.stay_s if isinstance(between, Change) else 0
    assert before.arrival + stay_s + oracle.seconds(question, seconds) <= after.departure
