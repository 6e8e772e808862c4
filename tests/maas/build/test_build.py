"""Importing: what is taken, what is kept, what is refused; and that a dead import costs nothing."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from maas.build.building import build
from maas.build.progress import Progress
from maas.errors import BadSettings, FeedError
from maas.generation import DataDir, Generation
from maas.model import LatLon
from maas.settings import read_territory
from maas.timetable import Timetable
from tests.cities import LINE, with_trips, write_gtfs, write_territory
from tests.service import until
from tests.streetmaps import StreetMap


def imported(folder: Path, *, force: bool = False) -> Generation:
    progress = Progress(Console(quiet=True))
    return build(read_territory(folder / "town.toml"), progress, force=force)


def n_trips(generation: Generation) -> int:
    timetable = generation.part("timetable", Timetable)
    assert timetable is not None
    return int(timetable.trips.route.size)


def write_streets(path: Path) -> None:
    street = StreetMap("\nA---B\n", {"AB": "highway=residential"}, north_west=LatLon(41.15, -8.61))
    path.write_text(street.xml())


@pytest.fixture
def town(tmp_path: Path) -> Path:
    write_gtfs(tmp_path / "bus.zip")
    write_territory(tmp_path)
    return tmp_path


def test_imports_and_finds_nothing_new_the_second_time(town: Path) -> None:
    first = imported(town)
    parts = ["atlas", "places", "timetable", "transfers-walk", "transfers-wheelchair"]
    assert sorted(first.manifest.parts) == parts
    assert n_trips(first) == 2
    report = first.report("bus")
    assert report is not None and report.counts["stops"] == 3
    os.utime(town / "bus.zip")
    second = imported(town)
    assert second.id == first.id
    assert second.manifest.stamp != first.manifest.stamp


def test_a_new_version_replaces_the_old_one(town: Path) -> None:
    imported(town)
    write_gtfs(town / "bus.zip", with_trips(5))
    assert n_trips(imported(town)) == 5
    current = DataDir(town / "var/town").open_current(0)
    assert current is not None and n_trips(current) == 5


@pytest.mark.parametrize("broken", ["gone", "garbage", "empty", "small"])
def test_a_bad_version_never_replaces_a_good_one(town: Path, broken: str) -> None:
    write_gtfs(town / "bus.zip", with_trips(5))
    good = imported(town)
    if broken == "gone":
        (town / "bus.zip").unlink()
    elif broken == "garbage":
        (town / "bus.zip").write_bytes(b"PK\x03\x04 and then nothing")
    else:
        trips = {"empty": with_trips(0), "small": with_trips(2)}[broken]
        write_gtfs(town / "bus.zip", trips)
    kept = imported(town)
    assert n_trips(kept) == 5
    assert kept.manifest.parts == good.manifest.parts
    assert kept.manifest.sources[0].kept
    write_gtfs(town / "bus.zip", with_trips(6))
    back = imported(town)
    assert n_trips(back) == 6 and not back.manifest.sources[0].kept


def test_a_much_smaller_version_needs_an_operators_word(town: Path) -> None:
    write_gtfs(town / "bus.zip", with_trips(5))
    imported(town)
    write_gtfs(town / "bus.zip", with_trips(2))
    assert n_trips(imported(town)) == 5
    assert n_trips(imported(town, force=True)) == 2


def test_a_bad_source_costs_the_others_nothing(tmp_path: Path) -> None:
    write_gtfs(tmp_path / "bus.zip")
    write_territory(tmp_path, sources=("bus", "tram"))
    generation = imported(tmp_path)
    assert n_trips(generation) == 2
    assert "tram" in generation.manifest.refused


def test_without_any_good_source_nothing_is_published(tmp_path: Path) -> None:
    write_territory(tmp_path)
    with pytest.raises(FeedError, match="no source could be used: bus: "):
        imported(tmp_path)
    assert DataDir(tmp_path / "var/town").current_id() is None


def test_two_sources_become_one_timetable(tmp_path: Path) -> None:
    write_gtfs(tmp_path / "bus.zip")
    write_gtfs(tmp_path / "tram.zip", with_trips(3))
    write_territory(tmp_path, sources=("bus", "tram"))
    assert n_trips(imported(tmp_path)) == 5


def test_service_yet_to_come_waits_while_the_old_one_runs(town: Path) -> None:
    imported(town)
    later = LINE["calendar.txt"].replace("20230901,20231031", "20231101,20231130")
    write_gtfs(town / "bus.zip", {**LINE, "calendar.txt": later})
    kept = imported(town)
    assert "starts on 2023-11-01" in kept.manifest.sources[0].kept
    territory = read_territory(town / "town.toml")
    taken = build(territory, Progress(Console(quiet=True)), today=date(2023, 11, 1))
    assert taken.manifest.sources[0].kept == ""
    assert taken.manifest.first_day == date(2023, 11, 1)


def test_a_broken_segment_is_rebuilt(town: Path) -> None:
    first = imported(town)
    folder = DataDir(town / "var/town").segments / first.manifest.parts["timetable"]
    (folder / "stop_times.arrive.npy").write_bytes(b"\x80\x04N.")
    again = imported(town)
    assert n_trips(again) == 2
    assert again.manifest.parts == first.manifest.parts
    assert len(list(folder.parent.glob("*.broken-*"))) == 1


def test_streets_alone_are_enough(tmp_path: Path) -> None:
    write_streets(tmp_path / "bus.zip")
    file = write_territory(tmp_path)
    file.write_text(file.read_text().replace('kind = "gtfs"', 'kind = "osm"'))
    generation = imported(tmp_path)
    made = ["atlas", "landmarks", "parking", "places", "streets"]
    assert sorted(generation.manifest.parts) == made
    assert generation.part("timetable", Timetable) is None


def test_streets_and_lines_are_linked(town: Path) -> None:
    write_streets(town / "town.osm")
    file = town / "town.toml"
    streets = '[[source]]\nid = "streets"\nkind = "osm"\nurl = "file:town.osm"\n'
    file.write_text(file.read_text() + streets)
    parts = imported(town).manifest.parts
    assert sorted(parts) == [
        "atlas",
        "landmarks",
        "links",
        "parking",
        "places",
        "streets",
        "timetable",
        "transfers-walk",
        "transfers-wheelchair",
    ]


def test_a_folder_that_cannot_be_written_is_named(town: Path) -> None:
    (town / "var").write_text("a file where the folder should be")
    with pytest.raises(BadSettings, match=r"data_dir: .*var/town: "):
        imported(town)


def test_two_imports_at_once_take_turns(town: Path) -> None:
    shown = StringIO()
    with ThreadPoolExecutor() as pool:
        with DataDir(town / "var/town").locked():
            progress = Progress(Console(file=shown))
            second = pool.submit(build, read_territory(town / "town.toml"), progress)
            until(lambda: "waiting for its end" in shown.getvalue(), 10)
            assert not second.done()
        assert n_trips(second.result(30)) == 2


@pytest.mark.slow
def test_an_import_in_the_background_ends_well_while_who_started_it_lives(town: Path) -> None:
    command = [sys.executable, "-m", "maas", "import", "--background", str(town / "town.toml")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        said = process.stderr.read().decode()
        assert process.wait() == 0, said


@pytest.mark.slow
def test_an_import_in_the_background_ends_with_who_started_it(town: Path) -> None:
    command = [sys.executable, "-m", "maas", "import", "--background", str(town / "town.toml")]
    with DataDir(town / "var/town").locked():  # so that it could not end by itself
        started = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        with pytest.raises(subprocess.TimeoutExpired):
            started.wait(1)
        assert started.stdin is not None
        started.stdin.close()
        assert started.wait(10) == 1


@pytest.mark.slow
def test_an_import_killed_at_any_moment_leaves_the_old_generation(town: Path) -> None:
    first = imported(town)
    write_gtfs(town / "bus.zip", with_trips(200))
    command = [sys.executable, "-m", "maas", "import", str(town / "town.toml")]
    for delay in (0.2, 0.4, 0.6, 0.8, 1.0, 1.2):
        running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        running.send_signal(signal.SIGKILL)
        running.wait()
        current = DataDir(town / "var/town").open_current(0)
        assert current is not None
        assert (current.id, n_trips(current)) == (first.id, 2) or n_trips(current) == 200
    assert n_trips(imported(town)) == 200
    assert not DataDir(town / "var/town").temporary.exists()
