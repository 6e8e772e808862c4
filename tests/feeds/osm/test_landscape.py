"""What a map shows beside streets, read from drawn OSM files."""

from pathlib import Path

import numpy as np
import pytest

from feeds.osm.landscape import read
from maas.errors import FeedMalformed
from maas.landscape import Landscape, SceneryFlag, Theme
from tests.shared import shared
from tests.streetmaps import StreetMap, tags_of

SQUARE = """
A-------B
| E--F  |
| |  |  |
| H--G  |
D-------C
"""


def landscape(tmp_path: Path, ways: dict[str, str], relation: str = "") -> Landscape:
    path = tmp_path / "map.osm"
    text = StreetMap(SQUARE, ways).xml()
    path.write_text(text.replace("</osm>", f"{relation}</osm>"))
    return read(path)


def looks(found: Landscape) -> list[tuple[Theme, str]]:
    scenery = found.scenery
    rows = zip(scenery.theme.tolist(), scenery.kind.tolist(), strict=True)
    return [(Theme(theme), scenery.kinds[kind]) for theme, kind in rows]


@pytest.mark.parametrize(
    ("tags", "theme", "kind"),
    [
        ("natural=water", Theme.WATER, "water"),
        ("natural=water water=lake", Theme.WATER, "lake"),
        ("waterway=riverbank", Theme.WATER, "river"),
        ("leisure=park", Theme.GREEN, "park"),
        ("landuse=forest", Theme.GREEN, "wood"),
        ("landuse=industrial building=no", Theme.LAND, "industrial"),
        ("building=yes amenity=school", Theme.BUILDING, "building"),
        ("highway=pedestrian area=yes", Theme.LAND, "pedestrian"),
        ("man_made=pier", Theme.LAND, "pier"),
    ],
)
def test_closed_ways_are_areas(tmp_path: Path, tags: str, theme: Theme, kind: str) -> None:
    found = landscape(tmp_path, {"ABCDA": tags})
    assert looks(found) == [(theme, kind)]
    assert found.scenery.lat_e7.size == 4, "a ring ends before it closes"


@pytest.mark.parametrize("tags", ["highway=pedestrian", "railway=platform", "natural=tree_row"])
def test_what_may_be_a_line_is_no_area(tmp_path: Path, tags: str) -> None:
    assert looks(landscape(tmp_path, {"ABCDA": tags})) == []


def test_lines_keep_their_ends_and_what_they_are(tmp_path: Path) -> None:
    ways = {
        "ABC": "railway=tram bridge=yes",
        "CD": "railway=rail service=siding",
        "ABCDA": "railway=tram",
        "EF": "waterway=stream tunnel=culvert name=Brook",
        "AB": "railway=abandoned",
    }
    found = landscape(tmp_path, ways)
    scenery = found.scenery
    assert looks(found) == [
        (Theme.RAIL, "tram"),
        (Theme.RAIL, "rail"),
        (Theme.RAIL, "tram"),
        (Theme.WATERWAY, "stream"),
    ]
    assert np.diff(scenery.first_point).tolist() == [3, 2, 5, 2]
    flags = [SceneryFlag(flag) for flag in scenery.flags.tolist()]
    assert flags == [SceneryFlag.BRIDGE, SceneryFlag.MINOR, SceneryFlag(0), SceneryFlag.TUNNEL]
    assert scenery.name[3] == "Brook"


def test_multipolygons_have_holes_and_several_parts(tmp_path: Path) -> None:
    members = "".join(
        f"<member type='way' ref='{way}' role='{role}'/>"
        for way, role in ((1, "outer"), (2, "outer"), (3, "inner"))
    )
    tags = "".join(
        f"<tag k='{key}' v='{value}'/>"
        for key, value in tags_of("type=multipolygon leisure=park name=Green").items()
    )
    relation = f"<relation id='7' version='1'>{members}{tags}</relation>"
    found = landscape(tmp_path, {"ABC": "", "CDA": "", "EFGHE": "natural=water"}, relation)
    assert looks(found) == [(Theme.GREEN, "park"), (Theme.WATER, "water")]
    scenery = found.scenery
    assert np.diff(scenery.first_ring).tolist() == [2, 1]
    assert scenery.name[0] == "Green"


def test_a_way_that_lacks_nodes_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "map.osm"
    text = StreetMap(SQUARE, {"ABCDA": "leisure=park", "EF": "waterway=river"}).xml()
    path.write_text(text.replace("<nd ref='69'/>", "<nd ref='990'/>"))
    assert looks(read(path)) == [(Theme.GREEN, "park")]


def test_settlements_have_a_name_and_are_told_once(tmp_path: Path) -> None:
    nodes = {
        "A": "place=town name=Aville population=12,500",
        "B": "place=village",
        "C": "place=x name=y",
    }
    ways = {"EFGHE": "place=town name=Aville", "ABCDA": "place=neighbourhood name=Corner"}
    path = tmp_path / "map.osm"
    path.write_text(StreetMap(SQUARE, ways, nodes=nodes).xml())
    found = read(path).settlements
    assert list(found.name) == ["Aville", "Corner"]
    assert list(found.kind) == ["town", "neighbourhood"]
    assert found.population.tolist() == [12500, 0]
    assert found.id.tolist()[0] == ord("A")


def test_what_is_no_map_is_malformed(tmp_path: Path) -> None:
    path = tmp_path / "map.osm"
    path.write_text("<osm version='0.6'><way")
    with pytest.raises(FeedMalformed):
        read(path)


@pytest.mark.real
def test_oaxaca_has_water_parks_and_towns() -> None:
    found = read(shared("data", "oaxaca", "oaxaca.osm.pbf"))
    themes = np.bincount(found.scenery.theme, minlength=len(Theme))
    assert themes[Theme.WATER] > 50 and themes[Theme.GREEN] > 300 and themes[Theme.BUILDING] > 1300
    assert themes[Theme.WATERWAY] > 100
    assert ("city", "Oaxaca") in zip(found.settlements.kind, found.settlements.name, strict=True)
