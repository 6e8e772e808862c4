"""Rules of places of the territory in `/exchange/incidents.geojson`."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from aiohttp.test_utils import TestClient, TestServer

from api.app import make_app
from api.exchange.road.passing import rules_of_places
from api.keys import DEFECTS
from api.served import Holder, Served
from maas.live.incidents import Hours, IncidentKind
from maas.settings import Policy
from routing.policies.laying import lay_policies
from routing.streets import StreetRouter
from routing.streets.links import unlinked
from tests.api.world import FakePlanner, now
from tests.itineraries import NINE
from tests.roadworld import NETWORK, TOWN, served


def world(*policies: Policy) -> Served:
    """A town with some policies."""
    zones = lay_policies(NETWORK, policies, ZoneInfo("Europe/Lisbon"))
    planner = FakePlanner(streets=StreetRouter(NETWORK, unlinked(NETWORK), zones))
    return replace(served(), planner=planner)


def around(letter: str) -> Policy:
    """A school street around a letter."""
    at, margin = TOWN.positions()[letter], 3e-4
    west, east, south, north = at.lon - margin, at.lon + margin, at.lat - margin, at.lat + margin
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return Policy("school", "school-street", "High", ((ring,),), hours="Mo-Fr 08:00-08:30")


def test_rules_are_given_on_with_their_streets() -> None:
    (told,) = rules_of_places(world(around("C")), NINE)
    assert (told.id, told.source, told.quality) == ("policies:school", "policies", 1.0)
    assert told.directed.size == told.share.size > 0
    assert told.incident.kind is IncidentKind.RESTRICTION
    assert told.spans[0][1] - told.spans[0][0] == 1800
    assert told.incident.hours == (Hours((0, 1, 2, 3, 4), 28_800, 30_600),)


async def test_they_are_features() -> None:
    client = TestClient(TestServer(make_app(Holder(world(around("C"))), now)))
    await client.start_server()
    reply = await client.get("/exchange/incidents.geojson")
    (feature,) = (await reply.json(content_type=None))["features"]
    assert feature["id"] == "policies:school"
    assert feature["geometry"]["type"] == "Polygon"
    assert client.app is not None
    assert client.app[DEFECTS].count == 0
    await client.close()
