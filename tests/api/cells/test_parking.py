"""Places to park in `/v1/cells`: counts with their ages, and nothing unknown as zero."""

from typing import Any

import h3.api.basic_str as h3
import jsonschema
import pytest

from api.openapi import document
from api.routes import ROUTES
from maas.live.parking import OpeningStatus, Purpose, Users
from maas.model import LatLon
from routing.parking.sites import Site
from routing.planner import Planner
from tests.api.conftest import Client, Connect
from tests.api.world import now
from tests.lines import planner_over
from tests.sites import parking, site

MIDDLE, FAR = LatLon(41.15, -8.61), LatLon(41.20, -8.61)
BOX = "-8.62,41.135,-8.60,41.155"
SITES = (
    site("a", MIDDLE, 12, capacity=40),
    site("b", MIDDLE, 0, capacity=60, known_at=now() - 400),
    site("c", MIDDLE, None, capacity=None),
    site("closed", MIDDLE, 7, capacity=10, status=OpeningStatus.CLOSED),
    site("clients", MIDDLE, None, capacity=5, users=Users.CUSTOMERS),
    site("d", MIDDLE, None, capacity=None, source="osm"),
    site("bikes", MIDDLE, 5, purpose=Purpose.BIKE, source="osm"),
    site("far", FAR, 99),
)


@pytest.fixture(scope="module")
def lines() -> Planner:
    return planner_over({})


async def get(connect: Connect, lines: Planner, path: str, *sites: Site) -> Any:
    client: Client = await connect(lines.with_parking(parking(None, *sites)))
    reply = await client.get(path)
    assert reply.status == 200
    return await reply.json()


@pytest.mark.parametrize("resolution", range(5, 11))
async def test_a_cell_counts_its_places_to_park(
    lines: Planner, connect: Connect, resolution: int
) -> None:
    name = h3.latlng_to_cell(MIDDLE.lat, MIDDLE.lon, resolution)
    is_wide = h3.latlng_to_cell(FAR.lat, FAR.lon, resolution) == name
    found = await get(connect, lines, f"/v1/cells/{name}", *SITES)
    assert (found["carParkCount"], found["bikeParkCount"]) == (6 + is_wide, 1)
    assert found["freeSpaces"] == 12 + 99 * is_wide
    assert len(found["parkingSites"]) == 7 + is_wide


async def test_each_source_has_its_counts_and_ages(lines: Planner, connect: Connect) -> None:
    name = h3.latlng_to_cell(MIDDLE.lat, MIDDLE.lon, 9)
    found = await get(connect, lines, f"/v1/cells/{name}", *SITES)
    assert found["parking"] == [
        {
            "dataSource": "cars",
            "carParks": 5,
            "bikeParks": 0,
            "unknown": 1,
            "free": 12,
            "capacity": 115,
            "dataAge": 400,
            "stale": True,
        },
        {"dataSource": "osm", "carParks": 1, "bikeParks": 1, "unknown": 1},
    ]


async def test_where_nothing_is_known_nothing_is_free_nor_taken(
    lines: Planner, connect: Connect
) -> None:
    name = h3.latlng_to_cell(MIDDLE.lat, MIDDLE.lon, 9)
    assert "freeSpaces" not in await get(connect, lines, f"/v1/cells/{name}", SITES[5])
    assert (await get(connect, lines, f"/v1/cells/{name}", SITES[1]))["freeSpaces"] == 0
    assert (await get(connect, lines, f"/v1/cells/{name}"))["freeSpaces"] == 0


async def test_cells_of_a_box_say_what_each_says(lines: Planner, connect: Connect) -> None:
    found = await get(connect, lines, f"/v1/cells?bbox={BOX}", *SITES)
    [there] = [each for each in found["cells"] if each["carParkCount"]]
    assert there["cell"] == h3.latlng_to_cell(MIDDLE.lat, MIDDLE.lon, 8)
    alone = await get(connect, lines, f"/v1/cells/{there['cell']}", *SITES)
    assert there.items() <= alone.items()


async def test_some_are_told_and_all_counted(lines: Planner, connect: Connect) -> None:
    name = h3.latlng_to_cell(MIDDLE.lat, MIDDLE.lon, 9)
    found = await get(connect, lines, f"/v1/cells/{name}?n=2", *SITES)
    assert (found["carParkCount"], len(found["parkingSites"])) == (6, 2)


async def test_answers_are_what_the_document_says(lines: Planner, connect: Connect) -> None:
    described = document(ROUTES, "1")
    name = h3.latlng_to_cell(MIDDLE.lat, MIDDLE.lon, 6)
    for path in (f"/v1/cells/{name}", f"/v1/cells?bbox={BOX}"):
        known = "/v1/cells" if "?" in path else "/v1/cells/{h3}"
        answer = described["paths"][known]["get"]["responses"]["200"]
        schema = answer["content"]["application/json"]["schema"]
        told = await get(connect, lines, path, *SITES)
        jsonschema.Draft202012Validator({**described, **schema}).validate(told)
