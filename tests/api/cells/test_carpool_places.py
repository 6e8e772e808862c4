"""Places where people who share cars meet in `/v1/cells`."""

from dataclasses import replace
from typing import Any

import h3.api.basic_str as h3
import pytest

from maas.live import CarpoolPlace
from routing.carpool.offers import NO_OFFERS
from routing.planner import Planner
from tests.api.conftest import Connect
from tests.lines import planner_over

LAT, LON = 41.15, -8.61
PLACES = {
    "bnlc:a": CarpoolPlace("a", "Gare", LAT, LON),
    "bnlc:b": CarpoolPlace("b", "Mairie", LAT, LON, is_open=False),
    "bnlc:far": CarpoolPlace("far", "Péage", 41.3, LON),
}


@pytest.fixture(scope="module")
def planner() -> Planner:
    return planner_over({}).with_offers(replace(NO_OFFERS, places=PLACES))


async def get(connect: Connect, planner: Planner, path: str) -> Any:
    reply = await (await connect(planner)).get(path)
    assert reply.status == 200
    return await reply.json()


async def test_a_cell_counts_them_and_tells_the_first(connect: Connect, planner: Planner) -> None:
    name = h3.latlng_to_cell(LAT, LON, 9)
    found = await get(connect, planner, f"/v1/cells/{name}?n=1")
    assert found["carpoolPlaceCount"] == 2
    [told] = found["carpoolPlaces"]
    assert (told["id"], told["name"], told["isOpen"]) == ("bnlc:a", "Gare", True)


async def test_a_cell_in_which_there_is_nothing_else_is_told(
    connect: Connect, planner: Planner
) -> None:
    cells = (await get(connect, planner, "/v1/cells?bbox=-8.62,41.29,-8.60,41.31&resolution=8"))[
        "cells"
    ]
    assert [(each["carpoolPlaceCount"], each["stopCount"]) for each in cells] == [(1, 0)]
    assert "carpoolPlaces" not in cells[0]
