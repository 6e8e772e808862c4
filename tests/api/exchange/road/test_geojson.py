"""`/exchange/incidents.geojson`: what is given on, as maps take it."""

from aiohttp.test_utils import TestClient, TestServer
from msgspec.structs import replace

from api.app import make_app
from api.keys import DEFECTS
from api.served import Holder, SourceState
from maas.live.incidents import Incident, IncidentKind
from maas.model import SourceId
from tests.api.world import now
from tests.itineraries import NINE
from tests.roadworld import laid, served

LINE = ((41.1, -8.6), (41.2, -8.7))
CLOSED = Incident("bridge", IncidentKind.CLOSURE, LINE, begin=NINE, text="<b>", is_closed=True)


async def test_what_is_given_on_is_told_and_nothing_else() -> None:
    world = served(
        laid(CLOSED),
        laid(replace(CLOSED, id="maybe", is_verified=False), "EC"),
        laid(CLOSED, "EC", SourceId("mine")),
        sources=[SourceState("mine", "waze")],
    )
    client = TestClient(TestServer(make_app(Holder(world), now)))
    await client.start_server()
    reply = await client.get("/exchange/incidents.geojson")
    assert (reply.status, reply.content_type) == (200, "application/geo+json")
    [feature] = (await reply.json(content_type=None))["features"]
    assert feature["id"] == "incidents:bridge"
    assert feature["geometry"] == {
        "type": "LineString",
        "coordinates": [[-8.6, 41.1], [-8.7, 41.2]],
    }
    assert not feature["properties"]["isLaid"]
    headers = {"If-None-Match": reply.headers["ETag"]}
    assert (await client.get("/exchange/incidents.geojson", headers=headers)).status == 304
    assert client.app is not None
    assert client.app[DEFECTS].count == 0
    await client.close()
