"""Downloads are bounded: size, time, redirects, inner addresses, and keys stay with their host."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from feeds.fetch.addresses import is_public
from feeds.fetch.asking import STATIC, Address, Version
from feeds.fetch.download import download
from maas.errors import FeedMalformed, FeedUnavailable


async def feed(request: web.Request) -> web.StreamResponse:
    if request.headers.get("If-None-Match") == '"1"':
        return web.Response(status=304)
    key = request.headers.get("Authorization", "nobody")
    return web.Response(body=key.encode(), headers={"ETag": '"1"'})


async def elsewhere(request: web.Request) -> web.StreamResponse:
    raise web.HTTPFound(request.query["to"])


async def circle(request: web.Request) -> web.StreamResponse:
    raise web.HTTPFound("/circle")


async def silent(request: web.Request) -> web.StreamResponse:
    await asyncio.sleep(5)
    return web.Response()


@pytest.fixture
async def server() -> TestServer:
    app = web.Application()
    app.add_routes(
        [
            web.get("/feed", feed),
            web.get("/elsewhere", elsewhere),
            web.get("/circle", circle),
            web.get("/silent", silent),
        ]
    )
    server = TestServer(app)
    await server.start_server()
    yield server
    await server.close()


def near(server: TestServer, path: str, **headers: str) -> Address:
    return Address(str(server.make_url(path)), headers, allow_private=True)


async def test_fetches_with_its_key_and_asks_for_newer_only(
    server: TestServer, tmp_path: Path
) -> None:
    address = near(server, "/feed", Authorization="secret")
    version = await download(address, tmp_path / "feed")
    assert (tmp_path / "feed").read_text() == "secret"
    assert version == Version(etag='"1"')
    assert await download(address, tmp_path / "feed", version) is None


async def test_a_key_never_travels_to_another_host(server: TestServer, tmp_path: Path) -> None:
    other = web.Application()
    other.add_routes([web.get("/feed", feed)])
    async with TestServer(other) as second:
        to = second.make_url("/feed")
        address = near(server, f"/elsewhere?to={to}", Authorization="secret")
        await download(address, tmp_path / "feed")
    assert (tmp_path / "feed").read_text() == "nobody"


async def test_inner_addresses_are_refused(server: TestServer, tmp_path: Path) -> None:
    for host in ("127.0.0.1", "localhost", "[::1]", "127.1"):
        url = f"http://{host}:{server.port}/feed"
        with pytest.raises(FeedUnavailable, match=r"inner address|not an address"):
            await download(Address(url), tmp_path / "feed")
    assert not (tmp_path / "feed").exists()


async def test_a_redirect_to_a_file_or_in_a_circle_is_refused(
    server: TestServer, tmp_path: Path
) -> None:
    for to, problem in (
        ("file:///etc/passwd", "neither http nor https"),
        ("/circle", "more than 5 redirects"),
    ):
        with pytest.raises(FeedUnavailable, match=problem):
            await download(near(server, f"/elsewhere?to={to}"), tmp_path / "feed")


async def test_size_and_time_are_bounded(server: TestServer, tmp_path: Path) -> None:
    with pytest.raises(FeedMalformed, match="larger than"):
        await download(
            near(server, "/feed", Authorization="x" * 100),
            tmp_path / "f",
            None,
            replace(STATIC, size=99),
        )
    with pytest.raises(FeedUnavailable):
        await download(
            near(server, "/silent"), tmp_path / "f", None, replace(STATIC, first_byte_s=0.2)
        )
    with pytest.raises(FeedUnavailable, match="status 404"):
        await download(near(server, "/none?key=secret"), tmp_path / "f")


@pytest.mark.parametrize(
    "address",
    [
        *("10.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "::1", "fe80::1%eth0"),
        *("::ffff:10.0.0.1", "64:ff9b::a00:1", "fc00::1", "0.0.0.0", "224.0.0.1", "nonsense"),
    ],
)
def test_what_is_not_public(address: str) -> None:
    assert not is_public(address)


def test_what_is_public() -> None:
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1::1")
