"""transfers.txt brought down to plain rules between stops and copies of stops."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.gtfs import read
from maas.errors import FeedMalformed
from maas.model import SourceId
from maas.timetable import Timetable
from tests.feeds.gtfs.feed import SOUND, reading, rules, tables, write

HUB = """
# stops.txt
stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station
hub,Hub,52.5,13.4,1,
p,Hub 1,52.5,13.4,0,hub
q,Hub 2,52.5,13.4,0,hub
a,Alder,52.6,13.4,0,
# routes.txt
route_id,agency_id,route_short_name,route_type
r1,A,M1,0
r2,A,M2,0
# trips.txt
route_id,service_id,trip_id
r1,daily,t1
r1,daily,t2
r2,daily,u1
r2,daily,u2
# stop_times.txt
trip_id,arrival_time,departure_time,stop_id,stop_sequence
t1,8:00:00,8:00:00,a,1
t1,8:10:00,8:10:00,p,2
t2,8:30:00,8:30:00,a,1
t2,8:40:00,8:40:00,p,2
u1,8:00:00,8:00:00,q,1
u1,8:10:00,8:10:00,a,2
u2,8:30:00,8:30:00,q,1
u2,8:40:00,8:40:00,a,2
"""
COLUMNS = (
    "from_stop_id,to_stop_id,from_route_id,to_route_id,from_trip_id,to_trip_id,"
    "transfer_type,min_transfer_time"
)


def transfers(*rows: str) -> str:
    return "\n".join([HUB, "# transfers.txt", COLUMNS, *rows])


def said(timetable: Timetable, trip: str, other: str, at: str = "p", to: str = "q") -> str:
    """What holds for changing from one trip to another: "type seconds", or "nothing"."""
    a, b = calls_at(timetable, trip, at), calls_at(timetable, other, to)
    found = timetable.transfer_rules
    for i in range(found.kind.size):
        if (found.from_stop[i], found.to_stop[i]) == (a, b):
            return f"{found.kind[i]} {found.seconds[i]}"
    return "nothing"


def calls_at(timetable: Timetable, trip: str, stop: str) -> int:
    """The row, of a stop or its copy, at which a trip calls."""
    pattern = int(timetable.trips.pattern[timetable.trips.id.find(f"s:{trip}")])
    first = timetable.patterns.first_stop
    for row in timetable.patterns.stop[first[pattern] : first[pattern + 1]].tolist():
        if timetable.stops.id[timetable.original(row)] == f"s:{stop}":
            return int(row)
    raise LookupError(f"{trip} does not call at {stop}")


def copies(timetable: Timetable) -> int:
    return int((timetable.stops.kind == 5).sum())


def test_a_rule_from_stop_to_stop_stays_as_it_is(tmp_path: Path) -> None:
    timetable, report = reading(tmp_path, transfers("p,q,,,,,2,120", "q,p,,,,,3,", "p,p,,,,,1,"))
    assert said(timetable, "t1", "u1") == "2 120"
    assert said(timetable, "t1", "t2", "p", "p") == "1 -1"
    assert copies(timetable) == 0
    assert report.is_sound


def test_a_rule_for_a_station_holds_between_all_its_stops(tmp_path: Path) -> None:
    timetable, _ = reading(tmp_path, transfers("hub,hub,,,,,2,240"))
    assert said(timetable, "t1", "u1") == "2 240"
    assert said(timetable, "t1", "t2", "p", "p") == "2 240"
    assert timetable.transfer_rules.kind.size == 4


def test_a_rule_for_stops_beats_one_for_their_station(tmp_path: Path) -> None:
    timetable, _ = reading(tmp_path, transfers("hub,hub,,,,,2,240", "p,q,,,,,2,60"))
    assert said(timetable, "t1", "u1") == "2 60"


def test_trips_told_apart_call_at_a_copy(tmp_path: Path) -> None:
    timetable, _ = reading(tmp_path, transfers("p,q,,,,,2,300", "p,q,,,t1,u1,1,"))
    assert said(timetable, "t1", "u1") == "1 -1"
    assert said(timetable, "t1", "u2") == "2 300"
    assert said(timetable, "t2", "u1") == "2 300"
    assert copies(timetable) == 2
    assert timetable.stops.id.find_all("s:p") == [1, 4]


def test_the_most_special_rule_holds(tmp_path: Path) -> None:
    """The order of the reference, each rule beaten by the one above it."""
    every = [
        "p,q,,,t1,u1,2,1",
        "p,q,,r2,t1,,2,2",
        "p,q,,,t1,,2,3",
        "p,q,r1,r2,,,2,4",
        "p,q,r1,,,,2,5",
        "p,q,,,,,2,6",
    ]
    for i in range(6):
        timetable, _ = reading(tmp_path, transfers(*reversed(every[i:])))
        assert said(timetable, "t1", "u1") == f"2 {i + 1}"


def test_trips_of_equal_rules_share_a_copy(tmp_path: Path) -> None:
    timetable, _ = reading(tmp_path, transfers("p,q,,,t1,,2,30", "p,q,,,t2,,2,30"))
    assert copies(timetable) == 0
    assert said(timetable, "t1", "u1") == said(timetable, "t2", "u2") == "2 30"


def test_a_route_that_all_trips_are_of_needs_no_copy(tmp_path: Path) -> None:
    timetable, _ = reading(tmp_path, transfers("p,q,r1,r2,,,1,"))
    assert copies(timetable) == 0
    assert said(timetable, "t2", "u2") == "1 -1"


def test_unusable_rules_are_left_out(tmp_path: Path) -> None:
    timetable, report = reading(
        tmp_path,
        transfers(
            "p,ghost,,,,,2,60",
            "p,,,,,,2,60",
            "p,q,r2,,t1,,2,60",
            "p,q,,,ghost,,2,60",
            "q,p,,,t1,,2,60",
            "p,q,,,,,9,60",
        ),
    )
    assert rules(report) == {
        "foreign_key_violation": 2,
        "missing_required_field": 1,
        "transfer_with_invalid_trip_and_route": 1,
        "transfer_with_invalid_trip_and_stop": 1,
        "unexpected_enum_value": 1,
    }
    assert said(timetable, "t1", "u1") == "0 60"


def test_a_rule_for_a_platform_holds_for_its_boarding_areas(tmp_path: Path) -> None:
    areas = transfers("p,q,,,,,2,90").replace("a,Alder", "area,,,,4,p\na,Alder")
    calling = areas.replace("8:10:00,8:10:00,p", "8:10:00,8:10:00,area")
    timetable, _ = reading(tmp_path, calling)
    assert said(timetable, "t1", "u1", "area", "q") == "2 90"
    assert said(timetable, "t2", "u1", "p", "q") == "2 90"


def test_rules_for_more_pairs_of_trips_than_can_be_held_are_forgotten(tmp_path: Path) -> None:
    """1 500 trips on either side, each with its own rule, would be 2 250 000 pairs."""
    n = 1500
    trips = "".join(f"r1,daily,x{i}\nr2,daily,y{i}\n" for i in range(n))
    times = "".join(
        f"x{i},8:00:00,8:00:00,a,1\nx{i},8:10:00,8:10:00,p,2\n"
        f"y{i},8:00:00,8:00:00,q,1\ny{i},8:10:00,8:10:00,a,2\n"
        for i in range(n)
    )
    timetable, report = reading(
        tmp_path,
        transfers("p,q,r1,r2,,,2,45", *(f"p,q,,,x{i},y{i},2,{i}" for i in range(n))),
        f"\n# trips.txt\nroute_id,service_id,trip_id\n{trips}",
        f"# stop_times.txt\ntrip_id,arrival_time,departure_time,stop_id,stop_sequence\n{times}",
    )
    assert said(timetable, "x7", "y7") == "2 45"
    assert copies(timetable) == 0
    assert rules(report) == {"too_many_rows": n}


def test_a_station_of_thousands_of_stops_is_refused(tmp_path: Path) -> None:
    platforms = "".join(f"x{i},X,52.5,13.4,0,hub\n" for i in range(1500))
    crowded = transfers("hub,hub,,,,,2,60").replace("a,Alder", f"{platforms}a,Alder")
    with pytest.raises(FeedMalformed, match="too many pairs of stops"):
        reading(tmp_path, crowded)


STOPS = ("p", "q", "hub")
TRIPS = {"t1": "r1", "t2": "r1", "u1": "r2", "u2": "r2"}
side = st.sampled_from([("", ""), ("r1", ""), ("r2", ""), *(("", t) for t in TRIPS)])
rule = st.tuples(st.sampled_from(STOPS), st.sampled_from(STOPS), side, side, st.integers(1, 99))


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(rule, max_size=6))
def test_every_pair_of_trips_changes_as_the_reference_says(drawn: list) -> None:
    """Against looking the rules up one by one for each pair of trips."""
    rows = [f"{a},{b},{x[0]},{y[0]},{x[1]},{y[1]},2,{n}" for a, b, x, y, n in drawn]
    files = tables(SOUND, transfers(*rows) + "\n")
    with tempfile.TemporaryDirectory() as folder:
        timetable, _ = read(write(Path(folder) / "f.zip", files), SourceId("s"))
    for trip, at in (("t1", "p"), ("t2", "p"), ("u1", "q"), ("u2", "q")):
        for other, to in (("t1", "p"), ("t2", "p"), ("u1", "q"), ("u2", "q")):
            expected = looked_up(drawn, (trip, at), (other, to))
            assert said(timetable, trip, other, at, to) == expected


def looked_up(drawn: list, leaving: tuple[str, str], going: tuple[str, str]) -> str:
    best = None
    for line, (a, b, x, y, seconds) in enumerate(drawn):
        if not (holds(a, x, *leaving) and holds(b, y, *going)):
            continue
        kinds = sorted("t" if s[1] else "r" if s[0] else "-" for s in (x, y))
        rank = ["tt", "rt", "-t", "rr", "-r", "--"].index("".join(kinds))
        key = (rank, (a == "hub") + (b == "hub"), line)
        if best is None or key < best[0]:
            best = (key, seconds)
    return f"2 {best[1]}" if best else "nothing"


def holds(stop: str, side: tuple[str, str], trip: str, at: str) -> bool:
    route, named = side
    return stop in (at, "hub") and route in ("", TRIPS[trip]) and named in ("", trip)
