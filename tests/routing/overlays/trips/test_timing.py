"""What news say of calls: times, stops not called at, platforms, headsigns."""

from dataclasses import replace

import numpy as np
from msgspec.structs import replace as saying

from maas.live import StopUpdate, StopUpdates, TripKey, TripProperties, TripUpdate, VehicleLabel
from maas.live.trips import Occupancy, StopRelationship, TripRelationship
from maas.model import Access
from maas.snapshot import Batch
from maas.timetable import Timetable
from routing.overlays.applying import LiveFeed, apply
from routing.overlays.live_trips import LiveTrips
from tests.livefeeds import (
    NOW,
    RT,
    TODAY,
    applied,
    at,
    feed_timetable,
    late,
    news,
    no_data,
    rules,
    skipped,
    told,
)

LINE = feed_timetable("""
    M1    A      B      C      D      E
          08:00  08:10  08:20  08:30  08:40
    M2    B2     S
          07:00  07:10
""")


def of(*stops: StopUpdate, timetable: Timetable = LINE) -> list[str]:
    """The live trips after news of the first trip."""
    return told(applied(timetable, news("0.0", *stops)))


def trips_of(update: TripUpdate, timetable: Timetable = LINE) -> LiveTrips:
    """The same as tables."""
    trips = applied(timetable, update).live.trips
    assert trips is not None
    return trips


def test_nothing_is_known_after_no_data() -> None:
    assert of(late("A", 120), no_data("C")) == ["s:0.0 08:02 08:12 ~08:20 ~08:30 ~08:40"]
    assert of(late("A", 900), no_data("B")) == ["s:0.0 08:15 ~08:15 ~08:20 ~08:30 ~08:40"]


def test_stops_passed_are_not_passed_after_what_is_known() -> None:
    assert of(at("C", "08:05")) == ["s:0.0 ~08:00 ~08:05 08:05 08:15 08:25"]


def test_what_is_carried_on_gives_way_to_what_is_said() -> None:
    assert of(late("A", 1200), late("C", 60)) == ["s:0.0 08:20 08:21 08:21 08:31 08:41"]


def test_times_said_that_fall_are_raised_and_counted() -> None:
    made = applied(LINE, news("0.0", at("B", "08:30", "08:25"), at("C", "08:20"), at("E", "08:50")))
    assert told(made) == ["s:0.0 ~08:00 08:30 08:30 08:30 08:50"]
    assert rules(made) == {"E022": 1, "E025": 2}


def test_delay_of_the_trip_holds_until_another_is_said() -> None:
    update = TripUpdate(TripKey("0.0", start_date=TODAY), StopUpdates.of([late("D", 0)]), delay=180)
    assert told(applied(LINE, update)) == ["s:0.0 08:03 08:13 08:23 08:30 08:40"]


def test_skipped_calls_carry_delays_on() -> None:
    assert of(late("A", 60), skipped("B"), late("D", 120)) == [
        "s:0.0 08:01 (08:11) 08:21 08:32 08:42"
    ]
    trips = trips_of(news("0.0", skipped("B")))
    patterns = trips.timetable.patterns
    assert patterns.may_board.tolist() == [True, False, True, True, True]
    assert patterns.may_alight.tolist() == [True, False, True, True, True]


def test_calls_by_number_and_what_does_not_fit() -> None:
    numbered = saying(late("B", 60), sequence=2)
    assert of(numbered) == ["s:0.0 ~08:00 08:11 08:21 08:31 08:41"]
    assert of(saying(numbered, stop_id="")) == ["s:0.0 ~08:00 08:11 08:21 08:31 08:41"]
    for stop, rule in (
        (saying(numbered, sequence=4), "E045"),
        (saying(numbered, sequence=9, stop_id=""), "E051"),
        (saying(numbered, stop_id="S"), "E051"),
        (saying(numbered, stop_id="nowhere"), "E011"),
    ):
        assert rules(applied(LINE, news("0.0", stop))) == {rule: 1}


def test_two_news_of_one_call() -> None:
    made = applied(LINE, news("0.0", late("B", 60), saying(late("B", 90), sequence=2)))
    assert told(made) == ["s:0.0 ~08:00 08:11 08:21 08:31 08:41"]
    assert rules(made) == {"E036": 1}


def test_times_a_day_off_are_ignored() -> None:
    wrong = StopUpdate(stop_id="B", arrival=at("B", "08:10").arrival)
    assert wrong.arrival is not None and wrong.arrival.time is not None
    wrong = saying(wrong, arrival=saying(wrong.arrival, time=wrong.arrival.time + 100_000))
    made = applied(LINE, news("0.0", late("A", 60), wrong))
    assert told(made) == ["s:0.0 08:01 08:11 08:21 08:31 08:41"]
    assert rules(made) == {"E001": 1}


def test_no_trip_runs_hours_early() -> None:
    yesterday = news("0.0", at("A", "08:00"), at("B", "08:10"), start_date=TODAY + 1)
    for update in (yesterday, news("0.0", late("A", -7201)), all_late(-7201)):
        made = applied(LINE, update)
        assert told(made) == ["s:0.0 ~08:00 ~08:10 ~08:20 ~08:30 ~08:40"]
        assert set(rules(made)) == {"E001"}
    assert of(late("A", 86_400)) == ["s:0.0 32:00 32:10 32:20 32:30 32:40"]


def all_late(seconds: int) -> TripUpdate:
    """A delay of the whole trip."""
    return TripUpdate(TripKey("0.0", start_date=TODAY), delay=seconds)


def test_another_platform() -> None:
    parent = LINE.stops.parent.copy()
    names = list(LINE.stops.id.texts)
    parent[[names.index("s:B"), names.index("s:B2")]] = names.index("s:S")
    station = replace(LINE, stops=replace(LINE.stops, parent=parent))
    moved = [
        StopUpdate(2, "B2", arrival=late("B", 60).arrival),
        saying(late("", 60), sequence=2, assigned_stop_id="B2"),
    ]
    for stop in moved:
        trips = trips_of(news("0.0", stop), station)
        assert trips.timetable.patterns.stop[1] == names.index("s:B2")
        assert trips.planned_stop[1] == names.index("s:B")
    unknown = saying(moved[1], assigned_stop_id="nowhere")
    assert rules(applied(station, news("0.0", unknown))) == {"E011": 1}


def test_another_platform_without_a_number() -> None:
    parent = LINE.stops.parent.copy()
    names = list(LINE.stops.id.texts)
    parent[[names.index("s:B"), names.index("s:B2")]] = names.index("s:S")
    station = replace(LINE, stops=replace(LINE.stops, parent=parent))
    trips = trips_of(news("0.0", late("B2", 60)), station)
    assert trips.timetable.patterns.stop[1] == names.index("s:B2")
    assert of(late("B2", 60), timetable=station) == ["s:0.0 ~08:00 08:11 08:21 08:31 08:41"]


def test_wrong_number_on_a_loop_is_the_call_nearest_in_time() -> None:
    loop = feed_timetable("""
        M1    A      B      C      A
              08:00  08:10  08:20  08:30
    """)
    made = applied(loop, news("0.0", at("A", "08:35", sequence=2)))
    assert told(made) == ["s:0.0 ~08:00 ~08:10 ~08:20 08:35"]
    assert rules(made) == {"E045": 1}
    assert rules(applied(loop, news("0.0", saying(late("A", 60), sequence=2)))) == {"E051": 1}


def test_headsigns_boarding_and_occupancy() -> None:
    stop = saying(
        late("C", 60), headsign="Depot", may_board=False, occupancy=Occupancy.STANDING_ROOM_ONLY
    )
    properties = TripProperties(headsign="Centre", short_name="7")
    update = TripUpdate(
        TripKey("0.0", start_date=TODAY), StopUpdates.of([stop]), None, None,
        VehicleLabel("v", "Bus 12", Access.YES), properties,
    )  # fmt: skip
    trips = trips_of(update)
    own = trips.timetable
    assert (own.trips.headsign[0], own.trips.short_name[0]) == ("Centre", "7")
    assert (own.stop_headsigns.stop_time.tolist(), own.stop_headsigns.headsign[0]) == ([2], "Depot")
    assert own.patterns.may_board.tolist() == [True, True, False, True, True]
    assert trips.occupancy.tolist() == [-1, -1, Occupancy.STANDING_ROOM_ONLY, -1, -1]
    assert (trips.vehicle[0], int(own.trips.wheelchair[0])) == ("Bus 12", Access.YES)


def test_deleted_trips_are_cancelled_and_not_shown() -> None:
    update = news("0.0", late("A", 60), relationship=TripRelationship.DELETED)
    assert told(applied(LINE, update)) == [
        "s:0.0 deleted cancelled ~08:00 ~08:10 ~08:20 ~08:30 ~08:40"
    ]


def test_what_was_known_before_changes_nothing() -> None:
    batch = Batch(RT, NOW, (news("0.0", late("B", 60)),))
    before = apply(LINE, (LiveFeed(RT),), {RT: Batch(RT, NOW, (news("0.0", late("A", 9)),))}, None)
    once = apply(LINE, (LiveFeed(RT),), {RT: batch}, None)
    again = apply(LINE, (LiveFeed(RT),), {RT: batch}, before.live)
    assert told(again) == told(once)
    assert once.live.trips is not None
    assert np.all(once.live.trips.known_at == NOW)


def test_unscheduled_calls_are_as_scheduled_ones() -> None:
    stop = saying(late("B", 60), relationship=StopRelationship.UNSCHEDULED)
    assert of(stop) == ["s:0.0 ~08:00 08:11 08:21 08:31 08:41"]
