"""Vehicles that go on as another trip, told as "trip -> candidates"."""

from pathlib import Path

from maas.timetable import Timetable
from tests.feeds.gtfs.feed import reading, rules

DAYS = """
# calendar.txt
service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
daily,1,1,1,1,1,1,1,20260101,20261231
week,1,1,1,1,1,0,0,20260101,20261231
end,0,0,0,0,0,1,1,20260101,20261231
"""


def feed(*trips: str, extra: str = "") -> str:
    """Trips as "id service block from start to end" lines."""
    rows = ["# trips.txt", "route_id,service_id,trip_id,block_id"]
    times = ["# stop_times.txt", "trip_id,arrival_time,departure_time,stop_id,stop_sequence"]
    for trip in trips:
        id_, service, block, origin, start, destination, end = trip.split()
        rows.append(f"1,{service},{id_},{block.strip('-')}")
        times.append(f"{id_},{start}:00,{start}:00,{origin},1")
        times.append(f"{id_},{end}:00,{end}:00,{destination},2")
    return "\n".join([DAYS, *rows, *times, extra])


def seats(timetable: Timetable) -> str:
    told = []
    for t in range(timetable.trips.route.size):
        first = timetable.in_seat.first
        after = timetable.in_seat.trip[first[t] : first[t + 1]].tolist()
        if after:
            names = " ".join(timetable.trips.id[a].removeprefix("s:") for a in after)
            told.append(f"{timetable.trips.id[t].removeprefix('s:')} -> {names}")
    return ", ".join(sorted(told))


def test_a_block_goes_on_with_its_next_trip(tmp_path: Path) -> None:
    timetable, report = reading(
        tmp_path,
        feed(
            "one daily x a 8:00 b 8:10",
            "two daily x b 8:15 c 8:25",
            "three daily x c 8:30 b 8:40",
            "other daily y b 8:15 a 8:25",
            "none daily - b 8:15 a 8:25",
        ),
    )
    assert seats(timetable) == "one -> two, two -> three"
    assert report.is_sound


def test_which_trip_is_next_depends_on_the_day(tmp_path: Path) -> None:
    """The example of the reference: a block whose trips have different service days."""
    timetable, _ = reading(
        tmp_path,
        feed(
            "one daily x a 8:00 b 8:10",
            "two week x b 8:15 c 8:25",
            "three end x b 8:20 c 8:30",
            "four daily x c 8:35 a 8:45",
        ),
    )
    assert seats(timetable) == "one -> two three, three -> four, two -> four"


def test_trips_of_other_days_are_not_next(tmp_path: Path) -> None:
    trips = feed("one week x a 8:00 b 8:10", "two end x b 8:15 c 8:25")
    timetable, _ = reading(tmp_path, trips)
    assert seats(timetable) == ""


def test_trips_that_overlap_are_not_linked(tmp_path: Path) -> None:
    timetable, report = reading(
        tmp_path,
        feed(
            "one daily x a 8:00 b 8:20",
            "two daily x b 8:15 c 8:25",
            "three daily x c 8:30 a 8:40",
        ),
    )
    assert seats(timetable) == "two -> three"
    assert rules(report) == {"block_trips_with_overlapping_stop_times": 1}


def test_nobody_rides_along_to_where_the_block_goes_on_empty(tmp_path: Path) -> None:
    timetable, report = reading(
        tmp_path,
        feed(
            "one daily x a 8:00 b 8:10",
            "far week x c 8:15 b 8:25",
            "two daily x b 8:30 c 8:40",
        ),
    )
    assert seats(timetable) == "far -> two"  # on week-ends one -> two, but InSeat cannot say so
    assert rules(report) == {"block_with_distant_stops": 1}


LINKS = """
# transfers.txt
from_stop_id,to_stop_id,from_trip_id,to_trip_id,transfer_type
"""


def test_a_linked_trip_comes_before_the_block(tmp_path: Path) -> None:
    timetable, _ = reading(
        tmp_path,
        feed(
            "one daily x a 8:00 b 8:10",
            "two daily x b 8:15 c 8:25",
            "three week - b 8:20 c 8:30",
            extra=LINKS + "b,b,one,three,4",
        ),
    )
    assert seats(timetable) == "one -> three two"


def test_passengers_may_have_to_leave(tmp_path: Path) -> None:
    timetable, report = reading(
        tmp_path,
        feed("one daily x a 8:00 b 8:10", "two daily x b 8:15 c 8:25", extra=LINKS + ",,one,two,5"),
    )
    assert seats(timetable) == ""
    assert report.is_sound


def test_senseless_links_are_left_out(tmp_path: Path) -> None:
    timetable, report = reading(
        tmp_path,
        feed(
            "one daily - a 8:00 b 8:10",
            "two daily - b 8:15 c 8:25",
            "early daily - b 8:05 c 8:25",
            extra=LINKS + "a,b,one,two,4\nb,b,one,early,4\nb,b,one,,4\nb,b,one,ghost,4",
        ),
    )
    assert seats(timetable) == ""
    assert rules(report) == {
        "transfer_with_suspicious_mid_trip_in_seat": 1,
        "transfer_to_next_service_day": 1,
        "missing_required_field": 1,
        "foreign_key_violation": 1,
    }


def test_a_train_that_divides_keeps_its_passengers_in_the_first_part(tmp_path: Path) -> None:
    timetable, report = reading(
        tmp_path,
        feed(
            "one daily - a 8:00 b 8:10",
            "left daily - b 8:15 c 8:25",
            "right daily - b 8:16 a 8:25",
            extra=LINKS + "b,b,one,right,4\nb,b,one,left,4",
        ),
    )
    assert seats(timetable) == "one -> left"
    assert rules(report) == {"linked_trip_divides": 1}


def test_a_trip_of_headways_is_not_linked(tmp_path: Path) -> None:
    often = "\n# frequencies.txt\ntrip_id,start_time,end_time,headway_secs\none,8:00:00,9:00:00,600"
    trips = feed("one daily x a 8:00 b 8:10", "two daily x b 9:15 c 9:25", extra=often)
    timetable, _ = reading(tmp_path, trips)
    assert seats(timetable) == ""
