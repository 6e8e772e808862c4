"""Trips whose ids the timetable does not have, matched by what else is said of them."""

from dataclasses import replace as changed

from msgspec.structs import replace

from maas.arrays import Ids
from maas.live import StopEvent, StopUpdate, StopUpdates, TripKey, TripUpdate
from tests.livefeeds import RT, TODAY, applied, days, feed_timetable, late, news, rules, told
from tests.networks import clock, unix

TWO_WAYS = feed_timetable("""
    M1    A      B      C
          08:00  08:10  08:20
          08:30  08:40  08:50
    M2    A      C      D
          08:00  08:05  08:10
""")


def unknown(trip_id: str, *stops: StopUpdate, start: str = "", route_id: str = "") -> TripUpdate:
    """News of a trip that the timetable has under another id."""
    key = TripKey(trip_id, route_id, start_date=TODAY, start_time=clock(start) if start else -1)
    return TripUpdate(key, StopUpdates.of(stops))


def test_route_and_start_time_name_a_trip() -> None:
    made = applied(TWO_WAYS, unknown("x", late("B", 60), start="08:30", route_id="M1"))
    assert told(made) == ["s:0.1 ~08:30 08:41 08:51"]
    assert rules(made) == {"trip_matched_by_likeness": 1}
    assert made.matches[RT].matched == 1


def test_stops_must_be_called_at_in_order() -> None:
    for stops in (("C", "B"), ("B", "D")):
        made = applied(
            TWO_WAYS, unknown("x", *(late(s, 60) for s in stops), start="08:30", route_id="M1")
        )
        assert told(made) == []
        assert rules(made) == {"E003": 1}


def test_times_it_is_scheduled_at_name_a_trip() -> None:
    event = StopEvent(time=unix("08:42"), delay=120)
    made = applied(TWO_WAYS, unknown("x", StopUpdate(stop_id="B", arrival=event), route_id="M1"))
    assert told(made) == ["s:0.1 ~08:30 08:42 08:52"]
    late_event = replace(event, delay=0)
    made = applied(
        TWO_WAYS, unknown("x", StopUpdate(stop_id="B", arrival=late_event), route_id="M1")
    )
    assert told(made) == []


def test_trips_of_tomorrow_are_found_by_their_times() -> None:
    event = StopEvent(time=unix("32:42"), delay=120)
    stop = StopUpdate(stop_id="B", arrival=event)
    update = TripUpdate(TripKey("x", "M1"), StopUpdates.of([stop]))
    made = applied(TWO_WAYS, update, made_at=unix("23:50"))
    assert (told(made), days(made)) == (["s:0.1 ~08:30 08:42 08:52"], [1])


def test_nothing_is_guessed_where_several_fit() -> None:
    twice = feed_timetable("""
        M1    A      B
              08:00  08:10
              08:00  08:15
    """)
    made = applied(twice, unknown("x", late("A", 60), start="08:00", route_id="M1"))
    assert rules(made) == {"ambiguous_trip": 1}
    assert told(made) == []


def test_two_unknown_trips_are_not_the_same_one() -> None:
    both = [unknown(id_, late("B", 60), start="08:30", route_id="M1") for id_ in ("x", "y")]
    assert rules(applied(TWO_WAYS, *both)) == {"ambiguous_trip": 2}
    known = news("0.1", late("B", 60))
    made = applied(TWO_WAYS, both[0], known)
    assert told(made) == ["s:0.1 ~08:30 08:41 08:51"]
    assert rules(made) == {"ambiguous_trip": 1}


def test_ids_with_more_around_them() -> None:
    long = feed_timetable("""
        M1    A      B
              08:00  08:10
    """)

    long = changed(long, trips=changed(long.trips, id=Ids.of(["s:trip7"])))
    made = applied(long, unknown("20260610#trip7", late("A", 60), start="08:00"))
    assert told(made) == ["s:trip7 08:01 08:11"]


def test_a_trip_without_an_id() -> None:
    made = applied(TWO_WAYS, unknown("", late("A", 60), start="08:00", route_id="M2"))
    assert told(made) == ["s:1.0 08:01 08:06 08:11"]
