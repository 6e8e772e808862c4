"""Positions of vehicles, read from drawn messages."""

import pytest

from maas.live import Carriage, TripKey, VehicleLabel, VehiclePosition
from maas.live.trips import Occupancy
from tests.feeds.gtfs_rt.messages import MADE_AT, read, record, rules


def vehicle(member: str, entity: str = "1") -> str:
    return f'entity {{ id: "{entity}" vehicle {{ {member} }} }}'


def test_a_vehicle_on_its_way() -> None:
    assert record(f"""vehicle {{
        trip {{ trip_id: "t" route_id: "5" }}
        vehicle {{ id: "v" label: "Tram 7" license_plate: "AB-123" }}
        position {{ latitude: 52.52 longitude: 13.4051 bearing: 271.25 speed: 8.333 }}
        current_stop_sequence: 4 stop_id: "a" current_status: STOPPED_AT
        timestamp: {MADE_AT - 9} congestion_level: STOP_AND_GO
        occupancy_status: EMPTY occupancy_percentage: 0
        multi_carriage_details {{ label: "B" carriage_sequence: 2 occupancy_status: FULL }}
        multi_carriage_details {{ id: "a" carriage_sequence: 1 occupancy_percentage: 40 }}
    }}""") == VehiclePosition(
        key=TripKey("t", "5"),
        vehicle=VehicleLabel("v", "Tram 7"),
        lat=52.52,
        lon=13.4051,
        timestamp=MADE_AT - 9,
        bearing=271.2,
        speed=8.33,
        sequence=4,
        stop_id="a",
        status=1,
        congestion=2,
        occupancy=Occupancy.EMPTY,
        percentage=0,
        carriages=(Carriage("a", percentage=40), Carriage("B", Occupancy.FULL)),
    )


def test_what_is_not_said_is_not_known() -> None:
    parsed = read(vehicle("position { latitude: -8 longitude: 41 }"))
    assert parsed.records == (VehiclePosition(None, VehicleLabel("1"), -8.0, 41.0),)
    assert rules(parsed) == {"W002": 1}


@pytest.mark.parametrize(
    ("member", "rule"),
    [
        ('vehicle { id: "v" }', "missing_position"),
        ("position { latitude: 91 longitude: 0 }", "E026"),
        ("position { latitude: 9 longitude: 181 }", "E026"),
        ("position { latitude: nan longitude: 1 }", "E026"),
        ("position { latitude: 1 longitude: inf }", "E026"),
        ("position { latitude: 0 longitude: 0 }", "E026"),
        ('trip { start_date: "15.1.2026" } position { latitude: 9 longitude: 1 }', "E021"),
    ],
)
def test_a_vehicle_that_is_nowhere_is_left_out(member: str, rule: str) -> None:
    parsed = read(vehicle(member))
    assert (parsed.records, rules(parsed)) == ((), {rule: 1})


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("bearing: -1", "E027"),
        ("bearing: nan", "E027"),
        ("speed: -3", "W004"),
        ("speed: inf", "W004"),
    ],
)
def test_a_senseless_number_costs_only_itself(said: str, rule: str) -> None:
    parsed = read(vehicle(f'vehicle {{ id: "v" }} position {{ latitude: 9 longitude: 1 {said} }}'))
    assert parsed.records == (VehiclePosition(None, VehicleLabel("v"), 9.0, 1.0),)
    assert rules(parsed) == {rule: 1}


def test_of_two_positions_of_one_vehicle_the_newer_counts() -> None:
    parsed = read(
        "".join(
            vehicle(
                f"""vehicle {{ id: "v" }} timestamp: {time}
                position {{ latitude: {lat} longitude: 1 }}""",
                entity=str(lat),
            )
            for lat, time in ((1, MADE_AT - 60), (2, MADE_AT), (3, MADE_AT - 30))
        )
    )
    (found,) = parsed.records
    assert isinstance(found, VehiclePosition)
    assert (found.lat, rules(parsed)) == (2, {"E052": 2})
