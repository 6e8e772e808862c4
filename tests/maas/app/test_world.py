"""What a generation is served with."""

from pathlib import Path

import pytest
from rich.console import Console

from maas.app.world import World, load_world
from maas.build.building import build
from maas.build.progress import Progress
from maas.settings import read_territory
from tests.cities import write_territory
from tests.towns import Town

FAR_TRAIN = Town(
    "A-------B" + "-" * 200 + "Z",
    {"AB": "highway=residential"},
    {"1": ("A 08:00 B 08:10 Z 08:40",)},
)
"""A train leaves the map for a stop 5 km away."""


MAP = '[[source]]\nid = "streets"\nkind = "osm"\nurl = "file:town.osm"\n'


def world(folder: Path, sources: str) -> World:
    FAR_TRAIN.write(folder)
    write_territory(folder, sources)
    territory = read_territory(folder / "town.toml")
    return load_world(build(territory, Progress(Console(quiet=True))), territory, 0)


@pytest.mark.parametrize(("sources", "east"), [("", "Z"), (MAP, "B")])
def test_a_map_begins_at_the_streets_however_far_the_lines_lead(
    tmp_path: Path, sources: str, east: str
) -> None:
    corner = world(tmp_path, sources).coverage.north_east
    assert corner is not None
    assert corner.distance_m(FAR_TRAIN.positions[east]) < 1
