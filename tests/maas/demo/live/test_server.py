"""The simulator as a process: its files over HTTP, gone when its parent is."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from google.transit import gtfs_realtime_pb2 as realtime

from maas.demo import generate
from maas.demo.live.starting import open_simulator
from maas.demo.rentals.feeds import SYSTEMS, rental_address
from maas.settings import read_territory

ORPHAN = """
import sys, time
from pathlib import Path
from maas.demo.live.starting import open_simulator
from maas.settings import read_territory
folder = Path(sys.argv[1])
simulator = open_simulator()
with simulator.running(read_territory(folder / "demo.toml"), folder, 1):
    print(simulator.address, flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city")
    generate(folder, 1, 60)
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    simulator = open_simulator()
    address = simulator.address
    with simulator.running(read_territory(folder / "demo.toml"), folder, 1):
        yield address


def get(address: str, **headers: str) -> HTTPResponse:
    host, _, path = address.removeprefix("http://").partition("/")
    connection = HTTPConnection(host, timeout=20)
    connection.request("GET", f"/{path}", headers=headers)
    return connection.getresponse()


def test_a_message_is_served_with_its_age(address: str) -> None:
    reply = get(address)
    message = realtime.FeedMessage.FromString(reply.read())
    assert reply.status == 200 and reply.headers["Last-Modified"]
    assert abs(message.header.timestamp - time.time()) < 30


def test_who_has_the_message_does_not_get_it_again(address: str) -> None:
    for _ in range(3):  # the message may change in between, not every time
        tag = get(address).headers["ETag"]
        again = get(address, **{"If-None-Match": tag})
        if again.status == 304:
            break
    assert again.status == 304 and again.read() == b""


@pytest.mark.parametrize("system", SYSTEMS)
def test_vehicles_to_rent_are_found_from_the_index_of_their_system(
    address: str, system: str
) -> None:
    index = json.loads(get(rental_address(address, system)).read())["data"]
    feeds = (index.get("en") or index)["feeds"]
    for feed in feeds:
        reply = get(feed["url"])
        file = json.loads(reply.read())
        assert reply.status == 200 and reply.headers["Content-Type"] == "application/json"
        assert reply.headers["ETag"] and file["data"] and file["ttl"] > 0


def test_nothing_else_is_served(address: str) -> None:
    assert get(address.rsplit("/", 1)[0]).status == 404


def test_it_ends_with_its_parent_however_that_ends(folder: Path) -> None:
    command = [sys.executable, "-c", ORPHAN, str(folder)]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    address = parent.stdout.readline().strip()
    assert get(address).status == 200
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            get(address)
        except OSError:
            return
        time.sleep(0.1)
    pytest.fail("it lives on")


def test_the_territory_names_the_simulator(tmp_path: Path) -> None:
    address = "http://127.0.0.1:9/abc/live.pb"
    text = generate(tmp_path, 1, 60, live=address).read_text("utf-8")
    assert f'url = "{address}"' in text and 'kind = "gtfs-rt"' in text
    for system in SYSTEMS:
        assert f'url = "http://127.0.0.1:9/abc/gbfs/{system}/gbfs.json"' in text
    assert text.count('kind = "gbfs"') == len(SYSTEMS)
