"""`stoptimes` over HTTP: MOTIS's contract, its versions, its refusals."""

from typing import Any

import pytest

from tests.api.conftest import Client
from tests.api.contract import validator

AT = "time=2023-09-20T07:00:00Z"  # eight in Lisbon


async def board(client: Client, query: str, version: int = 6) -> Any:
    """The answer to a good question, which MOTIS's own description allows."""
    reply = await client.get(f"/api/v{version}/stoptimes?{query}")
    body = await reply.json()
    assert reply.status == 200, body
    validator("/api/v6/stoptimes").validate(body)
    return body


async def test_a_board_is_what_motis_describes(client: Client) -> None:
    body = await board(client, f"stopId=bus:M&n=2&{AT}&fetchStops=true")
    first, second = body["stopTimes"]
    assert first["place"]["departure"] == "2023-09-20T07:05:00Z"
    assert "arrival" not in first["place"]
    assert (first["tripId"], first["headsign"]) == ("20230920_08:00_bus:t8", "South")
    assert [stop["name"] for stop in first["nextStops"]] == ["South"]
    assert second["place"]["departure"] == "2023-09-20T08:05:00Z"
    assert body["place"]["stopId"] == "bus:M"


@pytest.mark.parametrize("version", [1, 4, 5, 6])
async def test_older_versions_know_levels_and_other_short_names(
    client: Client, version: int
) -> None:
    body = await board(client, f"stopId=bus:M&n=1&{AT}", version)
    assert body["place"].get("level") == (None if version == 6 else 0.0)


async def test_both_sides_of_a_stop_and_pages(client: Client) -> None:
    body = await board(client, f"stopId=bus:M&n=2&both=true&{AT}")
    sides = [sorted({"arrival", "departure"} & set(e["place"])) for e in body["stopTimes"]]
    assert sides == [["arrival"], ["departure"]]
    later = await board(client, f"stopId=bus:M&n=1&{AT}&pageCursor={body['nextPageCursor']}")
    assert later["stopTimes"][0]["tripId"] == "20230920_09:00_bus:t9"


async def test_kde_asks_with_a_radius_and_languages(client: Client) -> None:
    query = "stopId=bus:M&time=2023-09-20T07:00:00Z&radius=200&n=12&language=en,pt&arriveBy=true"
    body = await board(client, query + "&direction=LATER", 5)
    assert all("arrival" in each["place"] for each in body["stopTimes"])
    assert len(body["stopTimes"]) >= 12


async def test_modes_filter(client: Client) -> None:
    assert (await board(client, f"stopId=bus:M&mode=TRAM,WALK&{AT}"))["stopTimes"] == []
    assert len((await board(client, f"stopId=bus:M&mode=BUS&n=1&{AT}"))["stopTimes"]) == 1


async def test_a_circle_needs_a_radius(client: Client) -> None:
    body = await board(client, f"center=41.15,-8.61&radius=50&n=1&{AT}")
    assert body["stopTimes"][0]["place"]["stopId"] == "bus:M"


@pytest.mark.parametrize(
    ("query", "status", "word"),
    [
        ("", 400, "stopId"),
        ("center=41.15,-8.61", 400, "radius"),
        ("center=north&radius=5", 400, "center"),
        ("center=141.15,-8.61&radius=5", 400, "center"),
        ("stopId=bus:M&n=-1", 400, "n"),
        ("stopId=bus:M&pageCursor=LATER", 400, "pageCursor"),
        ("stopId=bus:M&mode=SLEDGE", 400, "mode"),
        ("stopId=gone", 404, "stopId"),
    ],
)
async def test_refusals_name_the_parameter(
    client: Client, query: str, status: int, word: str
) -> None:
    reply = await client.get(f"/api/v6/stoptimes?{query}")
    assert reply.status == status
    assert word in (await reply.json())["error"]


async def test_far_times_are_answered_with_nothing(client: Client) -> None:
    for year in (1970, 2199):
        body = await board(client, f"stopId=bus:M&time={year}-01-01T00:00:00Z&direction=EARLIER")
        assert len(body["stopTimes"]) == (0 if year == 1970 else 10)
