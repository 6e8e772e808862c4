"""The blocks of examples/road are what a territory may have."""

from pathlib import Path

import pytest

from maas import settings
from tests.shared import ROOT

EXAMPLES = sorted((ROOT / "examples/road").glob("*.toml"))
HEAD = 'name = "town"\ntimezone = "Europe/Paris"\n'
KEYS = {"WAZE_PARTNER": "123", "WAZE_TOKEN": "t"}


def territory(example: Path, folder: Path) -> settings.Territory:
    file = folder / "town.toml"
    file.write_text(HEAD + example.read_text("utf-8"), "utf-8")
    return settings.read_territory(file, KEYS)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_examples_are_sources_of_the_road(example: Path, tmp_path: Path) -> None:
    sources = territory(example, tmp_path).sources
    assert sources and {source.kind for source in sources} <= {"waze", "cifs", "datex2"}


def test_only_what_a_licence_allows_is_given_on(tmp_path: Path) -> None:
    town = territory(ROOT / "examples/road/french-town.toml", tmp_path)
    assert {source.id for source in town.sources if source.passes_on} == {"dialog", "works"}
