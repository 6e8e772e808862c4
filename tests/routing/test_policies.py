"""Low-emission zones: told of, or driven round, by what is known of the car and by when."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from maas.errors import BadQuery, BadSettings
from maas.itinerary import Answer, Leg
from maas.model import Mode, TimeMeaning
from maas.settings import DrivingSettings, Policy, RoutingSettings
from routing.graph import Graph
from routing.known_trips import KnownLeg
from routing.planner import Planner
from routing.policies.rules import DrivingRules
from routing.question import End, Question
from routing.streets import link_stops
from tests.towns import ZONE, Town

TOWN = Town(
    """
    M---A---E---B---N
        |       |
        |       |
        C-------D
    """,
    dict.fromkeys(("AE", "EB", "ACDB", "MA", "BN"), "highway=residential"),
    {"1": ("M 08:00 N 08:10",)},
)
MARGIN = 3e-4
FAR = ((((9.0, 9.0), (9.1, 9.0), (9.0, 9.1), (9.0, 9.0)),),)
ELSEWHERE = Policy("far", "low-emission-zone", "Far", FAR, allowed=("diesel",))
"""Of diesels something is said, so that one may say that one's car is one."""
EUROS = DrivingSettings(Decimal("0.30"), "EUR")


def around(letters: str, **more: object) -> Policy:
    """A zone around some letters."""
    places = [TOWN.positions[letter] for letter in letters]
    south, north = min(p.lat for p in places) - MARGIN, max(p.lat for p in places) + MARGIN
    west, east = min(p.lon for p in places) - MARGIN, max(p.lon for p in places) + MARGIN
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    said: dict[str, object] = {"allowed": ("electric",), "exempt": ("disabled",), **more}
    return Policy("zfe", "low-emission-zone", "ZFE", ((ring,),), "https://zfe", **said)  # type: ignore[arg-type]


def town(policies: Sequence[Policy], zone: ZoneInfo = ZONE) -> Town:
    """The town with some policies."""
    lines, streets = TOWN.data
    assert streets is not None
    graph = Graph(lines, streets, link_stops(streets, lines), {})
    made = Town(TOWN.drawing, TOWN.ways, TOWN.lines)
    rules = DrivingRules(EUROS, tuple(policies), zone)
    made.__dict__["planner"] = Planner(graph, RoutingSettings(), rules=rules)
    return made


def asked(
    policies: Sequence[Policy], vehicle: str = "", at: str = "12:00", **more: object
) -> Answer:
    """The way by car from M to N at some time of a Wednesday."""
    more = {"direct_modes": (Mode.CAR,), "transit_modes": frozenset(), **more}
    return town(policies).ask("M", "N", at, vehicle_class=vehicle, **more)


def drive(*question: object, **more: object) -> Leg:
    """The leg of that way."""
    return asked(*question, **more).direct[0].legs[0]  # type: ignore[arg-type]


def goes_round(leg: Leg) -> bool:
    """Whether it takes the long way by C and D."""
    return (leg.distance_m or 0) > 700


def test_who_says_nothing_of_the_car_is_told() -> None:
    leg = drive([around("E")])
    assert not goes_round(leg) and leg.vehicle_class == ""
    (told,) = leg.policies
    assert (told.id, told.kind, told.name) == ("zfe", "low-emission-zone", "ZFE")
    assert (told.url, told.allowed) == ("https://zfe", ("electric",))


@pytest.mark.parametrize("vehicle", ["electric", "disabled"])
def test_who_may_enter_is_told_nothing(vehicle: str) -> None:
    leg = drive([around("E")], vehicle)
    assert not goes_round(leg) and leg.policies == () and leg.vehicle_class == vehicle


def test_who_may_not_goes_round() -> None:
    leg = drive([around("E"), ELSEWHERE], "diesel")
    (told,) = leg.policies
    assert goes_round(leg) and told.is_avoided and not told.is_forbidden
    usual = drive([around("E")])
    assert told.delay_s == (leg.arrival - leg.departure) - (usual.arrival - usual.departure) > 0
    assert not goes_round(drive([around("E", allowed=("diesel",)), ELSEWHERE], "diesel"))


def test_a_class_that_nobody_speaks_of_is_named() -> None:
    with pytest.raises(BadQuery, match=r"vehicleClass.*'spaceship'.*disabled, electric"):
        asked([around("E")], "spaceship")
    with pytest.raises(BadQuery, match="known: none"):
        asked([], "electric")


@pytest.mark.parametrize(
    ("when", "at", "closed"),
    [
        ({}, "12:00", True),
        ({"since": date(2023, 9, 20)}, "12:00", True),
        ({"since": date(2023, 9, 21)}, "12:00", False),
        ({"since": date(2023, 9, 21)}, "23:50", False),
        ({"since": date(2023, 9, 21)}, "23:59:30", True),
        ({"until": date(2023, 9, 20)}, "12:00", True),
        ({"until": date(2023, 9, 19)}, "12:00", False),
        ({"hours": "Mo-Fr 08:00-20:00"}, "12:00", True),
        ({"hours": "Mo-Fr 08:00-20:00"}, "21:00", False),
        ({"hours": "Mo-Fr 08:00-20:00"}, "07:30", False),
        ({"hours": "Mo-Fr 08:00-20:00"}, "07:59:45", True),
        ({"hours": "Sa 08:00-20:00"}, "12:00", False),
    ],
)
def test_days_and_hours_decide(when: dict[str, object], at: str, closed: bool) -> None:
    assert goes_round(drive([around("E", **when), ELSEWHERE], "diesel", at)) is closed


def test_what_is_told_is_told_of_the_very_drive() -> None:
    policy = around("E", hours="Mo-Fr 08:00-20:00")
    assert drive([policy], at="07:30").policies == ()
    assert drive([policy], at="07:59:45").policies
    assert drive([policy], at="07:59:45", meaning=TimeMeaning.ARRIVE_BY).policies == ()


def test_who_asks_again_is_kept_out_again() -> None:
    here, there = (End(at=TOWN.positions[letter], name="") for letter in "MN")
    made = town([around("E"), ELSEWHERE])
    by_car: dict[str, Any] = {"direct_modes": (Mode.CAR,), "transit_modes": frozenset()}
    leg = made.ask("M", "N", vehicle_class="diesel", **by_car).direct[0].legs[0]
    known = KnownLeg(Mode.CAR, here, there, leg.departure, leg.arrival, vehicle_class="diesel")
    asked = Question(here, there, leg.departure, vehicle_class=known.vehicle_class)
    again = made.planner.refresh([known], asked).legs[0]
    assert goes_round(again) and again.vehicle_class == "diesel"


def test_streets_along_the_rim_are_outside() -> None:
    places = [TOWN.positions[letter] for letter in "AEB"]
    south, north = places[0].lat - 5e-5, places[0].lat + 1e-2
    west, east = places[0].lon, places[-1].lon
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    policy = Policy("rim", "low-emission-zone", "Rim", ((ring,),), allowed=("electric",))
    assert drive([policy]).policies == ()


def test_hours_that_nobody_understands_are_refused() -> None:
    with pytest.raises(BadSettings, match=r"policy\.hours.*sometimes.*'zfe'"):
        town([around("E", hours="sometimes")])


def test_driving_has_its_price() -> None:
    way = asked([]).direct[0]
    metres = way.legs[0].distance_m or 0
    assert way.price is not None and way.price.complete
    (part,) = way.price.parts
    assert (part.source, part.currency) == ("driving", "EUR")
    assert part.amount == (Decimal("0.30") * round(metres) / 1000).quantize(Decimal("0.01"))
