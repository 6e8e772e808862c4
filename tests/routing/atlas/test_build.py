"""What of a town a map shows, and from how near."""

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from feeds import gtfs, osm
from feeds.osm import landscape
from maas.model import LatLon, SourceId
from maas.streets import StreetNetwork
from maas.timetable import Timetable
from routing.atlas import Atlas, build_atlas
from routing.atlas.tables import LEVELS
from tests.atlases import TOWN, painted, tile_at, town_atlas
from tests.cities import LINE, write_gtfs
from tests.shared import shared
from tests.streetmaps import StreetMap
from tests.tiles import Feature, TileLayer
from tests.towns import OFF_NULL_ISLAND

MIDDLE = TOWN.positions["B"]


def at(z: int, atlas: Atlas | None = None) -> dict[str, TileLayer]:
    """The layers around the middle of the town."""
    return painted(atlas or town_atlas(), tile_at(MIDDLE, z))


def mapped(ways: dict[str, str]) -> Atlas:
    """A map of other ways between the letters of the town, read twice as if from two files."""
    drawn = StreetMap(
        TOWN.drawing, ways, {"C": "place=village name=Here"}, north_west=OFF_NULL_ISLAND
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "map.osm"
        path.write_text(drawn.xml())
        found = landscape.read(path)
        network, _ = osm.read(path, SourceId("osm"))
    return build_atlas(None, network, [found, found])


def named(layer: TileLayer, name: str) -> Feature:
    [found] = [feature for feature in layer.features if feature.tags.get("name") == name]
    return found


def test_pieces_of_a_street_are_one_line() -> None:
    street = named(at(16)["street"], "Long Street")
    assert street.tags == {"class": "primary", "name": "Long Street"}
    [line] = street.lines
    assert len(line) == 2, "a straight street needs no corners"


def test_one_way_streets_run_the_way_one_drives() -> None:
    street = named(at(16)["street"], "Short Street")
    assert street.tags["oneway"] is True
    [[start, end]] = street.lines
    assert start[1] < end[1], "from A to the south"


def test_bridges_are_told_from_near_only() -> None:
    assert at(16)["street"].told("bridge") == [True]
    assert at(13)["street"].told("bridge") == []


@pytest.mark.parametrize(
    ("zoom", "classes"),
    [(7, set()), (8, {"primary"}), (13, {"primary", "residential"})],
)
def test_large_streets_come_first(zoom: int, classes: set[str]) -> None:
    layer = at(zoom).get("street", TileLayer())
    assert set(layer.told("class")) == classes


def test_stops_say_what_a_board_needs() -> None:
    [stop] = [each for each in at(16)["stop"].features if each.tags["name"] == "Stop B"]
    assert stop.tags == {"id": "bus:B", "name": "Stop B", "mode": "BUS", "rank": 0}
    ranks = {each.tags["name"]: each.tags["rank"] for each in at(14)["stop"].features}
    assert ranks["Stop A"] > ranks["Stop B"]


def test_routes_without_shapes_run_from_stop_to_stop() -> None:
    layer = at(16)["route"]
    assert {feature.tags["name"] for feature in layer.features} == {"1", "2"}
    assert set(layer.told("mode")) == {"BUS"}
    assert all(color.startswith("#") and len(color) == 7 for color in layer.told("color"))


def test_shapes_that_run_alike_are_drawn_once(tmp_path: Path) -> None:
    north, south = "41.160,-8.610", "41.140,-8.610"
    beside, away = "41.150,-8.6101", "41.150,-8.595"
    shapes = [("out", north, south), ("back", south, beside, north), ("far", north, away, south)]
    rows = [
        f"{name},{point},{number}"
        for name, *points in shapes
        for number, point in enumerate(points)
    ]
    trips = ["route_id,service_id,trip_id,shape_id"]
    times = ["trip_id,arrival_time,departure_time,stop_id,stop_sequence"]
    for number, (name, calls) in enumerate(
        [("out", "NS"), ("out", "NS"), ("back", "SN"), ("far", "NS")]
    ):
        trips.append(f"1,daily,t{number},{name}")
        times += [
            f"t{number},08:{9 * i:02}:00,08:{9 * i:02}:00,{stop},{i}"
            for i, stop in enumerate(calls)
        ]
    tables = {
        **LINE,
        "routes.txt": "route_id,agency_id,route_short_name,route_type,route_color\n1,A,1,0,0A8F3C",
        "trips.txt": "\n".join(trips),
        "stop_times.txt": "\n".join(times),
        "shapes.txt": "\n".join(["shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence", *rows]),
    }
    timetable, _ = gtfs.read(write_gtfs(tmp_path / "bus.zip", tables), SourceId("bus"))
    drawn = painted(build_atlas(timetable, None), tile_at(LatLon(41.15, -8.61), 12))
    [route] = drawn["route"].features
    assert route.tags == {"color": "#0a8f3c", "mode": "TRAM", "name": "1"}
    assert len(route.lines) == 2
    assert set(drawn) == {"route", "stop"}


def test_a_map_of_streets_alone_has_no_stops() -> None:
    network, _ = TOWN.map.read()
    assert set(at(16, build_atlas(None, network))) == {"street"}


def test_areas_are_shown_once_they_are_wide_enough() -> None:
    ways = {
        "ABED": "highway=residential",
        "ABEDA": "natural=water name=Pond",
        "BEFB": "building=yes",
    }
    atlas = mapped(ways)
    near, far = at(16, atlas), at(9, atlas)
    [pond] = near["water"].features
    assert pond.tags == {"kind": "water", "name": "Pond"} and len(pond.lines) == 1
    assert near["building"].features[0].tags == {}
    assert near["place"].features[0].tags == {"name": "Here", "class": "village", "rank": 5}
    assert "water" not in far and "building" not in far


def test_the_sea_lies_on_the_right_of_its_coast() -> None:
    ways = {"ABC": "highway=residential", "AB": "natural=coastline", "BC": "natural=coastline"}
    shown = at(16, mapped(ways))["water"]
    [sea] = shown.features
    assert sea.tags == {"kind": "sea"}
    [rim] = sea.lines
    _, _, y = tile_at(MIDDLE, 28)
    assert min(y for _, y in rim) == pytest.approx(y % 4096, abs=1)


def test_a_feature_is_in_no_level_that_ends_before_it() -> None:
    features, first = town_atlas().features, town_atlas().first_feature.tolist()
    for last, (low, high) in zip(LEVELS, pairwise(first), strict=True):
        assert (features.zoom[low:high] <= last).all()


@pytest.mark.real
@pytest.mark.slow
def test_porto_fits(porto: tuple[Timetable, StreetNetwork]) -> None:
    atlas = build_atlas(*porto)
    sizes = [column.nbytes for column in (atlas.lines.x, atlas.lines.y, atlas.features.box)]
    assert sum(sizes) < 10_000_000
    centre = painted(atlas, tile_at(LatLon(41.15, -8.61), 14))
    assert {"street", "route", "stop"} <= set(centre)
    assert np.unique(centre["stop"].told("id")).size == len(centre["stop"].features)


@pytest.fixture
def porto() -> tuple[Timetable, StreetNetwork]:
    lines, _ = gtfs.read(shared("data", "porto", "gtfs_stcp.zip"), SourceId("stcp"))
    streets, _ = osm.read(shared("data", "porto", "porto.osm.pbf"), SourceId("streets"))
    return lines, streets


@pytest.mark.real
@pytest.mark.slow
def test_oaxaca_looks_like_a_town() -> None:
    path = shared("data", "oaxaca", "oaxaca.osm.pbf")
    network, _ = osm.read(path, SourceId("osm"))
    atlas = build_atlas(None, network, [landscape.read(path)])
    near = painted(atlas, tile_at(LatLon(17.0614, -96.7256), 14))
    assert {"green", "building", "land", "street"} <= set(near)
    far = painted(atlas, tile_at(LatLon(17.0614, -96.7256), 9))
    assert "Oaxaca" in far["place"].told("name")
