"""What is appended can be read again, whatever happens to the process, the disk or the clock."""

import os
import threading
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from maas.archive import Archive, ArchiveReader, Limits, volume
from maas.model import SourceId

RT = SourceId("rt")
NOON = 1_700_049_600
DAY = 86_400


def message(number: int) -> bytes:
    """Large enough that a block of them is worth compressing, and much like the one before."""
    return b"".join(b"trip %d is %d s late; " % (trip, number) for trip in range(200))


def archive_at(folder: Path, **options: object) -> Archive:
    clock = iter(range(1, 10_000))
    return Archive(folder, time_of_day=lambda: float(next(clock)), **options)  # type: ignore[arg-type]


def fill(archive: Archive, numbers: range, *, start: int = NOON) -> None:
    for number in numbers:
        archive.append(RT, number, start + number, message(number))


def contents(folder: Path) -> list[bytes]:
    kept = ArchiveReader(folder).entries(RT, 0, 2 * NOON)
    return [each.content() for each in kept]


def files(folder: Path) -> list[Path]:
    return sorted((folder / RT).iterdir())


def test_messages_come_back_as_they_were(tmp_path: Path) -> None:
    fill(archive_at(tmp_path), range(1, 21))
    assert contents(tmp_path) == [message(number) for number in range(1, 21)]
    kept = list(ArchiveReader(tmp_path).entries(RT, NOON + 3, NOON + 4))
    assert [(each.entry.number, each.entry.read_at) for each in kept] == [
        (3, NOON + 3),
        (4, NOON + 4),
    ]


def test_messages_alike_take_little_room(tmp_path: Path) -> None:
    fill(archive_at(tmp_path), range(1, 17))
    assert ArchiveReader(tmp_path).size(RT) < 16 * len(message(1)) / 10


def test_each_day_has_its_own_volume(tmp_path: Path) -> None:
    archive = archive_at(tmp_path)
    fill(archive, range(1, 4))
    fill(archive, range(4, 6), start=NOON + DAY)
    assert [file.name for file in files(tmp_path)] == [
        "000001-20231115.maa",
        "000002-20231116.tail",
    ]


def test_another_process_goes_on_with_the_chain(tmp_path: Path) -> None:
    fill(archive_at(tmp_path), range(1, 4))
    fill(archive_at(tmp_path), range(4, 7))
    assert contents(tmp_path) == [message(number) for number in range(1, 7)]
    assert ArchiveReader(tmp_path).verify(RT).broken == ""
    assert ArchiveReader(tmp_path).verify(RT).messages == 6


@pytest.mark.parametrize("lost", [1, 100, 4000])
def test_a_torn_last_entry_costs_only_itself(tmp_path: Path, lost: int) -> None:
    fill(archive_at(tmp_path), range(1, 4))
    (tail,) = files(tmp_path)
    os.truncate(tail, tail.stat().st_size - lost)
    fill(archive_at(tmp_path), range(4, 6))
    assert contents(tmp_path) == [message(number) for number in (1, 2, 4, 5)]
    verdict = ArchiveReader(tmp_path).verify(RT)
    assert verdict.broken == "" and verdict.unreadable > 0


def altered(tail: Path, place: int, by: bytes) -> None:
    content = tail.read_bytes()
    tail.write_bytes(content[:place] + by + content[place + len(by) :])


@pytest.mark.parametrize("by", [b"\xff", bytes(100)], ids=["a byte", "zeros"])
def test_what_was_altered_is_set_aside_and_shown(tmp_path: Path, by: bytes) -> None:
    fill(archive_at(tmp_path), range(1, 4))
    (tail,) = files(tmp_path)
    altered(tail, tail.stat().st_size - 200, by)
    archive = archive_at(tmp_path)
    fill(archive, range(4, 6))
    assert archive.problems == {} and tail in files(tmp_path)
    fill(archive_at(tmp_path), range(6, 7))
    kept = list(ArchiveReader(tmp_path).entries(RT, 0, 2 * NOON))
    assert [each.entry.number for each in kept] == [1, 2, 3, 4, 5, 6]
    assert [each.content() for each in kept[3:]] == [message(number) for number in (4, 5, 6)]
    assert "message 3" in ArchiveReader(tmp_path).verify(RT).broken


def test_what_is_altered_while_it_grows_is_set_aside_too(tmp_path: Path) -> None:
    archive = archive_at(tmp_path)
    fill(archive, range(1, 4))
    (tail,) = files(tmp_path)
    altered(tail, tail.stat().st_size - 1, b"\xff")
    fill(archive, range(4, 20))
    assert archive.problems == {}
    assert [file.suffix for file in files(tmp_path)] == [".tail", ".maa", ".tail"]


def test_every_changed_byte_of_a_tail_is_survived(tmp_path: Path) -> None:
    fill(archive_at(tmp_path), range(1, 3))
    (tail,) = files(tmp_path)
    whole = tail.read_bytes()
    for place in range(150):
        for file in files(tmp_path):
            file.unlink()
        tail.write_bytes(whole)
        altered(tail, place, bytes([whole[place] ^ 0x55]))
        archive = archive_at(tmp_path)
        fill(archive, range(3, 5))
        newest = ArchiveReader(tmp_path).newest(RT, 2 * NOON)
        assert archive.problems == {} and newest is not None, place
        assert newest.content() == message(4), place


def test_a_crash_between_compressing_and_tidying_shows_nothing_twice(tmp_path: Path) -> None:
    archive = archive_at(tmp_path)
    fill(archive, range(1, 8))
    (tail,) = files(tmp_path)
    loose = tail.read_bytes()
    fill(archive, range(8, 9))
    assert [file.suffix for file in files(tmp_path)] == [".maa"]
    tail.write_bytes(loose)
    assert contents(tmp_path) == [message(number) for number in range(1, 9)]


def test_a_full_disk_stops_the_archive_and_nothing_else(tmp_path: Path) -> None:
    archive = archive_at(tmp_path)
    fill(archive, range(1, 3))
    folder = tmp_path / RT
    aside = folder.rename(tmp_path / "_aside")
    folder.write_bytes(b"in the way")
    fill(archive, range(3, 5))
    assert list(archive.problems) == [RT]
    folder.unlink()
    aside.rename(folder)
    fill(archive, range(5, 6))
    assert archive.problems == {}
    assert contents(tmp_path) == [message(number) for number in (1, 2, 5)]
    assert ArchiveReader(tmp_path).verify(RT).broken == ""


def test_who_cannot_be_archived_is_told_once_and_for_himself(tmp_path: Path) -> None:
    archive = archive_at(tmp_path)
    (tmp_path / "lost").write_bytes(b"in the way")
    with capture_logs() as logged:
        for number in range(1, 4):
            archive.append(SourceId("lost"), number, NOON, b"")
            archive.append(RT, number, NOON, b"")
            assert list(archive.problems) == ["lost"]
        (tmp_path / "lost").unlink()
        archive.append(SourceId("lost"), 4, NOON, b"")
    told = [(each["event"], each["source"]) for each in logged]
    assert told == [("archive.stopped", "lost"), ("archive.resumed", "lost")]


def test_a_switch_that_could_not_be_written_is_written_later(tmp_path: Path) -> None:
    archive = archive_at(tmp_path)
    archive.announce(0, "g1", NOON)
    archive.write_switches()
    folder, aside = tmp_path / "_generations", tmp_path / "_aside"
    folder.rename(aside)
    folder.write_bytes(b"in the way")
    archive.announce(1, "g2", NOON + 10)
    archive.announce(2, "g3", NOON + 20)
    archive.write_switches()
    assert list(archive.problems) == ["_generations"]
    folder.unlink()
    aside.rename(folder)
    archive.append(RT, 3, NOON + 30, b"")
    served = [ArchiveReader(tmp_path).served(NOON + at)[0] for at in (9, 10, 20)]
    assert [each and each.generation for each in served] == ["g1", "g2", "g3"]
    assert archive.problems == {}


def test_a_disk_that_hangs_for_one_source_holds_no_other(tmp_path: Path) -> None:
    archive = archive_at(tmp_path)
    fill(archive, range(1, 2))
    (tail,) = files(tmp_path)
    tail.unlink()
    os.mkfifo(tail)  # to open it is to wait for a reader
    hanging = threading.Thread(target=fill, args=(archive, range(2, 3)))
    hanging.start()
    archive.announce(2, "g2", NOON)
    other = SourceId("other")
    archive.append(other, 3, NOON, b"")
    assert ArchiveReader(tmp_path).newest(other, NOON) is not None
    assert hanging.is_alive()
    with tail.open("rb"):
        hanging.join(10)
    assert not hanging.is_alive()


def test_what_is_flushed_is_on_disk_before_what_it_was_made_from_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[tuple[str, bool]] = []
    (tail, main) = (tmp_path / RT / f"000001-20231115{end}" for end in (".tail", ".maa"))

    def noting(path: Path) -> None:
        flushed.append((path.name, tail.exists()))

    monkeypatch.setattr(volume, "flush", noting)
    archive = archive_at(tmp_path)
    fill(archive, range(1, 8))
    assert flushed == [], "who only polls waits for no disk"
    archive.flush(RT)
    assert flushed == [(tail.name, True), (RT, True)]
    flushed.clear()
    fill(archive, range(8, 9))
    assert flushed == [(main.name, True), (RT, True)]
    assert not tail.exists()


def test_what_another_process_wrote_is_flushed_too(tmp_path: Path) -> None:
    fill(archive_at(tmp_path), range(1, 3))
    archive = archive_at(tmp_path)
    archive.flush(RT)
    assert archive.problems == {} and [file.suffix for file in files(tmp_path)] == [".maa"]
    assert contents(tmp_path) == [message(1), message(2)]


def test_what_may_not_be_kept_is_replaced_before(tmp_path: Path) -> None:
    archive = archive_at(tmp_path, hides={RT: lambda content: content.replace(b"trip", b"t")})
    fill(archive, range(1, 2))
    assert contents(tmp_path) == [message(1).replace(b"trip", b"t")]


def test_a_source_kept_for_no_days_is_not_archived(tmp_path: Path) -> None:
    fill(archive_at(tmp_path, limits=Limits(own_days={RT: 0})), range(1, 4))
    assert ArchiveReader(tmp_path).sources() == []
