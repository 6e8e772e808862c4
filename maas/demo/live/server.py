"""Serves the simulator's messages over HTTP on loopback, a new one every ten seconds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket
from threading import Lock

from maas.clock import Clock
from maas.demo.live.city import City
from maas.demo.live.messages import message

MEDIA = "application/x-protobuf"
CHANGES_EVERY_S = 10


@dataclass(slots=True)
class Newest:
    """The newest message, made when it is asked for."""

    city: City
    clock: Clock
    _lock: Lock = field(default_factory=Lock)
    _made: tuple[int, bytes] = (-1, b"")

    def get(self) -> tuple[int, bytes]:
        """(when it was made (Unix s), the message)"""
        now = self.clock.now() // CHANGES_EVERY_S * CHANGES_EVERY_S
        with self._lock:
            if self._made[0] != now:
                self._made = now, message(self.city.at(now))
            return self._made


def make_server(door: socket, path: str, newest: Callable[[], tuple[int, bytes]]) -> "Server":
    """A server behind a listening socket that has one file, at a path."""
    server = Server(door.getsockname()[:2], path, newest)
    server.socket.close()
    server.socket = door
    return server


class Server(ThreadingHTTPServer):
    """Knows what its handlers serve."""

    daemon_threads = True

    def __init__(
        self, address: tuple[str, int], path: str, newest: Callable[[], tuple[int, bytes]]
    ) -> None:
        super().__init__(address, Handler, bind_and_activate=False)
        self.path = path
        self.newest = newest


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        """The newest message, unless the asker has it."""
        assert isinstance(self.server, Server)
        if self.path != self.server.path:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        made_at, content = self.server.newest()
        tag = f'"{made_at}"'
        is_known = self.headers.get("If-None-Match") == tag
        self.send_response(HTTPStatus.NOT_MODIFIED if is_known else HTTPStatus.OK)
        self.send_header("ETag", tag)
        self.send_header("Last-Modified", formatdate(made_at, usegmt=True))
        if not is_known:
            self.send_header("Content-Type", MEDIA)
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if not is_known:
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: who polls tells how it went."""
