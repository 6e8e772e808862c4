"""A real server over a drawn town, for clients that none of us wrote."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cities import write_territory
from tests.routing.test_planner import TOWN
from tests.service import Service

SOURCES = """
[[source]]
id = "osm"
kind = "osm"
url = "file:town.osm"

[[source]]
id = "bikes"
kind = "gbfs"
url = "file:bikes"
"""
HEAD = {"last_updated": "2023-09-20T06:00:00Z", "ttl": 60, "version": "3.0"}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The town of the planner's tests, at seven of a Wednesday, served on loopback."""
    folder: Path = tmp_path_factory.mktemp("town")
    TOWN.write(folder)
    write_bikes(folder / "bikes")
    territory = write_territory(folder, extra=SOURCES, head="clock_rate = 0\n")
    with Service(territory) as service:
        yield service


def write_bikes(folder: Path) -> None:
    """GBFS of two stations, 2 km apart."""
    folder.mkdir()
    at = {letter: TOWN.positions[letter] for letter in "BE"}
    stations = [
        {"station_id": letter, "name": [{"text": f"Dock {letter}", "language": "en"}],
         "lat": place.lat, "lon": place.lon, "capacity": 9,
         "rental_uris": {"web": f"https://example.org/{letter}"}}
        for letter, place in at.items()
    ]  # fmt: skip
    counts = [
        {"station_id": letter, "num_vehicles_available": 4, "num_docks_available": 5,
         "is_installed": True, "is_renting": True, "is_returning": True,
         "last_reported": HEAD["last_updated"]}
        for letter in at
    ]  # fmt: skip
    files = {
        "system_information": {
            "system_id": "velo", "timezone": "Europe/Lisbon",
            "name": [{"text": "V\u00e9lo", "language": "fr"}],
        },
        "station_information": {"stations": stations},
        "station_status": {"stations": counts},
    }  # fmt: skip
    for name, told in files.items():
        (folder / f"{name}.json").write_text(json.dumps({**HEAD, "data": told}))
