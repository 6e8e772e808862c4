"""The city while it lives: vehicles on their way, and those to rent."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.page.browsing import serve_living_city


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the living city lies."""
    return tmp_path_factory.mktemp("living")


@pytest.fixture(scope="session")
def city(folder: Path) -> Iterator[str]:
    """Where it answers, in place of the city of which nothing is heard."""
    with serve_living_city(folder) as address:
        yield address
