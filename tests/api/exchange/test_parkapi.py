"""`/exchange/parkapi/`: all places to park in ParkAPI's words, which our own reader reads again."""

from decimal import Decimal
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from api.app import make_app
from api.keys import DEFECTS
from api.served import SourceState
from feeds.parkapi.parsing import parse
from maas.live.parking import (
    BayKind,
    Bays,
    OpeningStatus,
    ParkingFacility,
    ParkingKind,
    Purpose,
    TariffStep,
    Users,
)
from maas.model import LatLon, SourceId
from maas.snapshot import Batch
from routing.parking.sites import Parking, Site
from tests.api.world import FakePlanner, holder
from tests.sites import NOW, parking, site

Client = TestClient[web.Request, web.Application]
PATH = "/exchange/parkapi"
AT = LatLon(49.48, 8.46)

RICH = site(
    "a",
    AT,
    12,
    kind=ParkingKind.UNDERGROUND,
    capacity=40,
    max_height_m=1.9,
    max_stay_s=86_400,
    has_fee=True,
    tariff=(TariffStep(3600, Decimal("1.50")), TariffStep(5400, Decimal(2))),
    currency="EUR",
    opening_hours="24/7",
    bays=(Bays(BayKind.DISABLED, 4, 1), Bays(BayKind.CHARGING, 2)),
    is_park_and_ride=True,
    operator="Stadt",
    address="Hauptstraße 1",
    url="https://example.org/a",
    description="Ebene -1",
    osm_id="way/7",
)
SITES = (
    RICH,
    site("b", AT, None, is_live=True, status=OpeningStatus.UNKNOWN),
    site("c", AT, 3, status=OpeningStatus.CLOSED, known_at=NOW - 200),
    site("full", LatLon(49.5, 8.5), 0),
    site("counted", AT, 5, status=OpeningStatus.UNKNOWN),
    site("clients", AT, 9, users=Users.CUSTOMERS),
    site("bikes", AT, 7, purpose=Purpose.BIKE),
    site("way/1", AT, None, source="osm", capacity=None, name=""),
)


def known(*sites: Site) -> Parking:
    made = parking(None, *sites)
    made.batches[SourceId("cars")] = Batch(SourceId("cars"), NOW - 20)  # type: ignore[index]
    return made


async def connect(found: Parking, *sources: SourceState) -> Client:
    app = make_app(holder(FakePlanner(parking=found), *sources), lambda: NOW)
    client = TestClient(TestServer(app))
    await client.start_server()
    return client


async def get(path: str, *sites: Site, status: int = 200) -> Any:
    client = await connect(known(*sites))
    reply = await client.get(f"{PATH}/{path}")
    body = await reply.json()
    assert client.app is not None
    assert (reply.status, client.app[DEFECTS].count) == (status, 0)
    await client.close()
    return body


async def test_version_3_tells_all_that_is_known() -> None:
    [told] = (await get("v3/parking-sites", RICH))["items"]
    assert told.pop("id") > 0 and told.pop("source_id") > 0
    assert told == {
        "source_uid": "cars",
        "original_uid": "cars:a",
        "name": "Park a",
        "operator_name": "Stadt",
        "public_url": "https://example.org/a",
        "address": "Hauptstraße 1",
        "description": "Ebene -1",
        "purpose": "CAR",
        "type": "UNDERGROUND",
        "lat": 49.48,
        "lon": 8.46,
        "capacity": 40,
        "has_realtime_data": True,
        "realtime_capacity": 40,
        "realtime_free_capacity": 12,
        "realtime_opening_status": "OPEN",
        "realtime_data_updated_at": "2023-09-20T06:59:00Z",
        "static_data_updated_at": "2023-09-20T06:59:40Z",
        "max_stay": 86400,
        "max_height": 190,
        "has_fee": True,
        "fee_description": "1 h: 1.50 EUR, 90 min: 2 EUR",
        "opening_hours": "24/7",
        "park_and_ride_type": ["YES"],
        "restrictions": [
            {"type": "DISABLED", "capacity": 4, "realtime_free_capacity": 1},
            {"type": "CHARGING", "capacity": 2, "realtime_free_capacity": None},
        ],
        "external_identifiers": [{"type": "OSM", "value": "way/7"}],
    }


async def test_what_is_not_known_is_null() -> None:
    [told] = (await get("v3/parking-sites", SITES[-1]))["items"]
    unknown = {name for name, value in told.items() if value is None}
    assert {"capacity", "realtime_free_capacity", "realtime_data_updated_at", "has_fee"} <= unknown
    assert "static_data_updated_at" in unknown
    assert (told["has_realtime_data"], told["name"]) == (False, "osm:way/1")


async def test_version_3_is_read_again() -> None:
    client = await connect(known(*SITES))
    body = await (await client.get(f"{PATH}/v3/parking-sites")).read()
    await client.close()
    parsed = parse(body, NOW, 300)
    assert parsed.rejections == ()
    for told, read in zip(SITES, facilities(parsed.records), strict=True):
        was = told.told
        for name in (
            *("lat", "lon", "purpose", "kind", "capacity", "free", "status", "is_live", "bays"),
            *("opening_hours", "max_height_m", "max_stay_s", "has_fee", "is_park_and_ride"),
            *("users", "operator", "address", "url", "description", "osm_id"),
        ):
            if name == "status" and not was.is_live:
                continue  # of what is not live nobody says how it is now
            assert getattr(read, name) == getattr(was, name), (told.id, name)
        assert read.counted_at == told.known_at
        assert read.name == (was.name or told.id)


async def test_version_1_is_read_again() -> None:
    client = await connect(known(*SITES))
    body = await (await client.get(f"{PATH}/cars")).read()
    await client.close()
    parsed = parse(body, NOW, 300)
    read = {each.id: each for each in facilities(parsed.records)}
    assert list(read) == [f"cars:{id}" for id in ("a", "b", "c", "full", "counted")]
    assert [each.free for each in read.values()] == [12, None, 3, 0, 5]
    assert read["cars:a"].kind is ParkingKind.UNDERGROUND
    assert read["cars:c"].status is OpeningStatus.CLOSED
    assert {each.counted_at for each in read.values()} == {NOW - 200}, "the oldest of all"


async def test_version_1_says_where_a_number_is_none() -> None:
    told = await get("lots", *SITES)
    assert (told["last_updated"], told["last_downloaded"]) == (
        *("2023-09-20T06:56:40", "2023-09-20T06:59:40"),
    )
    assert [(lot["free"], lot["state"]) for lot in told["lots"]] == [
        *((12, "open"), (0, "nodata"), (3, "closed"), (0, "open"), (5, "open"), (0, "nodata")),
    ]


async def test_the_cities_are_the_sources_and_lead_to_their_lots() -> None:
    state = SourceState("cars", "parkapi", licence="CC-BY-4.0", attribution="Stadt")
    client = await connect(known(*SITES), state)
    root = await (await client.get(f"{PATH}/")).json()
    assert [(id, each["active_support"]) for id, each in root["cities"].items()] == [
        *(("cars", True), ("osm", False)),
    ]
    cars = root["cities"]["cars"]
    assert cars["coords"] == {"lat": 49.49, "lng": 8.48}
    assert cars["attribution"] == {"contributor": "Stadt", "license": "CC-BY-4.0", "url": None}
    lots = await (await client.session.get(cars["url"])).json()
    assert len(lots["lots"]) == 5 and lots["data_source"] == cars["url"]
    sources = await (await client.get(f"{PATH}/v3/sources")).json()
    assert [(each["uid"], each["realtime_status"]) for each in sources["items"]] == [
        *(("cars", "ACTIVE"), ("osm", "DISABLED")),
    ]
    assert sources["items"][0]["attribution_license"] == "CC-BY-4.0"
    assert sources["items"][0]["realtime_data_updated_at"] == "2023-09-20T06:59:00Z"
    await client.close()


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("purpose=BIKE", "bikes"),
        ("source_uid=osm", "way/1"),
        ("source_uids=osm,nobody", "way/1"),
        ("lat=49.5&lon=8.5&radius=500", "full"),
        ("lat_min=49.49&lon_min=8.49", "full"),
        ("lat_max=49.4", ""),
        ("limit=2&start=1", "b c"),
    ],
)
async def test_its_own_parameters_choose(query: str, ids: str) -> None:
    told = await get(f"v3/parking-sites?{query}", *SITES)
    found = " ".join(each["original_uid"].partition(":")[2] for each in told["items"])
    assert found == ids


async def test_pages_lead_from_one_to_the_next() -> None:
    client, path, seen = await connect(known(*SITES)), f"{PATH}/v3/parking-sites?limit=3", []
    while path:
        told = await (await client.get(path)).json()
        assert told["total_count"] == len(SITES)
        seen += [each["original_uid"] for each in told["items"]]
        path = told["next_path"]
    await client.close()
    assert seen == [each.id for each in SITES]


async def test_what_is_known_already_is_not_sent_again() -> None:
    client = await connect(known(*SITES))
    for path in ("v3/parking-sites", "v3/sources", "", "cars"):
        reply = await client.get(f"{PATH}/{path}")
        assert reply.headers["Last-Modified"] == "Wed, 20 Sep 2023 06:59:40 GMT"
        assert reply.headers["Cache-Control"] == "public, max-age=30"
        tag = {"If-None-Match": reply.headers["ETag"]}
        assert (await client.get(f"{PATH}/{path}", headers=tag)).status == 304
    await client.close()


async def test_what_is_not_there_is_404_and_half_a_circle_is_refused() -> None:
    assert (await get("nowhere", *SITES, status=404))["code"] == "NOT_FOUND"
    problem = await get("v3/parking-sites?lat=49&lon=8", status=400)
    assert problem["parameter"] == "radius"
    assert (await get("v3/parking-sites"))["items"] == []
    assert (await get(""))["cities"] == {}
    assert (await get("lots"))["lots"] == []


def facilities(records: Any) -> list[ParkingFacility]:
    return [each for each in records if isinstance(each, ParkingFacility)]
