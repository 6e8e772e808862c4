"""`[exchange]` and `passes_on`: what they say, and how mistakes in them are named."""

from pathlib import Path

import pytest

from maas.errors import BadSettings
from maas.settings import ExchangeSettings, Territory, read_territory

BASE = """
name = "town"
timezone = "Europe/Paris"
[[source]]
id = "streets"
kind = "osm"
url = "file:streets.osm.pbf"
[[source]]
id = "cars"
kind = "parkapi"
url = "https://example.org"
passes_on = true
"""


def territory(folder: Path, table: str) -> Territory:
    path = folder / "town.toml"
    path.write_text(f"{BASE}[exchange]\n{table}")
    return read_territory(path, {})


def test_what_is_known_here_is_open_unless_a_town_says_no(tmp_path: Path) -> None:
    assert territory(tmp_path, "").exchange == ExchangeSettings()
    assert territory(tmp_path, "").exchange.is_open
    more = 'open = false\npublisher = "City"\ncountry = "PT"\nlanguage = "pt"\nlicence = "CC0-1.0"'
    said = ExchangeSettings(False, "City", "pt", "pt", "CC0-1.0")
    assert territory(tmp_path, more).exchange == said


def test_sources_are_passed_on_only_where_it_is_said(tmp_path: Path) -> None:
    assert [each.passes_on for each in territory(tmp_path, "").sources] == [False, True]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("open = 1", "exchange.open: needs true or false"),
        ('country = "Portugal"', "exchange.country: 'portugal' is not two letters"),
        ('language = "p"', "exchange.language"),
        ("opened = true", "exchange.opened: no such option; did you mean open"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, table: str, said: str) -> None:
    with pytest.raises(BadSettings, match=said):
        territory(tmp_path, table)
