"""Tiles over HTTP: what they show, how long they may be kept, what is refused."""

from dataclasses import replace

import pytest

from api.keys import HOLDER
from api.served import SourceState
from api.tiles.describing import FIELDS
from routing.atlas import Layer
from tests.api.conftest import Client, Connect
from tests.api.world import FakePlanner
from tests.atlases import TOWN, tile_at, town_atlas
from tests.shared import ROOT
from tests.tiles import read_tile

Z, X, Y = tile_at(TOWN.positions["B"], 15)
PATH = f"/tiles/{Z}/{X}/{Y}.mvt"


@pytest.fixture
async def mapped(connect: Connect) -> Client:
    """A client of a world with a map."""
    client = await connect(FakePlanner())
    assert client.app is not None
    world = client.app[HOLDER]
    world.current = replace(world.current, atlas=town_atlas())
    return client


async def test_a_tile_shows_streets_stops_and_routes(mapped: Client) -> None:
    reply = await mapped.get(PATH)
    assert (reply.status, reply.content_type) == (200, "application/vnd.mapbox-vector-tile")
    layers = read_tile(await reply.read())
    assert list(layers) == ["street", "route", "stop"]
    assert set(layers["street"].told("name")) >= {"Long Street", "Other Street"}


async def test_tiles_are_compressed_for_who_reads_gzip(mapped: Client) -> None:
    zipped = await mapped.get(PATH, headers={"Accept-Encoding": "gzip"})
    plain = await mapped.get(PATH, headers={"Accept-Encoding": "identity"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert zipped.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert await zipped.read() == await plain.read()


async def test_a_tile_known_is_not_sent_again(mapped: Client) -> None:
    first = await mapped.get(PATH)
    tag = first.headers["ETag"]
    again = await mapped.get(PATH, headers={"If-None-Match": f'"x", {tag}'})
    assert (again.status, await again.read(), again.headers["ETag"]) == (304, b"", tag)
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    other = await mapped.get(PATH, headers={"If-None-Match": 'W/"of-another-generation"'})
    assert other.status == 200


async def test_tiles_of_a_named_generation_may_be_kept_for_good(mapped: Client) -> None:
    for query, kept in (("", "max-age=300"), ("?v=g0", "max-age=300"), ("?v=g1", "immutable")):
        reply = await mapped.get(PATH + query)
        assert kept in reply.headers["Cache-Control"], query


async def test_elsewhere_a_tile_is_empty(mapped: Client) -> None:
    reply = await mapped.get("/tiles/15/0/0.mvt")
    assert (reply.status, await reply.read()) == (200, b"")


@pytest.mark.parametrize(
    "address",
    [
        "17/0/0",
        "0/1/0",
        "3/8/0",
        "3/0/8",
        "x/0/0",
        "-1/0/0",
        "1/0.5/0",
        "1/01/0",
        "1/ 0/0",
        "1/٠/0",
    ],
)
async def test_what_is_no_tile_is_not_found(mapped: Client, address: str) -> None:
    reply = await mapped.get(f"/tiles/{address}.mvt")
    body = await reply.json()
    assert (reply.status, body["code"]) == (404, "NOT_FOUND")


async def test_without_a_map_there_are_no_tiles(client: Client) -> None:
    assert (await client.get(PATH)).status == 404


async def test_a_map_learns_where_tiles_are_and_whose(connect: Connect) -> None:
    streets = SourceState("osm", "osm", attribution="© OpenStreetMap contributors")
    lines = SourceState("bus", "gtfs", attribution="Buses <b> & Co")
    silent = SourceState("tram", "gtfs")
    client = await connect(FakePlanner(), streets, lines, silent)
    body = await (await client.get("/tiles.json")).json()
    assert body["tilejson"] == "3.0.0"
    host = f"http://{client.host}:{client.port}"
    assert body["tiles"] == [f"{host}/tiles/{{z}}/{{x}}/{{y}}.mvt?v=g1"]
    assert (body["minzoom"], body["maxzoom"]) == (0, 16)
    assert body["bounds"] == [-8.8, 41.0, -8.4, 41.3]
    assert body["attribution"] == "© OpenStreetMap contributors · Buses &lt;b&gt; &amp; Co"
    fields = {layer["id"]: layer["fields"] for layer in body["vector_layers"]}
    assert fields["stop"] == {"id": "String", "name": "String", "mode": "String", "rank": "Number"}
    assert {"water", "green", "building", "rail", "street", "route", "place"} <= fields.keys()


async def test_no_attribution_is_made_up(client: Client, connect: Connect) -> None:
    silent = await connect(FakePlanner(), SourceState("osm", "osm"))
    assert "attribution" not in await (await silent.get("/tiles.json")).json()


async def test_addresses_follow_the_proxy_and_no_false_host(client: Client) -> None:
    secure = await client.get("/tiles.json", headers={"X-Forwarded-Proto": "https"})
    assert (await secure.json())["tiles"][0].startswith("https://127.0.0.1")
    odd = await client.get("/tiles.json", headers={"Host": 'a"><script>'})
    assert (await odd.json())["tiles"][0].startswith("/tiles/")


def test_every_layer_and_what_it_says_is_documented() -> None:
    text = (ROOT / "docs/tiles.md").read_text()
    rows = {line.split("`")[1]: line for line in text.splitlines() if line.startswith("| `")}
    assert rows.keys() == {layer.name.lower() for layer in Layer}
    for layer, fields in FIELDS.items():
        row = rows[layer.name.lower()]
        assert [field for field in fields if f"`{field}`" not in row] == []
