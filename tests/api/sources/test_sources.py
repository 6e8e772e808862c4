"""`/v1/sources`: how each source is doing, and nothing that may be secret."""

from datetime import date

import pytest

from api.served import Import, SourceState
from maas.model import SourceId
from maas.report import Finding, Report, Severity
from maas.sources import Condition, SourceStatus
from tests.api.conftest import Client, Connect
from tests.api.world import FakePlanner
from tests.itineraries import NINE

UNKNOWN = Finding("E003", Severity.WARNING, "trip_updates.pb", None, 12, "trip_id 'x' is unknown")
STATUS = SourceStatus(
    SourceId("rt"),
    Condition.STALE,
    tried_at=NINE - 5,
    good_at=NINE - 400,
    made_at=NINE - 410,
    error="no answer within 10 s",
    warning="fewer trips match than before",
    interval_s=20.0,
    counts={"trip": 229, "alert": 3},
    rejections=(UNKNOWN,),
    trips=229,
    matched=217,
)
LIVE = SourceState(
    "rt", "gtfs-rt", "CC0", is_live=True, tried=False, address="https://x.example", ids_of=("bus",)
)
REPORT = Report(
    SourceId("bus"),
    "gtfs",
    {"stops": 3, "trips": 2},
    (Finding("missing_stop_name", Severity.WARNING, "stops.txt", 7, 2, "stop 'x' has no name"),),
    date(2023, 9, 1),
    date(2023, 9, 30),
    {"publisher": "Operator"},
)
STATIC = SourceState("bus", "gtfs", address="bus.zip", imported=Import(NINE - 9000, REPORT))
GONE = SourceState("tram", "gtfs", state="LOST", last_error="tram.zip: no such file")


@pytest.fixture
async def client(connect: Connect) -> Client:
    return await connect(FakePlanner(), LIVE.with_status(STATUS), STATIC, GONE)


async def test_a_live_source_says_how_old_it_is_and_what_went_wrong(client: Client) -> None:
    body = await (await client.get("/v1/sources/rt")).json()
    assert body == {
        "id": "rt",
        "kind": "gtfs-rt",
        "live": True,
        "state": "STALE",
        "licence": "CC0",
        "url": "https://x.example",
        "speaksOf": ["bus"],
        "interval": 20.0,
        "lastTry": "2023-09-20T06:59:55Z",
        "lastGood": "2023-09-20T06:53:20Z",
        "dataTime": "2023-09-20T06:53:10Z",
        "age": 410,
        "lastError": "no answer within 10 s",
        "warning": "fewer trips match than before",
        "counts": {"trip": 229, "alert": 3},
        "liveTrips": 229,
        "matchedTrips": 217,
        "matchRate": 0.9476,
        "rejections": [
            {
                "rule": "E003",
                "severity": "WARNING",
                "count": 12,
                "example": "trip_id 'x' is unknown",
                "file": "trip_updates.pb",
            }
        ],
        "report": "/v1/sources/rt/report",
    }


async def test_a_static_source_says_until_when_it_serves(client: Client) -> None:
    body = await (await client.get("/v1/sources/bus")).json()
    assert (body["firstDay"], body["lastDay"], body["daysToExpiry"]) == (
        "2023-09-01",
        "2023-09-30",
        10,
    )
    assert body["imported"] == "2023-09-20T04:30:00Z"
    assert body["rejections"][0]["line"] == 7
    assert body["facts"] == {"publisher": "Operator"}


async def test_all_sources_are_listed_with_what_they_are_part_of(client: Client) -> None:
    body = await (await client.get("/v1/sources")).json()
    assert (body["version"], body["generation"]) == ("g1.7", "g1")
    assert [each["id"] for each in body["sources"]] == ["rt", "bus", "tram"]
    assert body["sources"][2]["lastError"] == "tram.zip: no such file"


async def test_a_source_never_tried_says_nothing_it_does_not_know(connect: Connect) -> None:
    client = await connect(FakePlanner(), LIVE)
    body = await (await client.get("/v1/sources/rt")).json()
    assert {"age", "lastGood", "matchRate", "dataTime"} & body.keys() == set()


@pytest.mark.parametrize("name", ["nobody", "RT", "%2e%2e", "x" * 200])
async def test_an_unknown_source_is_not_found(client: Client, name: str) -> None:
    reply = await client.get(f"/v1/sources/{name}")
    assert (reply.status, (await reply.json())["code"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize(("age", "state"), [(300, "OK"), (301, "STALE"), (1801, "LOST")])
async def test_what_was_told_last_grows_old_although_nobody_says_so(
    connect: Connect, age: int, state: str
) -> None:
    told = SourceStatus(SourceId("rt"), Condition.OK, made_at=NINE - age)
    client = await connect(FakePlanner(), LIVE.with_status(told))
    assert (await (await client.get("/v1/sources/rt")).json())["state"] == state
    [source] = (await (await client.get("/health/ready")).json())["sources"]
    assert source["state"] == state
