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


PARKING = {"parking-ambrelune", "parking-vernelles", "parking-marsanche"}
CARPOOL = {"covoiturelle", "voisinage"}
ROAD = {"ondine", "voirie"}
LIVE = {"live", "bikes", "scooters", "cars", *CARPOOL, *PARKING, *ROAD}


def ask(url: str) -> Any:
    """What the demo answers."""
    with urlopen(url, timeout=10) as reply:
        return json.load(reply)


def live_sources(address: str) -> dict[str, dict[str, Any]]:
    """How the demo's live sources are doing, by id."""
    sources = ask(f"{address}/v1/sources")["sources"]
    return {source["id"]: source for source in sources if source["id"] in LIVE}


def is_well(address: str) -> bool:
    return all(source["state"] == "OK" for source in live_sources(address).values())


def rented(address: str) -> list[dict[str, Any]]:
    """Legs on rented bikes from a station with some to one far away that takes them back."""
    told = ask(f"{address}/api/v1/map/rentals?min=46,-3&max=47,-2")
    assert {each["providerId"] for each in told["stations"]} == {"bikes", "cars"}
    assert {each["providerId"] for each in told["vehicles"]} == {"scooters", "cars"}
    docks = [each for each in told["stations"] if each["providerId"] == "bikes"]
    taken = next(each for each in docks if each["isRenting"] and each["numVehiclesAvailable"] > 1)
    left = max(
        (each for each in docks if each["isReturning"] and each.get("numDocksAvailable", 0) > 1),
        key=lambda each: abs(each["lat"] - taken["lat"]),
    )
    ends = f"fromPlace={taken['lat']},{taken['lon']}&toPlace={left['lat']},{left['lon']}"
    modes = "directModes=WALK,RENTAL&directRentalFormFactors=BICYCLE&maxDirectTime=7200"
    ways = ask(f"{address}/api/v6/plan?{ends}&{modes}")["direct"]
    return [leg for way in ways for leg in way["legs"] if leg["mode"] == "RENTAL"]


def counting(address: str) -> set[str]:
    """The sources that say now how full car parks are, all of which the map knows as well."""
    told = ask(f"{address}/v1/parking?bbox=-3,46,-2,47")["parking"]
    counted = [each for each in told if each["free"] is not None and each["dataAge"] < 300]
    assert all(len(each["sources"]) == 2 for each in counted)
    return {each["dataSource"] for each in counted}


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
        until(lambda: is_well(address), 30)
        assert live_sources(address)["live"]["counts"]["alert"] >= 1
        (leg,) = rented(address)
        assert leg["rental"]["systemName"] == "Vélambre" and leg["dataAge"] < 120
        assert counting(address) == PARKING
        offered = ask(f"{address}/v1/carpools?limit=1000")["carpools"]
        assert len(offered) > 20 and {each["source"] for each in offered} == {"voisinage"}
        assert len(ask(f"{address}/v1/carpool-places")["carpoolPlaces"]) == 14
        territory = tmp_path / "demo.toml"
        sources = tomllib.loads(territory.read_text("utf-8"))["source"]
        simulator = sources[-1]["url"]
        assert {source["id"] for source in sources[-len(LIVE) :]} == LIVE
        assert is_served(simulator)
        os.kill(demo.pid, signal.SIGKILL)
        until(lambda: not is_served(simulator), 20)
    with Service(territory) as service:
        address = f"http://127.0.0.1:{service.port}"
        until(lambda: live_sources(address)["live"].get("lastError"), 20)
        assert live_sources(address)["live"]["state"] == "LOST"
        way = "/api/v6/plan?fromPlace=46.205,-2.61&toPlace=46.195,-2.6"
        assert service.get(way)[0] == 200
