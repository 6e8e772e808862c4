"""School streets, quiet zones and bans of trucks: who is led round, when, and what is told."""

from dataclasses import replace

import pytest

from maas.errors import BadQuery
from maas.itinerary import Answer, Leg
from maas.model import Mode
from maas.settings import Policy, RoutingSettings
from maas.settings.driving import USUAL_DRIVING
from routing.graph import Graph
from routing.planner import Planner
from routing.policies.rules import DrivingRules
from routing.streets import link_stops
from tests.towns import ZONE, Town

TOWN = Town(
    """
    M---A---E---B---N
        |   |   |
        |   S   |
        C-------D
    """,
    dict.fromkeys(("AE", "EB", "ACDB", "MA", "BN", "ES"), "highway=residential"),
    {"1": ("M 08:00 N 08:10",)},
)
MARGIN = 3e-4
MORNING = "Mo-Fr 08:00-08:30"


def around(letters: str, kind: str = "school-street", **more: object) -> Policy:
    """A rule of the place around some letters."""
    places = [TOWN.positions[letter] for letter in letters]
    south, north = min(p.lat for p in places) - MARGIN, max(p.lat for p in places) + MARGIN
    west, east = min(p.lon for p in places) - MARGIN, max(p.lon for p in places) + MARGIN
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return Policy("rule", kind, "Rue E", ((ring,),), "https://rule", **more)  # type: ignore[arg-type]


def asked(
    policy: Policy, at: str = "08:10", ends: str = "MN", vehicle: str = "", **more: object
) -> Answer:
    """Ways by car between two letters, on a Wednesday."""
    lines, streets = TOWN.data
    assert streets is not None
    graph = Graph(lines, streets, link_stops(streets, lines), {})
    rules = DrivingRules(USUAL_DRIVING, (policy,), ZONE)
    made = Town(TOWN.drawing, TOWN.ways, TOWN.lines)
    made.__dict__["planner"] = Planner(graph, RoutingSettings(), rules=rules)
    by_car = {"direct_modes": (Mode.CAR,), "transit_modes": frozenset(), **more}
    return made.ask(ends[0], ends[1], at, vehicle_class=vehicle, **by_car)


def drive(policy: Policy, *question: str) -> Leg:
    """The leg of such a way."""
    return asked(policy, *question).direct[0].legs[0]


def goes_round(leg: Leg) -> bool:
    """Whether it takes the long way by C and D."""
    return (leg.distance_m or 0) > 700


@pytest.mark.parametrize("kind", ["school-street", "quiet-zone"])
def test_nobody_drives_through_and_the_leg_says_why(kind: str) -> None:
    leg = drive(around("E", kind))
    (told,) = leg.policies
    assert goes_round(leg)
    assert (told.kind, told.name, told.is_avoided, told.is_forbidden) == (
        kind,
        "Rue E",
        True,
        False,
    )
    assert told.delay_s is not None and 0 < told.delay_s < leg.arrival - leg.departure


def along(kind: str, share: float) -> Policy:
    """A rule of a strip of 20 m around a share of the street from A to E."""
    lat, west, east = TOWN.positions["A"].lat, TOWN.positions["A"].lon, TOWN.positions["E"].lon
    south, north, east = lat - 9e-5, lat + 9e-5, west + share * (east - west)
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return Policy("rule", kind, "Rue E", ((ring,),), "https://rule")


def test_the_zone_of_a_school_street_may_be_as_narrow_as_the_street() -> None:
    assert goes_round(drive(along("school-street", 0.8)))
    assert not goes_round(drive(along("school-street", 0.3)))
    assert not goes_round(drive(along("quiet-zone", 0.8)))


def test_who_begins_or_ends_there_may_enter() -> None:
    for ends in ("ME", "EN", "MS", "SN"):
        leg = drive(around("ES"), "08:10", ends)
        (told,) = leg.policies
        assert not goes_round(leg) and not told.is_avoided and not told.is_forbidden


def test_who_is_allowed_drives_through_and_is_told_nothing() -> None:
    leg = drive(around("E", allowed=("resident",), exempt=("care",)), "08:10", "MN", "care")
    assert not goes_round(leg) and leg.policies == ()


@pytest.mark.parametrize(
    ("at", "closed"),
    [
        *(("07:58", False), ("07:59:40", True), ("08:10", True)),
        *(("08:29:30", True), ("08:30:30", False), ("12:00", False)),
    ],
)
def test_it_holds_at_the_moment_one_would_pass(at: str, closed: bool) -> None:
    leg = drive(around("E", hours=MORNING), at)
    assert goes_round(leg) is closed
    assert bool(leg.policies) is closed


def test_holidays_are_said_as_dates() -> None:
    hours = f"{MORNING}; 2023 Sep 18-2023 Sep 22 off"
    assert not goes_round(drive(around("E", hours=hours)))


def test_where_there_is_no_other_way_there_is_none() -> None:
    both = around("E").area + around("D").area
    assert asked(replace(around("E"), area=both)).direct == ()
    assert asked(replace(around("E"), area=both, hours=MORNING), "09:00").direct


def test_a_ban_of_trucks_keeps_out_trucks_alone() -> None:
    ban = around("E", "truck-ban", closed_to=("truck",))
    leg = drive(ban, "08:10", "MN", "truck")
    (told,) = leg.policies
    assert goes_round(leg) and told.is_avoided and told.kind == "truck-ban"
    assert not goes_round(drive(ban)) and drive(ban).policies == ()
    with pytest.raises(BadQuery, match="known: truck"):
        asked(ban, "08:10", "MN", "lorry")


def test_trucks_do_not_end_where_they_may_not_enter() -> None:
    ban = around("ES", "truck-ban", closed_to=("truck",))
    assert drive(ban, "08:10", "MS").policies == ()
    told = asked(ban, "08:10", "MS", "truck").direct
    assert not told or told[0].legs[0].destination.place.at != TOWN.positions["E"]


def test_who_walks_is_not_concerned() -> None:
    answer = asked(around("E"), direct_modes=(Mode.WALK,))
    leg = answer.direct[0].legs[0]
    assert not goes_round(leg) and leg.policies == ()
