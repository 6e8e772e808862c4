"""An operator on loopback that publishes what it is told to, and counts who asks."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import msgspec
from aiohttp import web
from aiohttp.test_utils import TestServer

from feeds.fetch.asking import Limits
from feeds.fetch.client import Client
from feeds.gbfs.reading import reader
from feeds.gbfs.server import ServerReader
from maas.model import SourceId
from maas.settings import Source
from tests.feeds.gbfs.systems import file

SHORT = Limits(first_byte_s=0.3, silence_s=0.3, total_s=0.5, size=100_000)


@dataclass
class Operator:
    """Serves JSON by path; counts who asks."""

    replies: dict[str, Any] = field(default_factory=dict)
    """Path to a value, a status or "hang"."""
    asked: Counter[str] = field(default_factory=Counter)
    keys: dict[str, str | None] = field(default_factory=dict)
    """The header X-Key that each path was last asked with."""
    known: Counter[str] = field(default_factory=Counter)
    """How often 304 was enough."""
    url: str = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        name = request.path[1:]
        self.asked[name] += 1
        self.keys[name] = request.headers.get("X-Key")
        reply = self.replies.get(name, 404)
        if reply == "hang":
            await asyncio.sleep(5)
        if isinstance(reply, int):
            return web.Response(status=reply)
        if isinstance(reply, str):
            raise web.HTTPFound(reply)
        body = reply if isinstance(reply, bytes) else msgspec.json.encode(reply)
        tag = f'"{hash(body)}"'
        if request.headers.get("If-None-Match") == tag:
            self.known[name] += 1
            return web.Response(status=304)
        return web.Response(body=body, headers={"ETag": tag})

    def publish(self, files: dict[str, Any], prefix: str = "") -> None:
        """A system with its discovery."""
        feeds = [{"name": name, "url": f"{self.url}/{prefix}{name}.json"} for name in files]
        self.replies[f"{prefix}gbfs.json"] = file(fr={"feeds": feeds})
        self.replies |= {f"{prefix}{name}.json": body for name, body in files.items()}

    def taken(self) -> dict[str, int]:
        """Who was asked since the last time one looked."""
        found = {name.removesuffix(".json"): n for name, n in self.asked.items()}
        self.asked.clear()
        return found


async def started(operator: Operator) -> TestServer:
    app = web.Application()
    app.router.add_get("/{path:.*}", operator.answer)
    server = TestServer(app)
    await server.start_server()
    operator.url = str(server.make_url("")).rstrip("/")
    return server


def reading(client: Client, url: str, allow_private: bool = True, **options: Any) -> ServerReader:
    """What reads a source at an address, with little patience."""
    headers = {"X-Key": "hush-hush"}
    source = Source(
        SourceId("velo"), "gbfs", url, headers=headers, allow_private=allow_private, options=options
    )
    made = reader(source, client)
    assert isinstance(made, ServerReader)
    made.limits = made.root.limits = SHORT
    return made
