"""The door: one listening socket for all workers, and how a worker opens and closes it."""

import asyncio
import socket
from dataclasses import dataclass

from aiohttp import web

from api.server import listen as answer_on
from api.server import make_runner
from maas.errors import BadSettings

DRAIN_S = 10.0
"""Time for answers under way when the service stops."""

GRACE_S = 0.25
"""Time for connections accepted just now to bring their first request: aiohttp deafens those
that have not begun one when it shuts down, and then waits for them in vain."""

BACKLOG = 1024


def listen(host: str, port: int) -> socket.socket:
    """A listening socket, to be inherited by forked workers.

    Raises:
        BadSettings: the address is taken or not ours.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _, _, _, address = found[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
    except OSError as problem:
        raise BadSettings("--host", f"{host}: {problem.strerror or problem}") from problem
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as problem:
        listener.close()
        raise BadSettings("--port", f"{host}:{port}: {problem.strerror}") from problem
    listener.setblocking(False)
    return listener


@dataclass(frozen=True, slots=True)
class Door:
    """An application behind a listening socket."""

    runner: web.AppRunner
    server: asyncio.Server

    @classmethod
    async def opened(cls, app: web.Application, listener: socket.socket) -> "Door":
        """Start to accept connections."""
        runner = make_runner(app)
        await runner.setup()
        return cls(runner, await answer_on(runner, listener))

    async def close(self) -> None:
        """Accept nothing more, finish what is under way, but not for ever."""
        self.server.close()
        await asyncio.sleep(GRACE_S)
        async with asyncio.timeout(DRAIN_S):
            await self.runner.cleanup()
