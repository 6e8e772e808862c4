"""Sound feeds, from zip and folder, end to end."""

from datetime import date
from pathlib import Path

from feeds.gtfs import read
from maas.model import SourceId
from tests.feeds.gtfs.feed import SOUND, reading, rules, runs, tables


def test_a_sound_feed_is_read_whole(tmp_path: Path) -> None:
    timetable, report = reading(tmp_path)
    assert runs(timetable) == {
        "s:t1": "a 8:00/8:00 b 8:10/8:11 c 8:20/8:20",
        "s:t2": "a 8:30/8:30 b 8:40/8:41 c 8:50/8:50",
    }
    assert rules(report) == {}
    assert report.is_sound
    assert (report.first_day, report.last_day) == (date(2026, 1, 1), date(2026, 12, 31))
    assert report.counts["trips"] == 2
    assert report.counts["patterns"] == 1


def test_a_folder_reads_as_its_zip(tmp_path: Path) -> None:
    folder = tmp_path / "feed"
    folder.mkdir()
    for name, content in tables(SOUND).items():
        (folder / name).write_text(content)
    timetable, _ = read(folder, SourceId("s"))
    assert runs(timetable) == runs(reading(tmp_path)[0])


def test_everything_carries_the_source_as_prefix(tmp_path: Path) -> None:
    timetable, _ = reading(tmp_path)
    assert timetable.stops.id.find("s:a") == 0
    assert timetable.routes.id[0] == "s:1"
    assert timetable.agencies.id[0] == "s:A"
    assert timetable.services.id[0] == "s:daily"
    assert timetable.feeds.source[0] == "s"


def test_arrays_are_read_only(tmp_path: Path) -> None:
    timetable, _ = reading(tmp_path)
    assert not timetable.stop_times.arrive.flags.writeable
