"""MOTIS's own npm client, two versions of it, drives a running server through all its calls."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.api import contract
from tests.routing.test_planner import TOWN
from tests.service import Service

pytestmark = [pytest.mark.slow, pytest.mark.real]

DRIVER = Path(__file__).with_name("drive.mjs")
MAY_BE_MISSING = {"oneToManyIntermodal", "oneToManyIntermodalPost", "routes", "transfers"}
"""Of MOTIS's experiments and its debugging only one-to-all is served."""

CALLS = {
    "2.11.3": {"plan", "planPost", "refreshItinerary", "refreshItineraryPost", "trip", "stoptimes",
               "trips", "stops", "stopInfo", "initial", "levels", "rentals", "geocode",
               "reverseGeocode", "oneToAll", "oneToMany", "oneToManyPost", "health"},
    "2.8.1": {"plan", "trip", "stoptimes", "trips", "stops", "initial", "levels", "rentals",
              "geocode", "reverseGeocode", "oneToAll", "oneToMany"},
}  # fmt: skip

Call = dict[str, Any]


@pytest.fixture(scope="module", params=sorted(CALLS))
def version(request: pytest.FixtureRequest) -> str:
    """A published version of the client."""
    return str(request.param)


@pytest.fixture(scope="module")
def calls(server: Service, version: str, tmp_path_factory: pytest.TempPathFactory) -> list[Call]:
    """What the client met; skips where npm or its registry cannot be had."""
    folder = tmp_path_factory.mktemp("client")
    _install(folder, version)
    (folder / "questions.json").write_text(json.dumps(questions()))
    shutil.copy(DRIVER, folder)
    base = f"http://127.0.0.1:{server.port}"
    ran = subprocess.run(
        ["node", "drive.mjs", base, "questions.json"],
        cwd=folder, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    found: list[Call] = json.loads(ran.stdout)
    return found


def _install(folder: Path, version: str) -> None:
    if shutil.which("npm") is None or shutil.which("node") is None:
        pytest.skip("for want of npm")
    package = f"@motis-project/motis-client@{version}"
    (folder / "package.json").write_text('{"private": true, "type": "module"}')
    command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", package]
    ran = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )
    if ran.returncode != 0:
        pytest.skip(f"for want of {package}: npm could not install it")


def questions() -> dict[str, str]:
    """What is asked: from one corner of the town to another, in the morning."""
    a, d, f = (TOWN.positions[letter] for letter in "ADF")
    return {
        "from": f"{a.lat},{a.lon}",
        "to": f"{d.lat},{d.lon}",
        "near": f"{f.lat},{f.lon}",
        "stop": "bus:B",
        "time": "2023-09-20T07:00:00Z",
        "min": f"{a.lat - 0.05},{d.lon + 0.05}",
        "max": f"{a.lat + 0.05},{a.lon - 0.05}",
        "start": "2023-09-20T07:00:00Z",
        "end": "2023-09-20T08:00:00Z",
    }


def test_every_call_is_made(calls: list[Call], version: str) -> None:
    assert CALLS[version] <= {call["call"] for call in calls}


def test_every_call_is_answered(calls: list[Call]) -> None:
    failed = {(call["call"], call["status"]) for call in calls if call["status"] != 200}
    assert failed <= {(name, 404) for name in MAY_BE_MISSING}


def test_every_answer_is_what_motis_describes(calls: list[Call]) -> None:
    for call in calls:
        if call["status"] == 200:
            path = contract.described("/" + call["url"].split("/", 3)[3].partition("?")[0])
            method = "post" if call["call"].endswith("Post") else "get"
            contract.validator(path, method=method).validate(call["data"])


def test_errors_reach_the_client_as_errors(calls: list[Call]) -> None:
    missing = [call for call in calls if call["status"] == 404]
    assert all(call["error"]["error"] and call["error"]["code"] == "NOT_FOUND" for call in missing)


def test_the_client_finds_its_way(calls: list[Call]) -> None:
    plans = [call["data"] for call in calls if call["call"] in ("plan", "planPost")]
    assert plans[0]["itineraries"]
    refreshed = [call["data"]["id"] for call in calls if call["call"].startswith("refresh")]
    assert set(refreshed) <= {plans[0]["itineraries"][0]["id"], _by_bike(plans)["id"]}


def test_the_client_rents_a_bike(calls: list[Call]) -> None:
    way = _by_bike([call["data"] for call in calls if call["call"] == "plan"])
    assert [leg["mode"] for leg in way["legs"]] == ["WALK", "RENTAL", "WALK"]
    rental = way["legs"][1]["rental"]
    assert (rental["fromStationName"], rental["toStationName"]) == ("Dock B", "Dock E")
    assert rental["rentalUriWeb"] == "https://example.org/B"
    assert way["legs"][1]["dataAge"] == 0


def _by_bike(plans: list[Any]) -> Any:
    """The way without lines that rents."""
    ways = (way for plan in plans for way in plan["direct"])
    return next(way for way in ways if any("rental" in leg for leg in way["legs"]))
