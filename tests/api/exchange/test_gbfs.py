"""`/exchange/gbfs/`: every source's systems under one roof, valid for whoever reads GBFS 3.0."""

import asyncio
from typing import Any

import msgspec
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from gbfs_validator import validate_feed
from msgspec.structs import replace

from api.app import make_app
from api.keys import DEFECTS
from feeds.gbfs import parse
from maas.live import RentalStation, RentalVehicle
from maas.model import SourceId
from routing.overlays.rentals.applying import apply_rentals
from routing.rentals.fleets import Rentals
from tests.api.world import FakePlanner, holder
from tests.feeds.gbfs.writing.rich import ALERT, BIKE, DOCKED, FREE, NOW, RECORDS, STATION, SYSTEM
from tests.rentals import batch

Client = TestClient[web.Request, web.Application]
PATH = "/exchange/gbfs"


def rentals(*records: Any, now: int = NOW, **others: Any) -> Rentals:
    """The source `velo` with these records, and others."""
    batches = {SourceId("velo"): batch(*(records or RECORDS), source=SourceId("velo"))}
    for source, told in others.items():
        batches[SourceId(source)] = batch(*told, source=SourceId(source))
    return apply_rentals(None, batches, now, None)


async def connect(found: Rentals, now: int = NOW) -> Client:
    app = make_app(holder(FakePlanner(rentals=found)), lambda: now)
    client = TestClient(TestServer(app))
    await client.start_server()
    return client


async def get(found: Rentals, path: str, now: int = NOW, status: int = 200) -> Any:
    client = await connect(found, now)
    reply = await client.get(f"{PATH}/{path}")
    body = await reply.json()
    assert client.app is not None
    assert (reply.status, client.app[DEFECTS].count) == (status, 0)
    await client.close()
    return body


TWO = rentals(cars=[replace(SYSTEM, id="nord"), replace(SYSTEM, id="süd/1")])


async def test_the_manifest_leads_to_every_file() -> None:
    client = await connect(TWO)
    manifest = await (await client.get(f"{PATH}/manifest.json")).json()
    assert [each["system_id"] for each in manifest["data"]["datasets"]] == [
        *("velo", "cars:nord", "cars:süd/1"),
    ]
    named = 0
    for dataset in manifest["data"]["datasets"]:
        listing = await (await client.session.get(dataset["versions"][0]["url"])).json()
        for each in listing["data"]["feeds"]:
            body = await (await client.session.get(each["url"])).json()
            assert body["version"] == "3.0"
            named += 1
    assert named == 9 + 4 + 4
    await client.close()


async def test_ids_begin_with_their_source() -> None:
    told = await get(TWO, "velo/station_status.json")
    [station] = told["data"]["stations"]
    assert station["station_id"] == "velo:a"
    assert station["vehicle_types_available"] == [
        {"vehicle_type_id": "velo:bike", "count": 3},
        {"vehicle_type_id": "velo:scooter", "count": 2},
    ]
    told = await get(TWO, "velo/vehicle_status.json")
    assert [each["vehicle_id"] for each in told["data"]["vehicles"]] == ["velo:v1", "velo:v2"]
    told = await get(TWO, "cars:nord/system_information.json")
    assert told["data"]["system_id"] == "cars:nord"


async def test_our_own_reader_finds_the_same_again() -> None:
    """But for the source before every id."""
    names = ("system_information", "station_information", "station_status", "vehicle_status")
    message = {name: await get(rentals(), f"velo/{name}.json") for name in names}
    parsed = parse(msgspec.json.encode(message), SourceId("again"), NOW)
    stations = [each for each in parsed.records if isinstance(each, RentalStation)]
    vehicles = [each for each in parsed.records if isinstance(each, RentalVehicle)]
    assert [(each.id, each.available, each.free) for each in stations] == [
        ("velo:a", 5, 12),
        ("velo:b", None, None),
    ]
    assert vehicles[0] == replace(FREE, id="velo:v1", type_id="velo:scooter", plan_id="velo:min")
    assert parsed.made_at == NOW - 20


async def test_the_ttl_is_what_is_left_of_the_sources_own() -> None:
    client = await connect(rentals(), now=NOW)
    reply = await client.get(f"{PATH}/velo/station_status.json")
    assert (await reply.json())["ttl"] == 30
    assert reply.headers["Cache-Control"] == "public, max-age=30"
    assert reply.headers["Last-Modified"] == "Sun, 15 Jun 2025 15:06:10 GMT"
    known = {"If-None-Match": reply.headers["ETag"]}
    assert (await client.get(f"{PATH}/velo/station_status.json", headers=known)).status == 304
    await client.close()
    late = await get(rentals(now=NOW + 100), "velo/station_status.json", NOW + 100)
    assert (late["ttl"], late["last_updated"]) == (0, "2025-06-15T15:06:10Z")


async def test_what_is_too_old_is_told_no_more() -> None:
    then = NOW + 300
    old = rentals(now=then)
    assert (await get(old, "velo/station_status.json", then))["data"]["stations"] == []
    assert (await get(old, "velo/vehicle_status.json", then))["data"]["vehicles"] == []
    assert len((await get(old, "velo/station_information.json", then))["data"]["stations"]) == 2


async def test_what_runs_out_by_itself_is_not_remembered() -> None:
    """The same overlay, asked before and after its counts became unknown."""
    found = rentals()
    assert (await get(found, "velo/station_status.json"))["data"]["stations"]
    assert not (await get(found, "velo/station_status.json", NOW + 300))["data"]["stations"]


@pytest.mark.parametrize(
    "path", ["gone/gbfs.json", "velo/gone.json", "velo/gbfs.xml", "velo/gbfs", "velo/.json"]
)
async def test_what_is_not_there_is_404(path: str) -> None:
    assert (await get(TWO, path, status=404))["code"] == "NOT_FOUND"


async def test_without_sources_the_list_is_empty() -> None:
    assert (await get(Rentals(), "manifest.json"))["data"] == {"datasets": []}


@pytest.mark.parametrize(
    "records",
    [RECORDS, (SYSTEM, BIKE, STATION, DOCKED, ALERT), (replace(SYSTEM, rules=()), FREE)],
    ids=["everything", "docks alone", "a vehicle of no type"],
)
async def test_the_validator_finds_no_fault(records: Any) -> None:
    client = await connect(rentals(*records))
    url = str(client.make_url(f"{PATH}/velo/gbfs.json"))
    report = await asyncio.to_thread(validate_feed, url, docked=STATION in records)
    await client.close()
    faults = {file["file"]: file["errors"] for file in report["files"] if file["hasErrors"]}
    assert faults == {}
    assert report["summary"]["version"] == {"detected": "3.0", "validated": "3.0"}
    there = {file["file"] for file in report["files"] if file["exists"]}
    assert {"gbfs.json", "system_information.json", "manifest.json"} <= there
