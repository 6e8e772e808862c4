"""Rented vehicles door to door: where they help they are told, and never in place of anything.

Each fault that other planners were reported for has its test here.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from maas.itinerary import Answer, Itinerary, VertexType
from maas.live import PricingPlan, Record, RentalZone, VehicleType
from maas.live.rentals import FormFactor, Propulsion, ReturnRule, ZoneRule
from maas.model import LatLon, Mode, SourceId, TimeMeaning
from routing.overlays.rentals.applying import apply_rentals
from routing.question import End, Question, Sort
from routing.rentals.wanted import Wanted
from tests.rentals import BIKES, NOW, batch, box, system, vehicle
from tests.rentaltowns import (
    AT,
    BOTH,
    EVERYWHERE,
    TOWN,
    by_rental,
    has_rental,
    renting,
    stand,
    town,
)
from tests.towns import Town, all_shown, shown

SCOOTER = VehicleType(
    "velo", "scooter", FormFactor.SCOOTER_STANDING, Propulsion.ELECTRIC, ReturnRule.ANYWHERE
)


def ask(
    records: tuple[Record, ...], origin: str, destination: str, at: str = "08:00", **more: Any
) -> Answer:
    """What is planned where these records are all that is known of vehicles."""
    return town(*records).ask(origin, destination, at, **{**EVERYWHERE, **more})


def rented(answer: Answer) -> list[str]:
    """The direct ways with vehicles, each as one line."""
    return [shown(way) for way in by_rental(answer)]


def test_walks_to_a_station_rides_and_walks_on() -> None:
    answer = ask((stand("B"), stand("S")), "A", "C")
    [walked, way] = answer.direct
    assert shown(way) == "08:00 walk B 08:01 rental S 08:09 walk END 08:11"
    assert [leg.mode for leg in walked.legs] == [Mode.WALK]
    _, ride, _ = way.legs
    assert ride.rental is not None
    assert (ride.rental.taken.name, ride.rental.left.name) == ("B", "S")
    assert (ride.rental.taken.count, ride.rental.left.count) == (3, 3)
    assert ride.origin.place.vertex is ride.destination.place.vertex is VertexType.BIKESHARE


def test_times_of_all_legs_add_up() -> None:
    for more in ({}, {"meaning": TimeMeaning.ARRIVE_BY}):
        answer = ask((stand("B"), stand("S"), stand("E"), stand("F")), "A", "D", "08:40", **more)
        ways = [way for way in (*answer.direct, *answer.itineraries) if has_rental(way)]
        assert len(ways) >= 2
        for way in ways:
            for before, after in zip(way.legs, way.legs[1:], strict=False):
                assert before.destination.place.at.distance_m(after.origin.place.at) < 1
                assert before.arrival == after.departure or after.trip is not None
            assert all(leg.duration >= 0 for leg in way.legs)


def test_arrives_by_the_asked_time() -> None:
    answer = ask((stand("B"), stand("S")), "A", "C", "08:40", meaning=TimeMeaning.ARRIVE_BY)
    assert rented(answer) == ["08:28 walk B 08:30 rental S 08:38 walk END 08:40"]


def test_rides_to_the_line_and_from_it() -> None:
    records = (stand("B"), stand("S"), stand("E"), stand("F"))
    answer = ask(records, "A", "D", direct_modes=(Mode.WALK,), wanted=1)
    assert all_shown(answer) == [
        "08:05 walk B 08:06 rental S 08:15 [1] T 08:25 walk E 08:26 rental F 08:34 walk END 08:36"
    ]
    assert answer.itineraries[0].boardings == 1


def test_bikes_are_never_left_in_the_middle_of_nowhere() -> None:
    """E, next to where one wants to go, has no station: the nearest one is a walk away."""
    answer = ask((stand("B"), stand("S"), stand("C", free=0)), "A", "T", max_direct_s=7200)
    [way] = by_rental(answer)
    assert [leg.destination.place.name for leg in way.legs] == ["B", "S", "END"]
    assert way.legs[2].distance_m == pytest.approx(AT["S"].distance_m(AT["T"]), abs=10)


def test_scooters_are_left_where_that_is_allowed_alone() -> None:
    scooter = vehicle("s", AT["B"], type_id="scooter")
    [free] = by_rental(ask((SCOOTER, scooter), "A", "E"))
    assert free.legs[-1].distance_m == pytest.approx(0, abs=30)
    around_e = RentalZone("velo", box(AT["T"], AT["E"], 0.001), rules=(ZoneRule(may_end=False),))
    [kept] = by_rental(ask((SCOOTER, scooter, around_e), "A", "E"))
    assert kept.legs[1].destination.place.at.lon == pytest.approx(AT["U"].lon, abs=1e-4)
    assert kept.legs[2].distance_m == pytest.approx(300, abs=10)


def test_a_zone_that_none_may_ride_through_is_not_crossed() -> None:
    middle = LatLon(AT["B"].lat, (AT["B"].lon + AT["S"].lon) / 2)
    closed = RentalZone("velo", box(middle, middle, 0.001), rules=(ZoneRule(may_pass=False),))
    assert rented(ask((stand("B"), stand("S")), "A", "C"))
    assert rented(ask((stand("B"), stand("S"), closed), "A", "C")) == []


def test_a_way_that_saves_nothing_is_not_told() -> None:
    """From A to B is a walk of 84 s, and unlocking takes half a minute alone."""
    answer = ask((stand("A"), stand("B")), "A", "B")
    assert [[leg.mode for leg in way.legs] for way in answer.direct] == [[Mode.WALK]]
    unasked = ask((stand("A"), stand("B")), "A", "B", direct_modes=(Mode.RENTAL,))
    assert unasked.direct == ()


@pytest.mark.parametrize("modes", [BOTH, (Mode.RENTAL,)])
def test_what_walking_finds_is_told_beside_what_renting_finds(modes: tuple[Mode, ...]) -> None:
    on_foot: dict[str, Any] = {
        "access_modes": (Mode.WALK,), "egress_modes": (Mode.WALK,), "direct_modes": (Mode.WALK,),
        "max_access_s": 2400, "max_egress_s": 2400, "wanted": 1,
    }  # fmt: skip
    plain = ask((), "A", "D", **on_foot)
    assert plain.itineraries
    records = (stand("B"), stand("S"), stand("E"), stand("F"))
    mixed = {**on_foot, "access_modes": modes, "egress_modes": modes, "direct_modes": modes}
    told = all_shown(ask(records, "A", "D", **mixed))
    assert set(all_shown(plain)) <= set(told)
    assert any("rental" in way for way in told)


def test_no_way_leads_from_a_station_back_to_it() -> None:
    answer = ask((stand("B"),), "A", "S")
    assert rented(answer) == []


@pytest.mark.parametrize("told", [{"available": 0}, {"is_renting": False}])
def test_an_empty_station_is_not_proposed(told: dict[str, Any]) -> None:
    answer = ask((stand("A", **told), stand("B"), stand("S")), "A", "C")
    [way] = by_rental(answer)
    assert way.legs[1].origin.place.name == "B"


def test_a_full_station_is_not_proposed() -> None:
    answer = ask((stand("B"), stand("C", free=0), stand("S")), "A", "C")
    [way] = by_rental(answer)
    assert way.legs[1].destination.place.name == "S"


def test_as_many_vehicles_are_there_as_people() -> None:
    records = (stand("A", available=1), stand("B", available=2), stand("S"))
    for passengers, taken in ((1, "A"), (2, "B")):
        answer = ask(records, "A", "C", direct_rental=Wanted(passengers=passengers))
        [way] = by_rental(answer)
        assert way.legs[1].origin.place.name == taken
    assert rented(ask(records, "A", "C", direct_rental=Wanted(passengers=3))) == []


def test_each_kind_of_vehicle_has_its_own_way_and_its_own_price() -> None:
    by_minute = PricingPlan("velo", "p", "EUR", "0.5", where="system_pricing_plans.json:1")
    bike = VehicleType("velo", "bike", plan_ids=("p",), default_plan_id="p")
    for_members = PricingPlan("velo", "m", "EUR", "0", is_casual=False)
    scooter = vehicle("s", AT["A"], type_id="scooter", plan_id="m")
    records = (bike, by_minute, for_members, SCOOTER, scooter, stand("B"), stand("S"))
    answer = ask(records, "A", "C", sort=Sort.PRICE)
    on_foot, cheap, unknown = answer.direct
    forms = [leg.rental.type.form for way in (cheap, unknown) for leg in way.legs if leg.rental]
    assert forms == [FormFactor.BICYCLE, FormFactor.SCOOTER_STANDING], "known prices come first"
    assert on_foot.price is not None and on_foot.price.amount == 0
    assert cheap.price is not None and cheap.price.complete
    [part] = cheap.price.parts
    assert (str(part.amount), part.currency, part.leg) == ("0.5", "EUR", 1)
    assert part.source == "bikes/system_pricing_plans.json:1"
    assert unknown.price is not None and not unknown.price.complete
    only = ask(records, "A", "C", direct_rental=Wanted(forms=frozenset({FormFactor.BICYCLE})))
    assert len(rented(only)) == 1
    assert rented(ask(records, "A", "C", direct_rental=Wanted(groups=frozenset({"no"})))) == []


def test_a_vehicle_on_the_street_is_told_by_its_street() -> None:
    answer = ask((SCOOTER, vehicle("s", AT["B"], type_id="scooter")), "A", "C")
    [way] = by_rental(answer)
    ride = way.legs[1]
    assert (ride.origin.place.name, ride.destination.place.name) == ("Long Road", "Long Road")
    assert ride.rental is not None and ride.rental.taken.station_id is None


def test_rides_without_details_have_the_same_times() -> None:
    records = (stand("B"), stand("S"), stand("E"), stand("F"))
    whole, bare = (
        ask(records, "A", "D", detailed_legs=detailed, wanted=1) for detailed in (True, False)
    )
    assert all_shown(whole) == all_shown(bare)
    assert all(leg.geometry.size == 0 for way in bare.itineraries for leg in way.legs)


def test_more_stops_are_within_a_time_with_rented_vehicles() -> None:
    planner = town(stand("B"), stand("S")).planner
    here = End(at=AT["A"], name="A")
    asked = Question(here, here, NOW, max_travel_s=1500)
    never = np.zeros(1, np.uint8)
    on_foot, by_bike = (
        planner.one_to_all(replace(asked, access_modes=modes), never).stops
        for modes in ((Mode.WALK,), BOTH)
    )
    assert [stop.place.stop_id for stop in on_foot] == []
    assert [stop.place.stop_id for stop in by_bike] == ["bus:S", "bus:T"]


TWO_LINES = Town(
    TOWN.drawing,
    TOWN.ways,
    {"1": ("A 08:05 B 08:07",), "2": ("S 08:20 D 08:40", "S 08:40 D 09:00", "S 09:00 D 09:20")},
)


SLOWLY_JOINED = Town(TOWN.drawing, TOWN.ways, {**TWO_LINES.lines, "3": ("B 08:10 S 08:35",)})


def between(*records: Record, of: Town = TWO_LINES, **more: Any) -> list[Itinerary]:
    """From stop A to stop D where two kilometres lie between their lines."""
    only_near = {"max_access_s": 60, "direct_modes": (), "wanted": 1}
    asked = {**EVERYWHERE, **only_near, **more}
    return list(town(*records, of=of).ask("bus:A", "bus:D", **asked).itineraries)


def test_a_rented_vehicle_leads_from_one_line_to_another() -> None:
    [way, *_] = between(stand("B"), stand("S"))
    assert shown(way).startswith("08:05 [1] B 08:07 rental S 08:1")
    assert shown(way).endswith("[2] D 08:40")
    assert (way.boardings, way.transfers) == (2, 1)
    for before, after in zip(way.legs, way.legs[1:], strict=False):
        assert before.arrival <= after.departure


def test_between_lines_vehicles_are_rented_where_they_are_at_both_ends() -> None:
    records = stand("B"), stand("S")
    assert between(*records, access_modes=(Mode.WALK,)) == []
    assert between(*records, egress_rental=Wanted(passengers=2)) == []
    assert between(stand("B", available=0), stand("S")) == []


def test_a_rented_vehicle_is_told_beside_the_line_that_it_beats() -> None:
    assert [shown(way) for way in between(stand("B"), stand("S"), of=SLOWLY_JOINED)] == [
        "08:05 [1] B 08:07 rental S 08:15 [2] D 08:40",
        "08:05 [1] B 08:07 [3] S 08:35 [2] D 09:00",
    ]
    cut = between(stand("B"), stand("S"), of=SLOWLY_JOINED, at_most=1)
    assert [shown(way) for way in cut] == ["08:05 [1] B 08:07 [3] S 08:35 [2] D 09:00"]


def test_a_rented_vehicle_that_catches_nothing_sooner_is_not_told() -> None:
    late = Town(TOWN.drawing, TOWN.ways, {**SLOWLY_JOINED.lines, "2": ("S 08:40 D 09:00",)})
    ways = between(stand("B"), stand("S"), of=late)
    assert [way.boardings for way in ways] == [2, 3]
    ways = between(stand("B"), stand("S"), of=late, max_transfers=1)
    assert [shown(way) for way in ways] == ["08:05 [1] B 08:07 rental S 08:15 [2] D 09:00"]


def test_of_many_providers_those_nearby_are_tried() -> None:
    """Each of eight others has its vehicles in another town."""
    others = [SourceId(f"other{i}") for i in range(8)]
    there, here = (stand("E"), stand("F")), (stand("B"), stand("S"))
    batches = {
        **{other: batch(system(), *there, source=other) for other in others},
        BIKES: batch(system(), *here),
    }
    answer = renting(apply_rentals(TOWN.planner.streets, batches, NOW, None)).ask(
        "A", "C", **EVERYWHERE
    )
    [way] = by_rental(answer)
    assert way.legs[1].rental is not None and way.legs[1].rental.source == BIKES
