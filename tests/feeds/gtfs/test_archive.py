"""What is opened, what is refused, before anything is inflated."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from feeds.gtfs import read
from feeds.gtfs.archive import LIMITS, Limits, open_archive
from feeds.gtfs.notices import Notices
from maas.errors import FeedMalformed
from maas.model import SourceId
from tests.feeds.gtfs.feed import SOUND, rules, tables, write

FILES = tables(SOUND)


def refusal(path: Path, limits: Limits = LIMITS) -> str:
    with pytest.raises(FeedMalformed) as refused, open_archive(path, Notices(), limits):
        pass
    return str(refused.value)


def test_a_sub_folder_and_what_a_mac_adds_are_seen_through(tmp_path: Path) -> None:
    files = {f"feed 2026/{name}": content for name, content in FILES.items()}
    files |= {"__MACOSX/feed 2026/._stops.txt": "x", "feed 2026/._trips.txt": "x"}
    _, report = read(write(tmp_path / "feed.zip", files), SourceId("s"))
    assert rules(report) == {"invalid_input_files_in_subfolder": 1}
    assert report.counts["trips"] == 2


def test_files_that_are_no_table_are_counted(tmp_path: Path) -> None:
    files = FILES | {"readme.md": "hello", "agency.json": "{}", "locations.geojson": "{}"}
    _, report = read(write(tmp_path / "feed.zip", files), SourceId("s"))
    assert rules(report) == {"unknown_file": 2}
    assert report.is_sound


@pytest.mark.parametrize("name", ["agency", "stops", "routes", "trips", "stop_times"])
def test_a_feed_needs_its_tables(tmp_path: Path, name: str) -> None:
    files = {file: content for file, content in FILES.items() if file != f"{name}.txt"}
    with pytest.raises(FeedMalformed, match=f"no {name}.txt"):
        read(write(tmp_path / "feed.zip", files), SourceId("s"))


@pytest.mark.parametrize("name", ["agency", "stops", "routes", "trips"])
def test_a_table_of_a_header_alone_is_refused(tmp_path: Path, name: str) -> None:
    header = FILES[f"{name}.txt"].partition("\n")[0]
    with pytest.raises(FeedMalformed, match=f"{name}.txt has no rows"):
        read(write(tmp_path / "feed.zip", FILES | {f"{name}.txt": header}), SourceId("s"))


def test_two_feeds_in_one_zip_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "feed.zip", {"a/stops.txt": "", "b/stops.txt": ""})
    assert refusal(path) == "several feeds in one archive: a, b"


def test_a_zip_in_a_zip_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "feed.zip", {"feed/inner.zip": "PK"})
    assert "another zip inside (feed/inner.zip): unpack it first" in refusal(path)


def test_the_same_file_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("stops.txt", "stop_id\n")
        archive.writestr("stops.txt", "stop_id\n")
    assert refusal(path) == "stops.txt is in the archive 2 times"


def test_what_is_no_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "feed.zip"
    for content in (b"", b"<html>404</html>", b"PK\x03\x04" + bytes(100)):
        path.write_bytes(content)
        assert refusal(path).startswith("feed.zip: not a zip file")
    assert refusal(tmp_path / "none.zip") == "none.zip cannot be opened: No such file or directory"


def test_a_damaged_member_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "feed.zip", FILES)
    content = bytearray(path.read_bytes())
    for i in range(60, 90):
        content[i] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(FeedMalformed, match="cannot be read"):
        read(path, SourceId("s"))


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "feed.zip", FILES)
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 8] |= 1
    path.write_bytes(content)
    assert refusal(path) == "agency.txt is encrypted"


def test_strange_compression_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("stops.txt", "stop_id\n")
    assert "compressed by a method other than deflate" in refusal(path)


def test_limits_hold_before_inflating(tmp_path: Path) -> None:
    path = write(tmp_path / "feed.zip", FILES | {"shapes.txt": "0" * 1_000_000})
    assert "larger than" in refusal(path, Limits(zip_bytes=100))
    assert "inflates to more than" in refusal(path, Limits(inflated_bytes=900_000))
    assert "members, more than 3" in refusal(path, Limits(members=3))
    assert "shapes.txt inflates more than 200 times" in refusal(path, Limits(tiny_bytes=10_000))
    assert "directory" in refusal(path, Limits(directory_bytes=100))
    with open_archive(path, Notices()) as archive:
        assert len(archive.members) == 7


def test_limits_hold_for_folders(tmp_path: Path) -> None:
    for name, content in FILES.items():
        (tmp_path / name).write_text(content)
    assert "more than 3 files" in refusal(tmp_path, Limits(members=3))
    assert "more than 0 MB" in refusal(tmp_path, Limits(inflated_bytes=100))


def test_a_header_that_lies_about_its_size_gives_no_more_than_it_says(tmp_path: Path) -> None:
    path = write(tmp_path / "feed.zip", FILES | {"stops.txt": "stop_id\n" + "0" * 1_000_000})
    content = path.read_bytes()
    size = struct.pack("<I", 1_000_008)
    path.write_bytes(content.replace(size, struct.pack("<I", 500)))
    with open_archive(path, Notices()) as archive, pytest.raises(zipfile.BadZipFile):
        assert len(archive.open("stops").read()) <= 500


def test_a_directory_of_millions_is_not_read(tmp_path: Path) -> None:
    """zipfile itself would take gigabytes for the directory alone."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for i in range(20_000):
            archive.writestr(f"{i}.txt", "")
    path = tmp_path / "feed.zip"
    path.write_bytes(stream.getvalue())
    assert "directory" in refusal(path)
