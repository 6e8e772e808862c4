"""`map/trips` over HTTP: MOTIS's contract, its versions, its refusals."""

from typing import Any

import numpy as np
import pytest

from api.render.polyline import Line
from tests.api.conftest import Client
from tests.api.contract import validator

SPAN = "startTime=2023-09-20T07:01:00Z&endTime=2023-09-20T07:02:00Z"
BOX = "min=41.13,-8.60&max=41.17,-8.62"


async def ask(client: Client, query: str, version: int = 6) -> Any:
    """The answer to a good question, which MOTIS's own description allows."""
    reply = await client.get(f"/api/v{version}/map/trips?{query}")
    body = await reply.json()
    assert reply.status == 200, body
    validator("/api/v6/map/trips").validate(body)
    return body


async def test_a_vehicle_on_its_way(client: Client) -> None:
    [segment] = await ask(client, f"zoom=14.5&{BOX}&{SPAN}")
    assert segment["trips"] == [{"tripId": "20230920_08:00_bus:t8", "displayName": "1"}]
    assert (segment["from"]["name"], segment["to"]["name"]) == ("North", "Middle")
    assert segment["departure"] == "2023-09-20T07:00:00Z"
    assert segment["distance"] == pytest.approx(1112, rel=0.01)


@pytest.mark.parametrize("precision", [0, 5, 6])
async def test_lines_have_the_precision_asked_for(client: Client, precision: int) -> None:
    [segment] = await ask(client, f"zoom=14&{BOX}&{SPAN}&precision={precision}")
    points = np.array([[41.16, -8.61], [41.15, -8.61]])
    assert segment["polyline"] == Line.of(points, precision).text


async def test_older_versions(client: Client) -> None:
    [segment] = await ask(client, f"zoom=14&{BOX}&{SPAN}", 1)
    assert segment["trips"][0]["routeShortName"] == "1"
    assert segment["from"]["level"] == 0.0


async def test_corners_in_any_order_and_zoom(client: Client) -> None:
    turned = "max=41.13,-8.62&min=41.17,-8.60"
    assert await ask(client, f"zoom=14&{turned}&{SPAN}") == await ask(
        client, f"zoom=14&{BOX}&{SPAN}"
    )
    assert await ask(client, f"zoom=3&{BOX}&{SPAN}") == []


@pytest.mark.parametrize(
    ("query", "word"),
    [
        (f"{BOX}&{SPAN}", "zoom"),
        (f"zoom=1&{BOX}&startTime=2023-09-20T07:01:00Z", "endTime"),
        (f"zoom=1&{BOX}&endTime=2023-09-20T07:01:00Z&startTime=2023-09-20T08:01:00Z", "endTime"),
        (f"zoom=1&{BOX}&endTime=2023-09-29T07:01:00Z&startTime=2023-09-20T08:01:00Z", "endTime"),
        (f"zoom=1&{BOX}&{SPAN}&precision=7", "precision"),
        (f"zoom=1&min=1,2&max=north&{SPAN}", "max"),
    ],
)
async def test_refusals_name_the_parameter(client: Client, query: str, word: str) -> None:
    reply = await client.get(f"/api/v6/map/trips?{query}")
    assert reply.status == 400
    assert word in (await reply.json())["error"]
