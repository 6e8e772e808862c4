"""`/exchange/gtfs-rt/…` as other platforms read it."""

from collections.abc import AsyncIterator
from dataclasses import replace

import orjson
import pytest
from aiohttp.test_utils import TestClient, TestServer

from api.app import make_app
from api.served import Holder, News, SourceState
from feeds.gtfs_rt import parse
from maas.arrays import Ids, Texts
from maas.live import (
    Alert,
    Record,
    Selector,
    Text,
    TripKey,
    TripUpdate,
    VehicleLabel,
    VehiclePosition,
)
from maas.timetable import Timetable
from tests.api.conftest import Client
from tests.api.world import FakePlanner, holder, now
from tests.livefeeds import NOW, RT, STATIC, TODAY, applied, feed_timetable, late, news
from tests.rtrules import broken_rules

DRAWN = feed_timetable("""
    M1    A      B
          08:00  08:10
          08:30  08:40
""")
LINE = replace(DRAWN, agencies=replace(DRAWN.agencies, id=Ids.of(["s:a"])))
LATE = news("0.0", late("B", 60))
SEEN = VehiclePosition(
    TripKey("0.0", start_date=TODAY), VehicleLabel("v1"), 52.5, 13.4, NOW - 20, stop_id="B"
)
NOTICE = Alert("7", (Selector(route_id="M1"), Selector(stop_id="Z")), header=(Text("Works"),))

FOLDER = "/exchange/gtfs-rt/"


def world(*records: Record, timetable: Timetable = LINE, version: str = "g1.7") -> Holder:
    live = applied(timetable, *records).live
    state = SourceState(RT, "gtfs-rt", is_live=True, ids_of=(STATIC,))
    served = holder(FakePlanner(), state).current
    return Holder(replace(served, news=News(timetable, live, NOW), version=version))


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with serving(world(LATE, SEEN, NOTICE)) as started:
        yield started


def serving(held: Holder) -> Client:
    return TestClient(TestServer(make_app(held, now)))


@pytest.mark.parametrize(
    ("kind", "n"), [("trip-updates", 1), ("vehicle-positions", 1), ("alerts", 1)]
)
async def test_each_kind_is_a_valid_message_of_its_own(client: Client, kind: str, n: int) -> None:
    answer = await client.get(f"{FOLDER}{kind}.pb")
    content = await answer.read()
    assert (answer.status, answer.content_type) == (200, "application/x-protobuf")
    assert broken_rules(content, LINE, STATIC) == set()
    parsed = parse(content, RT)
    assert (len(parsed.records), parsed.made_at) == (n, NOW)
    as_json = await client.get(f"{FOLDER}{kind}.json")
    assert as_json.content_type == "application/json"
    assert parse(await as_json.read(), RT) == parsed


async def test_what_was_told_is_told_on(client: Client) -> None:
    answers = [await client.get(f"{FOLDER}{kind}.pb") for kind in ("vehicle-positions", "alerts")]
    (seen,), (notice,) = [parse(await answer.read(), RT).records for answer in answers]
    key = TripKey("0.0", "M1", start_date=TODAY)
    assert seen == replace_key(SEEN, key)
    assert isinstance(notice, Alert)
    assert (notice.selectors, notice.header) == ((Selector(route_id="M1"),), (Text("Works"),))


def replace_key(seen: VehiclePosition, key: TripKey) -> VehiclePosition:
    return VehiclePosition(
        key, seen.vehicle, seen.lat, seen.lon, seen.timestamp, stop_id=seen.stop_id
    )


async def test_motis_has_trip_updates_elsewhere(client: Client) -> None:
    one, other = [await client.get(path) for path in ("/gtfsrt", f"{FOLDER}trip-updates.pb")]
    assert await one.read() == await other.read()


async def test_what_is_known_is_not_sent_again(client: Client) -> None:
    first = await client.get(f"{FOLDER}alerts.pb")
    assert first.headers["Cache-Control"] == "public, max-age=10"
    for header, value, status in (
        ("If-None-Match", first.headers["ETag"], 304),
        ("If-None-Match", '"other"', 200),
        ("If-Modified-Since", first.headers["Last-Modified"], 304),
        ("If-Modified-Since", "Mon, 01 Jan 2024 00:00:00 GMT", 200),
    ):
        answer = await client.get(f"{FOLDER}alerts.pb", headers={header: value})
        assert (header, answer.status) == (header, status)


async def test_another_version_is_another_message() -> None:
    held = world(LATE)
    async with serving(held) as client:
        first = await (await client.get("/gtfsrt")).read()
        held.current = world(news("0.1", late("A", 30)), version="g1.8").current
        second = await (await client.get("/gtfsrt")).read()
    assert [one(content).key.trip_id for content in (first, second)] == ["0.0", "0.1"]


async def test_what_was_withdrawn_without_a_writer_is_not_told_on() -> None:
    held = world(LATE)
    async with serving(held) as client:
        await client.get("/gtfsrt")
        silent = world().current
        assert silent.news is not None
        held.current = replace(silent, news=replace(silent.news, read_at=NOW + 1801))
        content = await (await client.get("/gtfsrt")).read()
    assert parse(content, RT).records == ()


def one(content: bytes) -> TripUpdate:
    (record,) = parse(content, RT).records
    assert isinstance(record, TripUpdate)
    return record


async def test_several_timetables_have_prefixes_unless_one_is_named() -> None:
    two = replace(LINE, feeds=replace(LINE.feeds, source=Texts.of([STATIC, "t"])))
    async with serving(world(LATE, timetable=two)) as client:
        ids = {
            source: [one(await (await client.get("/gtfsrt", params={"source": source})).read()).key]
            for source in ("", "s")
        }
        none = parse(await (await client.get("/gtfsrt", params={"source": "t"})).read(), RT)
    assert (ids[""][0].trip_id, ids["s"][0].trip_id, none.records) == ("s:0.0", "0.0", ())


@pytest.mark.parametrize(
    ("agency", "selector"), [("s:a", Selector(agency_id="a")), ("s:", Selector(route_type=3))]
)
async def test_an_alert_for_everybody_names_who_that_is(agency: str, selector: Selector) -> None:
    timetable = replace(LINE, agencies=replace(LINE.agencies, id=Ids.of([agency])))
    strike = Alert("1", header=(Text("Strike"),))
    async with serving(world(strike, timetable=timetable)) as client:
        (notice,) = parse(await (await client.get(f"{FOLDER}alerts.pb")).read(), RT).records
    assert isinstance(notice, Alert)
    assert notice.selectors == (selector,)


async def test_silence_is_a_message_too() -> None:
    held = holder(FakePlanner())
    held.current = replace(held.current, news=News(LINE))
    async with serving(held) as client:
        parsed = parse(await (await client.get("/gtfsrt")).read(), RT)
    assert (parsed.records, parsed.rejections, parsed.made_at) == ((), (), now())


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        (f"{FOLDER}trips.pb", 404, "NOT_FOUND"),
        (f"{FOLDER}alerts.xml", 404, "NOT_FOUND"),
        ("/gtfsrt?source=x", 400, "BAD_PARAMETER"),
    ],
)
async def test_what_there_is_not(client: Client, path: str, status: int, code: str) -> None:
    answer = await client.get(path)
    assert (answer.status, orjson.loads(await answer.read())["code"]) == (status, code)


async def test_without_timetable_there_is_nothing_to_tell() -> None:
    async with serving(holder(FakePlanner())) as client:
        assert (await client.get("/gtfsrt")).status == 404
