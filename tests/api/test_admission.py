"""Who is let in: every way to show a key, right and wrong."""

from base64 import b64encode
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from multidict import CIMultiDict

from api.app import make_app
from api.keys import DEFECTS, KEY
from api.ports import Keys, NoKeys, Ports
from api.route import Route
from api.routes import ROUTES
from api.served import Holder
from maas.errors import RecordsUnavailable
from maas.keys import Key, Scope
from maas.settings import ExchangeSettings
from tests.api.test_plan import PLAN
from tests.api.world import FakePlanner, holder, now

KNOWN = {
    f"maas_{scope}": Key(str(number), f"{scope}'s", scope, created=0)
    for number, scope in enumerate(Scope)
}


@dataclass(frozen=True)
class OneOfEach:
    """A key of each scope."""

    async def find(self, secret: str) -> Key | None:
        return KNOWN.get(secret)


@dataclass(frozen=True)
class LostKeys:
    """Nobody can tell."""

    async def find(self, _: str) -> Key | None:
        raise RecordsUnavailable("the disk is gone")


async def name_of_key(request: web.Request) -> web.Response:
    """Answer whose key was shown."""
    key = request[KEY]
    return web.Response(text=key.name if key else "nobody's")


ROUTES_AND_ONE = (*ROUTES, Route("GET", "/staff", None, None, name_of_key, scope=Scope.STAFF))
Client = TestClient[web.Request, web.Application]
Connect = Callable[[Keys], Awaitable[Client]]


@pytest.fixture
async def connect() -> Connect:
    async def start(keys: Keys) -> Client:
        app = make_app(holder(FakePlanner()), now, ports=Ports(keys=keys), routes=ROUTES_AND_ONE)
        client = TestClient(TestServer(app))
        clients.append(client)
        await client.start_server()
        return client

    clients: list[Client] = []
    yield start
    for client in clients:
        assert client.app is not None
        assert client.app[DEFECTS].count == 0
        await client.close()


async def answer(client: Client, path: str, *lines: str) -> tuple[int, str, str]:
    """Status, code (or text) and challenge, with these lines of Authorization."""
    headers = CIMultiDict([("Authorization", line) for line in lines])
    reply = await client.get(path, headers=headers)
    told = reply.headers.get("WWW-Authenticate", "")
    if reply.content_type == "application/problem+json":
        return reply.status, (await reply.json())["code"], told
    return reply.status, "" if path == PLAN else await reply.text(), told


@pytest.mark.parametrize("scope", Scope)
async def test_only_the_scope_asked_for_and_the_operator_come_in(
    connect: Connect, scope: Scope
) -> None:
    status, said, told = await answer(await connect(OneOfEach()), "/staff", f"Bearer maas_{scope}")
    if scope in (Scope.STAFF, Scope.OPERATOR):
        assert (status, said, told) == (200, f"{scope}'s", "")
    else:
        assert (status, said) == (403, "SCOPE_MISSING")
        assert told == 'Bearer realm="maas", error="insufficient_scope", scope="staff"'


NONE = 'Bearer realm="maas"'
WRONG = 'Bearer realm="maas", error="invalid_token"'


@pytest.mark.parametrize(
    ("lines", "code", "told"),
    [
        ((), "KEY_REQUIRED", NONE),
        (("Basic bWFhczptYWFz",), "KEY_REQUIRED", NONE),
        (("maas_staff",), "KEY_REQUIRED", NONE),
        (("Bearermaas_staff",), "KEY_REQUIRED", NONE),
        (("",), "KEY_REQUIRED", NONE),
        (("Bearer",), "KEY_UNKNOWN", WRONG),
        (("Bearer    ",), "KEY_UNKNOWN", WRONG),
        (("Bearer maas_nobody",), "KEY_UNKNOWN", WRONG),
        (("Bearer maas_STAFF",), "KEY_UNKNOWN", WRONG),
        (("Bearer maas_staff, maas_operator",), "KEY_UNKNOWN", WRONG),
        (("Bearer maas_staff maas_staff",), "KEY_UNKNOWN", WRONG),
        (("Bearer ' OR 1=1 --",), "KEY_UNKNOWN", WRONG),
        (("Bearer ключ\udcff",), "KEY_UNKNOWN", WRONG),
        (("Bearer " + "x" * 5000,), "KEY_UNKNOWN", WRONG),
        (("Bearer maas_staff", "Bearer maas_staff"), "KEY_UNKNOWN", WRONG),
    ],
)
async def test_what_is_no_key_in_force_is_told_apart_from_none(
    connect: Connect, lines: tuple[str, ...], code: str, told: str
) -> None:
    assert await answer(await connect(OneOfEach()), "/staff", *lines) == (401, code, told)


@pytest.mark.parametrize("line", ["bearer maas_staff", "BEARER   maas_staff  "])
async def test_the_schemes_name_may_be_written_as_one_likes(connect: Connect, line: str) -> None:
    assert (await answer(await connect(OneOfEach()), "/staff", line))[0] == 200


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ((), 200),
        (("Basic bWFhczptYWFz",), 200),
        (("Bearer maas_planner",), 200),
        (("Bearer maas_revoked",), 401),
    ],
)
async def test_open_routes_need_no_key_and_tell_a_wrong_one(
    connect: Connect, lines: tuple[str, ...], status: int
) -> None:
    assert (await answer(await connect(OneOfEach()), PLAN, *lines))[0] == status


async def test_without_the_records_open_routes_go_on(connect: Connect) -> None:
    client = await connect(LostKeys())
    assert (await answer(client, PLAN, "Bearer maas_staff"))[0] == 200
    status, code, _ = await answer(client, "/staff", "Bearer maas_staff")
    assert (status, code) == (503, "RECORDS_UNAVAILABLE")
    assert (await answer(client, "/staff"))[1] == "KEY_REQUIRED"


async def test_nobody_comes_in_where_there_are_no_keys(connect: Connect) -> None:
    assert (await answer(await connect(NoKeys()), "/staff", "Bearer x"))[0] == 401


async def test_browsers_may_ask_whether_they_may_show_a_key(connect: Connect) -> None:
    client = await connect(OneOfEach())
    headers = {"Access-Control-Request-Method": "GET"}
    reply = await client.options("/staff", headers=headers)
    assert reply.status == 204
    assert "Authorization" in reply.headers["Access-Control-Allow-Headers"]


def basic(password: str, user: str = "waze") -> str:
    """A line of Authorization as pullers send it (RFC 7617)."""
    return f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"


CIFS = "/exchange/cifs.json"
OFFERED = f'{NONE}, Basic realm="maas", charset="UTF-8"'


async def closed(keys: Keys) -> Client:
    """A territory that gives nothing to who shows no key."""
    world = holder(FakePlanner()).current
    served = replace(world, exchange=ExchangeSettings(is_open=False))
    client = TestClient(TestServer(make_app(Holder(served), now, ports=Ports(keys=keys))))
    await client.start_server()
    return client


@pytest.mark.parametrize(
    ("line", "status", "said", "told"),
    [
        ((), 401, "KEY_REQUIRED", OFFERED),
        ((basic("maas_exchange"),), 200, None, ""),
        ((basic("maas_partner", ""),), 200, None, ""),
        (("Bearer maas_staff",), 200, None, ""),
        ((basic("maas_staff"),), 403, "SCOPE_MISSING", None),
        ((basic("maas_nobody"),), 401, "KEY_UNKNOWN", None),
        ((basic("secret of a proxy"),), 401, "KEY_REQUIRED", OFFERED),
        (("Basic =",), 401, "KEY_REQUIRED", OFFERED),
        ((basic("maas_exchange"), basic("maas_exchange")), 401, "KEY_UNKNOWN", None),
    ],
)
async def test_where_the_exchange_is_closed_pullers_show_a_password(
    line: tuple[str, ...], status: int, said: str | None, told: str | None
) -> None:
    client = await closed(OneOfEach())
    answered = await answer(client, CIFS, *line)
    assert answered[0] == status
    assert said in (None, answered[1])
    assert told in (None, answered[2])
    assert client.app is not None and client.app[DEFECTS].count == 0
    await client.close()


async def test_a_password_is_to_read_by(connect: Connect) -> None:
    client = await connect(OneOfEach())
    headers = {"Authorization": basic("maas_partner")}
    reply = await client.post("/v1/carpools", headers=headers, json={})
    assert (reply.status, (await reply.json())["code"]) == (401, "KEY_REQUIRED")
    assert (await answer(client, CIFS))[0] == 200
