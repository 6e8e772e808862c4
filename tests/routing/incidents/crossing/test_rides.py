"""Rides whose usual way leads through something closed."""

from copy import copy
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from maas.hindered import IncidentOnLeg, Meeting
from maas.itinerary import Leg
from maas.live.incidents import IncidentKind, Traveller
from maas.model import Profile, SourceId
from routing.boards import Around, BoardQuestion
from routing.incidents.laid import Incidents, LaidIncident
from routing.overlays.live import Live
from routing.overlays.live_trips import LiveTrips
from tests.closures import closure
from tests.lines import lisbon
from tests.runs import cancelled, late, skipping
from tests.streetmaps import Town as DrawnTown
from tests.towns import Town

TOWN = Town(
    """
    A---------------B---------------C---------------D
                    |               |
                    E               F
                    |               |
                    G---------------H
    """,
    {
        "ABCD": "highway=residential name=High+Street",
        "BEG": "highway=residential",
        "CFH": "highway=residential",
        "GH": "highway=residential",
    },
    {
        "1": ("A 08:00 B 08:04 C 08:06 D 08:10", "A 18:00 B 18:04 C 18:06 D 18:10"),
        "2": ("A 08:00 G 08:06 H 08:08 D 08:14",),
        "3": ("A 08:00 D 08:12",),
    },
    shapes={"1": "ABCD", "2": "ABEGHFCD"},
)
NETWORK = TOWN.data[1]
assert NETWORK is not None


NOON = lisbon("2023-09-20T12:00")
CLOSED = closure(NETWORK, "BC", "CB", street="High Street", authority="Town")


def town_with(*closed: LaidIncident, town: Town = TOWN) -> Town:
    """The town after some news of its streets."""
    told = copy(town)
    told.__dict__["planner"] = town.planner.with_incidents(Incidents(closed))
    return told


def rides(town: Town, destination: str = "D", at: str = "08:00", **asked: object) -> dict[str, Leg]:
    """The first ride by each line from A."""
    answer = town.ask("bus:A", f"bus:{destination}", at, **asked)
    found: dict[str, Leg] = {}
    for leg in (leg for way in answer.itineraries for leg in way.legs):
        if leg.trip:
            found.setdefault(leg.trip.route_short_name, leg)
    return found


def ride(*closed: LaidIncident, line: str = "1", **asked: str) -> tuple[IncidentOnLeg, ...]:
    """What is told of a ride."""
    return rides(town_with(*closed), **asked)[line].incidents


def whole_trip(line: str, *closed: LaidIncident, town: Town = TOWN) -> tuple[IncidentOnLeg, ...]:
    """What is told of the first trip of a line."""
    (leg,) = town_with(*closed, town=town).planner.boards.trip(f"20230920_08:00_bus:{line}-0").legs
    return leg.incidents


def test_a_line_through_a_closed_street_says_so_and_its_times_stay() -> None:
    leg = rides(town_with(CLOSED))["1"]
    (met,) = leg.incidents
    assert (met.id, met.kind, met.meeting) == (
        "incidents:7",
        IncidentKind.CLOSURE,
        Meeting.CROSSED,
    )
    assert met.is_closed and (met.street, met.authority) == ("High Street", "Town")
    assert (leg.departure, leg.arrival) == (lisbon("2023-09-20T08:00"), lisbon("2023-09-20T08:10"))


def test_the_way_round_is_reckoned_as_cars_drive_it() -> None:
    (met,) = ride(CLOSED)
    town = DrawnTown(TOWN.map)
    straight = town.seconds("B", "C", Profile.CAR)
    around = sum(town.seconds(a, b, Profile.CAR) for a, b in pairwise("BGHC"))
    assert met.delay_s == pytest.approx(around - straight, abs=25)
    (met,) = ride(closure(NETWORK, "BC", "CB", "GH", "HG"))
    assert met.delay_s is None, "there is no way round"


def test_other_lines_say_nothing() -> None:
    assert whole_trip("1", CLOSED)
    assert not whole_trip("2", CLOSED), "it goes another way"
    assert not whole_trip("3", CLOSED), "nobody knows its way"
    assert not whole_trip("1", closure(NETWORK, "CB")), "the other direction"
    assert not whole_trip("1")


def test_it_counts_where_one_rides() -> None:
    assert not ride(CLOSED, destination="B")
    assert ride(CLOSED, destination="C")


def test_it_counts_when_one_comes_there() -> None:
    closed = replace(CLOSED, spans=((lisbon("2023-09-20T07:00"), NOON),))
    assert ride(closed) and not ride(closed, at="18:00")
    assert not ride(replace(closed, spans=((0, lisbon("2023-09-20T08:04")),)))
    later = replace(closed, spans=((lisbon("2023-09-20T08:05"), NOON),))
    assert ride(later) and not ride(later, destination="B")


@pytest.mark.parametrize(
    ("told", "is_closed"),
    [
        ({"concerns": (Traveller.BUS,)}, True),
        ({"concerns": (Traveller.CAR,)}, False),
        ({"exempt": (Traveller.BUS,)}, False),
        ({"is_verified": False}, False),
        ({"kind": IncidentKind.WORKS}, False),
        ({"kind": IncidentKind.WORKS, "is_closed": True}, True),
        ({"kind": IncidentKind.JAM}, False),
    ],
)
def test_it_must_be_closed_to_buses(told: dict[str, object], is_closed: bool) -> None:
    assert bool(ride(closure(NETWORK, "BC", "CB", **told))) is is_closed


def test_where_live_times_are_told_nothing_is_guessed() -> None:
    run = TOWN.run("bus:1-0")
    run = replace(run, depart=run.depart + 60, arrive=run.arrive + 60)
    known = TOWN.with_news(replace(run, known=np.ones_like(run.known)))
    (met,) = rides(town_with(CLOSED, town=known))["1"].incidents
    assert met.meeting is Meeting.CROSSED and met.delay_s is None


def test_where_somebody_knows_how_the_line_goes_round_nothing_is_said() -> None:
    run, stops = late(TOWN.run("bus:1-0"), 1), TOWN.data[0].stops.id
    drawn = {
        (SourceId("rt"), "round"): np.array(
            [(at.lat, at.lon) for at in map(TOWN.positions.get, "ABEGHFCD") if at]
        )
    }
    around = np.array([stops.find(f"bus:{letter}") for letter in "AGHD"], np.int32)
    elsewhere = replace(run, stop=around, planned_stop=around)
    for told, ways in ((replace(run, way="round"), drawn), (elsewhere, {}), (cancelled(run), {})):
        assert not whole_trip("1", CLOSED, town=TOWN.with_news(told, ways=ways))
    assert whole_trip("1", CLOSED, town=TOWN.with_news(skipping(run, 1)))


def test_both_news_come_in_any_order() -> None:
    run = TOWN.run("bus:1-0")
    live = Live(LiveTrips.of(TOWN.data[0], (run,), (SourceId("rt"),)))
    told = copy(TOWN)
    told.__dict__["planner"] = TOWN.planner.with_incidents(Incidents((CLOSED,))).with_live(live)
    assert rides(told)["1"].incidents


def test_stops_that_are_not_served_are_told_of_any_line() -> None:
    stop = TOWN.data[0].stops.id.find("bus:C")
    closed = closure(NETWORK, "HC", id="crisis", closes_stops=True)
    closed = replace(closed, stops=np.array([stop], np.int32))
    assert all(whole_trip(line, closed) for line in "12")
    assert not whole_trip("3", closed), "it does not call there"
    assert not ride(closed, destination="B")


def test_boards_tell_it_of_what_leaves_and_of_what_arrives() -> None:
    boards = town_with(CLOSED).planner.boards
    for stop, departures, told in (
        ("bus:A", True, True),
        ("bus:B", True, True),
        ("bus:C", True, False),
        ("bus:B", False, False),
        ("bus:C", False, True),
    ):
        question = BoardQuestion(
            Around(stop), lisbon("2023-09-20T07:59"), departures, not departures, n=1
        )
        is_told = any(
            each.incidents
            for each in boards.board(replace(question, n=3)).stop_times
            if each.trip.route_short_name == "1"
        )
        assert (stop, departures, is_told) == (stop, departures, told)
