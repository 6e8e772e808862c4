"""Systems in folders: known names alone, and only what lies in them."""

import os
from pathlib import Path
from typing import Any

import msgspec
import pytest

from feeds.fetch.asking import LIVE, Version
from feeds.fetch.client import Client
from feeds.gbfs.folder import FolderReader
from feeds.gbfs.reading import reader
from maas.errors import FeedMalformed, FeedUnavailable
from maas.model import SourceId
from maas.settings import Source
from tests.feeds.gbfs.systems import NOW, file, system


def published(folder: Path, suffix: str = ".json", **files: Any) -> Path:
    """A folder with these files."""
    folder.mkdir(exist_ok=True)
    for name, body in (files or system()).items():
        content = body if isinstance(body, bytes) else msgspec.json.encode(body)
        (folder / f"{name}{suffix}").write_bytes(content)
    return folder


async def read(path: Path, known: Version | None = None) -> tuple[dict[str, Any] | None, Version]:
    source = Source(SourceId("velo"), "gbfs", f"file:{path}")
    made = await reader(source, Client()).read(known or Version(), NOW)
    return (None if made.content is None else msgspec.json.decode(made.content)), made.version


@pytest.mark.parametrize("suffix", [".json", ""])
async def test_the_files_of_a_folder_make_a_message(tmp_path: Path, suffix: str) -> None:
    published(tmp_path, suffix)
    (tmp_path / "notes.txt").write_text("no JSON")
    (tmp_path / "manifest.json").write_text("no JSON")
    assert (await read(tmp_path))[0] == {"last_updated": NOW, **system()}


async def test_a_name_with_json_is_preferred(tmp_path: Path) -> None:
    """Rouen's folder holds tables beside the files, under the same names."""
    published(tmp_path, "", station_information=b"station_id,name\n1,a\n")
    published(tmp_path)
    assert "problems" not in (await read(tmp_path))[0]


async def test_a_folder_is_read_again_when_a_file_changes(tmp_path: Path) -> None:
    published(tmp_path)
    _, version = await read(tmp_path)
    assert (await read(tmp_path, version))[0] is None
    (tmp_path / "station_status.json").write_bytes(msgspec.json.encode(file(stations=[])))
    assert (await read(tmp_path, version))[0] is not None


async def test_a_bad_file_costs_itself(tmp_path: Path) -> None:
    published(tmp_path)
    (tmp_path / "station_status.json").write_bytes(b"{")
    told, _ = await read(tmp_path)
    assert list(told["problems"]) == ["station_status"]
    assert "station_information" in told


async def test_links_do_not_lead_out(tmp_path: Path) -> None:
    outside = published(tmp_path / "outside", secret=file(), station_status=file(stations=[]))
    folder = published(tmp_path / "inside", station_information=file(stations=[]))
    (folder / "station_status.json").symlink_to(outside / "station_status.json")
    (folder / "vehicle_types.json").symlink_to(outside / "secret.json")
    (folder / "moved").mkdir()
    (folder / "moved/a").write_bytes(msgspec.json.encode(file(plans=[])))
    (folder / "system_pricing_plans.json").symlink_to("moved/a")
    os.mkfifo(folder / "system_alerts.json")
    told, _ = await read(folder)
    assert sorted(told) == ["station_information", "system_pricing_plans"]


async def test_what_holds_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(FeedUnavailable, match="no file of GBFS"):
        await read(tmp_path)
    with pytest.raises(FeedUnavailable, match="No such file"):
        await read(tmp_path / "none")
    published(tmp_path, station_information=b"<html>")
    with pytest.raises(FeedMalformed, match="a web page"):
        await read(tmp_path)


async def test_a_discovery_means_the_folder_it_lies_in(tmp_path: Path) -> None:
    published(tmp_path)
    (tmp_path / "gbfs.json").write_text("{}")
    assert (await read(tmp_path / "gbfs.json"))[0] == {"last_updated": NOW, **system()}


async def test_a_manifest_in_a_file_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"data": {"datasets": []}}')
    with pytest.raises(FeedMalformed, match="give its address"):
        await read(tmp_path / "manifest.json")


async def test_a_file_may_be_a_message(tmp_path: Path) -> None:
    (tmp_path / "velo.json").write_bytes(msgspec.json.encode(system()))
    assert (await read(tmp_path / "velo.json"))[0] == system()


async def test_messages_may_be_recorded(tmp_path: Path) -> None:
    for made, name in ((NOW, "a"), (NOW + 60, "b")):
        (tmp_path / f"{name}.pb").write_bytes(
            msgspec.json.encode({"last_updated": made, **system()})
        )
    told, _ = await read(tmp_path / "*.pb")
    assert told == {"last_updated": NOW, **system()}


async def test_files_are_bounded(tmp_path: Path) -> None:
    published(tmp_path)
    with (tmp_path / "station_status.json").open("wb") as large:
        large.truncate(LIVE["gbfs"].size + 1)
    told = await FolderReader(tmp_path, LIVE["gbfs"]).read(Version(), NOW)
    assert b"larger than 20 MB" in (told.content or b"")
