"""Detours, and the shapes and stops they bring, read from drawn messages."""

import pytest

from maas.live import (
    Detour,
    LiveShape,
    LiveStop,
    ReplacementStop,
    Section,
    SelectedTrips,
    StopRef,
)
from maas.model import Access
from tests.feeds.gtfs_rt.messages import read, record, rules

GOOD = 'selected_trips { trip_ids: "t" } service_dates: "20260115"'


def entity(member: str) -> str:
    return f'entity {{ id: "1" {member} }}'


def test_a_detour() -> None:
    assert record("""trip_modifications {
        selected_trips { trip_ids: "t" trip_ids: "u" shape_id: "s" }
        start_times: "8:00:00" service_dates: "20260115" service_dates: "20260116"
        modifications {
            start_stop_selector { stop_sequence: 3 } end_stop_selector { stop_id: "e" }
            propagated_modification_delay: 120 service_alert_id: "a"
            replacement_stops { stop_id: "x" travel_time_to_stop: 60 }
            replacement_stops { stop_id: "y" travel_time_to_stop: 0 }
        }
        modifications { start_stop_selector { stop_id: "z" stop_sequence: 0 } }
    }""") == Detour(
        id="1",
        trips=(SelectedTrips(("t", "u"), "s"),),
        start_times=(28_800,),
        dates=(20260115, 20260116),
        sections=(
            Section(
                StopRef(3),
                StopRef(None, "e"),
                120,
                (ReplacementStop("x", 60), ReplacementStop("y", 0)),
                "a",
            ),
            Section(StopRef(0, "z")),
        ),
    )


@pytest.mark.parametrize(
    ("member", "rule"),
    [
        ('service_dates: "20260115"', "missing_trips"),
        ('selected_trips { shape_id: "s" } service_dates: "20260115"', "missing_trips"),
        ('selected_trips { trip_ids: "t" }', "missing_date"),
        ('selected_trips { trip_ids: "t" } service_dates: "20260132"', "E021 missing_date"),
        (f'{GOOD} start_times: "noon"', "E020"),
    ],
)
def test_a_detour_that_could_be_taken_for_another_is_left_out(member: str, rule: str) -> None:
    parsed = read(entity(f"trip_modifications {{ {member} }}"))
    assert (parsed.records, " ".join(sorted(rules(parsed)))) == ((), rule)


def test_a_detour_that_does_not_say_from_where_is_kept_to_be_shown() -> None:
    parsed = read(entity(f"trip_modifications {{ {GOOD} modifications {{ }} }}"))
    (found,) = parsed.records
    assert isinstance(found, Detour)
    assert (found.sections, rules(parsed)) == ((Section(StopRef()),), {"incomplete_detour": 1})


def test_a_way() -> None:
    # The example of "Encoded Polyline Algorithm Format", Google Maps Platform.
    said = record(r'shape { shape_id: "s" encoded_polyline: "_p~iF~ps|U_ulLnnqC_mqNvxq`@" }')
    assert said == LiveShape("s", ((38.5, -120.2), (40.7, -120.95), (43.252, -126.453)))


@pytest.mark.parametrize(
    "polyline", ["", "_p~iF~ps|U", "_p~iF~ps|U_ulL", "a b", "é", "~" * 5000, "__________?"]
)
def test_a_way_that_cannot_be_drawn_is_left_out(polyline: str) -> None:
    parsed = read(entity(f'shape {{ shape_id: "s" encoded_polyline: "{polyline}" }}'))
    assert (parsed.records, rules(parsed)) == ((), {"invalid_polyline": 1})


def test_a_stop() -> None:
    assert record("""stop {
        stop_id: "x" stop_lat: 52.5 stop_lon: 13.25
        parent_station: "hub" wheelchair_boarding: NOT_AVAILABLE
        stop_name { translation { text: "Nord" language: "de" } translation { text: "North" } }
        stop_code { translation { text: "17" language: "de" } }
        platform_code { translation { text: "B" } }
    }""") == LiveStop("x", "North", 52.5, 13.25, "17", "B", "hub", Access.NO)


@pytest.mark.parametrize(
    ("member", "rule", "names"),
    [
        ("stop_lat: 1 stop_lon: 1", "missing_id", []),
        ('stop_id: "x"', "stop_without_location", []),
        ('stop_id: "x" stop_lat: 1 stop_lon: 1', "missing_stop_name", ["x"]),
    ],
)
def test_a_stop_needs_an_id_and_a_place(member: str, rule: str, names: list[str]) -> None:
    parsed = read(entity(f"stop {{ {member} }}"))
    assert [each.name for each in parsed.records] == names
    assert rules(parsed) == {rule: 1}
