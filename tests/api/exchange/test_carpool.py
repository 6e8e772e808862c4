"""`/exchange/carpool/`: what was published here is passed on, what operators answered is not."""

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer

from api.app import make_app
from api.keys import DEFECTS
from api.ports import NoWithdrawals, Ports, Withdrawals
from api.served import Holder
from feeds.gtfs_rt import parse
from maas.errors import RecordsUnavailable
from maas.live import TripUpdate
from maas.live.offers import OfferKind
from maas.records import WithdrawnOffer
from routing.carpool.offers import Offers
from tests.api.carpool.test_carpools import OFFERS, SOURCES, known
from tests.api.world import FakePlanner, holder, now
from tests.itineraries import NINE

PATH = "/exchange/carpool"
LIVE = known("live", NINE - 60, kind=OfferKind.DYNAMIC)
FULL = known("full", NINE + 60, seats=0)


@dataclass(frozen=True)
class Withdrawn:
    """Two days of one offer."""

    async def all(self) -> Sequence[WithdrawnOffer]:
        return (WithdrawnOffer("gone", (date(2023, 9, 19), date(2023, 9, 20)), 0),)


@dataclass(frozen=True)
class Lost:
    """Nobody can tell."""

    async def all(self) -> Sequence[WithdrawnOffer]:
        raise RecordsUnavailable("the disk is gone")


async def get(
    path: str, withdrawals: Withdrawals | None = None, **headers: str
) -> tuple[ClientResponse, bytes]:
    offers = Offers((*OFFERS, LIVE, FULL))
    served = replace(holder(FakePlanner(offers=offers)).current, sources=SOURCES)
    ports = Ports(withdrawals=withdrawals or NoWithdrawals())
    async with TestClient(TestServer(make_app(Holder(served), now, ports=ports))) as client:
        reply = await client.get(f"{PATH}/{path}", headers=headers)
        body = await reply.read()
        assert client.app is not None and client.app[DEFECTS].count == 0
        return reply, body


async def test_the_timetable_holds_what_is_public_and_not_on_its_way() -> None:
    reply, body = await get("gtfs.zip")
    assert reply.content_type == "application/zip"
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        trips = archive.read("trips.txt").decode().splitlines()[1:]
        routes = archive.read("routes.txt").decode().splitlines()[1:]
    ids = ["agency:theirs", "carpools:often", "carpools:rich", "carpools:soon"]
    assert [row.partition(",")[0] for row in trips] == ids
    assert {row.partition(",")[0] for row in routes} == {*ids, "carpools:live"}
    again, empty = await get("gtfs.zip", **{"If-None-Match": reply.headers["ETag"]})
    assert (again.status, empty) == (304, b"")


async def test_drivers_on_their_way_and_what_was_withdrawn_are_told_live() -> None:
    reply, body = await get("trip-updates.pb", Withdrawn())
    assert reply.content_type == "application/x-protobuf"
    parsed = parse(body, NINE)
    keys = [each.key for each in parsed.records if isinstance(each, TripUpdate)]
    assert [(key.trip_id, key.relationship.name, key.start_date) for key in keys if key] == [
        ("carpools:live", "NEW", 20230920),
        ("carpools:gone", "CANCELED", 20230920),
    ]
    assert parsed.made_at == NINE
    _, text = await get("trip-updates.json", Withdrawn())
    assert len(json.loads(text)["entity"]) == 2


@pytest.mark.parametrize(
    ("path", "status"), [("trip-updates.pb", 503), ("gtfs.zip", 200), ("alerts.pb", 404)]
)
async def test_what_cannot_be_told_is_said(path: str, status: int) -> None:
    reply, _ = await get(path, Lost())
    assert reply.status == status
