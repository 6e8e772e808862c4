"""`maas demo --serve`: a city that lives, and what is left when its simulator is gone."""

import json
import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.service import Service, until

pytestmark = pytest.mark.slow


def live_source(address: str) -> dict[str, Any]:
    """How the demo's live source is doing."""
    with urlopen(f"{address}/v1/sources", timeout=10) as reply:
        sources: list[dict[str, Any]] = json.load(reply)["sources"]
    return next(source for source in sources if source["id"] == "live")


def is_served(url: str) -> bool:
    try:
        with urlopen(url, timeout=5):
            return True
    except OSError:
        return False


def test_the_demo_lives_and_its_simulator_dies_with_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "maas", "demo", "--serve", "--port", "0", "--stops", "60"]
    with subprocess.Popen(
        [*command, "--dir", tmp_path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as demo:
        assert demo.stdout is not None
        line = next(line for line in demo.stdout if "answers at" in line)
        address = line.partition(" at ")[2].split()[0]
        until(lambda: live_source(address)["state"] == "OK", 30)
        assert live_source(address)["counts"]["alert"] >= 1
        territory = tmp_path / "demo.toml"
        sources = tomllib.loads(territory.read_text("utf-8"))["source"]
        simulator = sources[-1]["url"]
        assert is_served(simulator)
        os.kill(demo.pid, signal.SIGKILL)
        until(lambda: not is_served(simulator), 20)
    with Service(territory) as service:
        until(lambda: service.get("/v1/sources")[2]["sources"][-1].get("lastError"), 20)
        assert service.get("/v1/sources")[2]["sources"][-1]["state"] == "LOST"
        way = "/api/v6/plan?fromPlace=46.205,-2.61&toPlace=46.195,-2.6"
        assert service.get(way)[0] == 200
