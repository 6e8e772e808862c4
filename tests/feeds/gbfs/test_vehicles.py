"""Vehicles and their types, with every mistake that producers make."""

from typing import Any

import pytest

from feeds.parsed import Parsed
from maas.live import RentalVehicle, Text, VehicleType
from maas.live.rentals import FormFactor, Links, Propulsion, ReturnRule
from tests.feeds.gbfs.systems import (
    NOW,
    bike,
    counted,
    file,
    read,
    rules,
    stations,
    system,
    told,
    types,
    vehicles,
    whole,
    with_stations,
    with_vehicles,
)

DOCKED = {"lat": None, "lon": None, "station_id": "a"}


def one(**more: Any) -> tuple[RentalVehicle, dict[str, int]]:
    """A vehicle with these members, and what was wrong."""
    parsed = read(with_vehicles(bike(**more)))
    (vehicle,) = vehicles(parsed)
    return vehicle, rules(parsed)


def kind(**more: Any) -> dict[str, Any]:
    """A type of vehicles."""
    made = {"vehicle_type_id": "e", "form_factor": "bicycle", "propulsion_type": "human"}
    return {**made, **more}


def of_types(*kinds: Any, **files: Any) -> Parsed:
    return read(system(vehicle_types=file(vehicle_types=list(kinds)), **files))


def test_all_that_is_told_of_a_vehicle() -> None:
    more = {
        "is_reserved": True,
        "is_disabled": False,
        "vehicle_type_id": "bike",
        "current_range_meters": 1234.5,
        "current_fuel_percent": 0.7,
        "home_station_id": "a",
        "pricing_plan_id": "p",
        "rental_uris": {"web": "https://velo.example/v"},
        "last_reported": NOW - 3,
        "available_until": "2025-06-15T16:00:00Z",
        "vehicle_equipment": ["child_seat_a"],
        "license_plate": "AB-1",
    }
    vehicle, wrong = one(**more)
    assert wrong == {}
    assert vehicle == RentalVehicle(
        "velo",
        "v",
        47.21,
        -1.51,
        type_id="bike",
        home_station_id="a",
        is_reserved=True,
        range_m=1234.5,
        charge_percent=70,
        plan_id="p",
        links=Links(web="https://velo.example/v"),
        reported_at=NOW - 3,
        until=NOW + 3200,
    )


def test_a_vehicle_stands_where_its_station_is() -> None:
    vehicle, wrong = one(**DOCKED)
    assert ((vehicle.lat, vehicle.lon, vehicle.station_id), wrong) == ((47.2, -1.5, "a"), {})


def test_a_vehicle_whose_position_cannot_be_is_at_its_station() -> None:
    vehicle, wrong = one(lat=0, lon=0, station_id="a")
    assert ((vehicle.lat, vehicle.lon), wrong) == ((47.2, -1.5), {"position_of_station": 1})


def test_a_vehicle_that_is_nowhere_is_left_out() -> None:
    lost = [bike("u", None, None), bike("w", 0, 0), bike("x", None, None, station_id="gone")]
    parsed = read(with_vehicles(*lost, bike()))
    assert [each.id for each in vehicles(parsed)] == ["v"]
    assert rules(parsed) == {"missing_position": 2, "invalid_position": 1}


def test_a_vehicle_at_an_unknown_station_stands_by_itself() -> None:
    vehicle, wrong = one(station_id="gone")
    assert (vehicle.station_id, wrong) == ("", {"unknown_station": 1})


def test_of_two_of_one_id_the_first_counts() -> None:
    parsed = read(with_vehicles(bike(), bike(lat=48), bike(None)))
    assert [each.lat for each in vehicles(parsed)] == [47.21]
    assert rules(parsed) == {"duplicate_id": 1, "missing_id": 1}


@pytest.mark.parametrize(
    ("told", "range_m", "rule"),
    [(0, 0, None), ("900", 900, "number_as_text"), (-1, None, "invalid_number")],
)
def test_ranges(told: object, range_m: float | None, rule: str | None) -> None:
    vehicle, wrong = one(current_range_meters=told)
    assert (vehicle.range_m, wrong) == (range_m, {rule: 1} if rule else {})


@pytest.mark.parametrize(
    ("told", "percent", "rule"),
    [
        (0.123456, 12.346, None),
        (1, 100, None),
        (55, 55, "percent_as_share"),
        (101, None, "invalid_number"),
    ],
)
def test_charges(told: object, percent: float | None, rule: str | None) -> None:
    vehicle, wrong = one(current_fuel_percent=told)
    assert (vehicle.charge_percent, wrong) == (percent, {rule: 1} if rule else {})


def test_all_that_is_told_of_a_type() -> None:
    told = kind(
        form_factor="cargo_bicycle",
        propulsion_type="electric_assist",
        return_constraint="roundtrip_station",
        name="Cargo",
        max_range_meters=40_000,
        max_permitted_speed=25,
        rider_capacity=1,
        g_CO2_km=7,
        default_pricing_plan_id="p",
        pricing_plan_ids=["p", "q"],
        vehicle_image="https://velo.example/cargo.png",
    )
    parsed = of_types(told)
    assert rules(parsed) == {}
    assert types(parsed)["e"] == VehicleType(
        "velo",
        "e",
        FormFactor.CARGO_BICYCLE,
        Propulsion.ELECTRIC_ASSIST,
        ReturnRule.HOME_STATION,
        name=(Text("Cargo", "fr"),),
        max_range_m=40_000,
        max_kmh=25,
        riders=1,
        ghg_g_per_km=7,
        plan_ids=("p", "q"),
        default_plan_id="p",
        image="https://velo.example/cargo.png",
    )


@pytest.mark.parametrize(
    ("form", "propulsion", "found", "wrong"),
    [
        ("scooter", "electric", "SCOOTER_STANDING ELECTRIC", 0),
        ("SCOOTER_SEATED", "ELECTRIC", "SCOOTER_SEATED ELECTRIC", 0),
        ("car", "hydrogen_fuel_cell", "CAR HYDROGEN_FUEL_CELL", 0),
        ("unicycle", "human", "OTHER HUMAN", 1),
        ("scooter", None, "SCOOTER_STANDING ELECTRIC", 1),
        (None, 7, "OTHER HUMAN", 2),
    ],
)
def test_what_a_vehicle_is(form: object, propulsion: object, found: str, wrong: int) -> None:
    parsed = of_types(kind(form_factor=form, propulsion_type=propulsion))
    made = types(parsed)["e"]
    assert f"{made.form} {made.propulsion}" == found
    assert rules(parsed).get("unknown_value", 0) == wrong


def test_types_that_are_only_spoken_of_are_bikes() -> None:
    status = counted(vehicle_types_available=[{"vehicle_type_id": "new", "count": 3}])
    files = {
        "vehicle_types": file(vehicle_types=[kind(), kind(), kind(vehicle_type_id=None), 3]),
        "free_bike_status": file(bikes=[bike(vehicle_type_id="other"), bike("w")]),
    }
    parsed = read(with_stations([told()], [status], **files))
    assert list(types(parsed)) == ["e", "new", "other"]
    assert vehicles(parsed)[1].type_id == "e"
    assert rules(parsed) == {
        "duplicate_id": 1,
        "missing_id": 1,
        "invalid_record": 1,
        "unknown_vehicle_type": 2,
    }


def test_an_id_may_say_what_it_is_of() -> None:
    parsed = read(with_vehicles(bike(vehicle_type_id="escooter_paris")))
    made = types(parsed)["escooter_paris"]
    assert (made.form, made.propulsion) == (FormFactor.SCOOTER_STANDING, Propulsion.ELECTRIC)


def test_types_without_end() -> None:
    """As where each vehicle has one of its own."""
    status = counted(vehicle_types_available=[{"vehicle_type_id": "0", "count": 3}])
    floating = [bike(str(i), vehicle_type_id=str(i)) for i in range(150)]
    parsed = read(with_stations([told()], [status], free_bike_status=file(bikes=floating)))
    assert len(types(parsed)) == 101
    assert {each.type_id for each in vehicles(parsed)} == types(parsed).keys()
    assert stations(parsed)[0].by_type[0].type_ids == ("0",)
    assert rules(parsed) == {"too_many_types": 50}


def test_a_range_of_nothing_is_none() -> None:
    parsed = of_types(kind(max_range_meters=0.0))
    assert (types(parsed)["e"].max_range_m, rules(parsed)) == (None, {"range_of_zero": 1})


@pytest.mark.parametrize("told", ["hybrid", "any_station", "free_floating", "roundtrip_station"])
def test_a_rule_of_return_that_is_told_holds(told: str) -> None:
    made = types(of_types(kind(return_constraint=told)))["e"]
    assert (made.returns.value, made.is_return_guessed) == (told, False)


def test_a_rule_of_return_that_is_not_told_is_guessed() -> None:
    def guessed(message: dict[str, Any]) -> tuple[ReturnRule, bool]:
        made = types(read(message))["bike"]
        return made.returns, made.is_return_guessed

    floating = {"free_bike_status": file(bikes=[bike()])}
    assert guessed(system()) == (ReturnRule.ANY_STATION, True)
    assert guessed(floating) == (ReturnRule.ANYWHERE, True)
    few, many = ([bike(str(i)) for i in range(n)] for n in (3, 4))
    assert guessed(with_vehicles(*few)) == (ReturnRule.ANY_STATION, True)
    assert guessed(with_vehicles(*many)) == (ReturnRule.HYBRID, True)
    docked = [bike(str(i), **DOCKED) for i in range(9)]
    assert guessed(with_vehicles(*docked)) == (ReturnRule.ANY_STATION, True)


def test_vehicles_that_can_be_had_for_a_time() -> None:
    """GBFS 3.1: vehicle_availability."""
    spans = [
        {"from": "2025-06-01T00:00:00Z", "until": "2025-06-02T00:00:00Z"},
        {"from": "2025-06-15T15:00:00Z", "until": "2025-06-15T16:00:00Z"},
    ]
    ahead = [{"from": "2025-07-01T00:00:00Z"}]
    record = {"vehicle_id": "car", "station_id": "a", "availabilities": spans}
    parsed = read(
        system(
            vehicle_availability=file(
                vehicles=[
                    record,
                    {**record, "vehicle_id": "ahead", "availabilities": ahead},
                    {**record, "vehicle_id": "lost", "station_id": "gone"},
                    {**record, "vehicle_id": "v"},
                ]
            ),
            vehicle_status=file(vehicles=[{**bike(), "vehicle_id": "v"}]),
        )
    )
    assert [(each.id, each.until) for each in vehicles(parsed)] == [
        ("v", NOW + 3200),
        ("car", NOW + 3200),
    ]
    assert vehicles(parsed)[1].lat == stations(parsed)[0].lat
    assert rules(parsed) == {"later_availability": 1, "missing_position": 1}


def test_what_can_be_had_for_a_time_grows_old_as_well() -> None:
    parsed = read(system(vehicle_availability=file(NOW - 100, vehicles=[])))
    assert whole(parsed).vehicles_until == NOW + 200
