"""The blocks of examples/carpool are sources that a territory may have."""

from pathlib import Path

import pytest

from maas import settings
from maas.settings import CARPOOL_KINDS
from tests.shared import ROOT

EXAMPLES = sorted((ROOT / "examples/carpool").glob("*.toml"))
HEAD = 'name = "town"\ntimezone = "Europe/Paris"\n'
KEYS = {"COVOIT_A_KEY": "a", "COVOIT_B_KEY": "b", "MITFAHREN_KEY": "m"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_examples_are_sources(example: Path, tmp_path: Path) -> None:
    file = tmp_path / "town.toml"
    file.write_text(HEAD + example.read_text("utf-8"), "utf-8")
    territory = settings.read_territory(file, KEYS)
    assert {source.kind for source in territory.sources} <= CARPOOL_KINDS


def test_there_are_some_of_every_kind() -> None:
    text = "".join(example.read_text("utf-8") for example in EXAMPLES)
    assert all(f'kind = "{kind}"' in text for kind in CARPOOL_KINDS)
