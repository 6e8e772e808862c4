"""Trips that an update says in full."""

from msgspec.structs import replace

from maas.live import StopEvent, StopUpdate, StopUpdates, TripKey, TripUpdate
from maas.live.trips import StopRelationship, TripRelationship
from maas.units import NEVER
from tests.livefeeds import TODAY, applied, at, days, feed_timetable, late, rules, skipped, told
from tests.networks import clock, unix

LINE = feed_timetable("""
    M1    A      B      C      D
          08:00  08:10  08:20  08:30
""")
NEW, ADDED, REPLACEMENT = (
    TripRelationship.NEW,
    TripRelationship.ADDED,
    TripRelationship.REPLACEMENT,
)


def said(
    trip_id: str, relationship: TripRelationship, *stops: StopUpdate, route_id: str = "M1"
) -> TripUpdate:
    """A trip of today."""
    return TripUpdate(
        TripKey(trip_id, route_id, -1, TODAY, -1, relationship), StopUpdates.of(stops)
    )


def test_new_trip_runs_as_said() -> None:
    made = applied(
        LINE, said("n", NEW, at("D", "09:00"), at("A", "09:10", "09:11"), at("B", "09:20"))
    )
    assert told(made) == ["s:n 09:00 09:10/09:11 09:20"]
    assert made.live.trips is not None
    assert made.live.trips.base.tolist() == [-1]
    assert set(made.live.trips.scheduled.arrive.tolist()) == {NEVER}
    assert rules(made) == {}


def test_new_trip_without_a_date_runs_on_the_day_of_its_times() -> None:
    update = said("n", NEW, at("A", "09:00"), at("B", "09:10"))
    update = TripUpdate(TripKey("n", "M1", relationship=NEW), update.stops)
    assert days(applied(LINE, update)) == [0]


def test_delay_said_with_a_time_tells_when_an_added_trip_is_scheduled() -> None:
    event = StopEvent(time=unix("09:02"), delay=120)
    stop = StopUpdate(stop_id="A", departure=event)
    made = applied(LINE, said("n", ADDED, stop, at("B", "09:12")))
    assert told(made) == ["s:n 09:02 09:12"]
    assert made.live.trips is not None
    assert made.live.trips.scheduled.depart.tolist() == [clock("09:00"), NEVER]


def test_times_that_fall_are_raised() -> None:
    made = applied(LINE, said("n", NEW, at("A", "09:10", "09:05"), at("B", "09:00")))
    assert told(made) == ["s:n 09:10 09:10"]
    assert rules(made) == {"E022": 1, "E025": 2}


def test_calls_without_times_lie_between_those_around() -> None:
    between = StopUpdate(stop_id="B", relationship=StopRelationship.NO_DATA)
    made = applied(LINE, said("n", NEW, at("A", "09:00"), between, at("C", "09:10")))
    assert told(made) == ["s:n 09:00 ~09:05 09:10"]


def test_what_cannot_run_is_left_out() -> None:
    for update, rule in (
        (said("n", NEW, at("A", "09:00")), "incomplete_trip"),
        (said("", NEW, at("A", "09:00"), at("B", "09:10")), "incomplete_trip"),
        (said("n", NEW, at("A", "09:00"), at("B", "09:10"), route_id="M9"), "E004"),
        (said("n", NEW, late("A", 60), late("B", 60)), "incomplete_trip"),
    ):
        made = applied(LINE, update)
        assert told(made) == []
        assert rules(made) == {rule: 1}


def test_stops_the_timetable_lacks_are_not_called_at() -> None:
    made = applied(LINE, said("n", NEW, at("A", "09:00"), at("Z", "09:05"), at("B", "09:10")))
    assert told(made) == ["s:n 09:00 09:10"]
    assert rules(made) == {"E011": 1}


def test_replacement_stands_for_its_trip() -> None:
    made = applied(
        LINE, said("0.0", REPLACEMENT, at("A", "08:05"), at("D", "08:20"), at("C", "08:31"))
    )
    assert told(made) == ["s:0.0 08:05 08:20 08:31"]
    assert made.live.trips is not None
    assert made.live.trips.base.tolist() == [0]
    scheduled = [clock("08:00"), clock("08:30"), NEVER]
    assert made.live.trips.scheduled.arrive.tolist() == scheduled


def test_added_with_a_scheduled_id_is_one_more_run() -> None:
    made = applied(LINE, said("0.0", ADDED, at("A", "09:00"), at("B", "09:10")))
    assert told(made) == ["s:0.0 09:00 09:10"]
    assert rules(made) == {"E016": 1}
    assert made.live.trips is not None
    assert made.live.trips.base.tolist() == [-1]
    key = TripKey("0.0", "M1", -1, TODAY, clock("10:00"), ADDED)
    assert told(applied(LINE, TripUpdate(key, StopUpdates.of([late("A", 60)])))) == [
        "s:0.0 10:01 10:11 10:21 10:31"
    ]


def test_added_with_a_scheduled_id_has_its_route() -> None:
    made = applied(LINE, said("0.0", ADDED, at("A", "09:00"), at("B", "09:10"), route_id=""))
    assert told(made) == ["s:0.0 09:00 09:10"]
    assert made.live.trips is not None
    assert made.live.trips.timetable.trips.route.tolist() == [0]


def test_skipped_calls_of_a_new_trip() -> None:
    made = applied(LINE, said("n", NEW, at("A", "09:00"), skipped("B"), at("C", "09:10")))
    assert told(made) == ["s:n 09:00 (09:05) 09:10"]


def test_times_of_skipped_calls_do_not_count() -> None:
    for clock_time, told_time in (("09:00", "08:20"), ("07:00", "08:00"), ("08:10", "08:10")):
        skips = replace(at("B", clock_time), relationship=StopRelationship.SKIPPED)
        made = applied(LINE, said("0.0", REPLACEMENT, at("A", "08:00"), skips, at("C", "08:20")))
        assert told(made) == [f"s:0.0 08:00 ({told_time}) 08:20"]
        assert rules(made) == {}


def test_a_copy_at_the_time_of_its_original_is_none() -> None:
    for relationship in (ADDED, TripRelationship.DUPLICATED):
        made = applied(LINE, said("0.0", relationship, late("A", 60)))
        assert told(made) == []
        assert rules(made)["incomplete_trip"] == 1
