"""No query string is a 500: hundreds of hostile ones, each parameter with each kind of nonsense."""

import asyncio
from urllib.parse import quote, quote_from_bytes

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given, settings
from hypothesis import strategies as st
from yarl import URL

from api.app import make_app
from api.carpool.query import CarpoolsQuery
from api.keys import DEFECTS
from api.nearby.wire import NearbyQuery
from api.page.query import PageQuery
from api.plan_query import PlanQuery
from api.query import parameters
from api.rentals.query import RentalsQuery
from tests.api.conftest import Client
from tests.api.world import FakePlanner, holder, now

PLAN = ("/api/v6/plan", {"fromPlace": "41.1,-8.6", "toPlace": "stcp:Casa"})
PAGE = ("/plain", {"from": "Aliados", "to": "Casa"})
RENTALS = ("/api/v1/rentals", {"providers": "velo"})
NEARBY = ("/v1/nearby", {"place": "41.1,-8.6"})
CARPOOLS: tuple[str, dict[str, str]] = ("/v1/carpools", {})
CASES = [
    *((*PLAN, parameter.name) for parameter in parameters(PlanQuery)),
    *((*PAGE, parameter.name) for parameter in parameters(PageQuery)),
    *((*RENTALS, parameter.name) for parameter in parameters(RentalsQuery)),
    *((*NEARBY, parameter.name) for parameter in parameters(NearbyQuery)),
    *((*CARPOOLS, parameter.name) for parameter in parameters(CarpoolsQuery)),
    (*PLAN, "unheardOf"),
]
NAMES = [name for _, _, name in CASES]
NONSENSE = [
    "", "\0", "%00", "٣", "\u202e", "' OR 1=1 --", "<script>", "NaN", "1e400", "-1", "9" * 400,
    "true", "TRANSIT", "WALK", ",", ",,,", "91,181", "0,0", "0,0,0,0", "-0,-0,-0", "[x]", "{}",
    "2023-09-20T08:00:00Z", "2023-13-45", "99:99", "LATER|", "LATER|1", "EARLIER|99999999999",
]  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(NONSENSE).map(quote),
    st.text(max_size=20).map(lambda text: quote(text, safe="", errors="surrogatepass")),
    st.binary(max_size=20).map(quote_from_bytes),
)
PATHS = st.sampled_from(
    [
        "/",
        "/plain",
        "/api/v6/plan",
        "/api/v1/rentals",
        "/v1/nearby",
        "/v1/carpools",
        "/v1/limits",
        "/health/ready",
        "/openapi.json",
    ]
)


@pytest.mark.parametrize(("path", "ends", "name"), CASES)
async def test_each_parameter_with_all_nonsense(
    client: Client, path: str, ends: dict[str, str], name: str
) -> None:
    for value in NONSENSE:
        query = "&".join(f"{key}={quote(text)}" for key, text in {**ends, name: value}.items())
        reply = await client.get(URL(f"{path}?{query}", encoded=True))
        assert reply.status in (200, 400, 404, 422), (name, value)


@given(PATHS, st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=6))
@settings(derandomize=True, deadline=None, max_examples=300)
def test_no_query_string_is_a_500(path: str, pairs: list[tuple[str, str]]) -> None:
    query = "&".join(f"{name}={value}" for name, value in pairs)
    assert asyncio.run(status_of(f"{path}?{query}")) < 500


async def status_of(url: str) -> int:
    app: web.Application = make_app(holder(FakePlanner()), now)
    async with TestClient(TestServer(app)) as client:
        reply = await client.get(URL(url, encoded=True))
        await reply.read()
        assert app[DEFECTS].count == 0
        return reply.status
