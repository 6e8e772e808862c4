"""A real server over a drawn town, for clients that none of us wrote."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cities import write_territory
from tests.routing.test_planner import TOWN
from tests.service import Service

STREETS = '[[source]]\nid = "osm"\nkind = "osm"\nurl = "file:town.osm"\n'


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The town of the planner's tests, at seven of a Wednesday, served on loopback."""
    folder: Path = tmp_path_factory.mktemp("town")
    TOWN.write(folder)
    territory = write_territory(folder, extra=STREETS, head="clock_rate = 0\n")
    with Service(territory) as service:
        yield service
