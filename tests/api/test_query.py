"""Query strings: each parameter of MOTIS v6 once, both array styles, and what is refused."""

from typing import Any

import pytest
from multidict import MultiDict

from api.plan_query import PlanQuery
from api.query import parameters, read_query
from api.question import question_of
from maas.errors import BadQuery, NotSupported
from maas.live.rentals import FormFactor, Propulsion
from maas.model import TRANSIT_MODES, LatLon, Mode, Profile
from routing.question import End, Question, ViaStop
from routing.rentals.wanted import Wanted
from tests.api import contract
from tests.itineraries import NINE

ADDITIONS = {"sort", "asOf", "bikeParking", "parkingDuration", "vehicleClass"}
"""Parameters beyond MOTIS's."""

ENDS = {"fromPlace": "41.1,-8.6,0", "toPlace": "stcp:Casa"}


def ask(*pairs: tuple[str, str]) -> Question:
    """The question of a query string that has these parameters beside the two ends."""
    return question_of(read_query(PlanQuery, MultiDict([*ENDS.items(), *pairs])), NINE)


def test_defaults_are_motis() -> None:
    question = ask()
    assert question.origin == End(at=LatLon(41.1, -8.6), level=0.0, name="START")
    assert question.destination == End(stop_id="stcp:Casa")
    expected = Question(question.origin, question.destination, NINE)
    assert question.direct_modes == expected.direct_modes
    for name in ("window_s", "wanted", "max_access_s", "max_direct_s", "transit_modes"):
        assert getattr(question, name) == getattr(expected, name)


def test_vias_and_stays_are_paired() -> None:
    both = ("via", "stcp:1,stcp:2")
    assert ask(both).vias == (ViaStop("stcp:1"), ViaStop("stcp:2"))
    assert ask(both, ("viaMinimumStay", "5")).vias == (ViaStop("stcp:1", 300), ViaStop("stcp:2"))
    assert ask(("viaMinimumStay", "5,0")).vias == ()


@pytest.mark.real
def test_every_parameter_of_motis_is_known_with_its_default() -> None:
    ours = {parameter.name: parameter for parameter in parameters(PlanQuery)}
    theirs = {parameter["name"]: parameter for parameter in contract.parameters("/api/v6/plan")}
    assert ours.keys() - ADDITIONS == theirs.keys()
    for name, parameter in theirs.items():
        schema = parameter["schema"]
        default = ours[name].default
        known = list(default) if isinstance(default, tuple) else default
        assert ours[name].required is parameter.get("required", False)
        if "default" in schema:
            assert known == schema["default"], name
        else:
            assert not known or name in ("pedestrianProfile", "elevationCosts", "realtimeMode"), (
                name
            )


@pytest.mark.real
def test_every_default_of_motis_is_accepted_when_written_out() -> None:
    for parameter in contract.parameters("/api/v6/plan"):
        if "default" in parameter["schema"]:
            ask((parameter["name"], as_text(parameter["schema"]["default"])))


def as_text(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_lists_come_with_commas_and_repeated() -> None:
    wanted = frozenset({Mode.BUS, Mode.TRAM})
    assert ask(("transitModes", "BUS,TRAM")).transit_modes == wanted
    assert ask(("transitModes", "BUS"), ("transitModes", "TRAM")).transit_modes == wanted
    assert ask(("transitModes", "")).transit_modes == frozenset()


def test_a_text_that_looks_like_false_stays_a_text() -> None:
    """YAML 1.1 reads `OFF` as false; MOTIS's description says it without quotes."""
    query = read_query(PlanQuery, MultiDict([*ENDS.items(), ("realtimeMode", "OFF")]))
    assert query.realtime_mode == "OFF"
    document = contract.document()["components"]["schemas"]["RealtimeMode"]
    assert "OFF" in document["enum"]


def test_group_and_old_mode_names() -> None:
    assert ask(("transitModes", "TRANSIT")).transit_modes == frozenset(TRANSIT_MODES)
    assert Mode.SUBWAY in ask(("transitModes", "RAIL")).transit_modes
    assert ask(("transitModes", "METRO")).transit_modes == {Mode.SUBURBAN}
    assert ask(("transitModes", "AREAL_LIFT")).transit_modes == {Mode.AERIAL_LIFT}
    assert ask(("transitModes", "REGIONAL_FAST_RAIL")).transit_modes == {Mode.REGIONAL_RAIL}


def test_modes_without_data_are_no_error() -> None:
    question = ask(("directModes", "WALK,FLEX"), ("preTransitModes", "FLEX,ODM"))
    assert question.direct_modes == (Mode.WALK,)
    assert question.access_modes == ()


@pytest.mark.parametrize(
    "parameter", ["transitModes", "directModes", "preTransitModes", "postTransitModes"]
)
def test_seats_in_private_cars_are_asked_for_in_any_list_of_modes(parameter: str) -> None:
    question = ask((parameter, "RIDE_SHARING"), ("passengers", "3"))
    assert (question.sharing, question.passengers) == (True, 3)
    assert Mode.RIDE_SHARING in question.transit_modes
    assert question.access_modes == question.egress_modes == (Mode.WALK,)


def test_seats_in_private_cars_go_with_lines_as_these_are_asked_for() -> None:
    assert ask(("transitModes", "RIDE_SHARING")).transit_modes == {Mode.RIDE_SHARING}
    beside = ask(("transitModes", "BUS"), ("preTransitModes", "BIKE,RIDE_SHARING"))
    assert beside.transit_modes == {Mode.BUS, Mode.RIDE_SHARING}
    assert beside.access_modes == (Mode.BIKE, Mode.WALK)
    alone = ask(("transitModes", ""), ("directModes", "RIDE_SHARING"))
    assert (alone.transit_modes, alone.direct_modes) == ({Mode.RIDE_SHARING}, ())


def test_nobody_is_shown_a_private_car_who_does_not_ask_for_one() -> None:
    assert not ask().sharing and ask().passengers == 1
    assert not ask(("transitModes", "TRANSIT"), ("passengers", "2")).sharing


def test_ones_own_car_and_bike_may_be_left_on_the_way() -> None:
    question = ask(
        ("directModes", "CAR_PARKING"),
        ("preTransitModes", "CAR_PARKING,BIKE"),
        ("postTransitModes", "CAR_DROPOFF"),
        ("bikeParking", "true"),
        ("parkingDuration", "3600"),
    )
    assert question.direct_modes == (Mode.CAR_PARKING,)
    assert question.access_modes == (Mode.CAR_PARKING, Mode.BIKE)
    assert question.egress_modes == (Mode.CAR_DROPOFF,)
    assert (question.bike_parking, question.stay_s) == (True, 3600)
    assert (ask().bike_parking, ask().stay_s) == (False, 7200)


def test_rented_vehicles_are_asked_for_at_each_end_and_without_lines() -> None:
    question = ask(
        ("directModes", "RENTAL,WALK"),
        ("directRentalFormFactors", "SCOOTER_STANDING,BICYCLE"),
        ("directRentalPropulsionTypes", "ELECTRIC"),
        ("preTransitModes", "WALK,RENTAL"),
        ("preTransitRentalProviders", "velib,voi:paris"),
        ("preTransitRentalProviderGroups", "voi"),
        ("postTransitModes", "RENTAL"),
        ("ignorePostTransitRentalReturnConstraints", "true"),
        ("passengers", "2"),
    )
    assert question.direct_modes == (Mode.RENTAL, Mode.WALK)
    assert (question.access_modes, question.egress_modes) == (
        (Mode.WALK, Mode.RENTAL),
        (Mode.RENTAL,),
    )
    assert question.direct_rental == Wanted(
        forms=frozenset({FormFactor.SCOOTER_STANDING, FormFactor.BICYCLE}),
        propulsions=frozenset({Propulsion.ELECTRIC}),
        passengers=2,
    )
    assert question.access_rental == Wanted(
        providers=frozenset({"velib", "voi:paris"}), groups=frozenset({"voi"}), passengers=2
    )
    assert question.egress_rental == Wanted(ignores_returns=True, passengers=2)


def test_the_first_clients_rent_bikes_alone() -> None:
    question = ask(("directModes", "BIKE_RENTAL"), ("preTransitModes", "BIKE_RENTAL,RENTAL"))
    assert question.direct_rental.forms == {FormFactor.BICYCLE}
    assert question.access_modes == (Mode.RENTAL,)
    assert question.access_rental.forms == frozenset()


def test_caps_clamp_what_motis_lets_servers_clamp() -> None:
    question = ask(
        ("maxTransfers", "99"),
        ("maxPreTransitTime", "999999"),
        ("maxDirectTime", "999999"),
        ("maxMatchingDistance", "99999"),
        ("maxTravelTime", "999999"),
        ("timeout", "60"),
    )
    assert question.max_transfers == 14
    assert question.max_access_s == 5400
    assert question.max_direct_s == 21600
    assert question.max_matching_m == 1000
    assert question.max_travel_s == 86400
    assert question.time_limit_s == 5


def test_what_each_parameter_means() -> None:
    question = ask(
        ("pedestrianProfile", "WHEELCHAIR"),
        ("minTransferTime", "2"),
        ("additionalTransferTime", "1"),
        ("transferTimeFactor", "1.5"),
        ("pedestrianSpeed", "1.1"),
        ("cyclingSpeed", "5"),
        ("radius", "300"),
        ("joinInterlinedLegs", "false"),
        ("timetableView", "false"),
        ("pageCursor", f"LATER|{NINE}"),
        ("language", "fr,en"),
        ("numItineraries", "3"),
        ("maxItineraries", "4"),
    )
    assert question.profile is Profile.WHEELCHAIR
    assert (question.min_transfer_s, question.additional_transfer_s) == (120, 60)
    assert (question.walk_speed_m_s, question.bike_speed_m_s) == (1.1, 5.0)
    assert (question.transfer_factor, question.straight_radius_m) == (1.5, 300.0)
    assert not question.join_in_seat_legs and not question.timetable_view
    assert question.cursor == f"LATER|{NINE}"
    assert question.languages == ("fr", "en")
    assert (question.wanted, question.at_most) == (3, 4)


@pytest.mark.parametrize(
    "text",
    ["2023-09-20T08:00:00Z", "2023-09-20T08:00Z", "2023-09-20T08:00:00.000Z",
     "2023-09-20T10:00:00+02:00", "2023-09-20T10:00:00 02:00", "2023-09-20t08:00:00z"],
)  # fmt: skip
def test_times_are_rfc_3339(text: str) -> None:
    assert ask(("time", text)).time == NINE + 3600


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("time", "2023-09-20T08:00:00"), ("time", "2023-02-30T08:00:00Z"), ("time", "now"),
        ("time", "2023-W38-3T08:00:00Z"), ("time", "2023-09-20T08:00:00Z\0"), ("time", ""),
        ("time", "9999-12-31T23:59:59Z"), ("time", "2023-09-20T25:00:00Z"),
        ("maxTransfers", "-1"), ("maxTransfers", "1.5"), ("maxTransfers", "1_0"),
        ("maxTransfers", "9" * 5000), ("maxTransfers", "٣"), ("maxTransfers", " 3"),
        ("numItineraries", "51"), ("searchWindow", "86401"), ("searchWindow", "-1"),
        ("transferTimeFactor", "0.9"), ("transferTimeFactor", "nan"),
        ("transferTimeFactor", "1e400"), ("radius", "inf"), ("arriveBy", "True"),
        ("arriveBy", ""), ("pedestrianProfile", "foot"), ("pedestrianSpeed", "0"),
        ("directModes", "BUS"), ("transitModes", "WALK"), ("transitModes", "STAGECOACH"),
        ("maxItineraries", "4"), ("pageCursor", "SOONER|1"), ("pageCursor", "LATER|99999999999"),
        ("via", "a,b,c"), ("directRentalFormFactors", "UNICYCLE"), ("algorithm", "A*"),
        ("fromPlace", "41,8"), ("realtimeMode", "False"),
    ],
)  # fmt: skip
def test_bad_values_name_their_parameter(name: str, text: str) -> None:
    with pytest.raises(BadQuery) as error:
        ask((name, text))
    assert error.value.parameter == name
    assert error.value.code == "BAD_PARAMETER"


@pytest.mark.parametrize("text", ["91,0", "0,181", "-90.1,0"])
def test_a_place_must_be_on_earth(text: str) -> None:
    with pytest.raises(BadQuery, match="fromPlace: is not a position on earth"):
        question_of(read_query(PlanQuery, MultiDict({**ENDS, "fromPlace": text})), NINE)


@pytest.mark.parametrize("text", ["41.1, -8.6", "nan,0", "1e1,2", "41.1", "stcp:1,2", "４１,８"])
def test_what_is_no_plain_coordinate_is_a_stop_id(text: str) -> None:
    query = read_query(PlanQuery, MultiDict({**ENDS, "fromPlace": text}))
    assert question_of(query, NINE).origin == End(stop_id=text)


@pytest.mark.parametrize("missing", ["fromPlace", "toPlace"])
def test_both_ends_are_required(missing: str) -> None:
    given = {name: text for name, text in ENDS.items() if name != missing}
    with pytest.raises(BadQuery, match=f"{missing}: is missing"):
        read_query(PlanQuery, MultiDict(given))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("vehicleHeight", "3.5"),
        ("vehicleHazmat", "true"), ("elevationCosts", "LOW"),
        ("requireCarTransport", "true"), ("noCompulsoryReservation", "true"),
        ("slowDirect", "true"), ("fastestSlowDirectFactor", "2"),
        ("luggage", "1"), ("directModes", "HGV"),
        ("transitModes", "DEBUG_BUS_ROUTE"),
    ],
)  # fmt: skip
def test_what_nothing_here_does_is_said(name: str, text: str) -> None:
    with pytest.raises(NotSupported) as error:
        ask((name, text))
    assert error.value.parameter == name
