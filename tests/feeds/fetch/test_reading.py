"""Files are read again when they change, recordings by the clock."""

import os
from pathlib import Path

import pytest

from feeds.fetch.asking import LIVE, Version
from feeds.fetch.client import Client
from feeds.fetch.reading import FileReader, Reader, RecordingReader, reader_of
from maas.errors import FeedMalformed, FeedUnavailable
from maas.model import SourceId
from maas.settings import Source


def time_in(head: bytes) -> int | None:
    """Messages that begin with their time in four digits."""
    return int(head[:4]) if head[:4].isdigit() else None


def reader(path: Path) -> Reader:
    source = Source(SourceId("bus-rt"), "gtfs-rt", f"file:{path}")
    return reader_of(source, Client(), time_in)


async def test_a_file_is_read_again_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "feed.pb"
    path.write_bytes(b"one")
    os.utime(path, ns=(1, 1))
    read = reader(path).read
    first = await read(Version(), 0)
    assert first.content == b"one"
    assert (await read(first.version, 0)).content is None
    path.write_bytes(b"two")
    os.utime(path, ns=(2, 2))
    assert (await read(first.version, 0)).content == b"two"


async def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FeedUnavailable, match="No such file"):
        await reader(tmp_path / "none.pb").read(Version(), 0)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FeedUnavailable, match="not a file"):
        await reader(tmp_path / "pipe").read(Version(), 0)


async def test_a_file_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "feed.pb"
    with path.open("wb") as file:
        file.truncate(LIVE["gtfs-rt"].size + 1)
    with pytest.raises(FeedMalformed, match="larger than 50 MB"):
        await FileReader(path, LIVE["gtfs-rt"]).read(Version(), 0)


async def test_a_recording_plays_by_the_clock(tmp_path: Path) -> None:
    for name, content in (("b", b"1000 b"), ("a", b"1030 a"), ("c", b"nothing"), ("d", b"1010 d")):
        (tmp_path / f"{name}.pb").write_bytes(content)
    (tmp_path / "notes.txt").write_bytes(b"1005 no message")
    read = reader(tmp_path / "*.pb").read
    told = [(await read(Version(), now)).content for now in (1000, 1009, 1010, 1029, 1030, 9999)]
    assert told == [b"1000 b", b"1000 b", b"1010 d", b"1010 d", b"1030 a", b"1030 a"]
    seen = (await read(Version(), 1012)).version
    assert (await read(seen, 1013)).content is None
    with pytest.raises(FeedUnavailable, match="later than the service clock"):
        await read(Version(), 999)


async def test_a_recording_may_grow_and_shrink(tmp_path: Path) -> None:
    (tmp_path / "a.pb").write_bytes(b"1000 a")
    recording = reader(tmp_path / "*.pb")
    assert isinstance(recording, RecordingReader)
    told = []
    for step in range(4):
        if step == 1:
            (tmp_path / "b.pb").touch()
            os.utime(tmp_path, ns=(7, 7))
        if step == 2:
            (tmp_path / "b.pb").write_bytes(b"1500 b")
        if step == 3:
            (tmp_path / "b.pb").unlink()
            os.utime(tmp_path, ns=(8, 8))
        told.append((await recording.read(Version(), 2000)).content)
    assert told == [b"1000 a", b"1000 a", b"1500 b", b"1000 a"]


async def test_a_recording_of_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(FeedUnavailable, match="no message that says when"):
        await reader(tmp_path / "*.pb").read(Version(), 0)
    with pytest.raises(FeedUnavailable, match="No such file"):
        await reader(tmp_path / "none/*.pb").read(Version(), 0)


async def test_where_files_lie_is_told_to_nobody(tmp_path: Path) -> None:
    for name, shown in (("none.pb", "none.pb"), ("none/*.pb", "none/*.pb")):
        with pytest.raises(FeedUnavailable) as told:
            await reader(tmp_path / name).read(Version(), 0)
        assert str(told.value) == f"{shown}: No such file or directory"
