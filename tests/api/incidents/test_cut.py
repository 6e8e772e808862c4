"""What an incident would cut, on a town drawn as text: streets, lines, stops, other incidents."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from api.app import make_app
from api.keys import DEFECTS
from api.ports import Ports
from api.served import Coverage, Holder, News
from routing.incidents.laid import Incidents, LaidIncident
from routing.streets import StreetRouter, unlinked
from tests.api.keyed import FakeWriter, Keys
from tests.api.world import FakePlanner, holder, now
from tests.closures import closure
from tests.itineraries import NINE
from tests.towns import Town

TOWN = Town(
    """
    A---------------B---------------C---------------D
                    |               |
                    G---------------H
    """,
    {
        "ABCD": "highway=residential name=High+Street",
        "BG": "highway=residential",
        "CH": "highway=residential",
        "GH": "highway=residential name=Back+Lane",
    },
    {
        "1": ("A 08:00 C 08:06 D 08:10",),
        "2": ("A 08:00 H 08:08 D 08:14",),
        "3": ("A 08:00 D 08:12",),
    },
    shapes={"1": "ABCD", "2": "ABGHCD"},
)
AT = TOWN.positions
SOON = "2023-09-20T08:01:00+01:00"  # a minute later
Client = TestClient[web.Request, web.Application]


def line(letters: str) -> list[list[float]]:
    return [[AT[letter].lat, AT[letter].lon] for letter in letters]


def other(begin: int, end: int | None = None) -> LaidIncident:
    network = TOWN.data[1]
    assert network is not None
    return closure(network, "BC", id="old", begin=begin, end=end, street="High Street")


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    timetable, network = TOWN.data
    assert network is not None
    laid = (
        other(NINE - 60),
        replace(other(NINE - 60, NINE), id="incidents:over"),
        replace(other(NINE + 999), id="incidents:later"),
    )
    router = StreetRouter(network, unlinked(network))
    planner = FakePlanner(streets=router, incidents=Incidents(laid))
    anywhere = Coverage("town", ZoneInfo("Europe/Lisbon"))
    served = replace(holder(planner).current, coverage=anywhere, news=News(timetable))
    ports = Ports(keys=Keys(), writer=(writer := FakeWriter()))
    client = TestClient(TestServer(make_app(Holder(served), now, ports=ports)))
    await client.start_server()
    yield client
    assert client.app is not None and client.app[DEFECTS].count == 0
    assert writer.asked == []
    await client.close()


async def check(client: Client, **told: Any) -> tuple[int, Any]:
    headers = {"Authorization": "Bearer staff"}
    body = json.dumps({"kind": "CLOSURE", **told})
    reply = await client.post("/v1/incidents/check", data=body, headers=headers)
    return reply.status, await reply.json()


async def test_a_street_a_line_and_another_closure_are_named(client: Client) -> None:
    status, cut = await check(client, street="High Street", line=line("BC"), end=SOON)
    assert status == 200
    assert cut["isApplied"] and cut["quality"] > 0.9 and cut["closedTo"] == ["CAR"]
    [street] = cut["streets"]
    assert (street["name"], street["edges"]) == ("High Street", 1)
    assert street["length"] == pytest.approx(400, abs=5)
    assert [each["name"] for each in cut["lines"]] == ["1"]
    assert cut["lines"][0] == {"id": "bus:1", "name": "1", "mode": "BUS"}
    assert cut["stops"] == [] and len(cut["pieces"]) == 1
    [found] = cut["conflicts"]
    assert (found["id"], found["street"], found["isClosed"]) == (
        "incidents:old",
        "High Street",
        True,
    )


async def test_what_does_not_close_cuts_no_line(client: Client) -> None:
    _, cut = await check(client, kind="WORKS", line=line("GH"))
    assert (cut["closedTo"], cut["lines"], cut["conflicts"]) == ([], [], [])
    assert [each["name"] for each in cut["streets"]] == ["Back Lane"]


async def test_lines_are_cut_only_where_buses_are_concerned(client: Client) -> None:
    _, cut = await check(client, line=line("BC"), concerns=["BIKE", "WALK"])
    assert (cut["lines"], cut["closedTo"]) == ([], ["WALK", "WHEELCHAIR", "BIKE"])
    _, cut = await check(client, line=line("BC"), concerns=["BUS"])
    assert [each["name"] for each in cut["lines"]] == ["1"]


async def test_an_area_cuts_its_stops_and_all_lines_that_call_there(client: Client) -> None:
    south, west = AT["H"].lat - 0.0002, AT["H"].lon - 0.0005
    ring = [
        [south, west],
        [south, west + 0.001],
        [south + 0.0004, west + 0.001],
        [south + 0.0004, west],
    ]
    _, cut = await check(client, kind="EVENT", area=ring, closesStops=True, concerns=["EVERYONE"])
    assert cut["stops"] == [{"id": "bus:H", "name": "Stop H"}]
    assert [each["name"] for each in cut["lines"]] == ["2"]


async def test_a_street_that_is_named_is_told_with_its_line(client: Client) -> None:
    _, cut = await check(client, street="back lane")
    assert cut["isApplied"]
    assert sorted(map(tuple, cut["incident"]["line"])) == sorted(
        (round(lat, 7), round(lon, 7)) for lat, lon in line("GH")
    )


async def test_what_is_on_no_street_is_told_to_be_so(client: Client) -> None:
    far = [[lat + 0.01, lon] for lat, lon in line("AB")]
    _, cut = await check(client, line=far)
    assert not cut["isApplied"] and cut["streets"] == [] and cut["quality"] < 0.5


async def test_what_is_wrong_is_named_as_it_is_when_published(client: Client) -> None:
    status, problem = await check(client, street="Nowhere Road")
    assert (status, problem["parameter"]) == (400, "street")
