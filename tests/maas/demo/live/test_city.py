"""The simulator: valid messages, the same for the same moment, times that make sense."""

from collections import Counter
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from google.transit import gtfs_realtime_pb2 as realtime

from maas.demo import generate
from maas.demo.live.city import City
from maas.demo.live.delays import scheduled
from maas.demo.live.messages import message
from maas.demo.live.schedule import ZONE, Schedule, read_schedule

MORNING = int(datetime(2026, 5, 20, 8, 20, tzinfo=ZONE).timestamp())
NIGHT = int(datetime(2026, 5, 20, 3, 20, tzinfo=ZONE).timestamp())


@cache
def schedule() -> Schedule:
    with TemporaryDirectory() as folder:
        generate(Path(folder), n_stops=240)
        return read_schedule(Path(folder))


@cache
def city(seed: int = 1) -> City:
    return City.of(schedule(), seed)


@cache
def told(now: int = MORNING) -> realtime.FeedMessage:
    return realtime.FeedMessage.FromString(message(city().at(now)))


def updates(now: int = MORNING) -> list[realtime.TripUpdate]:
    return [each.trip_update for each in told(now).entity if each.HasField("trip_update")]


def vehicles(now: int = MORNING) -> list[realtime.VehiclePosition]:
    return [each.vehicle for each in told(now).entity if each.HasField("vehicle")]


def test_the_same_moment_gives_the_same_bytes() -> None:
    again = City.of(schedule(), 1)
    assert message(again.at(MORNING)) == message(city().at(MORNING))
    assert message(city().at(MORNING)) != message(city().at(MORNING + 10))
    assert message(city(2).at(MORNING)) != message(city().at(MORNING))


@pytest.mark.parametrize("now", [MORNING, NIGHT])
def test_a_message_is_a_full_data_set_of_its_time(now: int) -> None:
    header = told(now).header
    assert header.gtfs_realtime_version == "2.0" and header.timestamp == now
    assert header.incrementality == realtime.FeedHeader.FULL_DATASET
    ids = [entity.id for entity in told(now).entity]
    assert len(ids) == len(set(ids))


def test_a_morning_has_all_that_happens_in_a_city() -> None:
    relationships = Counter(update.trip.schedule_relationship for update in updates())
    for name in ("SCHEDULED", "CANCELED", "NEW", "UNSCHEDULED"):
        assert relationships[realtime.TripDescriptor.ScheduleRelationship.Value(name)], name
    assert len(vehicles()) > 40
    fields = {field.name for entity in told().entity for field, _ in entity.ListFields()}
    assert {"alert", "shape", "trip_modifications"} <= fields


def test_trips_and_stops_are_the_timetables() -> None:
    trips = {trip.id for trips in schedule().trips.values() for trip in trips}
    for update in updates():
        trip = update.trip
        id = trip.modified_trip.affected_trip_id or trip.trip_id
        assert (id in trips) is (trip.schedule_relationship != realtime.TripDescriptor.NEW)
        for call in update.stop_time_update:
            assert call.stop_id in schedule().stops
            assigned = call.stop_time_properties.assigned_stop_id
            assert not assigned or assigned in schedule().stops


@pytest.mark.parametrize("now", [MORNING, NIGHT, *range(MORNING, MORNING + 3600, 590)])
def test_times_never_decrease_and_what_is_to_come_is_not_past(now: int) -> None:
    for update in updates(now):
        times = [
            event.time
            for call in update.stop_time_update
            for event in (call.arrival, call.departure)
            if event.time
        ]
        assert times == sorted(times)
        sequences = [each.stop_sequence for each in update.stop_time_update if each.stop_sequence]
        assert sequences == sorted(set(sequences))
        is_whole = update.trip.schedule_relationship == realtime.TripDescriptor.NEW
        to_come = [] if is_whole else update.stop_time_update[1:]
        assert all(call.departure.time >= now for call in to_come if call.departure.time)


def test_most_are_on_time_and_some_are_late() -> None:
    late = []
    for hour in range(-1, 9):
        for running in city().at(MORNING + hour * 3600).under_way:
            plan = scheduled(running.run)
            late.append(max(a - p for (a, _), (p, _) in zip(running.actual, plan, strict=True)))
    share = [sum(each < s for each in late) / len(late) for s in (180, 300, 600)]
    assert 0.5 < share[0] < 0.85 and share[1] < 0.96 and share[2] < 1


def test_what_is_foreseen_comes_true_at_the_end() -> None:
    running = max(city().at(MORNING).under_way, key=lambda each: each.last)
    later = city().at(running.actual[-1][0] + 1).under_way
    (same,) = [each for each in later if each.run == running.run]
    assert same.actual == running.actual == same.expected


def test_vehicles_go_on_along_their_way() -> None:
    ways = {way.route_id for way in schedule().ways}
    for vehicle in vehicles():
        assert vehicle.trip.route_id in ways
        assert 0 <= vehicle.position.bearing < 360 and vehicle.position.speed < 30
    for seconds in (10, 20, 30):
        before = {each.vehicle.id: each.current_stop_sequence for each in vehicles()}
        after = {
            each.vehicle.id: each.current_stop_sequence for each in vehicles(MORNING + seconds)
        }
        common = before.keys() & after.keys()
        assert common and all(before[id] <= after[id] for id in common)


def test_a_detour_leads_to_stops_there_are() -> None:
    works = city().works
    assert works is not None
    (told_of,) = [e.trip_modifications for e in told().entity if e.HasField("trip_modifications")]
    (section,) = told_of.modifications
    left_out = [works.planned.stops[works.first + i].id for i in (0, 1)]
    assert [section.start_stop_selector.stop_id, section.end_stop_selector.stop_id] == left_out
    (instead,) = section.replacement_stops
    assert instead.stop_id in schedule().stops and instead.travel_time_to_stop > 0
    assert list(works.way.runs) == sorted(works.way.runs)
    assert list(works.way.along) == sorted(works.way.along)
    assert {id for each in told_of.selected_trips for id in each.trip_ids}
    assert section.service_alert_id in {entity.id for entity in told().entity}


def test_alerts_speak_the_citys_languages() -> None:
    alerts = [entity.alert for entity in told().entity if entity.HasField("alert")]
    assert len(alerts) >= 2
    for alert in alerts:
        for text in (alert.header_text, alert.description_text):
            assert {each.language for each in text.translation} == {"fr", "en"}


def test_a_small_city_has_no_works(tmp_path: Path) -> None:
    generate(tmp_path, 1, 60)
    small = City.of(read_schedule(tmp_path), 1)
    assert message(small.at(MORNING))
