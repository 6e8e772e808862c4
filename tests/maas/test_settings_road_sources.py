"""Sources about the road in a territory file."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from maas.errors import BadSettings
from maas.settings import Source, read_territory


def written(tmp_path: Path, kind: str, id: str = "road", more: str = "") -> Source:
    """The only source of a territory."""
    path = tmp_path / "town.toml"
    path.write_text(
        'name = "town"\ntimezone = "Europe/Paris"\n[[source]]\n'
        f'id = "{id}"\nkind = "{kind}"\nurl = "https://road.example/feed"\n{more}\n'
    )
    (source,) = read_territory(path, {}).sources
    return source


@pytest.mark.parametrize(("kind", "interval_s"), [("waze", 120), ("cifs", 300), ("datex2", 300)])
def test_each_has_its_pace(tmp_path: Path, kind: str, interval_s: int) -> None:
    assert written(tmp_path, kind).interval_s == interval_s


def test_hours_of_datex_are_by_the_clock_of_the_town(tmp_path: Path) -> None:
    assert written(tmp_path, "datex2").options["zone"] == ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("id", "more", "problem"),
    [
        ("incidents", "", "'incidents' are the incidents that are published here"),
        ("reports", "", "'reports' are what the public reports here"),
        ("policies", "", "'policies' are the rules of places here"),
        ("road", 'for = "stcp"', "incidents on roads have ids of their own"),
        ("road", "[source.cifs]\nzone = 1", "zone"),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, id: str, more: str, problem: str) -> None:
    with pytest.raises(BadSettings, match=problem):
        written(tmp_path, "cifs", id, more)
