"""`/exchange/regulations.xml`: what is forbidden on the roads, as others read it."""

from dataclasses import replace as served_with

import pytest
import xmlschema
from aiohttp.test_utils import TestClient, TestServer
from msgspec.structs import replace

from api.app import make_app
from api.keys import DEFECTS
from api.served import Holder, Served
from feeds.datex2 import parse
from maas.live.incidents import Hours, Incident, IncidentKind, Traveller
from maas.settings import ExchangeSettings
from tests.api.world import now
from tests.itineraries import NINE
from tests.roadworld import laid, served
from tests.shared import shared

CLOSED = Incident(
    "bridge",
    IncidentKind.CLOSURE,
    begin=NINE,
    end=NINE + 3600,
    hours=(Hours((2,), 28_800, 36_000),),
    is_closed=True,
    text="Closed",
)
BAN = Incident("ban", IncidentKind.RESTRICTION, begin=NINE, concerns=(Traveller.TRUCK,))
CRISIS = Incident(
    "crisis",
    IncidentKind.CLOSURE,
    area=((41.1, -8.6), (41.1, -8.5), (41.2, -8.5)),
    begin=NINE,
    is_closed=True,
)
WORLD = served(
    laid(CLOSED, "AC CA EC"),
    laid(BAN, "DG"),
    laid(CRISIS, "EC CF"),
    laid(Incident("jam", IncidentKind.JAM, begin=NINE), "AC"),
    laid(replace(CLOSED, id="nowhere")),
)


async def document(world: Served) -> bytes:
    client = TestClient(TestServer(make_app(Holder(world), now)))
    await client.start_server()
    reply = await client.get("/exchange/regulations.xml")
    assert (reply.status, reply.content_type) == (200, "application/xml")
    body = await reply.read()
    headers = {"If-None-Match": reply.headers["ETag"]}
    assert (await client.get("/exchange/regulations.xml", headers=headers)).status == 304
    assert client.app is not None
    assert client.app[DEFECTS].count == 0
    await client.close()
    return body


async def test_what_is_forbidden_is_told_and_what_happens_is_not() -> None:
    parsed = parse(await document(WORLD), NINE)
    told = [each for each in parsed.records if isinstance(each, Incident)]
    assert {each.part_of for each in told} == {
        "incidents:bridge",
        "incidents:ban",
        "incidents:crisis",
    }
    bridge = [each for each in told if each.part_of == "incidents:bridge"]
    assert {each.street for each in bridge} == {"High", "Long Lane"}
    assert all(each.begin == NINE and each.end == NINE + 3600 for each in bridge)
    [crisis] = [each for each in told if each.part_of == "incidents:crisis"]
    assert crisis.area[:3] == CRISIS.area
    [ban] = [each for each in told if each.part_of == "incidents:ban"]
    assert ban.concerns == (Traveller.TRUCK,)


@pytest.mark.real
async def test_the_publication_is_valid() -> None:
    schema = xmlschema.XMLSchema(shared("standards", "datex2", "DATEXII_3_D2Payload.xsd"))
    schema.validate((await document(WORLD)).decode())
    town = ExchangeSettings(country="pt", publisher="Câmara")
    schema.validate((await document(served_with(served(), exchange=town))).decode())
