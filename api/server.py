"""The door: connections that waste nothing, tell nothing and answer malformed HTTP in our words.

aiohttp decides what a connection does in one class only, so this is the one place that inherits
from it: its own error page names versions, logs a traceback per malformed request, and a client
that never finishes its request keeps the connection for ever.
"""

import asyncio
import socket
from http import HTTPStatus

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from api.keys import DEFECTS
from api.limits import MAX_URL_BYTES
from api.problems import SERVER_NAME, Defects, log_defect, problem

IDLE_S = 14.0
"""A connection without a whole request for one to two of these is closed."""

LONGEST_S = 40.0
"""No answer stands still so long: whoever has not taken in his by then never will."""

PROGRESS_BYTES = 250_000
"""A long answer goes on where that much more of it was taken in within `LONGEST_S`: 6 kB/s."""

LINGER_S = 5.0
"""How long the rest of a body is taken in after the answer was sent."""

LONGEST_LINE = 2 * MAX_URL_BYTES
"""Addresses up to twice the cap are read, so that a problem can name the cap."""


def make_runner(app: web.Application) -> web.AppRunner:
    """A runner whose handlers are cancelled when their client leaves."""
    return web.AppRunner(app, handler_cancellation=True)


async def listen(runner: web.AppRunner, sock: socket.socket) -> asyncio.Server:
    """Answer on a listening socket; `runner` is set up. Close the server, then clean the runner."""
    server = runner.server
    assert server is not None, "the runner is not set up"
    loop = asyncio.get_running_loop()
    defects = runner.app[DEFECTS]
    return await loop.create_server(lambda: Connection(server, defects, loop), sock=sock)


class Connection(RequestHandler):
    """One client's connection."""

    def __init__(
        self, server: web.Server, defects: Defects, loop: asyncio.AbstractEventLoop
    ) -> None:
        super().__init__(
            server,
            loop=loop,
            access_log=None,  # type: ignore[arg-type]  # None is "no log" and costs nothing
            max_line_size=LONGEST_LINE,
            keepalive_timeout=2 * IDLE_S,
            lingering_time=LINGER_S,
        )
        self._defects = defects
        self._watch: asyncio.TimerHandle | None = None
        self._sent_before = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection and begin to watch it."""
        super().connection_made(transport)
        self._watch = self._loop.call_later(IDLE_S, self._close_if_idle, 0, IDLE_S)

    def connection_lost(self, exc: BaseException | None) -> None:
        """Let go of the connection."""
        if self._watch is not None:
            self._watch.cancel()
        super().connection_lost(exc)

    def _close_if_idle(self, requests_before: int, since_s: float) -> None:
        """Close a connection that waits for a request, or is stuck in one for `LONGEST_S`."""
        is_same = self._request_count == requests_before and not self._has_progressed()
        if is_same and (not self._request_in_progress or since_s > LONGEST_S):
            self.force_close()
            return
        since_s = since_s + IDLE_S if is_same else IDLE_S
        self._watch = self._loop.call_later(
            IDLE_S, self._close_if_idle, self._request_count, since_s
        )

    def _has_progressed(self) -> bool:
        """Whether much more of a long answer was sent; a client that is slow holds it up."""
        sent = self._current_request.writer.output_size if self._current_request else 0
        is_more = sent - self._sent_before >= PROGRESS_BYTES
        if is_more or sent < self._sent_before:
            self._sent_before = sent
        return is_more

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """What to answer to a request that is not HTTP, or that broke outside the application."""
        if request.writer.output_size > 0:
            raise ConnectionError("the answer was begun already")
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self._defects.count += 1
            log_defect(exc, "")
        response = _problem_of_http(HTTPStatus(status), message)
        response.headers["Server"] = SERVER_NAME
        response.force_close()
        return response


def _problem_of_http(status: HTTPStatus, message: str | None) -> web.Response:
    if status is HTTPStatus.INTERNAL_SERVER_ERROR:
        return problem(status, "INTERNAL", "this is a defect of ours")
    if message is not None and "more than" in message:
        return problem(
            HTTPStatus.BAD_REQUEST, "REQUEST_TOO_LARGE", "a line of the request is too long"
        )
    return problem(HTTPStatus.BAD_REQUEST, "BAD_REQUEST", "this is not a request of HTTP/1.1")
