"""Serves what the simulator tells over HTTP on loopback: files that are made when asked for, and
answers to whoever asks for something of their own."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket
from threading import Lock
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from maas.clock import Clock

KEY = "X-Api-Key"
"""The header in which who asks shows a key."""


@dataclass(slots=True)
class Newest:
    """The newest version of a file."""

    make: Callable[[int], bytes]
    """What it holds at a moment (Unix s)."""
    lasts_s: int
    media: str
    clock: Clock
    _lock: Lock = field(default_factory=Lock)
    _made: tuple[int, bytes] = (-1, b"")

    def get(self) -> tuple[int, bytes]:
        """(when it was made (Unix s), what it holds)"""
        now = self.clock.now() // self.lasts_s * self.lasts_s
        with self._lock:
            if self._made[0] != now:
                self._made = now, self.make(now)
            return self._made


class Answer(NamedTuple):
    """What is said to who asks."""

    status: HTTPStatus
    content: bytes
    """JSON."""


Answering = Callable[[Mapping[str, str], str | None], Answer]
"""What answers a query, given the key that was shown."""


def make_server(
    door: socket, files: Mapping[str, Newest], answers: Mapping[str, Answering]
) -> "Server":
    """A server behind a listening socket that has some files and answers, by path."""
    server = Server(door.getsockname()[:2], files, answers)
    server.socket.close()
    server.socket = door
    return server


class Server(ThreadingHTTPServer):
    """Knows what its handlers serve."""

    daemon_threads = True

    def __init__(
        self,
        address: tuple[str, int],
        files: Mapping[str, Newest],
        answers: Mapping[str, Answering],
    ) -> None:
        super().__init__(address, Handler, bind_and_activate=False)
        self.files, self.answers = files, answers

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever hangs up is no news; whatever else goes wrong is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        """The newest version of a file, unless the asker has it; or an answer."""
        assert isinstance(self.server, Server)
        path, _, query = self.path.partition("?")
        answer, file = self.server.answers.get(path), self.server.files.get(self.path)
        if answer is not None:
            self._answer(answer(dict(parse_qsl(query)), self.headers.get(KEY)))
        elif file is not None:
            self._give(file)
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _answer(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    def _give(self, file: Newest) -> None:
        made_at, content = file.get()
        tag = f'"{made_at}"'
        is_known = self.headers.get("If-None-Match") == tag
        self.send_response(HTTPStatus.NOT_MODIFIED if is_known else HTTPStatus.OK)
        self.send_header("ETag", tag)
        self.send_header("Last-Modified", formatdate(made_at, usegmt=True))
        if not is_known:
            self.send_header("Content-Type", file.media)
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if not is_known:
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: who polls tells how it went."""
