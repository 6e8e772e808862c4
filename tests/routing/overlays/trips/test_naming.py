"""Which runs news are about, by the ids they name."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from maas.arrays import Ids, Texts
from maas.live import StopUpdate, StopUpdates, TripKey, TripProperties, TripUpdate
from maas.live.trips import TripRelationship
from maas.model import SourceId
from maas.snapshot import Batch
from maas.timetable import Timetable, join
from routing.overlays.applying import LiveFeed, apply
from tests.feeds.gtfs.feed import reading
from tests.livefeeds import RT, TODAY, applied, at, days, feed_timetable, late, news, rules, told
from tests.networks import clock, unix

NIGHT = feed_timetable("""
    M1    A      B      C
          08:00  08:10  08:20
          23:50  24:10  24:20
          24:30  24:40  24:50
""")


@pytest.mark.parametrize(
    ("trip", "made_at", "day"),
    [("0.0", "08:05", 0), ("0.1", "00:15", -1), ("0.1", "23:55", 0), ("0.0", "23:55", 1)],
)
def test_without_a_date_the_day_that_fits_is_meant(trip: str, made_at: str, day: int) -> None:
    made = applied(NIGHT, news(trip, late("A", 60), start_date=0), made_at=unix(made_at))
    assert days(made) == [day]


def test_without_a_date_a_time_that_is_said_tells_the_day() -> None:
    update = news("0.1", at("B", "00:12", sequence=2), start_date=0)
    assert days(applied(NIGHT, update, made_at=unix("20:00"))) == [-1]


@pytest.mark.parametrize("stop_id", ["A", "B"])
def test_times_at_stops_without_numbers_tell_the_day(stop_id: str) -> None:
    noon = feed_timetable("""
        M1    A      B      A
              12:30  12:40  12:50
    """)
    update = news("0.0", at(stop_id, "12:38"), start_date=0)
    assert days(applied(noon, update, made_at=unix("00:15"))) == [0]


@pytest.mark.parametrize(
    ("time", "made_at", "day"),
    [("00:33", "00:20", -1), ("24:33", "23:50", 0), ("24:33", "00:20", 0)],
)
def test_times_tell_service_day_from_calendar_day(time: str, made_at: str, day: int) -> None:
    made = applied(NIGHT, news("0.2", at("A", time)), made_at=unix(made_at))
    assert days(made) == [day]


def test_what_is_cancelled_without_a_date_is_to_come() -> None:
    cancelled = news("0.0", relationship=TripRelationship.CANCELED, start_date=0)
    assert days(applied(NIGHT, cancelled, made_at=unix("18:00"))) == [1]
    assert days(applied(NIGHT, cancelled, made_at=unix("09:00"))) == [0]


def test_the_departure_that_is_meant_tells_the_day_of_a_trip_at_intervals() -> None:
    drawn = feed_timetable("""
        M1    A      B
              06:00  06:30
              23:00  23:30
    """)
    headway = np.full(2, 28_800, np.int32)
    often = replace(drawn, trips=replace(drawn.trips, id=Ids.of(["s:f"] * 2), headway=headway))
    key = TripKey("f", start_time=clock("23:00"))
    for stop in (late("A", 300), at("A", "23:05", sequence=1)):
        made = applied(often, TripUpdate(key, StopUpdates.of([stop])), made_at=unix("22:55"))
        assert (days(made), told(made)) == ([0], ["s:f 23:05 23:35"])


def test_trip_after_midnight_named_by_its_calendar_day() -> None:
    only_today = replace(NIGHT, services=replace(NIGHT.services, runs=NIGHT.services.runs & 8))
    made = applied(only_today, news("0.2", late("A", 60), start_date=TODAY + 1))
    assert days(made) == [0]
    assert rules(applied(only_today, news("0.0", late("A", 60), start_date=TODAY + 1))) == {
        "trip_not_in_service": 1
    }


@pytest.mark.parametrize("date", [20200101, 20301231, TODAY + 60])
def test_days_far_away_are_refused(date: int) -> None:
    made = applied(NIGHT, news("0.0", late("A", 60), start_date=date))
    assert rules(made) == {"start_date_far_away": 1}
    assert (made.matches[RT].trips, made.matches[RT].matched) == (1, 0)


def test_sources_are_looked_up_in_order() -> None:
    two = join([NIGHT, renamed(NIGHT, "t")])
    update = news("0.0", late("A", 60))
    for order in (("s", "t"), ("t", "s"), ("nowhere", "t")):
        feed = LiveFeed(RT, tuple(map(SourceId, order)))
        made = apply(two, (feed,), {RT: Batch(RT, unix("08:00"), (update,))}, None)
        expected = order[-1] if order[0] == "nowhere" else order[0]
        assert told(made) == [f"{expected}:0.0 08:01 08:11 08:21"]


def renamed(timetable: Timetable, source: str) -> Timetable:
    """The same of another source."""

    def ids(column: Ids) -> Ids:
        return Ids.of(f"{source}:{id_.partition(':')[2]}" for id_ in column.texts)

    return replace(
        timetable,
        feeds=replace(timetable.feeds, source=Texts.of([source])),
        stops=replace(timetable.stops, id=ids(timetable.stops.id)),
        trips=replace(timetable.trips, id=ids(timetable.trips.id)),
    )


FREQUENT = """
# frequencies.txt
trip_id,start_time,end_time,headway_secs,exact_times
t1,06:00:00,06:30:00,600,{exact}
"""


def departure(start_time: str, *stops: StopUpdate) -> TripUpdate:
    """News of a departure of t1 on 10 June 2026."""
    key = TripKey("t1", start_date=TODAY, start_time=clock(start_time) if start_time else -1)
    return TripUpdate(key, StopUpdates.of(stops))


def test_trip_of_fixed_intervals_is_named_by_its_start(tmp_path: Path) -> None:
    timetable, _ = reading(tmp_path, FREQUENT.format(exact=1))
    made = applied(timetable, departure("06:10", late("a", 120)), made_at=unix("04:00"))
    assert told(made) == ["s:t1 06:12 06:22/06:23 06:32"]
    assert rules(applied(timetable, departure("06:11", late("a", 0)))) == {"trip_not_in_service": 1}
    assert rules(applied(timetable, departure("", late("a", 0)))) == {"E006": 1}


def test_trips_at_intervals_start_at_any_time(tmp_path: Path) -> None:
    timetable, _ = reading(tmp_path, FREQUENT.format(exact=0))
    started = [departure(start, late("a", 60)) for start in ("06:12", "06:09", "06:24")]
    made = applied(timetable, *started, made_at=unix("04:00"))
    assert told(made) == [
        "s:t1 06:10 06:20/06:21 06:30",
        "s:t1 06:13 06:23/06:24 06:33",
        "s:t1 06:25 06:35/06:36 06:45",
    ]
    trips = made.live.trips
    assert trips is not None
    of = dict(zip(trips.scheduled.depart[trips.timetable.trips.first_time[:-1]].tolist(),
                  trips.base.tolist(), strict=True))  # fmt: skip
    assert of[clock("06:12")] == -1, "06:09 is nearer to the departure of 06:10"
    assert timetable.stop_times.depart[timetable.trips.first_time[of[clock("06:09")]]] == clock(
        "06:10"
    )


def test_copies_run_beside_what_they_are_copies_of() -> None:

    key = TripKey("0.0", start_date=TODAY, relationship=TripRelationship.DUPLICATED)
    properties = TripProperties("extra", TODAY, clock("09:00"))
    made = applied(NIGHT, TripUpdate(key, StopUpdates.of([late("B", 60)]), properties=properties))
    assert told(made) == ["s:extra ~09:00 09:11 09:21"]
    assert made.live.trips is not None
    assert made.live.trips.base.tolist() == [-1]
    assert made.live.trips.scheduled.arrive.tolist() == [
        clock(t) for t in ("09:00", "09:10", "09:20")
    ]
