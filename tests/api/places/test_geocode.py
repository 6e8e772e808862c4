"""`/api/v1/geocode` and `/api/v1/reverse-geocode`: MOTIS's contract, what is asked and answered."""

from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from api.ends import find_end, written
from api.geocoding import NoPlaces
from api.query import parameters
from api.routes import ROUTES
from maas.model import Box, LatLon, Mode
from routing.places.match import MatchType, PlaceQuery
from routing.question import End
from tests.api import contract
from tests.api.contract import validator
from tests.api.world import FakePlanner
from tests.itineraries import ALIADOS
from tests.routing.places.town import town

Client = TestClient[web.Request, web.Application]
GEOCODE, REVERSE = "/api/v1/geocode", "/api/v1/reverse-geocode"


async def get(client: Client, path: str, status: int = 200) -> Any:
    reply = await client.get(path)
    assert reply.status == status
    return await reply.json()


async def test_a_match_is_written_as_motis_does(client: Client) -> None:
    [match] = await get(client, f"{GEOCODE}?text=aliados")
    assert match == {
        "type": "STOP",
        "name": ALIADOS.name,
        "id": ALIADOS.stop_id,
        "lat": ALIADOS.at.lat,
        "lon": ALIADOS.at.lon,
        "tokens": [[0, 3]],
        "areas": [{"name": "Porto", "adminLevel": 8, "matched": True, "default": True}],
        "score": 0.9,
        "tz": "Europe/Lisbon",
        "modes": ["BUS"],
        "importance": 0.5,
    }


async def test_every_parameter_reaches_the_geocoder(client: Client, planner: FakePlanner) -> None:
    asked = (
        "text=ali&language=fr,en&type=STOP&type=PLACE&mode=TRAM,RAIL&place=41.15,-8.61,0"
        "&placeBias=2.5&numResults=3&min=41.2,-8.5&max=41.1,-8.7"
    )
    await get(client, f"{GEOCODE}?{asked}")
    query = planner.looked_for
    assert query is not None and query.modes is not None
    assert {Mode.TRAM, Mode.SUBWAY} < query.modes
    assert query.box == Box(LatLon(41.1, -8.7), LatLon(41.2, -8.5))
    assert (query.text, query.n, query.bias) == ("ali", 3, 2.5)
    assert query.types == {MatchType.STOP, MatchType.PLACE}
    assert (query.near, query.languages) == (LatLon(41.15, -8.61), ("fr", "en"))


async def test_defaults_are_motis(client: Client, planner: FakePlanner) -> None:
    await get(client, f"{GEOCODE}?text=")
    assert planner.looked_for == PlaceQuery("", 10)
    await get(client, f"{REVERSE}?place=41.15,-8.61,0")
    assert planner.looked_for == PlaceQuery("", 5)
    await get(client, f"{GEOCODE}?text=a&numResults=100000")
    assert planner.looked_for.n == 50


@pytest.mark.parametrize(
    ("path", "named"),
    [
        (GEOCODE, "text"),
        (f"{GEOCODE}?text=a&type=CASTLE", "type"),
        (f"{GEOCODE}?text=a&numResults=0", "numResults"),
        (f"{GEOCODE}?text=a&placeBias=-1", "placeBias"),
        (f"{GEOCODE}?text=a&place=somewhere", "place"),
        (f"{GEOCODE}?text=a&min=1,1&max=x", "max"),
        (f"{GEOCODE}?text={'a' * 1001}", "text"),
        (REVERSE, "place"),
        (f"{REVERSE}?place=91,0", "place"),
    ],
)
async def test_what_cannot_be_asked_is_named(client: Client, path: str, named: str) -> None:
    problem = await get(client, path, 400)
    assert (problem["code"], problem["parameter"]) == ("BAD_PARAMETER", named)


@pytest.mark.real
@pytest.mark.parametrize("path", [GEOCODE, REVERSE])
def test_every_parameter_of_motis_is_known(path: str) -> None:
    [query] = [route.query for route in ROUTES if route.paths == (path,)]
    assert query is not None
    theirs = {parameter["name"] for parameter in contract.parameters(path)}
    assert theirs <= {parameter.name for parameter in parameters(query)}


@pytest.mark.real
@pytest.mark.parametrize(
    "text", ["rua das flores 14b", "trindade", "cafe central vila", "h", "x y"]
)
async def test_answers_are_as_motis_describes(town_client: Client, text: str) -> None:
    validator(GEOCODE).validate(await get(town_client, f"{GEOCODE}?text={text}"))


@pytest.mark.real
async def test_reverse_answers_are_as_motis_describes(town_client: Client) -> None:
    found = await get(town_client, f"{REVERSE}?place=41.149,-8.609&numResults=20")
    validator(REVERSE).validate(found)
    assert {match["type"] for match in found} == {"ADDRESS", "PLACE", "STOP"}


def test_an_end_is_what_people_mean() -> None:
    geocoder = town()
    assert find_end(geocoder, "from", "trindade") == End(stop_id="bus:T")
    street = find_end(geocoder, "from", "rua nova")
    assert isinstance(street, End) and street.name == "Rua Nova" and street.at is not None
    assert find_end(geocoder, "from", "bus:any id") == End(stop_id="bus:any id")
    ambiguous = find_end(geocoder, "from", "cafe central")
    assert not isinstance(ambiguous, End) and len(ambiguous.matches) >= 2
    chosen = find_end(geocoder, "from", written(ambiguous.matches[0]))
    assert isinstance(chosen, End) and chosen.name == "Café Central"
    assert find_end(geocoder, "from", "Trindade [bus:T]") == End(stop_id="bus:T")


def test_nothing_is_found_where_nothing_is_known() -> None:
    nothing = find_end(NoPlaces(), "to", "anything")
    assert not isinstance(nothing, End) and nothing.matches == ()
    assert NoPlaces().around(LatLon(0, 0), PlaceQuery("")) == ()
