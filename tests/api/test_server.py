"""The door: what is not HTTP, what never ends, and what says more than it should."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web

import api.body
import api.server
from api.app import make_app
from api.keys import DEFECTS
from api.problems import Defects
from tests.api.world import EndlessPlanner, FakePlanner, holder, now

Talk = Callable[[bytes], Awaitable[bytes]]
GET = b"GET /health/live HTTP/1.1\r\nHost: x\r\n"
PLAN = b"/api/v6/plan?fromPlace=41,-8&toPlace=41,-8.1"


@pytest.fixture
async def planner() -> EndlessPlanner:
    return EndlessPlanner()


@pytest.fixture
async def address(planner: FakePlanner) -> AsyncIterator[tuple[str, int]]:
    """A real listening socket behind which the application answers."""
    app = make_app(holder(planner), now)
    runner = api.server.make_runner(app)
    await runner.setup()
    sock = socket.create_server(("127.0.0.1", 0))
    server = await api.server.listen(runner, sock)
    yield sock.getsockname()
    server.close()
    await runner.cleanup()
    assert app[DEFECTS].count == 0


@pytest.fixture
def talk(address: tuple[str, int]) -> Talk:
    """Send bytes and read until the other side has no more to say."""

    async def send(request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection(*address)
        writer.write(request)
        await writer.drain()
        try:
            return await asyncio.wait_for(reader.read(), 2)
        except ConnectionError:
            return b""
        finally:
            writer.close()

    return send


@pytest.mark.parametrize(
    "request_line",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 40,
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET http://[::1 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"x" * 20_000 + b"\r\n\r\n",
        b"GET /" + b"x" * 40_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nbad header\r\n\r\n",
    ],
)
async def test_malformed_http_is_a_problem_of_the_client(talk: Talk, request_line: bytes) -> None:
    reply = await talk(request_line)
    assert reply[9:12] == b"400", reply
    assert b"application/problem+json" in reply
    assert b"aiohttp" not in reply and b"Python" not in reply


@pytest.mark.parametrize("encoding", [b"gzip", b"deflate", b"br", b"zstd", b"nonsense"])
@pytest.mark.parametrize("method", [b"GET", b"POST"])
async def test_a_false_content_encoding_is_no_defect(
    talk: Talk, encoding: bytes, method: bytes
) -> None:
    head = method + b" /v1/limits HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    body = b"Content-Encoding: " + encoding + b"\r\nContent-Length: 7\r\n\r\nnot it!"
    reply = await talk(head + body)
    assert reply[9:12] in (b"200", b"400", b"405"), reply
    assert b"aiohttp" not in reply


async def test_an_odd_expectation_is_refused(talk: Talk) -> None:
    reply = await talk(GET + b"Connection: close\r\nExpect: wonders\r\n\r\n")
    assert reply.startswith(b"HTTP/1.1 417")
    assert b"aiohttp" not in reply


async def test_a_bad_host_is_no_defect(talk: Talk) -> None:
    reply = await talk(b"GET / HTTP/1.1\r\nHost: [bad\r\nConnection: close\r\n\r\n")
    assert not reply.startswith(b"HTTP/1.1 5")


async def test_half_a_request_is_closed(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api.server, "IDLE_S", 0.05)
    assert await talk(b"GET /health/live HTTP/1.1\r\nHo") == b""
    assert await talk(b"") == b""
    assert (await talk(GET + b"\r\n")).startswith(b"HTTP/1.1 200")


def test_half_a_request_is_closed_in_30_s() -> None:
    assert 2 * api.server.IDLE_S < 30 and api.body.PATIENCE_S + api.server.LINGER_S < 30


async def test_a_request_that_drips_is_closed_as_one_that_stopped(
    address: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api.server, "IDLE_S", 0.1)
    _, writer = await asyncio.open_connection(*address)
    with pytest.raises(ConnectionError):
        for letter in GET * 3:
            writer.write(bytes((letter,)))
            await writer.drain()
            await asyncio.sleep(0.02)
    writer.transport.abort()


async def test_who_never_takes_in_his_answer_is_let_go(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api.server, "IDLE_S", 0.05)
    monkeypatch.setattr(api.server, "LONGEST_S", 0.1)
    assert await talk(b"GET " + PLAN + b"&timeout=1 HTTP/1.1\r\nHost: x\r\n\r\n") == b""


@pytest.mark.parametrize(("piece", "is_whole"), [(100_000, True), (10, False)])
async def test_a_long_answer_is_sent_as_long_as_it_goes_on(
    monkeypatch: pytest.MonkeyPatch, piece: int, is_whole: bool
) -> None:
    monkeypatch.setattr(api.server, "IDLE_S", 0.1)
    monkeypatch.setattr(api.server, "LONGEST_S", 0.2)
    monkeypatch.setattr(api.server, "PROGRESS_BYTES", 100_000)

    async def dripping(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(20):
            await response.write(bytes(piece))
            await asyncio.sleep(0.05)
        return response

    app = web.Application()
    app[DEFECTS] = Defects()
    app.router.add_get("/", dripping)
    runner = api.server.make_runner(app)
    await runner.setup()
    sock = socket.create_server(("127.0.0.1", 0))
    server = await api.server.listen(runner, sock)
    reader, writer = await asyncio.open_connection(*sock.getsockname())
    writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    taken = await reader.read()
    assert taken.endswith(b"0\r\n\r\n") is is_whole
    writer.close()
    server.close()
    await runner.cleanup()


async def test_no_answer_names_a_version_of_anything(talk: Talk) -> None:
    for path in (b"/health/live", b"/nowhere", b"/openapi.json", b"/"):
        reply = await talk(b"GET " + path + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        head = reply.partition(b"\r\n\r\n")[0]
        assert b"\r\nServer: maas\r\n" in head + b"\r\n", path
        assert b"aiohttp" not in head and b"Python" not in head


async def test_what_is_too_large_is_refused_before_it_is_read(talk: Talk) -> None:
    long = b"GET /health/live?" + b"x" * 9000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    assert b"URL_TOO_LONG" in await talk(long)
    body = b"{" + b" " * (1 << 20) + b"}"
    head = b"POST " + PLAN + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
    reply = await talk(head + str(len(body)).encode() + b"\r\n\r\n" + body)
    assert reply[9:12] == b"413" and b"BODY_TOO_LARGE" in reply


async def test_a_body_that_never_ends_is_not_waited_for(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api.body, "PATIENCE_S", 0.05)
    monkeypatch.setattr(api.server, "LINGER_S", 0.05)
    head = b"POST " + PLAN + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    reply = await talk(head + b"Content-Length: 100\r\n\r\n{")
    assert reply[9:12] == b"408" and b"BODY_TOO_SLOW" in reply


@pytest.mark.parametrize("n", [200, 20_000])
async def test_a_flood_of_headers_is_refused(talk: Talk, n: int) -> None:
    reply = await talk(GET + b"X-Flood: " + b"x" * 1000 + b"\r\n" + b"A: b\r\n" * n + b"\r\n")
    assert reply[9:12] == b"400" and b"application/problem+json" in reply


async def test_a_long_search_is_not_idle(
    talk: Talk, planner: EndlessPlanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api.server, "IDLE_S", 0.05)
    request = b"GET " + PLAN + b"&timeout=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    assert b'"searchIncomplete":true' in await talk(request)


async def test_who_hangs_up_ends_his_search(
    address: tuple[str, int], planner: EndlessPlanner
) -> None:
    _, writer = await asyncio.open_connection(*address)
    writer.write(b"GET " + PLAN + b" HTTP/1.1\r\nHost: x\r\n\r\n")
    while not planner.asked:
        await asyncio.sleep(0.01)
    writer.close()
    async with asyncio.timeout(1):
        while not planner.stopped:
            await asyncio.sleep(0.01)
