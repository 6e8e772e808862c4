"""Health, limits, and what every answer has in common."""

import pytest

from api.served import SourceState
from maas.model import SourceId
from maas.sources import Condition, SourceStatus
from tests.api import contract
from tests.api.conftest import Client, Connect
from tests.api.test_plan import PLAN
from tests.api.world import FakePlanner
from tests.itineraries import NINE


async def test_health_without_live_sources_is_good(client: Client) -> None:
    reply = await client.get("/api/v1/health")
    assert (reply.status, await reply.json()) == (200, {"rt": True, "gbfs": True})


async def test_health_waits_until_every_live_source_was_tried(connect: Connect) -> None:
    tried = SourceState("bikes", "gbfs", is_live=True, tried=True, state="LOST")
    waiting = SourceState("rt", "gtfs-rt", is_live=True, tried=False)
    reply = await (await connect(FakePlanner(), tried, waiting)).get("/api/v1/health")
    assert (reply.status, await reply.json()) == (400, {"rt": False, "gbfs": True})
    reply = await (await connect(FakePlanner(), tried)).get("/api/v1/health")
    assert reply.status == 200


@pytest.mark.real
async def test_health_is_what_motis_describes(client: Client) -> None:
    body = await (await client.get("/api/v1/health")).json()
    contract.validator("/api/v1/health").validate(body)


async def test_readiness_says_how_each_source_is_doing(connect: Connect) -> None:
    state = SourceState("rt", "gtfs-rt", is_live=True, last_good=NINE - 40, last_error="timeout")
    client = await connect(FakePlanner(), state)
    body = await (await client.get("/health/ready")).json()
    assert (body["status"], body["version"], body["generation"]) == ("ready", "g1.7", "g1")
    assert body["sources"] == [
        {
            "id": "rt",
            "kind": "gtfs-rt",
            "live": True,
            "tried": True,
            "state": "OK",
            "lastGood": "2023-09-20T06:59:20Z",
            "age": 40,
            "lastError": "timeout",
        }
    ]
    assert await (await client.get("/health/live")).json() == {"status": "live"}


async def test_readiness_flags_old_data_and_what_hardly_fits(connect: Connect) -> None:
    status = SourceStatus(
        SourceId("rt"),
        Condition.STALE,
        tried_at=NINE - 5,
        good_at=NINE - 5,
        made_at=NINE - 400,
        warning="only 25% of its trips are scheduled",
        trips=40,
        matched=10,
    )
    state = SourceState("rt", "gtfs-rt", is_live=True, tried=False).with_status(status)
    client = await connect(FakePlanner(), state)
    (told,) = (await (await client.get("/health/ready")).json())["sources"]
    assert (told["state"], told["age"], told["matchRate"]) == ("STALE", 400, 0.25)
    assert told["warning"].startswith("only 25%") and "lastError" not in told


async def test_limits_say_what_is_capped_and_what_is_not_supported(client: Client) -> None:
    body = await (await client.get("/v1/limits")).json()
    assert (body["maxItineraries"], body["maxSearchWindow"]) == (50, 86400)
    parking = ("parkapi", "datex2-parking", "bnls", "parking-table")
    others = ("gbfs", *parking, "amarillo", "bnlc", "waze", "cifs", "datex2")
    sizes = dict.fromkeys(others, 20 * 1024 * 1024)
    sizes |= {"gtfs-rt": 50 * 1024 * 1024, "standard-covoiturage": 5 * 1024 * 1024}
    assert body["maxMessageSize"] == sizes
    assert (body["maxParking"], body["maxParkingDuration"]) == (5000, 31 * 86_400)
    assert body["maxPassengers"] == 100
    refused = {entry["parameter"]: entry for entry in body["notSupported"]["/api/v6/plan"]}
    assert refused["elevationCosts"]["supported"] == ["NONE"]
    assert "via" not in refused
    assert "HGV" in refused["directModes"]["notSupported"]
    assert body["scopes"]["POST /v1/sources/{id}/messages"] == "operator"


async def test_what_limits_say_is_supported_is_accepted(client: Client) -> None:
    body = await (await client.get("/v1/limits")).json()
    for entry in body["notSupported"]["/api/v6/plan"]:
        for text in entry.get("supported", ()):
            reply = await client.get(f"{PLAN}&{entry['parameter']}={text}")
            assert reply.status == 200, entry


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "NOT_FOUND"),
        ("DELETE", "/api/v6/plan", 405, "METHOD_NOT_ALLOWED"),
        ("GET", "/api/v6/plan?x=" + "x" * 8192, 414, "URL_TOO_LONG"),
        ("GET", "/api/v6/plan", 400, "BAD_PARAMETER"),
    ],
)
async def test_problems_have_status_code_and_sentence(
    client: Client, method: str, path: str, status: int, code: str
) -> None:
    reply = await client.request(method, path)
    body = await reply.json()
    assert (reply.status, body["status"], body["code"]) == (status, status, code)
    assert reply.content_type == "application/problem+json"
    assert body["error"] and body["title"]
    assert reply.headers["Maas-Version"] == "g1.7"
    assert reply.headers["Server"] == "maas"
    assert (status != 405) or reply.headers["Allow"] == "GET,HEAD,POST"
