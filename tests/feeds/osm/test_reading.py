"""OSM files: what is read, and what is refused."""

import bz2
import gzip
from pathlib import Path

import pytest

from feeds.osm import read
from maas.errors import FeedMalformed
from maas.model import Profile, SourceId
from maas.streets import Street, WayFlag
from tests.shared import shared
from tests.streetmaps import StreetMap, Town

SOURCE = SourceId("osm")
TINY = StreetMap("\nA---B---C\n", {"ABC": "highway=residential name=High+Street"})
NO_STREET = "<osm version='0.6'></osm>"


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"PK\x03\x04" + bytes(200), b"<html></html>", NO_STREET.encode(), b"<osm"],
)
def test_garbage_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "city.osm.pbf"
    path.write_bytes(content)
    with pytest.raises(FeedMalformed, match=r"city\.osm\.pbf"):
        read(path, SOURCE)


@pytest.mark.parametrize(
    ("name", "packed"), [("a.osm", bytes), ("b.osm.gz", gzip.compress), ("noname", bz2.compress)]
)
def test_formats_are_known_by_content(tmp_path: Path, name: str, packed: type[bytes]) -> None:
    path = tmp_path / name
    path.write_bytes(packed(TINY.xml().encode()))
    network, report = read(path, SOURCE)
    assert network.ways.name[0] == "High Street"
    assert report.counts == {"ways": 1, "vertices": 2, "edges": 1, "restrictions": 0}
    assert report.is_sound


def test_a_way_that_runs_out_of_the_extract_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "map.osm"
    xml = TINY.xml().replace("<nd ref='66'/>", "<nd ref='66'/><nd ref='999'/><nd ref='66'/>")
    path.write_text(xml)
    network, report = read(path, SOURCE)
    assert network.n_edges == 2
    assert [finding.rule for finding in report.findings] == ["way_with_missing_nodes"]


def test_kinds_flags_and_levels() -> None:
    ways = {
        "AB": "highway=primary_link bridge=yes toll=yes",
        "BC": "highway=corridor level=1",
        "CD": "railway=platform level=-1;0 tunnel=yes",
        "DA": "highway=raceway",
    }
    network = StreetMap("\nA---B\n\nD---C\n", ways).read()[0]
    rows = network.ways
    assert rows.kind.tolist() == [Street.PRIMARY, Street.FOOTWAY, Street.PLATFORM]
    assert [WayFlag(f) for f in rows.flags.tolist()] == [
        WayFlag.BRIDGE | WayFlag.TOLL | WayFlag.LINK,
        WayFlag.INDOOR,
        WayFlag.TUNNEL,
    ]
    assert rows.level.tolist() == [[0, 0], [1, 1], [-1, 0]]


def test_the_rim_of_a_square_drawn_as_relation_is_walked(tmp_path: Path) -> None:
    xml = StreetMap("\nA---B\n\nD---C\n", {"ABCDA": "source=survey"}).xml()
    relation = (
        "<relation id='7' version='1'><member type='way' ref='1' role='outer'/>"
        "<tag k='type' v='multipolygon'/><tag k='highway' v='pedestrian'/></relation>"
    )
    path = tmp_path / "map.osm"
    path.write_text(xml.replace("</osm>", relation + "</osm>"))
    network = read(path, SOURCE)[0]
    assert network.ways.kind.tolist() == [Street.PEDESTRIAN]
    assert WayFlag(int(network.ways.flags[0])) == WayFlag.AREA


def test_odd_values_of_tags_harm_nobody() -> None:
    odd = "maxspeed=fast width=0 incline=up level=x;y layer=- duration=soon oneway=maybe"
    town = Town(
        StreetMap("\nA---B\n", {"AB": f"highway=residential;service access=sometimes {odd}"})
    )
    assert [town.way("A", "B", profile) for profile in Profile] == ["AB"] * 4


@pytest.mark.real
@pytest.mark.parametrize(
    ("city", "edges", "restrictions"),
    [
        ("porto/porto", 100_000, 339),
        ("heidelberg/heidelberg", 40_000, 466),
        ("oaxaca/oaxaca", 45_000, 11),
    ],
)
def test_real_cities(city: str, edges: int, restrictions: int) -> None:
    network, report = read(shared("data", f"{city}.osm.pbf"), SOURCE)
    assert network.n_edges > edges
    assert report.counts["restrictions"] == restrictions
    assert report.is_sound


@pytest.mark.real
def test_a_cut_or_altered_file_is_refused(tmp_path: Path) -> None:
    whole = shared("data", "oaxaca", "oaxaca.osm.pbf").read_bytes()
    for name, content in {
        "cut": whole[:-10],
        "altered": whole[:300_000] + b"maas" + whole[300_004:],
    }.items():
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(FeedMalformed, match=name):
            read(path, SOURCE)
