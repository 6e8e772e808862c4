"""What live feeds say, laid over small timetables."""

from maas.live.trips import TripRelationship
from tests.livefeeds import NOW, RT, TODAY, applied, at, feed_timetable, late, news, skipped, told
from tests.networks import clock

LINE = feed_timetable("""
    M1    A      B      C      D
          08:00  08:10  08:20  08:30
          08:30  08:40  08:50  09:00
""")


def test_nothing_said_changes_nothing() -> None:
    made = applied(LINE)
    assert told(made) == []
    assert made.findings == {RT: ()}


def test_delay_is_carried_on_to_the_stops_after() -> None:
    made = applied(LINE, news("0.0", late("B", 120)))
    assert told(made) == ["s:0.0 ~08:00 08:12 08:22 08:32"]
    assert made.live.trips is not None
    assert made.live.trips.scheduled.arrive.tolist() == [
        clock(t) for t in ("08:00", "08:10", "08:20", "08:30")
    ]


def test_times_said_are_kept() -> None:
    assert told(applied(LINE, news("0.1", at("C", "08:51", "08:52")))) == [
        "s:0.1 ~08:30 ~08:40 08:51/08:52 09:02"
    ]


def test_cancelled_trip_keeps_its_calls() -> None:
    gone = news("0.0", relationship=TripRelationship.CANCELED)
    assert told(applied(LINE, gone)) == ["s:0.0 cancelled ~08:00 ~08:10 ~08:20 ~08:30"]


def test_trip_that_calls_nowhere_is_cancelled() -> None:
    made = applied(LINE, news("0.0", *map(skipped, "ABCD")))
    assert made.live.trips is not None
    assert made.live.trips.cancelled.tolist() == [True]


def test_newest_news_win() -> None:
    old, new = (news("0.0", late("A", s), timestamp=NOW + s) for s in (60, 120))
    for order in ((old, new), (new, old)):
        assert told(applied(LINE, *order)) == ["s:0.0 08:02 08:12 08:22 08:32"]


def test_of_equally_new_news_the_later_holds() -> None:
    one, other = news("0.0", late("A", 60)), news("0.0", late("A", 120))
    assert told(applied(LINE, one, other)) == ["s:0.0 08:02 08:12 08:22 08:32"]
    assert told(applied(LINE, other, one)) == ["s:0.0 08:01 08:11 08:21 08:31"]


def test_unknown_trip_is_counted() -> None:
    made = applied(LINE, news("7.7", late("A", 60)), news("0.0", late("A", 60)))
    assert len(told(made)) == 1
    assert (made.matches[RT].trips, made.matches[RT].matched) == (2, 1)
    assert [(f.rule, f.count) for f in made.findings[RT]] == [("E003", 1)]


def test_trip_of_another_day_is_another_run() -> None:
    made = applied(LINE, news("0.0", late("A", 60), start_date=TODAY + 1))
    assert made.live.trips is not None
    assert made.live.trips.standing_for(0, int(made.live.trips.day[0])) == 2
