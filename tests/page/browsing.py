"""A browser, and the invented city served for it."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from maas.demo import generate
from tests.service import Service

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
def serve_city(folder: Path) -> Iterator[str]:
    """Where the city answers; nothing of what is asked there may meet a defect."""
    territory = generate(folder)
    territory.write_text(CLOCK + territory.read_text("utf-8"), "utf-8")
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
