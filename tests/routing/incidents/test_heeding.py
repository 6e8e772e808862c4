"""Closures heeded when one would pass: cars, bikes and walkers in a drawn town."""

from typing import Any

import numpy as np
import pytest

from maas.errors import BadPlace
from maas.hindered import Meeting
from maas.itinerary import Leg
from maas.live.incidents import Incident, IncidentKind
from maas.model import Mode, Profile, SourceId, TimeMeaning
from routing.incidents.laid import Incidents
from routing.incidents.laid_incident import LaidIncident, Span
from routing.many import ManyQuestion
from tests.routing.incidents.closing import FOREVER, at
from tests.towns import Town

TOWN = Town(
    """
    M---A-------B---N
        |       |
        |       |
        C-------D
    """,
    dict.fromkeys(("AB", "ACDB", "MA", "BN"), "highway=residential"),
    {"1": ("M 08:00 N 08:10",)},
)
CAR, BIKE = frozenset({Profile.CAR}), frozenset({Profile.BIKE})
ON_FOOT = frozenset({Profile.WALK, Profile.WHEELCHAIR})


def edges_of(way: int) -> np.ndarray:
    """The directed edges of a way of the map, by its number there."""
    _, streets = TOWN.data
    assert streets is not None
    edge = np.flatnonzero(streets.ways.id[streets.edges.way] == way)
    return np.sort(np.concatenate([2 * edge, 2 * edge + 1])).astype(np.int32)


def closure(
    closes: frozenset[Profile], *spans: Span, id: str = "works:1", way: int = 1
) -> LaidIncident:
    """The street from A to B is closed for some."""
    told = Incident(
        id.partition(":")[2], IncidentKind.CLOSURE, street="Main Street", end=at("18:00")
    )
    directed = edges_of(way)
    return LaidIncident(
        id, SourceId("works"), told, directed, np.ones(directed.size), 1.0,
        spans or (FOREVER,), closes,
    )  # fmt: skip


def where(*laid: LaidIncident) -> Town:
    """The town with some incidents."""
    made = Town(TOWN.drawing, TOWN.ways, TOWN.lines)
    made.__dict__["planner"] = TOWN.planner.with_incidents(Incidents(laid))
    return made


def leg(town: Town, mode: Mode = Mode.CAR, clock: str = "12:00", **more: Any) -> Leg:
    """The way from M to N."""
    more = {"direct_modes": (mode,), "transit_modes": frozenset(), **more}
    return town.ask("M", "N", clock, **more).direct[0].legs[0]


def goes_round(leg: Leg) -> bool:
    """Whether it takes the long way by C and D."""
    return (leg.distance_m or 0) > 500


def told(leg: Leg) -> list[tuple[str, Meeting, bool]]:
    """What a leg says of incidents."""
    return [(each.id, each.meeting, each.is_closed) for each in leg.incidents]


@pytest.mark.parametrize(
    ("mode", "closes"), [(Mode.CAR, CAR), (Mode.BIKE, BIKE), (Mode.WALK, ON_FOOT)]
)
def test_each_mode_keeps_off_what_is_closed_to_it_and_says_why(
    mode: Mode, closes: frozenset[Profile]
) -> None:
    usual = leg(TOWN, mode)
    closed = leg(where(closure(closes)), mode)
    assert not goes_round(usual) and usual.incidents == ()
    assert goes_round(closed)
    assert told(closed) == [("works:1", Meeting.AVOIDED, True)]
    (why,) = closed.incidents
    assert (why.street, why.end, why.source) == ("Main Street", FOREVER[1], "works")
    assert why.delay_s == closed.duration - usual.duration > 0
    others = {Mode.CAR, Mode.BIKE, Mode.WALK} - {mode}
    for other in others:
        assert not goes_round(leg(where(closure(closes)), other))


def test_a_closure_holds_when_one_passes() -> None:
    town = where(closure(CAR, (at("12:00"), at("12:10"))))
    assert goes_round(leg(town, clock="12:05"))
    assert goes_round(leg(town, clock="11:59:58"))
    assert not goes_round(leg(town, clock="12:10"))
    assert not goes_round(leg(town, clock="11:30"))
    assert not goes_round(leg(town, clock="11:59:58", meaning=TimeMeaning.ARRIVE_BY))
    assert goes_round(leg(town, clock="12:09", meaning=TimeMeaning.ARRIVE_BY))
    assert told(leg(town, clock="12:10")) == []


def test_who_passes_before_a_street_is_closed_need_not_go_round() -> None:
    """On foot one is at B after three minutes and more, by car after some seconds."""
    town = where(closure(CAR | ON_FOOT, (at("12:01"), at("13:00"))))
    modes: dict[str, Any] = {"direct_modes": (Mode.CAR, Mode.WALK), "transit_modes": frozenset()}
    car, walk = (way.legs[0] for way in town.ask("M", "N", "12:00", **modes).direct)
    assert (car.mode, goes_round(car)) == (Mode.CAR, False)
    assert (walk.mode, goes_round(walk)) == (Mode.WALK, True)


def test_undone_is_as_before() -> None:
    town = where(closure(CAR))
    town.__dict__["planner"] = town.planner.with_incidents(Incidents())
    again = leg(town)
    assert (again.duration, again.distance_m) == (leg(TOWN).duration, leg(TOWN).distance_m)


def test_what_closes_nobody_is_told_who_passes() -> None:
    passed = leg(where(closure(frozenset())))
    assert told(passed) == [("works:1", Meeting.PASSED, False)] and not goes_round(passed)
    assert told(leg(where(closure(frozenset())), Mode.WALK)) == []


def test_what_looks_at_no_ways_keeps_off_what_is_closed_now() -> None:
    one, other = (TOWN.positions[letter] for letter in "MN")
    question = ManyQuestion(one, [other], Mode.CAR, 3600)
    (usual,) = TOWN.planner.one_to_many(question, np.zeros(1, np.uint8))
    for since, is_longer in ((at("12:05"), True), (at("12:15"), False)):
        known = Incidents((closure(CAR, (at("12:00"), at("12:10"))),), since)
        (pair,) = TOWN.planner.with_incidents(known).one_to_many(question, np.zeros(1, np.uint8))
        assert usual is not None and pair is not None
        assert (pair.seconds > usual.seconds) is is_longer


def test_ways_to_lines_keep_off_what_is_closed_whatever_is_told_of_them() -> None:
    town = where(closure(ON_FOOT, (at("07:50"), at("08:30")), way=3))  # from M to A
    for detailed in (True, False):
        found = town.ask("A", "N", "07:50", detailed_legs=detailed, max_direct_s=0)
        assert found.itineraries == ()
        assert TOWN.ask("A", "N", "07:50", detailed_legs=detailed, max_direct_s=0).itineraries


def test_who_is_shut_in_is_told_by_what() -> None:
    """All streets of the town are closed to who walks; the bus at M is not."""
    laid = [closure(ON_FOOT, id=f"works:{way}", way=way) for way in (1, 2, 3, 4)]
    with pytest.raises(BadPlace, match=r"all streets near this place are closed: Main Street"):
        leg(where(*laid), Mode.WALK, max_access_s=0, max_matching_m=10.0)
