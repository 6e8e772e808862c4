"""What everybody may see of incidents: where, when, which of them, page by page."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import numpy as np
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from api.app import make_app
from maas.live.incidents import (
    Direction,
    Hours,
    Incident,
    IncidentKind,
    Severity,
    Traveller,
)
from maas.model import Profile, SourceId
from routing.incidents.laid import Incidents, LaidIncident
from tests.api.world import FakePlanner, holder

NOW = 1_700_000_000
"""2023-11-14T22:13:20Z"""
PATH = "/v1/incidents"
Client = TestClient[web.Request, web.Application]

BRIDGE = LaidIncident(
    "town:bridge",
    SourceId("town"),
    Incident(
        "bridge",
        IncidentKind.CLOSURE,
        line=((41.147, -8.612), (41.149, -8.612)),
        direction=Direction.BOTH,
        street="Ponte <de> Cima",
        begin=NOW - 3600,
        end=NOW + 3600,
        concerns=(Traveller.CAR, Traveller.BIKE),
        severity=Severity.HIGH,
        text="<b>Closed</b>",
        url="javascript:alert(1)",
        authority="Câmara",
        part_of="plan",
    ),
    np.array([4, 5], np.int32),
    np.ones(2),
    0.93,
    ((NOW - 3600, NOW + 3600),),
    frozenset({Profile.CAR, Profile.BIKE}),
    known_at=NOW - 90,
)
JAM = LaidIncident(
    "waze:jam",
    SourceId("waze"),
    Incident(
        "jam",
        IncidentKind.JAM,
        line=((41.2, -8.6),),
        kmh=7.0,
        delay_s=120,
        url="https://example.org/jam",
        is_verified=False,
    ),
    quality=0.3,
    spans=((0, NOW + 86_400),),
    known_at=NOW,
)
FAIR = LaidIncident(
    "town:fair",
    SourceId("town"),
    Incident(
        "fair",
        IncidentKind.EVENT,
        area=((41.15, -8.63), (41.16, -8.63), (41.16, -8.62), (41.15, -8.62)),
        hours=(Hours((5, 6), 8 * 3600, 86_400),),
        is_closed=True,
        closes_stops=True,
    ),
    np.array([9], np.int32),
    np.ones(1),
    1.0,
    tuple((NOW + day * 86_400, NOW + day * 86_400 + 3600) for day in (3, 4)),
    known_at=NOW,
)
NOWHERE = LaidIncident("town:code", SourceId("town"), Incident("code", IncidentKind.OTHER))


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    """A service that knows four incidents."""
    planner = FakePlanner(incidents=Incidents((BRIDGE, JAM, FAIR, NOWHERE)))
    async with TestClient(TestServer(make_app(holder(planner), lambda: NOW))) as client:
        yield client


async def ids(client: Client, **query: str) -> list[str]:
    """Whose ids are told."""
    reply = await client.get(PATH, params=query)
    assert reply.status == 200, await reply.text()
    return [each["id"] for each in (await reply.json())["incidents"]]


async def one(client: Client, name: str) -> Mapping[str, Any]:
    """One of them."""
    reply = await client.get(f"{PATH}/{name}")
    assert reply.status == 200
    told: Mapping[str, Any] = await reply.json()
    return told


async def test_all_are_listed_by_id_those_without_a_place_included(client: Client) -> None:
    assert await ids(client) == ["town:bridge", "town:code", "town:fair", "waze:jam"]


async def test_a_box_holds_what_passes_it(client: Client) -> None:
    assert await ids(client, bbox="-8.613,41.148,-8.611,41.1485") == ["town:bridge"]
    assert await ids(client, bbox="-8.7,41.1,-8.5,41.3") == ["town:bridge", "town:fair", "waze:jam"]
    assert await ids(client, bbox="-8.61,41.15,-8.605,41.155") == []


async def test_around_a_place_the_nearest_come_first(client: Client) -> None:
    place = {"place": "41.155,-8.625", "radius": "10000"}
    assert await ids(client, **place) == ["town:fair", "town:bridge", "waze:jam"]
    reply = await client.get(PATH, params={"place": "41.148,-8.613", "radius": "500"})
    (told,) = (await reply.json())["incidents"]
    assert told["distance"] == pytest.approx(83.7, abs=0.5)  # of the line between its points


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"kind": "JAM,EVENT"}, ["town:fair", "waze:jam"]),
        ({"source": "waze"}, ["waze:jam"]),
        ({"closed": "true"}, ["town:bridge", "town:fair"]),
        ({"laid": "false"}, ["town:code", "waze:jam"]),
        ({"verified": "false"}, ["waze:jam"]),
        ({"at": "2023-11-14T22:13:20Z"}, ["town:bridge", "waze:jam"]),
        ({"at": "2023-11-17T22:30:00Z"}, ["town:fair"]),
    ],
)
async def test_some_are_asked_for(client: Client, query: dict[str, str], found: list[str]) -> None:
    assert await ids(client, **query) == found


async def test_pages_follow_each_other_and_leave_none_out(client: Client) -> None:
    query, found = {"place": "41.155,-8.625", "radius": "10000", "limit": "2"}, []
    for _ in range(2):
        answer = await (await client.get(PATH, params=query)).json()
        found += [each["id"] for each in answer["incidents"]]
        query["pageCursor"] = answer.get("nextPageCursor", "")
    assert found == ["town:fair", "town:bridge", "waze:jam"] and not query["pageCursor"]
    reply = await client.get(PATH, params={"pageCursor": "x"})
    assert reply.status == 400 and "pageCursor" in await reply.text()


async def test_an_incident_says_what_is_known_of_it_and_no_more(client: Client) -> None:
    told = await one(client, "town:bridge")
    assert told["isClosed"] and told["isVerified"] and told["isLaid"] and told["isActive"]
    assert told["closedTo"] == ["BIKE", "CAR"] and told["concerns"] == ["CAR", "BIKE"]
    assert told["begin"] == "2023-11-14T21:13:20Z" and told["dataAge"] == 90
    assert told["text"] == "<b>Closed</b>" and told["partOf"] == "town:plan"
    assert (told["lat"], told["lon"]) == (41.148, -8.612) and told["line"]["length"] == 2
    absent = {"url", "speed", "delay", "schedule", "times", "town", "distance", "area"}
    assert absent.isdisjoint(told)
    told = await one(client, "waze:jam")
    assert not told["isVerified"] and not told["isLaid"] and told["quality"] == 0.3
    assert (told["speed"], told["delay"]) == (7.0, 120)
    assert told["url"] == "https://example.org/jam" and "direction" not in told


async def test_what_has_hours_says_when_it_holds_next(client: Client) -> None:
    told = await one(client, "town:fair")
    assert not told["isActive"] and told["closesStops"]
    assert told["schedule"] == [{"begin": "08:00", "end": "24:00", "weekdays": ["SAT", "SUN"]}]
    assert [each["begin"] for each in told["times"]] == [
        "2023-11-17T22:13:20Z",
        "2023-11-18T22:13:20Z",
    ]


async def test_an_id_that_nobody_has_is_not_found(client: Client) -> None:
    assert (await client.get(f"{PATH}/town:gone")).status == 404


async def test_maps_get_features_with_their_geometry(client: Client) -> None:
    reply = await client.get(PATH, params={"format": "geojson"})
    assert reply.content_type == "application/geo+json"
    features = {each["id"]: each for each in (await reply.json())["features"]}
    assert features["town:bridge"]["geometry"] == {
        "type": "LineString",
        "coordinates": [[-8.612, 41.147], [-8.612, 41.149]],
    }
    assert features["waze:jam"]["geometry"] == {"type": "Point", "coordinates": [-8.6, 41.2]}
    assert len(features["town:fair"]["geometry"]["coordinates"][0]) == 5
    assert features["town:code"]["geometry"] is None
    assert "line" not in features["town:bridge"]["properties"]
    accepted = await client.get(
        PATH, headers={"Accept": "application/geo+json"}, params={"limit": "2"}
    )
    assert (
        accepted.content_type == "application/geo+json" and 'rel="next"' in accepted.headers["Link"]
    )
