"""`maas archive` and `maas rollback`, as an operator types them."""

import re
from pathlib import Path

import pytest

from feeds.fetch.asking import Version
from feeds.fetch.client import Client
from feeds.fetch.pairs import composed
from feeds.registry import adapter
from maas.__main__ import main
from maas.archive import Archive, ArchiveReader
from maas.generation import DataDir
from maas.model import SourceId
from maas.settings import read_territory
from tests.cities import with_trips, write_gtfs, write_territory
from tests.feeds.datex2_parking.documents import COUNTED, record, status, statuses, table
from tests.feeds.gtfs_rt.messages import message

RT = SourceId("rt")
SEVEN = 1_695_189_600
"""In Lisbon, on 2023-09-20."""

LIVE = """
[[source]]
id = "rt"
kind = "gtfs-rt"
url = "https://example.org/${SECRET}"
licence = "CC-BY-4.0"
[source.headers]
Authorization = "${SECRET}"
[routing]
walk_speed_m_s = 1.1
"""


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SECRET", "sesame")
    write_gtfs(tmp_path / "bus.zip", with_trips(5))
    file = write_territory(tmp_path, LIVE)
    assert main(["import", str(file)]) == 0
    return file


@pytest.fixture
def archive(town: Path) -> Archive:
    """A message every minute from seven to ten past."""
    folder = town.parent / "var/town"
    archive = Archive(folder / "archive")
    archive.announce(0, DataDir(folder).current_id() or "", SEVEN - 60)
    for minute in range(11):
        at = SEVEN + 60 * minute
        archive.append(RT, minute + 1, at, news(at))
    return archive


def news(at: int) -> bytes:
    header = f'header {{ gtfs_realtime_version: "2.0" timestamp: {at} }}'
    return message("", header)


def typed(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    code = main([str(word) for word in words])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_lists_what_there_is(town: Path, archive: Archive, capsys) -> None:
    code, said = typed(capsys, "archive", "list", town)
    assert code == 0
    assert re.search(r"rt +2023-09-20 07:00:00 +2023-09-20 07:10:00 +11 +0\.0 +whole", said)


def test_says_where_a_chain_is_broken(town: Path, archive: Archive, capsys) -> None:
    (path,) = (town.parent / "var/town/archive/rt").glob("*.maa")
    content = bytearray(path.read_bytes())
    content[-2] ^= 1
    path.write_bytes(content)
    code, said = typed(capsys, "archive", "list", town)
    assert code == 3
    assert "broken: 000001-20230920.maa, message 1" in said
    assert typed(capsys, "archive", "list", town, "--quick")[0] == 0


def test_takes_a_span_out(town: Path, archive: Archive, tmp_path: Path, capsys) -> None:
    span = ("--from", "2023-09-20T07:03", "--to", "2023-09-20T07:04")
    out = tmp_path / "out"
    code, said = typed(capsys, "archive", "export", town, out, *span)
    assert (code, said) == (0, f"2 messages written to {out}\n")
    names = ["20230920T060300Z-000004.pb", "20230920T060400Z-000005.pb"]
    assert sorted(path.name for path in out.iterdir()) == names
    assert (out / names[0]).read_bytes() == news(SEVEN + 180)
    assert adapter("gtfs-rt").peek(news(SEVEN + 180)) == SEVEN + 180, "a recording is read by it"


async def test_what_is_json_is_called_so_and_played_again(
    town: Path, archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = town.with_name("bikes.toml")
    file.write_text(town.read_text() + '[[source]]\nid = "bikes"\nkind = "gbfs"\n')
    content = b'{"last_updated": %d, "station_status": {}}' % SEVEN
    archive.append(SourceId("bikes"), 12, SEVEN, content)
    folder, span = tmp_path / "again", ("--from", "2023-09-20T07:00", "--to", "2023-09-20T07:01")
    assert typed(capsys, "archive", "replay", file, folder, *span)[0] == 0
    assert [path.name for path in (folder / "bikes").iterdir()] == ["20230920T060000Z-000012.json"]
    (source,) = (s for s in read_territory(folder / "town.toml", {}).sources if s.kind == "gbfs")
    async with Client() as client:
        reading = await adapter("gbfs").reader(source, client).read(Version(), SEVEN)
    assert reading.content == content


PARKS = """
[[source]]
id = "parks"
kind = "datex2-parking"
url = "https://a.example/table.xml"
[source.datex2-parking]
status_url = "https://a.example/status.xml"
[[policy]]
id = "zone"
kind = "low-emission-zone"
name = "Centre"
url = "file:zone.geojson"
since = 2023-01-01
allowed = ["electric"]
"""
ZONE = (
    '{"type": "Polygon", "coordinates": '
    "[[[-8.62, 41.14], [-8.6, 41.14], [-8.6, 41.16], [-8.62, 41.16], [-8.62, 41.14]]]}"
)


async def test_two_files_in_one_are_played_again_and_zones_stay_where_they_are(
    town: Path, archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = town.with_name("parks.toml")
    file.write_text(town.read_text() + PARKS)
    file.with_name("zone.geojson").write_text(ZONE)
    content = composed(statuses(status(at="2023-09-20T06:00:00Z")), table(record()))
    content = content.replace(COUNTED.encode(), b"2023-09-20T07:00:00+01:00")
    archive.append(SourceId("parks"), 12, SEVEN, content)
    folder, span = tmp_path / "again", ("--from", "2023-09-20T07:00", "--to", "2023-09-20T07:01")
    assert typed(capsys, "archive", "replay", file, folder, *span)[0] == 0
    assert [path.name for path in (folder / "parks").iterdir()] == ["20230920T060000Z-000012.pair"]
    replayed = read_territory(folder / "town.toml", {})
    assert replayed.policies == read_territory(file, {"SECRET": ""}).policies
    source = replayed.sources[-1]
    async with Client() as client:
        reading = await adapter(source.kind).reader(source, client).read(Version(), SEVEN)
    assert reading.content == content


def test_a_span_without_messages(town: Path, archive: Archive, tmp_path: Path, capsys) -> None:
    code, said = typed(capsys, "archive", "export", town, tmp_path / "x", "--from", "2023-09-21")
    assert code == 2
    assert "no message was read" in said


def test_writes_a_territory_that_lives_through_it_again(
    town: Path, archive: Archive, tmp_path: Path, capsys
) -> None:
    folder = tmp_path / "again"
    span = ("--from", "2023-09-20T07:03:30", "--to", "2023-09-20T07:06")
    code, said = typed(capsys, "archive", "replay", town, folder, *span, "--rate", 10)
    assert code == 0, said
    replayed = read_territory(folder / "town.toml", {})
    assert (replayed.clock, replayed.clock_rate) == (SEVEN + 210, 10)
    assert replayed.routing.walk_speed_m_s == 1.1
    (live,) = replayed.live_sources
    assert (live.url, live.licence) == (f"file:{folder}/rt/*", "CC-BY-4.0")
    assert len(list((folder / "rt").iterdir())) == 4, "and what was known when it begins"
    generation = DataDir(replayed.data_dir).open_current(0)
    assert generation is not None
    assert generation.id == DataDir(town.parent / "var/town").current_id()
    assert "sesame" not in (folder / "town.toml").read_text()


def test_going_back_is_said_in_words(town: Path, capsys) -> None:
    first = DataDir(town.parent / "var/town").current_id()
    code, said = typed(capsys, "rollback", town)
    assert (code, "no generation before" in said) == (2, True)
    write_gtfs(town.parent / "bus.zip", with_trips(6))
    assert typed(capsys, "import", town)[0] == 0
    code, said = typed(capsys, "rollback", town)
    assert code == 0
    assert said.startswith(f"generation {first} of town serves again\nversions of bus that were")
    assert ArchiveReader(town.parent / "var/town/archive").sources() == []
