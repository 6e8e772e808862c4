"""`one-to-all` over HTTP: MOTIS's contract, both directions, refusals."""

from typing import Any

import pytest

from routing.planner import Planner
from tests.api.conftest import Client, Connect
from tests.api.contract import validator
from tests.lines import planner_over

FORK = {
    "routes.txt": "route_id,route_short_name,route_type\n1,1,3\n2,2,3",
    "trips.txt": """\
        route_id,service_id,trip_id,bikes_allowed
        1,daily,a,1
        2,daily,b,2
        1,daily,late,
        """,
    "stops.txt": """\
        stop_id,stop_name,stop_lat,stop_lon
        N,North,41.260,-8.610
        M,Middle,41.160,-8.610
        S,South,41.060,-8.610
        """,
    "stop_times.txt": """\
        trip_id,arrival_time,departure_time,stop_id,stop_sequence
        a,08:00:00,08:00:00,N,1
        a,08:10:30,08:10:30,M,2
        b,08:20:00,08:20:00,M,1
        b,08:40:00,08:40:00,S,2
        late,10:00:00,10:00:00,N,1
        late,10:10:00,10:10:00,M,2
        """,
}
AT = "time=2023-09-20T07:00:00Z&maxTravelTime"  # eight in Lisbon


@pytest.fixture(scope="module")
def lines() -> Planner:
    planner = planner_over(FORK)
    planner.warm()  # so that no question waits for the compiler
    return planner


@pytest.fixture
async def client(lines: Planner, connect: Connect) -> Client:
    return await connect(lines)  # type: ignore[arg-type]


async def ask(client: Client, query: str, version: str = "v6") -> Any:
    """What is reached: id -> (minutes, vehicles); MOTIS's own description allows the answer."""
    reply = await client.get(f"/api/{version}/one-to-all?{query}")
    body = await reply.json()
    assert reply.status == 200, body
    validator("/api/v6/one-to-all").validate(body)
    assert body["one"].get("level") == (None if version == "v6" else 0.0)
    return {each["place"]["stopId"]: (each["duration"], each["k"]) for each in body["all"]}


@pytest.mark.parametrize("version", ["experimental", "v1", "v6"])
async def test_stops_with_minutes_and_vehicles(client: Client, version: str) -> None:
    found = await ask(client, f"one=bus:N&{AT}=60", version)
    assert found == {"bus:N": (0, 0), "bus:M": (11, 1), "bus:S": (40, 2)}


async def test_time_and_transfers_bound_it(client: Client) -> None:
    near = {"bus:N": (0, 0), "bus:M": (11, 1)}
    assert await ask(client, f"one=bus:N&{AT}=39") == near
    assert await ask(client, f"one=bus:N&{AT}=60&maxTransfers=0") == near
    assert await ask(client, f"one=bus:N&{AT}=60&transitModes=TRAM") == {"bus:N": (0, 0)}
    assert await ask(client, f"one=bus:N&{AT}=60&minTransferTime=15") == near
    assert await ask(client, f"one=bus:N&{AT}=60&requireBikeTransport=true") == near


async def test_all_to_one_counts_back_from_the_arrival(client: Client) -> None:
    query = "one=bus:S&arriveBy=true&time=2023-09-20T07:45:00Z&maxTravelTime=90"
    assert await ask(client, query) == {"bus:S": (0, 0), "bus:M": (25, 1), "bus:N": (45, 2)}


async def test_from_a_position_one_walks_to_the_stop(client: Client) -> None:
    query = "one=41.2603,-8.61&time=2023-09-20T06:50:00Z&maxTravelTime=40"
    assert await ask(client, query) == {"bus:N": (1, 0), "bus:M": (21, 1)}


@pytest.mark.parametrize(
    ("query", "status", "word"),
    [
        (f"{AT}=60", 400, "one"),
        ("one=bus:N", 400, "maxTravelTime"),
        (f"one=bus:N&{AT}=91", 400, "maxTravelTime"),
        (f"one=bus:gone&{AT}=60", 404, "one"),
        (f"one=1,2&{AT}=60", 422, "one"),
    ],
)
async def test_refusals_name_the_parameter(
    client: Client, query: str, status: int, word: str
) -> None:
    reply = await client.get(f"/api/v6/one-to-all?{query}")
    assert reply.status == status
    assert word in (await reply.json())["error"]
