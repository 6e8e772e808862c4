"""`[carpool]`: what it says, and how mistakes in it are named."""

from dataclasses import replace
from pathlib import Path

import pytest

from maas.errors import BadSettings
from maas.settings import CarpoolSettings, Territory, join_territories, read_territory

BASE = """
name = "town"
timezone = "Europe/Paris"
[[source]]
id = "streets"
kind = "osm"
url = "file:streets.osm.pbf"
"""


def territory(folder: Path, table: str) -> Territory:
    """A territory file with this in its table `[carpool]`."""
    path = folder / "town.toml"
    path.write_text(f"{BASE}[carpool]\n{table}")
    return read_territory(path, {})


def test_operators_are_asked_unless_a_town_says_no(tmp_path: Path) -> None:
    assert territory(tmp_path, "").carpool == CarpoolSettings()
    assert territory(tmp_path, "").carpool.asks_operators
    assert not territory(tmp_path, "asks_operators = false").carpool.asks_operators


def test_times_and_distances_are_whole(tmp_path: Path) -> None:
    more = "wait_ms = 0\nttl_s = 60\nradius_m = 2500\nhubs = 0\nmax_detour_s = 900"
    assert territory(tmp_path, more).carpool == CarpoolSettings(True, 0, 60, 2500, 0, 900)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("wait_ms = 2001", "carpool.wait_ms: needs a number from 0 to 2000"),
        ("ttl_s = 10", "carpool.ttl_s: needs a number from 60 to 3600"),
        ("radius_m = -1", "carpool.radius_m"),
        ("hubs = 9", "carpool.hubs"),
        ("asks_operators = 1", "carpool.asks_operators: needs true or false"),
        ("wait_s = 1", "carpool.wait_s: no such option; did you mean wait_ms"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, table: str, said: str) -> None:
    with pytest.raises(BadSettings, match=said):
        territory(tmp_path, table)


def test_territories_that_are_served_as_one_agree(tmp_path: Path) -> None:
    one = territory(tmp_path, "")
    other = replace(one, sources=(), carpool=CarpoolSettings(asks_operators=False))
    with pytest.raises(BadSettings, match="carpool"):
        join_territories([one, other])
    assert join_territories([one, replace(one, sources=())]).carpool == one.carpool
