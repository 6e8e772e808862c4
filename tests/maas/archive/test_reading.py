"""What held at a moment is found; what was tampered with shows."""

from pathlib import Path

import pytest

from maas.archive import Archive, ArchiveReader, serving
from maas.model import SourceId

RT = SourceId("rt")
NOON = 1_700_049_600


class Hands:
    """A clock for the time of day that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


def written(folder: Path, *steps: tuple[int, int]) -> Archive:
    """An archive with messages (batch number, seconds after noon)."""
    archive = Archive(folder, time_of_day=Hands())
    archive.announce(0, "g1", NOON)
    archive.write_switches()
    for number, at in steps:
        archive.append(RT, number, NOON + at, b"message %d" % number)
    return archive


def newest(folder: Path, at: int) -> int | None:
    reader = ArchiveReader(folder)
    _, start = reader.served(NOON + at)
    kept = reader.newest(RT, NOON + at, received=start.received if start else 0.0)
    return kept.entry.number if kept else None


def test_the_newest_message_at_a_moment(tmp_path: Path) -> None:
    written(tmp_path, (1, 10), (2, 30), (3, 50))
    assert [newest(tmp_path, at) for at in (9, 10, 29, 30, 1000)] == [None, 1, 1, 2, 3]


def test_the_newest_message_of_the_day_before(tmp_path: Path) -> None:
    written(tmp_path, (1, 10), (2, 90_000))
    assert newest(tmp_path, 80_000) == 1


def test_which_generation_served(tmp_path: Path) -> None:
    archive = written(tmp_path, (1, 10))
    archive.announce(2, "g2", NOON + 20)
    archive.write_switches()
    reader = ArchiveReader(tmp_path)
    assert [served(reader, at) for at in (-1, 0, 19, 20)] == ["", "g1", "g1", "g2"]
    assert reader.generations() == {"g1", "g2"}


def test_messages_tell_of_a_switch_that_was_lost(tmp_path: Path) -> None:
    archive = written(tmp_path, (1, 10))
    archive.generation = "g2"
    archive.append(RT, 3, NOON + 20, b"")
    reader = ArchiveReader(tmp_path)
    assert [knows(reader, at) for at in (0, 19, 20)] == ["g1", "g1", "g2"]
    assert reader.generations() == {"g1", "g2"}
    archive.announce(4, "g3", NOON + 30)
    archive.write_switches()
    assert knows(reader, 30) == "g3"
    archive.announce(0, "g1", NOON + 40)
    archive.write_switches()
    assert knows(reader, 40) == "g1", "numbers begin again"


def test_a_start_makes_what_was_known_before_unknown(tmp_path: Path) -> None:
    archive = written(tmp_path, (1, 10), (2, 30))
    archive.announce(0, "g1", NOON + 40)
    archive.write_switches()
    archive.append(RT, 1, NOON + 50, b"after the start")
    assert [newest(tmp_path, at) for at in (35, 45, 55)] == [2, None, 1]


def test_a_clock_that_starts_again_in_the_past(tmp_path: Path) -> None:
    """The same hour is replayed: what the last run knew of a moment counts, as far as it came."""
    archive = written(tmp_path, (1, 10), (2, 30), (3, 50))
    archive.announce(0, "g1", NOON + 5)
    archive.write_switches()
    archive.append(RT, 7, NOON + 20, b"second run")
    assert [newest(tmp_path, at) for at in (15, 25, 55)] == [None, 7, 7]
    assert newest(tmp_path, 4) is None


def served(reader: ArchiveReader, at: int) -> str:
    switch, _ = reader.served(NOON + at)
    return switch.generation if switch else ""


def knows(reader: ArchiveReader, at: int) -> str:
    switch, _ = reader.served(NOON + at)
    assert switch is not None
    return serving(switch, [reader.newest(RT, NOON + at), None])


def volume(folder: Path) -> Path:
    return next((folder / RT).glob("*.maa"))


def contents(reader: ArchiveReader) -> list[bytes]:
    return [kept.content() for kept in reader.entries(RT, 0, 2 * NOON)]


def full(folder: Path) -> ArchiveReader:
    """Twenty-four messages: a volume of three compressed blocks."""
    written(folder, *((number, number) for number in range(1, 25)))
    return ArchiveReader(folder)


def test_an_untouched_chain_is_whole(tmp_path: Path) -> None:
    verdict = full(tmp_path).verify(RT)
    assert (verdict.messages, verdict.broken, verdict.unreadable) == (24, "", 0)


@pytest.mark.parametrize("changed", [b"MAA1", b"g1", b"\xa0"])
def test_tampering_shows(tmp_path: Path, changed: bytes) -> None:
    reader = full(tmp_path)
    path = volume(tmp_path)
    content = bytearray(path.read_bytes())
    middle = content.index(changed, len(content) // 3)
    content[middle] ^= 1
    path.write_bytes(content)
    verdict = reader.verify(RT)
    assert verdict.broken or verdict.unreadable


def test_every_changed_byte_shows_or_changes_nothing(tmp_path: Path) -> None:
    reader = full(tmp_path)
    path = volume(tmp_path)
    whole = path.read_bytes()
    before = contents(reader)
    for place in range(0, len(whole), 37):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        verdict = reader.verify(RT)
        shows = verdict.broken or verdict.unreadable
        assert shows or contents(reader) == before, place


def test_a_block_taken_out_shows(tmp_path: Path) -> None:
    reader = full(tmp_path)
    path = volume(tmp_path)
    whole = path.read_bytes()
    first, second, third = (at for at in range(len(whole)) if whole.startswith(b"MAA1", at))
    path.write_bytes(whole[:second] + whole[third:])
    assert "message 17" in reader.verify(RT).broken
    path.write_bytes(whole[second:])
    assert reader.verify(RT).broken == "", "what retention does"
    assert first == 0


def test_a_day_taken_out_shows(tmp_path: Path) -> None:
    written(tmp_path, (1, 0), (2, 86_400), (3, 2 * 86_400))
    (tmp_path / RT / "000002-20231116.maa").unlink()
    assert "message 3" in ArchiveReader(tmp_path).verify(RT).broken


def test_messages_cut_off_at_the_end_show_by_the_digest_noted_elsewhere(tmp_path: Path) -> None:
    reader = full(tmp_path)
    noted = reader.verify(RT).digest
    path = volume(tmp_path)
    path.write_bytes(path.read_bytes()[: path.read_bytes().rindex(b"MAA1")])
    assert reader.verify(RT).broken == ""
    assert reader.verify(RT).digest != noted
