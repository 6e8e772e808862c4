"""A browser, and the invented city served for it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from maas.demo import generate
from maas.demo.live.starting import open_simulator
from maas.settings import read_territory
from tests.service import Service, until

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CLOCK = 'clock = "2026-05-20T06:20:00Z"\nclock_rate = 0\n'
"""Twenty past eight of a Wednesday in the city."""


@contextmanager
def serve_city(folder: Path, clock: str = CLOCK) -> Iterator[str]:
    """Where the city answers; nothing of what is asked there may meet a defect."""
    with serve_written(generate(folder), clock) as address:
        yield address


@contextmanager
def serve_living_city(folder: Path, clock: str = CLOCK) -> Iterator[str]:
    """The same with all that happens there, once it is heard of."""
    simulator = open_simulator()
    written = generate(folder, live=simulator.address)
    with (
        serve_written(written, clock) as address,
        simulator.running(read_territory(written), folder, 1, address),
    ):
        until(lambda: is_heard(address), 60)
        yield address


def is_heard(address: str) -> bool:
    """Whether every live source is well."""
    with urlopen(f"{address}/v1/sources", timeout=10) as reply:
        return all(source["state"] == "OK" for source in json.load(reply)["sources"])


@contextmanager
def serve_written(territory: Path, clock: str) -> Iterator[str]:
    """Where a city answers that was written before, at another clock."""
    territory.write_text(clock + territory.read_text("utf-8"), "utf-8")
    subprocess.run([sys.executable, "-m", "maas", "import", territory], check=True)
    with Service(territory) as service:
        yield f"http://127.0.0.1:{service.port}"
        assert not [event for event in service.events if event["event"] == "api.defect"]


def find_chromium() -> str:
    """The Chromium of this machine; skips where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = [path for name in names if (path := shutil.which(name))]
    if not found:
        pytest.skip("for want of Chromium")
    return found[0]
