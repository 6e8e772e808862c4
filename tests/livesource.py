"""A live source on loopback that serves what it is told to, and counts who asks."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from google.transit.gtfs_realtime_pb2 import FeedMessage


class LiveSource:
    """Serves one message to everybody who asks, from any thread."""

    def __init__(self) -> None:
        self.content = b""
        self.status = 200
        self.hangs = False
        self.asked: list[float] = []
        """Monotonic times."""
        source = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                source.asked.append(time.monotonic())
                while source.hangs:
                    time.sleep(0.05)
                self.send_response(source.status)
                self.send_header("Content-Length", str(len(source.content)))
                self.end_headers()
                self.wfile.write(source.content)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self) -> "LiveSource":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.hangs = False
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/feed.pb"

    def table(self, name: str, interval_s: float = 1) -> str:
        """Its table in a territory file."""
        return live_table(name, f'url = "{self.url}"\nallow_private = true\n', interval_s)


def live_table(name: str, more: str = "", interval_s: float = 1) -> str:
    """The table of a live source in a territory file."""
    head = f'[[source]]\nid = "{name}"\nkind = "gtfs-rt"\ninterval_s = {interval_s}\n'
    return head + more


def delays(made_at: int | None, **late_s: int) -> bytes:
    """A message: trips by id, so many seconds late; None: it does not say when it was made."""
    message = FeedMessage()
    message.header.gtfs_realtime_version = "2.0"
    if made_at is not None:
        message.header.timestamp = made_at
    for trip_id, delay in late_s.items():
        update = message.entity.add(id=trip_id).trip_update
        update.trip.trip_id = trip_id
        update.trip.start_date = "20230920"
        update.stop_time_update.add(stop_sequence=0).departure.delay = delay
    content: bytes = message.SerializeToString()
    return content
