"""Files of incidents: all of them or none, and of each what is wrong with it."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given, settings
from hypothesis import strategies as st

from api.app import make_app
from api.incidents.staff.features import read_features
from api.incidents.staff.here import Here
from api.incidents.staff.tables import COLUMNS, SCHEDULE, read_table
from api.keys import DEFECTS
from api.limits import MAX_IMPORT
from api.ports import Ports
from maas.errors import BadPlace, BadQuery
from maas.live.incidents import Hours, IncidentKind
from maas.requests import WriteIncidents
from tests.api.keyed import FakeWriter, Keys
from tests.api.world import PORTO, FakePlanner, holder, now
from tests.itineraries import NINE
from tests.shared import ROOT

Client = TestClient[web.Request, web.Application]
CSV = (ROOT / "examples/road/incidents.csv").read_bytes()
GEOJSON = (ROOT / "examples/road/incidents.geojson").read_bytes()
LINE = "41.148 -8.611 41.149 -8.612"


@pytest.fixture
def writer() -> FakeWriter:
    return FakeWriter()


@pytest.fixture
async def client(writer: FakeWriter) -> AsyncIterator[Client]:
    ports = Ports(keys=Keys(), writer=writer)
    client = TestClient(TestServer(make_app(holder(FakePlanner()), now, ports=ports)))
    await client.start_server()
    yield client
    assert client.app is not None and client.app[DEFECTS].count == 0
    await client.close()


async def sent(client: Client, content: bytes | str, query: str = "") -> tuple[int, Any]:
    headers = {"Authorization": "Bearer staff"}
    reply = await client.post(f"/v1/incidents/import?{query}", data=content, headers=headers)
    return reply.status, await reply.json()


def wrong(body: Any) -> list[tuple[str, str]]:
    return [(each["where"], each["parameter"]) for each in body["problems"]]


async def test_the_example_in_csv_is_taken(client: Client, writer: FakeWriter) -> None:
    status, body = await sent(client, CSV)
    assert (status, body["isTaken"], body["number"]) == (201, True, 7)
    assert body["ids"] == ["incidents:flores-2023", "incidents:market-boavista"]
    [request] = writer.asked
    assert isinstance(request, WriteIncidents)
    flores = request.written[0].incidents[0]
    assert (flores.kind, flores.street) == (IncidentKind.CLOSURE, "Rua das Flores")
    assert flores.hours == (Hours((0, 1, 2, 3, 4), 28_800, 64_800),)
    assert flores.begin == 1_695_279_600  # 08:00 in Lisbon
    assert request.written[1].incidents[0].is_closed


async def test_the_example_in_geojson_says_the_same(client: Client, writer: FakeWriter) -> None:
    await sent(client, CSV)
    status, _ = await sent(client, b"\xef\xbb\xbf" + GEOJSON)
    assert status == 201
    tables, features = writer.asked
    assert isinstance(tables, WriteIncidents) and isinstance(features, WriteIncidents)
    assert tables.written[0] == features.written[0]
    crisis = features.written[1].incidents[0]
    assert crisis.closes_stops and len(crisis.area) == 4 and crisis.area[0] == (41.1402, -8.615)


async def test_one_that_is_wrong_keeps_all_out(client: Client, writer: FakeWriter) -> None:
    table = f"kind,line,end,id\nWORKS,{LINE},,a\nFLOOD,{LINE},,b\nWORKS,{LINE},2023-09-01 10:00,c\n"
    status, body = await sent(client, table)
    assert (status, body["isTaken"], body["ids"]) == (422, False, ["incidents:a"])
    assert wrong(body) == [("line 3", "kind"), ("line 4", "end")]
    assert body["problems"][1]["detail"] == "is over" and "number" not in body
    assert writer.asked == []


async def test_a_dry_run_only_says_what_is_wrong(client: Client, writer: FakeWriter) -> None:
    assert await sent(client, CSV, "dryRun=true") == (
        200,
        {
            "isTaken": False,
            "ids": ["incidents:flores-2023", "incidents:market-boavista"],
            "problems": [],
        },
    )
    status, body = await sent(client, "kind,line\nFLOOD,x\n", "dryRun=true")
    assert (status, wrong(body)) == (200, [("line 2", "line")])
    assert writer.asked == []


@pytest.mark.parametrize(
    ("row", "parameter"),
    [
        ("kind,line\nWORKS,41.1", "line"),
        ("kind,line\nWORKS,1e1 2", "line"),
        ("kind,line\nWORKS,48 2 48.1 2", "line"),
        ("kind,isClosed\nWORKS,maybe", "isClosed"),
        ("kind,delay\nWORKS,-1", "delay"),
        ("kind,delay\nWORKS,٣", "delay"),
        ("kind,near\nWORKS,41.1 -8.6 1", "near"),
        ("kind,begin\nWORKS,2023-13-01 10:00", "begin"),
        ("kind,begin\nWORKS,tomorrow", "begin"),
        ("kind,weekdays\nWORKS,MON", "schedule[0]"),
        ("kind,concerns\nWORKS,EVERYBODY", "concerns[0]"),
        ("kind\nWORKS,too,many", "body"),
        ('kind,line,text\nWORKS,1 2,"a\nb"\n\nWORKS', "line"),
    ],
)
async def test_what_is_wrong_in_a_line_is_named(client: Client, row: str, parameter: str) -> None:
    status, body = await sent(client, row)
    assert status == 422
    assert wrong(body)[0][1] == parameter


async def test_lines_are_counted_as_editors_do(client: Client) -> None:
    _, body = await sent(client, f'kind;line;text\nWORKS;{LINE};"a\nb"\n\nWORKS;;\n')
    assert wrong(body) == [("line 5", "line")]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"colour\nred",
        b"kind,kind\nWORKS,WORKS",
        b"<html>",
        b'kind\n"' + b"x" * 200_000,
        b"{}",
        b"[]",
        b"{",
        b'{"type": "FeatureCollection", "features": 3}',
        b"kind\n" + b"WORKS\n" * (MAX_IMPORT + 1),
    ],
)
async def test_what_is_no_file_of_incidents_is_refused(client: Client, content: bytes) -> None:
    status, body = await sent(client, content)
    assert (status, body["parameter"]) == (400, "body")


def feature(**members: Any) -> dict[str, Any]:
    line = {"type": "LineString", "coordinates": [[-8.611, 41.148], [-8.612, 41.149]]}
    return {"type": "Feature", "geometry": line, "properties": {"kind": "WORKS"}, **members}


@pytest.mark.parametrize(
    ("told", "parameter"),
    [
        (3, "type"),
        (feature(type="Place"), "type"),
        (feature(properties=None), "properties"),
        (feature(properties={"kind": "WORKS", "colour": 1}), "body"),
        (feature(properties={"kind": "WORKS", "line": []}), "properties.line"),
        (feature(geometry=None), "line"),
        (feature(geometry=7), "geometry"),
        (feature(geometry={"type": "Circle"}), "geometry.type"),
        (feature(geometry={"type": "Polygon", "coordinates": [[], []]}), "geometry.coordinates"),
        (feature(geometry={"type": "LineString", "coordinates": [[1]]}), "geometry.coordinates"),
        (feature(geometry={"type": "LineString", "coordinates": [["x", 1]]}), "line[0][1]"),
        (feature(geometry={"type": "Point", "coordinates": [181, 1]}), "line[0][1]"),
    ],
)
async def test_what_is_wrong_in_a_feature_is_named(
    client: Client, told: Any, parameter: str
) -> None:
    both = {"type": "FeatureCollection", "features": [feature(id="a"), told]}
    status, body = await sent(client, json.dumps(both))
    assert (status, wrong(body)) == (422, [("features[1]", parameter)])


async def test_an_id_stands_in_a_file_once(client: Client) -> None:
    _, body = await sent(client, f"kind,line,id\nWORKS,{LINE},a\nWORKS,{LINE},a\n")
    assert wrong(body) == [("line 3", "id")]


async def test_formulas_are_text(client: Client, writer: FakeWriter) -> None:
    status, _ = await sent(client, f'kind,line,text\nWORKS,{LINE},"=HYPERLINK(""x"")"\n')
    assert status == 201
    [request] = writer.asked
    assert isinstance(request, WriteIncidents)
    assert request.written[0].incidents[0].text == '=HYPERLINK("x")'


async def test_only_staff_import(client: Client) -> None:
    reply = await client.post("/v1/incidents/import", data=CSV)
    assert reply.status == 401


cells = st.one_of(st.text(max_size=12), st.sampled_from([LINE, "WORKS", "MON", "08:00", "true"]))
json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "coordinates", "kind"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.dictionaries(st.sampled_from([*COLUMNS, *SCHEDULE]), cells, min_size=1, max_size=6))
def test_whatever_stands_in_a_table_is_read_or_refused(row: dict[str, str]) -> None:
    quoted = ",".join('"' + text.replace('"', '""') + '"' for text in row.values())
    table = f"{','.join(row)}\n{quoted}\n".encode("utf-8", "replace")
    taken_or_refused(lambda: [*read_table(table, PORTO.zone)])


@settings(derandomize=True, deadline=None, max_examples=150)
@given(json_values, json_values)
def test_whatever_stands_in_a_feature_is_read_or_refused(geometry: Any, properties: Any) -> None:
    told = feature(geometry=geometry, properties=properties)
    taken_or_refused(lambda: [*read_features({"type": "FeatureCollection", "features": [told]})])


def taken_or_refused(read: Any) -> None:
    here = Here.of(holder(FakePlanner()).current, NINE)
    try:
        for each in read():
            if each.problem is None:
                here.read(each.body, None)
    except (BadQuery, BadPlace):
        return
