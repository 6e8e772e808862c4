"""Trips that run another way for some days."""

from maas.live import (
    Detour,
    ReplacementStop,
    Section,
    SelectedTrips,
    StopRef,
    StopUpdates,
    TripKey,
    TripUpdate,
)
from maas.live.trips import TripRelationship
from maas.units import NEVER
from tests.livefeeds import TODAY, applied, days, feed_timetable, late, news, rules, told

LINE = feed_timetable("""
    M1    A      B      C      D      E
          08:00  08:10  08:20  08:30  08:40
    M2    X      Y      Z
          07:00  07:10  07:20
""")
TRIPS = (SelectedTrips(("0.0",)),)


def detour(*sections: Section, dates: tuple[int, ...] = (TODAY,)) -> Detour:
    """One that takes the only trip of M1."""
    return Detour("d", TRIPS, dates=dates, sections=sections)


def between(start: str, end: str = "", **said: object) -> Section:
    """From stop to stop, both replaced; without an end none is."""
    return Section(StopRef(stop_id=start), StopRef(stop_id=end) if end else None, **said)  # type: ignore[arg-type]


BY_X_AND_Y = (ReplacementStop("X", 300), ReplacementStop("Y", 600))


def test_stops_are_replaced_and_the_rest_is_late() -> None:
    made = applied(LINE, detour(between("B", "C", delay=240, stops=BY_X_AND_Y)))
    assert told(made) == ["s:0.0 ~08:00 (~08:05) (~08:05) 08:05 08:10 08:34 08:44"]
    trips = made.live.trips
    assert trips is not None
    assert trips.scheduled.arrive.tolist()[3:5] == [NEVER, NEVER]
    assert trips.timetable.trips.first_cut.tolist() == [-1]
    assert [LINE.stops.id[s] for s in trips.timetable.patterns.stop][3:5] == ["s:X", "s:Y"]


def test_stops_are_left_out() -> None:
    assert told(applied(LINE, detour(between("B", "C")))) == [
        "s:0.0 ~08:00 (~08:10) (~08:20) ~08:30 ~08:40"
    ]


def test_stops_are_put_in_between() -> None:
    made = applied(LINE, detour(between("C", delay=300, stops=(ReplacementStop("X", 420),))))
    assert told(made) == ["s:0.0 ~08:00 ~08:10 08:17 08:25 08:35 08:45"]


def test_without_times_stops_lie_evenly_between() -> None:
    spread = tuple(ReplacementStop(stop) for stop in "XY")
    made = applied(LINE, detour(between("B", "C", stops=spread)))
    assert told(made) == ["s:0.0 ~08:00 (~08:10) (~08:10) 08:10 08:20 ~08:30 ~08:40"]


def test_another_street_makes_late_after_its_stop() -> None:
    assert told(applied(LINE, detour(between("B", delay=120)))) == [
        "s:0.0 ~08:00 ~08:10 08:22 08:32 08:42"
    ]


def test_delays_of_several_sections_add_up() -> None:
    made = applied(LINE, detour(between("D", "D", delay=60), between("B", "B", delay=120)))
    assert told(made) == ["s:0.0 ~08:00 (~08:10) 08:22 (08:32) 08:43"]


def test_first_stop_counts_from_itself() -> None:
    made = applied(LINE, detour(between("A", "A", stops=(ReplacementStop("X", -300),))))
    assert told(made) == ["s:0.0 (~07:55) 07:55 ~08:10 ~08:20 ~08:30 ~08:40"]


def test_news_of_a_trip_on_a_detour() -> None:
    by_x = detour(between("B", "C", delay=240, stops=BY_X_AND_Y))
    key = TripKey(start_date=TODAY, modified_by="d", affected_trip_id="0.0")
    made = applied(LINE, by_x, TripUpdate(key, StopUpdates.of([late("Y", 60)])))
    assert told(made) == ["s:0.0 ~08:00 (~08:05) (~08:05) 08:05 08:11 08:35 08:45"]
    made = applied(LINE, by_x, news("0.0", late("D", 60)))
    assert told(made) == ["s:0.0 ~08:00 (~08:05) (~08:05) 08:05 08:10 08:35 08:45"]


def test_cancelled_trip_takes_no_detour() -> None:
    gone = news("0.0", relationship=TripRelationship.CANCELED)
    made = applied(LINE, detour(between("B", "C")), gone)
    assert told(made) == ["s:0.0 cancelled ~08:00 ~08:10 ~08:20 ~08:30 ~08:40"]


def test_only_days_of_service_near_today() -> None:
    made = applied(LINE, detour(between("B", "C"), dates=(TODAY, TODAY + 1, TODAY + 15, 20300101)))
    assert sorted(days(made)) == [0, 1]


def test_a_detour_that_does_not_fit_leaves_the_trip_as_it_is() -> None:
    for sections in (
        (between("X", "B"),),
        (between("C", "B"),),
        (between("B", "C"), between("C", "D")),
        (Section(StopRef(sequence=9)),),
    ):
        made = applied(LINE, detour(*sections))
        assert told(made) == ["s:0.0 ~08:00 ~08:10 ~08:20 ~08:30 ~08:40"]
        assert rules(made) == {"incomplete_detour": 1}


def test_a_detour_that_takes_too_long_leaves_the_trip_as_it_is() -> None:
    half_a_day = between("B", delay=43_201)
    for sections in (
        (between("B", delay=86_401),),
        (between("B", stops=(ReplacementStop("X", -86_401),)),),
        (half_a_day, between("C", delay=43_200)),
        (half_a_day, between("C", delay=-43_200)),
        (between("B"),) * 6,
        (between("B", delay=86_400),) * 25_000,
    ):
        made = applied(LINE, detour(*sections))
        assert told(made) == ["s:0.0 ~08:00 ~08:10 ~08:20 ~08:30 ~08:40"]
        assert rules(made) == {"excessive_detour": 1}


def test_stops_the_timetable_lacks_are_left_out() -> None:
    unknown = (ReplacementStop("new", 300), ReplacementStop("Y", 600))
    made = applied(LINE, detour(between("B", "C", stops=unknown)))
    assert told(made) == ["s:0.0 ~08:00 (~08:10) (~08:10) 08:10 ~08:30 ~08:40"]
    assert rules(made) == {"E011": 1}
