"""One bridge of Porto closed by staff: whoever drives, rides, walks or takes the bus is told, and
other platforms read of it. The deck above it stays open."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from xml.etree import ElementTree

import pytest

from tests.service import Service, until
from tests.shared import shared

pytestmark = [pytest.mark.real, pytest.mark.slow]

BRIDGE = "Ponte Dom Luís I (tabuleiro inferior)"
UPPER_DECK = "Ponte Dom Luís I (tabuleiro superior)"
CLOSURE = {
    "kind": "CLOSURE",
    "line": [[41.14066, -8.60966], [41.13923, -8.60922]],
    "street": BRIDGE,
    "concerns": ["EVERYONE"],
    "text": "Inspeção",
}
RIBEIRA, UP_THE_HILL, GAIA = "41.14105,-8.6112", "41.1455,-8.6105", "41.1378,-8.6125"
EIGHT = "2023-09-20T08:00:00Z"
SEEN_S = 10
"""In which an answer is to be another one; a busy machine counts as well."""

TERRITORY = """
name = "porto"
timezone = "Europe/Lisbon"
data_dir = "data"
clock = "2023-09-20T07:00:00Z"

[[source]]
id = "stcp"
kind = "gtfs"
url = "file:{lines}"

[[source]]
id = "streets"
kind = "osm"
url = "file:{streets}"
"""

Json = dict[str, Any]


@dataclass(frozen=True)
class Town:
    """A served city, and what its staff show."""

    address: str
    key: str

    def get(self, path: str) -> bytes:
        """What stands there."""
        with urlopen(f"{self.address}{path}", timeout=30) as reply:
            content: bytes = reply.read()
        return content

    def tell(self, method: str, path: str, body: Json | None = None) -> int:
        """What staff say."""
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        content = None if body is None else json.dumps(body).encode()
        asked = Request(f"{self.address}{path}", content, headers, method=method)
        with urlopen(asked, timeout=30) as reply:
            status: int = reply.status
        return status

    def direct(self, mode: str) -> Json:
        """The leg over the river by one's own means."""
        ends = {"fromPlace": RIBEIRA, "toPlace": GAIA, "time": EIGHT}
        modes = {"directModes": mode, "transitModes": "", "maxDirectTime": 7200}
        answer = json.loads(self.get(f"/api/v6/plan?{urlencode({**ends, **modes})}"))
        leg: Json = answer["direct"][0]["legs"][0]
        return leg

    def bus(self) -> Json:
        """The first leg by bus from up the hill over the river."""
        ends = {"fromPlace": UP_THE_HILL, "toPlace": GAIA, "time": EIGHT}
        answer = json.loads(self.get(f"/api/v6/plan?{urlencode({**ends, 'directModes': ''})}"))
        legs = (leg for way in answer["itineraries"] for leg in way["legs"])
        found: Json = next(leg for leg in legs if leg["mode"] == "BUS")
        return found

    def closed_streets(self) -> list[str | None]:
        """Streets that CIFS tells are closed."""
        document = ElementTree.fromstring(self.get("/exchange/cifs.xml"))
        told = [each for each in document if each.findtext("type") == "ROAD_CLOSED"]
        return [each.findtext("street") for each in told]


@pytest.fixture(scope="module")
def porto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("porto")
    lines, streets = (shared("data", "porto", name) for name in ("gtfs_stcp.zip", "porto.osm.pbf"))
    territory = folder / "porto.toml"
    territory.write_text(TERRITORY.format(lines=lines, streets=streets), "utf-8")
    maas("import", territory)
    said = maas("keys", "create", territory, "--scope", "staff", "--name", "town hall")
    with Service(territory) as service:
        yield Town(f"http://127.0.0.1:{service.port}", said.split()[-1])
        assert not [event for event in service.events if event["event"] == "api.defect"]


def maas(*words: str | Path) -> str:
    """What a command says."""
    command = [sys.executable, "-m", "maas", *map(str, words)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def streets_of(leg: Json) -> list[str]:
    return [step["streetName"] for step in leg["steps"]]


def met(leg: Json) -> list[tuple[str, str]]:
    """How it has to do with what is told of which street."""
    return [(each["meeting"], each["street"]) for each in leg.get("incidents", ())]


def test_a_bridge_closed_changes_all_modes_and_goes_out_and_so_does_its_opening(
    porto: Town,
) -> None:
    modes = ("CAR", "BIKE", "WALK")
    before = {mode: porto.direct(mode) for mode in modes}
    assert all(BRIDGE in streets_of(leg) for leg in before.values())
    assert met(porto.bus()) == [] and porto.closed_streets() == []

    assert porto.tell("PUT", "/v1/incidents/luis", CLOSURE) == HTTPStatus.OK
    until(lambda: BRIDGE not in streets_of(porto.direct("CAR")), SEEN_S)
    closed = {mode: porto.direct(mode) for mode in modes}
    for mode, leg in closed.items():
        assert BRIDGE not in streets_of(leg) and met(leg) == [("AVOIDED", BRIDGE)]
        assert leg["duration"] == before[mode]["duration"] + leg["incidents"][0]["delay"]
        assert leg["incidents"][0]["isClosed"] and leg["incidents"][0]["text"] == "Inspeção"
    assert UPPER_DECK in streets_of(closed["WALK"])
    assert met(porto.bus()) == [("CROSSED", BRIDGE)]
    until(lambda: porto.closed_streets() == [BRIDGE], SEEN_S)

    assert porto.tell("DELETE", "/v1/incidents/luis") == HTTPStatus.OK
    until(lambda: BRIDGE in streets_of(porto.direct("CAR")), SEEN_S)
    for mode in modes:
        assert porto.direct(mode)["duration"] == before[mode]["duration"]
        assert met(porto.direct(mode)) == []
    assert met(porto.bus()) == []
    until(lambda: porto.closed_streets() == [], SEEN_S)
