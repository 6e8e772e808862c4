"""Old days go, the oldest go first where there is too much, and what the rest needs stays."""

from pathlib import Path

from maas.archive import Archive, ArchiveReader, Limits
from maas.archive.retention import sweep
from maas.model import SourceId

RT, SLOW = SourceId("rt"), SourceId("slow")
NOON = 1_700_049_600
DAY = 86_400


def ten_days(folder: Path) -> ArchiveReader:
    """A message of each source and another generation every day."""
    archive = Archive(folder)
    for day in range(10):
        archive.announce(day, f"g{day}", NOON + day * DAY)
        archive.write_switches()
        for source in (RT, SLOW):
            archive.append(source, day, NOON + day * DAY, b"%d" % day * 5_000)
    return ArchiveReader(folder)


def days(reader: ArchiveReader, source: SourceId) -> list[int]:
    return [kept.entry.number for kept in reader.entries(source, 0, 2 * NOON)]


def test_each_source_has_its_own_age(tmp_path: Path) -> None:
    reader = ten_days(tmp_path)
    sweep(tmp_path, Limits(retention_days=3, own_days={SLOW: 5}), NOON + 9 * DAY)
    assert days(reader, RT) == [6, 7, 8, 9]
    assert days(reader, SLOW) == [4, 5, 6, 7, 8, 9]
    assert reader.verify(RT).broken == ""


def test_generations_stay_as_long_as_a_reading_needs_them(tmp_path: Path) -> None:
    reader = ten_days(tmp_path)
    sweep(tmp_path, Limits(retention_days=3), NOON + 9 * DAY)
    assert reader.generations() == {"g5", "g6", "g7", "g8", "g9"}
    sweep(tmp_path, Limits(retention_days=3), NOON + 90 * DAY)
    assert reader.generations() == {"g9"}
    assert reader.sources() == []


def test_the_oldest_days_of_all_sources_go_first(tmp_path: Path) -> None:
    reader = ten_days(tmp_path)
    most = (reader.size(RT) + reader.size(SLOW)) * 9 // 10
    sweep(tmp_path, Limits(max_bytes=most), NOON + 9 * DAY)
    assert reader.size(RT) + reader.size(SLOW) <= most
    assert 2 <= len(days(reader, RT)) < 10
    assert days(reader, RT)[-1] == days(reader, SLOW)[-1] == 9
    assert abs(len(days(reader, RT)) - len(days(reader, SLOW))) <= 1


def test_what_is_being_written_is_never_cut(tmp_path: Path) -> None:
    reader = ten_days(tmp_path)
    sweep(tmp_path, Limits(max_bytes=1), NOON + 9 * DAY)
    assert days(reader, RT) == days(reader, SLOW) == [9]
