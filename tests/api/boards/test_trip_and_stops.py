"""`trip`, `stop` and `map/stops` over HTTP: MOTIS's contract, its versions, its refusals."""

from typing import Any

import pytest

from routing.planner import Planner
from tests.api.conftest import Client
from tests.api.contract import validator
from tests.lines import planner_over

TRIP = "20230920_08:00_bus:t8"
SKIPPING = {
    "stop_times.txt": """\
        trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type
        t8,08:00:00,08:00:00,N,1,0,0
        t8,08:05:00,08:05:00,M,2,1,1
        t8,08:10:00,08:10:00,S,3,0,0
        t9,09:00:00,09:00:00,N,1,0,0
        t9,09:10:00,09:10:00,S,3,0,0
        """
}


@pytest.fixture(scope="module")
def lines() -> Planner:
    return planner_over(SKIPPING)


async def ask(client: Client, what: str, version: int = 6) -> Any:
    """The answer to a good question, which MOTIS's own description allows."""
    reply = await client.get(f"/api/v{version}/{what}")
    body = await reply.json()
    assert reply.status == 200, body
    validator(f"/api/v6/{what.partition('?')[0]}").validate(body)
    return body


@pytest.mark.parametrize("version", [1, 2, 4, 5, 6])
async def test_a_trip_is_an_itinerary_of_one_leg(client: Client, version: int) -> None:
    body = await ask(client, f"trip?tripId={TRIP}&language=fr,en", version)
    [leg] = body["legs"]
    assert (leg["tripId"], leg["from"]["name"], leg["to"]["name"]) == (TRIP, "North", "South")
    assert leg["legGeometry"]["precision"] == (7 if version == 1 else 6)
    assert leg["from"].get("level") == (None if version == 6 else 0.0)
    assert body["transfers"] == 0


async def test_stops_that_are_passed_through_only_where_asked(client: Client) -> None:
    [leg] = (await ask(client, f"trip?tripId={TRIP}"))["legs"]
    assert leg["intermediateStops"] == []
    more = "&withScheduledSkippedStops=true&detailedLegs=false"
    [leg] = (await ask(client, f"trip?tripId={TRIP}{more}"))["legs"]
    assert [stop["name"] for stop in leg["intermediateStops"]] == ["Middle"]
    assert leg["legGeometry"]["points"] == ""


async def test_a_stop_and_its_routes(client: Client) -> None:
    body = await ask(client, "stop?stopId=bus:N")
    assert body["place"]["name"] == "North"
    assert [route["routeShortName"] for route in body["routes"]] == ["1"]
    near = await ask(client, "stop?center=41.14,-8.61&radius=10")
    assert [route["routeId"] for route in near["routes"]] == ["bus:1"]


@pytest.mark.parametrize(
    "corners", ["min=41.13,-8.6&max=41.145,-8.62", "max=41.13,-8.6&min=41.145,-8.62"]
)
async def test_stops_between_corners_in_any_order(client: Client, corners: str) -> None:
    [place] = await ask(client, f"map/stops?{corners}&modes=BUS&modes=TRAM")
    assert (place["stopId"], place["modes"]) == ("bus:S", ["BUS"])
    assert await ask(client, f"map/stops?{corners}&modes=TRAM&grouped=true") == []


async def test_a_map_across_the_180th_meridian_is_a_map(client: Client) -> None:
    assert await ask(client, "map/stops?min=40,181&max=42,179.5") == []
    assert len(await ask(client, "map/stops?min=-91,-181&max=91,181", 1)) == 3


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("trip", 400, "tripId"),
        ("trip?tripId=20230920_08:00_bus:gone", 404, "tripId"),
        ("stop", 400, "stopId"),
        ("stop?stopId=bus:gone", 404, "stopId"),
        ("map/stops?min=1,2", 400, "max"),
        ("map/stops?min=1,2&max=north", 400, "max"),
    ],
)
async def test_refusals_name_the_parameter(
    client: Client, path: str, status: int, word: str
) -> None:
    reply = await client.get(f"/api/v6/{path}")
    assert reply.status == status
    assert word in (await reply.json())["error"]
