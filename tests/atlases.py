"""Small atlases of drawn towns, and where their tiles are."""

from functools import cache
from math import asinh, pi, radians, tan
from pathlib import Path
from tempfile import TemporaryDirectory

from api.tiles.mvt import encode_tile
from feeds import gtfs, osm
from maas.model import LatLon, SourceId
from routing.atlas import Atlas, build_atlas, draw
from tests.tiles import TileLayer, read_tile
from tests.towns import Town

TOWN = Town(
    """
    A----B----C
    |    |
    D    E----F
    """,
    {
        "ABC": "highway=primary name=Long+Street",
        "AD": "highway=residential name=Short+Street oneway=yes",
        "BE": "highway=footway bridge=yes",
        "EF": "highway=residential name=Other+Street",
    },
    {"1": ("A 08:00 B 08:05 C 08:10",), "2": ("C 08:00 B 08:05 E 08:10",)},
)


@cache
def town_atlas() -> Atlas:
    """What a map shows of TOWN."""
    with TemporaryDirectory() as folder:
        TOWN.write(Path(folder))
        lines, _ = gtfs.read(Path(folder) / "bus.zip", SourceId("bus"))
        streets, _ = osm.read(Path(folder) / "town.osm", SourceId("osm"))
    return build_atlas(lines, streets)


def tile_at(at: LatLon, z: int) -> tuple[int, int, int]:
    """(z, x, y) of the tile in which a position lies."""
    north = 0.5 - asinh(tan(radians(at.lat))) / (2 * pi)
    return z, int((at.lon + 180) / 360 * 2**z), int(north * 2**z)


def painted(atlas: Atlas, address: tuple[int, int, int]) -> dict[str, TileLayer]:
    """The layers of a tile, read back."""
    return read_tile(encode_tile(draw(atlas, *address), atlas.tags))
