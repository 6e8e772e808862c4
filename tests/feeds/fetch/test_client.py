"""Servers as they are: hanging, slow, packed, cut off, leading elsewhere; and keys, never shown."""

import asyncio
import gzip
import socket
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.test_utils import TestServer

from feeds.fetch.addresses import Public
from feeds.fetch.asking import LIVE, Address, Version
from feeds.fetch.client import Client, Head
from maas.errors import FeedError, FeedMalformed, FeedUnavailable

SHORT = replace(LIVE["gtfs-rt"], first_byte_s=0.3, silence_s=0.3, total_s=0.6, size=1_000_000)
NEWS = b"news " * 1000
Serve = Callable[[Callable[[web.Request], Awaitable[web.StreamResponse]]], Awaitable[Address]]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Serve everything with one handler, on loopback."""
    servers: list[TestServer] = []

    async def start(handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> Address:
        app = web.Application()
        app.router.add_get("/{path:.*}", handler)
        servers.append(server := TestServer(app))
        await server.start_server()
        return Address(str(server.make_url("/feed")), {"X-Key": "hush-hush"}, True, ("hush-hush",))

    yield start
    for server in servers:
        await server.close()


@dataclass
class Names(AbstractResolver):
    """A name server that knows some names."""

    known: dict[str, str]

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        address = self.known[host]
        return [
            ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)
        ]

    async def close(self) -> None:
        pass


def replying(body: bytes, status: int = 200, **headers: str):
    """A handler that always replies so."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def reply(_: web.Request) -> web.Response:
        return web.Response(body=body, status=status, headers=named)

    return reply


async def get(address: Address, known: Version | None = None) -> tuple[Head, bytes]:
    async with Client() as client:
        return await client.get(address, known, SHORT)


async def refusal(address: Address) -> FeedError:
    with pytest.raises(FeedError) as caught:
        await get(address)
    return caught.value


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("identity", NEWS),
        ("gzip", gzip.compress(NEWS, mtime=0)),
        ("GZIP", gzip.compress(NEWS[:7], mtime=0) + gzip.compress(NEWS[7:], mtime=0)),
        ("deflate", zlib.compress(NEWS)),
    ],
)
async def test_bodies_are_unpacked(serve: Serve, encoding: str, packed: bytes) -> None:
    address = await serve(replying(packed, Content_Encoding=encoding))
    assert (await get(address))[1] == NEWS


@pytest.mark.parametrize(
    ("encoding", "packed", "told"),
    [
        ("gzip", gzip.compress(bytes(50_000_000), mtime=0), "larger than"),
        ("identity", bytes(1_000_001), "larger than"),
        ("gzip", gzip.compress(NEWS, mtime=0)[:-9], "breaks off"),
        ("gzip", NEWS, "not compressed as it says"),
        ("br", NEWS, "not asked for"),
    ],
)
async def test_bodies_that_are_too_large_or_not_as_they_say_are_refused(
    serve: Serve, encoding: str, packed: bytes, told: str
) -> None:
    problem = await refusal(await serve(replying(packed, Content_Encoding=encoding)))
    assert isinstance(problem, FeedMalformed)
    assert told in str(problem)


async def test_only_what_is_newer_is_asked_for(serve: Serve) -> None:
    async def conditional(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == '"7"':
            return web.Response(status=304, headers={"Cache-Control": "max-age=20"})
        return web.Response(body=NEWS, headers={"ETag": '"7"', "Last-Modified": "yesterday"})

    address = await serve(conditional)
    head, body = await get(address)
    assert (head, body) == (Head(Version('"7"', "yesterday")), NEWS)
    assert await get(address, head.version) == (Head(head.version, True, 20.0), b"")


async def test_a_304_that_was_not_asked_for_is_no_content(serve: Serve) -> None:
    assert "status 304" in str(await refusal(await serve(replying(b"", 304))))


@pytest.mark.parametrize(
    ("given", "wanted"), [("120", 120.0), ("0", 1.0), ("99999", 3600.0), ("soon", None)]
)
async def test_a_server_may_say_when_to_come_back(
    serve: Serve, given: str, wanted: float | None
) -> None:
    problem = await refusal(await serve(replying(b"", 503, Retry_After=given)))
    assert isinstance(problem, FeedUnavailable)
    assert problem.retry_after_s == wanted
    assert str(problem).endswith("://127.0.0.1: status 503")


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (400, b'{"error": "no\\n timeDelta"}', "status 400: no timeDelta"),
        (400, b'{"error": "47.218,-1.5528 is too far"}', "status 400: …,… is too far"),
        (401, b"", "status 401: it wants a key, or another one"),
        (429, b'{"error": "slow down"}', "status 429: it was asked too often: slow down"),
        (400, b'{"error": 3}', "status 400"),
        (500, b"[1]", "status 500"),
        (500, b"<html>", "status 500"),
    ],
)
async def test_a_server_may_say_why_it_does_not_answer(
    serve: Serve, status: int, body: bytes, told: str
) -> None:
    problem = await refusal(await serve(replying(body, status, Content_Type="application/json")))
    assert str(problem).endswith(f"://127.0.0.1: {told}")


async def test_a_server_that_hangs_is_left(serve: Serve) -> None:
    async def hang(_: web.Request) -> web.Response:
        await asyncio.sleep(5)
        return web.Response()

    assert "no answer within 0.3 s" in str(await refusal(await serve(hang)))


@pytest.mark.parametrize(
    ("pause_s", "told"), [(0.5, "nothing more came for 0.3 s"), (0.1, "not all of it came within")]
)
async def test_a_server_that_drips_is_left(serve: Serve, pause_s: float, told: str) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(20):
            await response.write(b".")
            await asyncio.sleep(pause_s)
        return response

    assert told in str(await refusal(await serve(drip)))


async def test_a_body_that_is_cut_off_is_no_body(serve: Serve) -> None:
    async def cut(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "5000"})
        await response.prepare(request)
        await response.write(b"half")
        assert request.transport is not None
        request.transport.close()
        return response

    assert "the answer broke off" in str(await refusal(await serve(cut)))


@pytest.mark.parametrize("host", ["127.0.0.2", "[::ffff:127.0.0.2]", "inner.test"])
async def test_no_redirect_leads_inside(serve: Serve, host: str) -> None:
    """127.0.0.1 stands for the open internet, 127.0.0.2 for a machine inside."""
    met: list[str] = []

    async def inner(request: web.Request) -> web.Response:
        met.append(request.path)
        return web.Response(body=b"canary")

    app = web.Application()
    app.router.add_get("/", inner)
    async with TestServer(app, host="127.0.0.2") as canary:
        outside = await serve(replying(b"", 302, Location=f"http://{host}:{canary.port}/"))
        public = Public(lambda address: address == "127.0.0.1", Names({"inner.test": "127.0.0.2"}))
        async with Client(public) as client:
            with pytest.raises(FeedUnavailable, match="inner address"):
                await client.get(replace(outside, allow_private=False), None, SHORT)
    assert met == []


async def test_headers_stay_with_the_first_host_and_scheme(serve: Serve) -> None:
    met: list[str | None] = []

    async def other(request: web.Request) -> web.Response:
        met.append(request.headers.get("X-Key"))
        return web.Response()

    elsewhere = await serve(other)

    async def away(request: web.Request) -> web.Response:
        met.append(request.headers.get("X-Key"))
        raise web.HTTPFound(elsewhere.url)

    await get(await serve(away))
    assert met == ["hush-hush", None]


async def test_no_text_shows_a_key(serve: Serve) -> None:
    echo = replying(b"", 302, Location="http://hush-hush:99999/?key=hush-hush")
    assert "hush-hush" not in str(await refusal(await serve(echo)))
    address = Address("http://127.0.0.1:1/hush-hush/feed", {}, True, ("hush-hush",))
    assert str(await refusal(address)).startswith("http://127.0.0.1: ")
    literal = await serve(replying(b"", 404))
    literal = replace(literal, url=literal.url.replace("/feed", "/k3y/feed"))
    assert str(await refusal(literal)) == "http://127.0.0.1: status 404"
    user = Address("http://me:word@127.0.0.1:1/feed?key=a", {}, True)
    assert "word" not in (told := str(await refusal(user))) and "key" not in told


async def test_cookies_are_forgotten(serve: Serve) -> None:
    met: list[object] = []

    async def sweet(request: web.Request) -> web.Response:
        met.append(dict(request.cookies))
        response = web.Response()
        response.set_cookie("a", "b")
        return response

    address = await serve(sweet)
    async with Client() as client:
        for _ in range(2):
            await client.get(address, None, SHORT)
    assert met == [{}, {}]


HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\x00" * 100,
        b"SSH-2.0-OpenSSH_9.2\r\n",
        HEAD + b"X: " + b"y" * 100_000 + b"\r\n\r\n",
        HEAD + b"Content-Length: -5\r\n\r\nnews",
        HEAD + b"Content-Length: 99999999999999999999\r\n\r\nnews",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nnews",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n4\r\nnews",
        HEAD + b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnews",
        b"HTTP/1.1 302 Found\r\nLocation: \r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: //\xff\xfe/\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: /%zz" + b"a" * 5000 + b"\r\n\r\n",
        b"HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
    ],
    ids=lambda said: repr(said[-20:]),
)
async def test_whatever_is_said_is_refused_in_words(said: bytes) -> None:
    async def reply(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(said)
        writer.close()

    async with await asyncio.start_server(reply, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        problem = await refusal(Address(f"http://127.0.0.1:{port}/feed", {}, True))
    assert str(problem).startswith("http://127.0.0.1: ")
    assert len(str(problem)) < 500
