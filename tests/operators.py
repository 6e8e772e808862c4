"""A carpool operator on loopback: answers as it is told to, and notes what it was asked."""

import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

JOURNEYS, REGULAR = "/driver_journeys", "/driver_regular_trips"

SECRETS = {"firstName": "Roberta", "lastName": "Meier", "picture": "https://op.example/r.jpg"}
"""What is nobody's business."""


def journey(name: str, pickup: tuple[float, float], drop: tuple[float, float], at: int) -> Any:
    """A journey as operators tell it, who the driver is included."""
    return {
        "id": name,
        "operator": "rides.example.org",
        "driver": {"id": "driver-17", "operator": "rides.example.org", "alias": "Bob", **SECRETS},
        "passengerPickupLat": pickup[0],
        "passengerPickupLng": pickup[1],
        "passengerDropLat": drop[0],
        "passengerDropLng": drop[1],
        "passengerPickupDate": at,
        "duration": 1200,
        "availableSeats": 3,
        "type": "PLANNED",
        "webUrl": f"https://rides.example.org/{name}",
        "price": {"type": "PAYING", "amount": 3.5, "currency": "EUR"},
    }


@dataclass(frozen=True)
class Asked:
    """One request."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]


@dataclass
class OperatorServer:
    """Answers `journeys` and `regular` from any thread."""

    journeys: list[Any] = field(default_factory=list)
    regular: list[Any] = field(default_factory=list)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    """In place of what it offers."""
    delay_s: float = 0.0
    asked: list[Asked] = field(default_factory=list)

    def __enter__(self) -> "OperatorServer":
        operator = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                operator._answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self._over = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/api"

    def table(self, name: str = "rides") -> str:
        """Its table in a territory file."""
        return (
            f'[[source]]\nid = "{name}"\nkind = "standard-covoiturage"\nurl = "{self.url}"\n'
            'allow_private = true\n[source.headers]\nX-Api-Key = "key-of-ours"\n'
        )

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [each.path.removeprefix("/api") for each in self.asked]

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(request.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.asked.append(Asked(parts.path, query, dict(request.headers)))
        self._over.wait(self.delay_s)
        offered = self.regular if parts.path.endswith(REGULAR) else self.journeys
        body = json.dumps(offered).encode() if self.body is None else self.body
        request.send_response(self.status)
        for name, value in {**self.headers, "Content-Length": str(len(body))}.items():
            request.send_header(name, value)
        request.end_headers()
        try:
            request.wfile.write(body)
        except ConnectionError:
            return  # whoever asked did not wait


def until_calm(server: OperatorServer, for_s: float = 0.2) -> int:
    """How often it was asked, once nobody asks any more."""
    before = -1
    while before != len(server.asked):
        before = len(server.asked)
        time.sleep(for_s)
    return before
