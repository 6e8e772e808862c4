"""Sources from elsewhere: sent once, asked for again, kept when nobody answers."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from rich.console import Console

from maas.build.building import build
from maas.build.fetching import fetch
from maas.build.progress import Progress
from maas.errors import FeedUnavailable
from maas.generation import DataDir, Generation
from maas.model import SourceId
from maas.settings import Source, read_territory
from tests.cities import with_trips, write_gtfs, write_territory


class Publisher(ThreadingHTTPServer):
    """Publishes one file; knows how often it was sent."""

    file: Path
    version = '"1"'
    sent = 0
    broken = False


class Answer(BaseHTTPRequestHandler):
    """One request."""

    server: Publisher

    def do_GET(self) -> None:
        if self.server.broken:
            self.send_error(503)
            return
        if self.headers["If-None-Match"] == self.server.version:
            self.send_response(304)
            self.end_headers()
            return
        body = self.server.file.read_bytes()
        self.server.sent += 1
        self.send_response(200)
        self.send_header("ETag", self.server.version)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def publisher(tmp_path: Path) -> Iterator[Publisher]:
    publisher = Publisher(("127.0.0.1", 0), Answer)
    publisher.file = write_gtfs(tmp_path / "published.zip", with_trips(4))
    thread = threading.Thread(target=publisher.serve_forever)
    thread.start()
    yield publisher
    publisher.shutdown()
    thread.join()
    publisher.server_close()


@pytest.fixture
def town(tmp_path: Path, publisher: Publisher) -> Path:
    file = write_territory(tmp_path)
    url = f"http://127.0.0.1:{publisher.server_port}/feed?key=secret"
    text = file.read_text().replace("file:bus.zip", url)
    file.write_text(text + "allow_private = true\n")
    return file


def imported(file: Path) -> Generation:
    return build(read_territory(file), Progress(Console(quiet=True)))


def test_a_version_is_sent_once(town: Path, publisher: Publisher) -> None:
    first = imported(town)
    assert imported(town).id == first.id
    assert publisher.sent == 1
    publisher.version = '"2"'
    write_gtfs(publisher.file, with_trips(5))
    assert imported(town).id != first.id
    assert publisher.sent == 2


def test_what_was_sent_stays_when_nobody_answers(town: Path, publisher: Publisher) -> None:
    first = imported(town)
    publisher.broken = True
    kept = imported(town)
    assert kept.manifest.parts == first.manifest.parts
    assert "status 503" in kept.manifest.sources[0].kept
    assert "secret" not in kept.manifest.sources[0].kept
    publisher.broken = False
    assert not imported(town).manifest.sources[0].kept


def test_where_a_missing_file_was_to_be_is_told_to_nobody(tmp_path: Path) -> None:
    source = Source(SourceId("bus"), "gtfs", f"file:{tmp_path}/none.zip")
    with pytest.raises(FeedUnavailable) as told:
        fetch(source, DataDir(tmp_path))
    assert str(told.value) == "none.zip: No such file or directory"
