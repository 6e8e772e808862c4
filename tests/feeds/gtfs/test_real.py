"""Published feeds: what is in them, and that nothing of it is lost."""

from datetime import date
from functools import cache

import numpy as np
import pytest

from feeds.gtfs import expiry, read
from maas.model import SourceId
from maas.report import Report, Severity
from maas.timetable import Timetable, join
from tests.feeds.gtfs.feed import rules
from tests.shared import shared

pytestmark = pytest.mark.real


@cache
def feed(folder: str, name: str) -> tuple[Timetable, Report]:
    return read(shared("data", folder, f"{name}.zip"), SourceId(name.replace("_", "-")))


@pytest.mark.parametrize(
    ("folder", "name", "counts"),
    [  # stops, routes, trips, stop times, patterns: the rows of each file, but Oaxaca's headways
        ("porto", "gtfs_cp", (454, 182, 1899, 31_473, 249)),
        ("porto", "gtfs_metro_do_porto", (85, 7, 2873, 63_019, 20)),
        ("porto", "gtfs_stcp", (2504, 73, 12_950, 460_898, 229)),
        pytest.param(
            "grenoble", "gtfs_sem_2023", (2501, 55, 19_669, 447_215, 241), marks=pytest.mark.slow
        ),
        pytest.param("kingston", "gtfs", (809, 31, 7113, 176_768, 134), marks=pytest.mark.slow),
        pytest.param(
            "washington-wmata", "gtfs", (2175, 7, 16_514, 352_668, 53), marks=pytest.mark.slow
        ),
        ("oaxaca", "gtfs", (2152, 82, 16_728, 1_782_348, 81)),
        ("heidelberg", "gtfs_vrn_cut", (392, 7, 1480, 46_269, 123)),
    ],
)
def test_nothing_is_lost(folder: str, name: str, counts: tuple[int, ...]) -> None:
    timetable, report = feed(folder, name)
    wanted = ("stops", "routes", "trips", "stop_times", "patterns")
    assert tuple(report.counts[what] for what in wanted) == counts
    assert not {f.rule for f in report.findings if f.file in ("trips.txt", "stop_times.txt")} & {
        "foreign_key_violation",
        "unusable_trip",
    }
    is_whole(timetable)


def is_whole(timetable: Timetable) -> None:
    """Every index is in range, every slice in order, every trip as long as its pattern."""
    trips, patterns, shapes = timetable.trips, timetable.patterns, timetable.shapes
    calls = np.diff(patterns.first_stop)[trips.pattern]
    assert (np.diff(trips.first_time) == calls).all()
    assert (
        np.repeat(np.arange(patterns.mode.size), np.diff(patterns.first_trip)) == trips.pattern
    ).all()
    assert (patterns.stop >= 0).all() and (patterns.stop < len(timetable.stops.id)).all()
    times = timetable.stop_times
    assert (times.arrive <= times.depart).all() and (times.arrive >= 0).all()
    first = np.zeros(times.arrive.size, np.bool_)
    first[trips.first_time[:-1]] = True
    assert (times.depart[:-1] <= times.arrive[1:])[~first[1:]].all()
    leaves = times.depart[trips.first_time[:-1]]
    assert ((np.diff(leaves) >= 0) | (np.diff(trips.pattern) > 0)).all()
    cut = np.flatnonzero(trips.first_cut >= 0)
    assert (trips.first_cut[cut] + calls[cut] <= shapes.cut.size).all()
    last = shapes.cut[trips.first_cut[cut] + calls[cut] - 1]
    assert (last <= np.diff(shapes.first)[trips.shape[cut]] - 1).all()


def test_all_trips_of_portos_metro_survive_its_broken_shapes() -> None:
    timetable, report = feed("porto", "gtfs_metro_do_porto")
    assert timetable.trips.route.size == 2873
    found = {finding.rule: finding for finding in report.findings}
    assert (found["broken_shape"].count, found["broken_shape"].line) == (10, 88)
    assert found["broken_shape"].text.endswith(": CG")
    assert (found["invalid_row_length"].count, found["invalid_row_length"].line) == (260, 88)
    assert found["shape_with_long_detour"].count == 334
    assert report.counts["shapes"] == 0


def test_the_weekday_on_which_all_of_porto_runs() -> None:
    day = date(2023, 9, 20)
    running = {}
    for name in ("gtfs_cp", "gtfs_metro_do_porto", "gtfs_stcp"):
        timetable, report = feed("porto", name)
        running[name] = int(timetable.services.active(day)[timetable.trips.service].sum())
        assert expiry(report, day) is None
    assert running == {"gtfs_cp": 1352, "gtfs_metro_do_porto": 1089, "gtfs_stcp": 5751}


def test_porto_joined() -> None:
    parts = [feed("porto", name)[0] for name in ("gtfs_cp", "gtfs_metro_do_porto", "gtfs_stcp")]
    joined = join(parts)
    assert joined.trips.route.size == 1899 + 2873 + 12_950
    assert list(joined.zones) == ["Europe/Lisbon"]
    day = date(2023, 9, 20)
    active = [part.services.active(day) for part in parts]
    assert (joined.services.active(day) == np.concatenate(active)).all()
    is_whole(joined)


@pytest.mark.slow
def test_blocks_of_kingston() -> None:
    _, kingston = feed("kingston", "gtfs")
    assert kingston.counts["in_seat"] == 6703


def test_blocks_of_heidelberg() -> None:
    _, heidelberg = feed("heidelberg", "gtfs_vrn_cut")
    assert heidelberg.counts["in_seat"] == 97
    assert rules(heidelberg)["block_trips_with_overlapping_stop_times"] == 97


def test_oaxaca_runs_by_headways() -> None:
    timetable, report = feed("oaxaca", "gtfs")
    assert report.first_day == date(2000, 1, 1)
    assert report.last_day == date(2100, 1, 1)
    assert np.unique(timetable.trips.headway).tolist() == [0]  # exact_times is 1 throughout
    assert len(timetable.trips.id.find_all("gtfs:0")) == 204  # 6:00 to 23:00 every five minutes


@pytest.mark.slow
def test_a_french_feed_of_dates_alone() -> None:
    timetable, report = feed("grenoble", "gtfs_sem_2023")
    assert report.attributes["busiest_day"] == "2023-05-03"
    assert int(timetable.services.active(date(2023, 5, 3))[timetable.trips.service].sum()) == 4948
    assert timetable.stops.parent[timetable.stops.id.find("gtfs-sem-2023:0004")] >= 0


@pytest.mark.slow
def test_berlin() -> None:
    timetable, report = read(shared("data", "berlin-vbb", "gtfs_vbb.zip"), SourceId("vbb"))
    assert (report.counts["stops"], report.counts["trips"]) == (41_235, 152_744)
    assert report.counts["stop_times"] == 3_354_617
    assert (
        int(timetable.services.active(date(2021, 3, 19))[timetable.trips.service].sum()) == 69_224
    )
    assert rules(report)["fast_travel_between_consecutive_stops"] == 22
    assert {finding.severity for finding in report.findings} == {Severity.WARNING, Severity.INFO}
    is_whole(timetable)
