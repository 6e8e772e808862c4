"""Plans, boards, trips and refreshed itineraries over HTTP tell what is closed on a line's way."""

from typing import Any

import pytest

from routing.incidents.laid import Incidents
from tests.api.conftest import Client, Connect
from tests.api.contract import described, validator
from tests.closures import closure
from tests.lines import lisbon
from tests.towns import Town

TOWN = Town(
    """
    A-------B-------C-------D
            |       |
            E-------F
    """,
    {
        "ABCD": "highway=residential name=High+Street",
        "BE": "highway=residential",
        "EF": "highway=residential",
        "FC": "highway=residential",
    },
    {"1": ("A 08:00 D 08:05", "A 09:00 D 09:05")},
    shapes={"1": "ABCD"},
)
AT = "time=2023-09-20T06:59:00Z"
NOON = lisbon("2023-09-20T08:30")


@pytest.fixture
async def client(connect: Connect) -> Client:
    network = TOWN.data[1]
    assert network is not None
    closed = closure(network, "BC", "CB", spans=((0, NOON),), end=NOON, street="High Street")
    return await connect(TOWN.planner.with_incidents(Incidents((closed,))))  # type: ignore[arg-type]


async def asked(client: Client, path: str) -> Any:
    """The answer to a good question, which MOTIS's own description allows."""
    reply = await client.get(path)
    body = await reply.json()
    assert reply.status == 200, body
    validator(described(path.partition("?")[0])).validate(body)
    return body


@pytest.mark.parametrize("version", [1, 5, 6])
async def test_itineraries_tell_it_and_still_do_when_they_are_found_again(
    client: Client, version: int
) -> None:
    plan = await asked(
        client, f"/api/v{version}/plan?fromPlace=bus:A&toPlace=bus:D&{AT}&numItineraries=2"
    )
    legs = [leg for way in plan["itineraries"] for leg in way["legs"] if "tripId" in leg]
    told, quiet = legs[0], legs[-1]
    assert (told["startTime"][11:16], quiet["startTime"][11:16]) == ("07:00", "08:00")
    (met,) = told["incidents"]
    assert met["meeting"] == "CROSSED" and met["street"] == "High Street"
    assert met["end"] == "2023-09-20T07:30:00Z" and met["delay"] > 0
    assert "incidents" not in quiet
    again = await asked(
        client, f"/api/v6/refresh-itinerary?itineraryId={plan['itineraries'][0]['id']}"
    )
    assert [leg["incidents"] for leg in again["legs"] if "tripId" in leg] == [[met]]


@pytest.mark.parametrize("version", [1, 5, 6])
async def test_boards_and_trips_tell_it(client: Client, version: int) -> None:
    board = await asked(client, f"/api/v{version}/stoptimes?stopId=bus:A&n=2&{AT}")
    told, quiet = board["stopTimes"]
    assert [met["id"] for met in told["incidents"]] == ["incidents:7"]
    assert "incidents" not in quiet
    trip = await asked(client, f"/api/v{version}/trip?tripId=20230920_08:00_bus:1-0")
    assert trip["legs"][0]["incidents"] == told["incidents"]


async def test_the_plain_page_and_the_terminal_say_it(client: Client) -> None:
    query = {"fromPlace": "bus:A", "toPlace": "bus:D", "time": "2023-09-20T06:59:00Z"}
    reply = await client.get("/api/v6/plan", params=query, headers={"Accept": "text/plain"})
    text = " ".join((await reply.text()).split())
    assert "! High Street closed until 08:30 · the line may go another way" in text
