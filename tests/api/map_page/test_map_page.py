"""GET /: the map's page and its files, as far as they can be read without a browser."""

import json
import re
from dataclasses import asdict, fields
from importlib.resources import files

import pytest

from api.map_page.files import MAPLIBRE, OWN, address_of
from api.map_page.words import ENGLISH, FRENCH, MapWords
from api.page.words import Words
from api.served import SourceState
from routing.parking.sites import Parking
from tests.api.conftest import Client, Connect
from tests.api.page.test_page import Checker
from tests.api.page.test_parking import SOMEWHERE
from tests.api.world import FakePlanner

MOST_LINES, LONGEST_LINE = 1700, 120
"""Of our own JavaScript: the page stays small enough to be read at a sitting."""


async def test_nothing_comes_from_elsewhere_and_nothing_is_inline(client: Client) -> None:
    reply = await client.get("/")
    text, policy = await reply.text(), reply.headers["Content-Security-Policy"]
    Checker().feed(text)
    assert "unsafe" not in policy and "default-src 'none'" in policy
    assert not re.search(r"(src|href)=\"(https?:)?//| style=| on[a-z]+=|<style", text)
    assert re.findall(r"<script(?! src)[^>]*", text) == [
        '<script id="world" type="application/json"'
    ]


async def test_the_form_works_without_scripts(client: Client) -> None:
    text = await (await client.get("/", params={"from": "Aliados <b>"})).text()
    assert '<form id="question" action="/plain"' in text
    assert 'value="Aliados &lt;b&gt;"' in text
    assert '<noscript><p class="note"><a href="/plain">' in text


@pytest.mark.parametrize(("lang", "words"), [("fr", FRENCH), ("en", ENGLISH)])
async def test_page_speaks_the_readers_language(client: Client, lang: str, words: MapWords) -> None:
    reply = await client.get("/", headers={"Accept-Language": lang})
    text = await reply.text()
    assert reply.headers["Content-Language"] == lang and f'<html lang="{lang}">' in text
    world = json.loads(text.partition('type="application/json">')[2].partition("</script>")[0])
    assert world["language"] == lang
    assert asdict(words).items() <= world["words"].items()


async def test_there_is_a_choice_of_rental_vehicles_where_there_are_some(
    planner: FakePlanner, connect: Connect
) -> None:
    for sources, are_some in (((), False), ((SourceState("bikes", "gbfs", is_live=True),), True)):
        text = await (await (await connect(planner, *sources)).get("/")).text()
        assert ('value="RENTAL"' in text) is are_some
        assert ('RENTAL"' in text.partition('"usualModes":')[2][:200]) is are_some


async def test_there_is_a_choice_of_private_cars_where_somebody_offers_seats(
    planner: FakePlanner, connect: Connect
) -> None:
    operator = SourceState("klaxon", "amarillo", is_live=True)
    for sources, are_some in (((), False), ((operator,), True)):
        text = await (await (await connect(planner, *sources)).get("/")).text()
        assert ('value="RIDE_SHARING"' in text) is are_some
        assert "RIDE_SHARING" not in text.partition('"usualModes":')[2].partition(',"own"')[0]


async def test_there_is_a_choice_of_ones_own_car_where_there_is_somewhere_to_park(
    connect: Connect,
) -> None:
    for parking in (Parking(), SOMEWHERE):
        text = await (await (await connect(FakePlanner(parking=parking))).get("/")).text()
        assert ('<select name="own"' in text) is bool(parking.sites)
        assert f'"isParking":{"true" if parking.sites else "false"}' in text
        assert '"park":{"before":"CAR_PARKING"' in text


async def test_what_is_no_question_is_refused_on_a_page(client: Client) -> None:
    reply = await client.get("/", params={"arrive": "perhaps"})
    assert (reply.status, reply.content_type) == (400, "text/html")


@pytest.mark.parametrize("name", [*OWN, *MAPLIBRE])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
async def test_files_are_kept_for_good(client: Client, name: str, encoding: str) -> None:
    headers = {"Accept-Encoding": encoding}
    reply = await client.get(address_of(name), headers=headers)
    assert reply.status == 200 and await reply.read()
    assert ("gzip" in reply.headers.get("Content-Encoding", "")) is (encoding == "gzip")
    assert "immutable" in reply.headers["Cache-Control"]
    assert reply.headers["Vary"] == "Accept-Encoding"
    known = {**headers, "If-None-Match": reply.headers["ETag"]}
    assert (await client.get(address_of(name), headers=known)).status == 304


@pytest.mark.parametrize(
    "path",
    [
        "/page/000000000000/main.js",
        address_of("pywidget.js"),
        address_of("..%2fwords.py"),
        address_of("%00"),
        "/page/main.js",
    ],
)
async def test_no_other_file_is_served(client: Client, path: str) -> None:
    reply = await client.get(path)
    assert (reply.status, reply.content_type) == (404, "application/problem+json")


def test_every_file_is_allowed_and_scripts_stay_few() -> None:
    static = files("api.map_page").joinpath("static")
    assert {file.name for file in static.iterdir()} == set(OWN)
    scripts = [static.joinpath(name).read_text("utf-8") for name in OWN if name.endswith(".js")]
    lines = [line for script in scripts for line in script.splitlines()]
    assert len(lines) <= MOST_LINES and max(map(len, lines)) <= LONGEST_LINE
    assert not re.search(r"innerHTML|insertAdjacent|eval\(|https?://", "".join(scripts))


def test_scripts_use_words_there_are() -> None:
    static = files("api.map_page").joinpath("static")
    scripts = "".join(
        static.joinpath(name).read_text("utf-8") for name in OWN if name.endswith(".js")
    )
    known = {f.name for f in fields(ENGLISH)} | {f.name for f in fields(Words)}
    assert set(re.findall(r"\bwords\.(\w+)", scripts)) <= known
    assert {f.name for f in fields(ENGLISH)} & {f.name for f in fields(Words)} == set()
