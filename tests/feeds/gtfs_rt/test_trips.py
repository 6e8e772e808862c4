"""News of trips, read from drawn messages."""

import pytest

from maas.live import (
    StopEvent,
    StopUpdate,
    StopUpdates,
    TripKey,
    TripProperties,
    TripUpdate,
    VehicleLabel,
)
from maas.live.trips import Occupancy, StopRelationship, TripRelationship
from maas.model import Access
from tests.feeds.gtfs_rt.messages import MADE_AT, read, record, rules

T = 1_768_494_600


def trip(member: str) -> str:
    return f'entity {{ id: "1" trip_update {{ {member} }} }}'


def test_a_delayed_trip() -> None:
    assert record(f"""trip_update {{
        trip {{ trip_id: "t" route_id: "5" direction_id: 1 start_date: "20260115"
               start_time: "25:10:00" schedule_relationship: SCHEDULED }}
        vehicle {{ id: "v" label: "4711" wheelchair_accessible: WHEELCHAIR_INACCESSIBLE }}
        timestamp: {MADE_AT - 20}
        stop_time_update {{
            stop_sequence: 0 stop_id: "a"
            departure {{ delay: 0 uncertainty: 0 }}
        }}
        stop_time_update {{
            stop_sequence: 3 stop_id: "b"
            arrival {{ time: {T} delay: -30 }} departure {{ time: {T + 20} uncertainty: 60 }}
            departure_occupancy_status: FULL
        }}
    }}""") == TripUpdate(
        key=TripKey("t", "5", 1, 20260115, 90_600, TripRelationship.SCHEDULED),
        stops=StopUpdates.of(
            [
                StopUpdate(0, "a", departure=StopEvent(delay=0)),
                StopUpdate(
                    3,
                    "b",
                    arrival=StopEvent(T, -30),
                    departure=StopEvent(T + 20, uncertainty=60),
                    occupancy=Occupancy.FULL,
                ),
            ]
        ),
        timestamp=MADE_AT - 20,
        vehicle=VehicleLabel("v", "4711", Access.NO),
    )


def test_calls_skipped_unknown_and_moved() -> None:
    update = record("""trip_update {
        trip { trip_id: "t" }
        stop_time_update { stop_id: "a" schedule_relationship: SKIPPED }
        stop_time_update { stop_id: "b" schedule_relationship: NO_DATA }
        stop_time_update {
            stop_id: "c" departure { delay: 5 }
            stop_time_properties {
                assigned_stop_id: "c2" stop_headsign: "Düne"
                pickup_type: NONE drop_off_type: REGULAR
            }
        }
    }""")
    assert isinstance(update, TripUpdate)
    assert tuple(update.stops) == (
        StopUpdate(None, "a", relationship=StopRelationship.SKIPPED),
        StopUpdate(None, "b", relationship=StopRelationship.NO_DATA),
        StopUpdate(
            None,
            "c",
            departure=StopEvent(delay=5),
            assigned_stop_id="c2",
            headsign="Düne",
            may_board=False,
            may_alight=True,
        ),
    )


@pytest.mark.parametrize("relationship", ["CANCELED", "DELETED", "DUPLICATED"])
def test_trips_that_need_no_stops(relationship: str) -> None:
    update = record(
        f'trip_update {{ trip {{ trip_id: "t" schedule_relationship: {relationship} }} }}'
    )
    assert isinstance(update, TripUpdate)
    assert update.key.relationship == TripRelationship[relationship]


def test_a_copy_of_a_trip() -> None:
    update = record("""trip_update {
        trip { trip_id: "t" schedule_relationship: DUPLICATED }
        trip_properties {
            trip_id: "t-2" start_date: "20260116" start_time: "08:00:00" shape_id: "s"
            trip_headsign: "海" trip_short_name: "X1"
        }
    }""")
    assert isinstance(update, TripUpdate)
    assert update.properties == TripProperties("t-2", 20260116, 28_800, "s", "海", "X1")


def test_copies_of_one_trip_are_several() -> None:
    parsed = read(
        "".join(
            f"""entity {{ id: "{i}" trip_update {{
                trip {{ trip_id: "t" schedule_relationship: DUPLICATED }}
                trip_properties {{ trip_id: "t-{i}" start_time: "0{i}:00:00" }}
            }} }}"""
            for i in range(3)
        )
    )
    assert (len(parsed.records), parsed.rejections) == (3, ())


def test_a_trip_that_takes_a_detour() -> None:
    update = record("""trip_update {
        trip { modified_trip {
            modifications_id: "d" affected_trip_id: "t" start_date: "20260115" start_time: "8:00:00"
        } }
    }""")
    assert isinstance(update, TripUpdate)
    assert update.key == TripKey(
        start_date=20260115, start_time=28_800, modified_by="d", affected_trip_id="t"
    )


@pytest.mark.parametrize(
    ("member", "rule"),
    [
        ("delay: 3", "missing_trip"),
        ("trip { direction_id: 1 } delay: 3", "missing_trip"),
        ('trip { trip_id: "t" start_date: "2026-01-15" } delay: 3', "E021"),
        ('trip { trip_id: "t" start_date: "20260230" } delay: 3', "E021"),
        ('trip { trip_id: "t" start_time: "8 Uhr" } delay: 3', "E020"),
        ('trip { trip_id: "t" start_time: "８:00:00" } delay: 3', "E020"),
        ('trip { trip_id: "t" schedule_relationship: NEW }', "incomplete_trip"),
        ('trip { trip_id: "t" schedule_relationship: REPLACEMENT }', "incomplete_trip"),
    ],
)
def test_what_could_be_taken_for_another_trip_is_left_out(member: str, rule: str) -> None:
    parsed = read(trip(member))
    assert (parsed.records, rules(parsed)) == ((), {rule: 1})


@pytest.mark.parametrize(
    ("member", "rule"),
    [
        ('trip { route_id: "5" start_time: "8:00:00" } delay: 3', "W006"),
        ('trip { trip_id: "t" direction_id: 7 } delay: 3', "number_out_of_range"),
        ('trip { trip_id: "t" } delay: 2000000', "E041 number_out_of_range"),
        ('trip { trip_id: "t" }', "E041"),
        (f'trip {{ trip_id: "t" }} delay: 3 timestamp: {MADE_AT + 1}', "E012"),
        ('trip { trip_id: "t" } delay: 3 timestamp: 17', "E001"),
    ],
)
def test_what_is_wrong_in_a_trip_costs_only_itself(member: str, rule: str) -> None:
    parsed = read(trip(member))
    (update,) = parsed.records
    assert isinstance(update, TripUpdate)
    assert (update.key.direction, update.timestamp) == (-1, None)
    assert " ".join(sorted(rules(parsed))) == rule


@pytest.mark.parametrize(
    ("calls", "sequences", "rule"),
    [
        ("3 1 2", [1, 2, 3], {"E002": 1}),
        ("1 2 2 2", [1, 2], {"E036": 2}),
        ("2 1 2", [1, 2], {"E002": 1, "E036": 1}),
    ],
)
def test_calls_are_put_in_order(calls: str, sequences: list[int], rule: dict[str, int]) -> None:
    updates = (f"stop_time_update {{ stop_sequence: {n} arrival {{ delay: {i} }} }}"
               for i, n in enumerate(calls.split()))  # fmt: skip
    parsed = read(trip(f'trip {{ trip_id: "t" }} {" ".join(updates)}'))
    (update,) = parsed.records
    assert isinstance(update, TripUpdate)
    assert [stop.sequence for stop in update.stops] == sequences
    assert update.stops[-1].arrival == StopEvent(delay=max(
        i for i, n in enumerate(calls.split()) if int(n) == sequences[-1]))  # fmt: skip
    assert rules(parsed) == rule


@pytest.mark.parametrize(
    ("call", "rule", "arrival"),
    [
        (f"arrival {{ time: {T}000 }}", "E001", StopEvent(T)),
        ("arrival { time: 7 delay: 5 }", "E001", StopEvent(None, 5)),
        ("arrival { time: -7 }", "E001 E043 E044", None),
        ("arrival { }", "E043 E044", None),
        (f"arrival {{ delay: 2000000 time: {T} }}", "number_out_of_range", StopEvent(T)),
        ("", "E043", None),
        ("schedule_relationship: NO_DATA arrival { delay: 9 }", "E042", StopEvent(delay=9)),
    ],
)
def test_doubtful_times_cost_only_themselves(
    call: str, rule: str, arrival: StopEvent | None
) -> None:
    parsed = read(trip(f'trip {{ trip_id: "t" }} stop_time_update {{ stop_id: "a" {call} }}'))
    (update,) = parsed.records
    assert isinstance(update, TripUpdate)
    assert update.stops[0].arrival == arrival
    assert " ".join(sorted(rules(parsed))) == rule


def test_a_call_that_names_no_stop_is_left_out() -> None:
    parsed = read(trip('trip { trip_id: "t" } stop_time_update { arrival { delay: 1 } } delay: 1'))
    (update,) = parsed.records
    assert isinstance(update, TripUpdate)
    assert (len(update.stops), rules(parsed)) == (0, {"E040": 1})
