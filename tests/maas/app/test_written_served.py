"""Incidents of staff in a real service: every worker knows them within a second."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.keyholder import KeyHolder
from tests.service import Service, until
from tests.towns import Town

pytestmark = pytest.mark.slow
WORKERS = 12
"""Questions in a row, so that every worker is asked."""

TOWN = Town(
    """
    A---------------B---------------C---------------D
                    |               |
                    G---------------H
    """,
    {
        "ABCD": "highway=residential name=High+Street",
        "BG": "highway=residential",
        "CH": "highway=residential",
        "GH": "highway=residential",
    },
    {"1": ("A 08:00 B 08:03 C 08:06 D 08:10",)},
)
FILE = """
name = "town"
timezone = "Europe/Lisbon"
clock = "2023-09-20T07:00:00+01:00"
[[source]]
id = "bus"
kind = "gtfs"
url = "file:bus.zip"
[[source]]
id = "osm"
kind = "osm"
url = "file:town.osm"
"""
AT = TOWN.positions
CLOSURE = {"kind": "CLOSURE", "street": "High Street", "text": "Burst pipe"}


def around(*letters: str, by: float = 0.0004) -> list[list[float]]:
    """A box around places, in degrees."""
    lats, lons = zip(*((AT[each].lat, AT[each].lon) for each in letters), strict=True)
    south, north, west, east = min(lats) - by, max(lats) + by, min(lons) - by, max(lons) + by
    return [[south, west], [south, east], [north, east], [north, west]]


@pytest.fixture(scope="module")
def territory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town")
    TOWN.write(folder)
    (folder / "town.toml").write_text(FILE)
    return folder / "town.toml"


@pytest.fixture(scope="module")
def service(territory: Path) -> Iterator[Service]:
    with Service(territory, "--workers", "2") as service:
        yield service


def told(service: Service) -> set[tuple[str, ...]]:
    """What each of some answers in a row tells everybody; one alone if all workers agree."""
    answers = (service.get("/v1/incidents")[2]["incidents"] for _ in range(WORKERS))
    return {tuple(sorted(each["id"] for each in answer)) for answer in answers}


def test_every_worker_knows_an_incident_within_a_second_until_it_is_withdrawn(
    service: Service, territory: Path
) -> None:
    staff = KeyHolder(territory, "staff")
    status, version, body = staff.ask(service, "POST", "/v1/incidents", {**CLOSURE, "id": "a"})
    assert (status, body["id"]) == (201, "incidents:a")
    assert int(version.rpartition(".")[2]) >= body["number"]  # the answer's version knows it
    until(lambda: told(service) == {("incidents:a",)}, 1)
    draft = {**CLOSURE, "status": "DRAFT"}
    assert staff.ask(service, "PUT", "/v1/incidents/b", draft)[0] == 200
    assert told(service) == {("incidents:a",)}  # nobody is told of a draft
    source = service.get("/v1/sources/incidents")[2]
    assert (source["state"], source["counts"]) == ("OK", {"incident": 1})
    assert staff.ask(service, "DELETE", "/v1/incidents/a")[0] == 200
    until(lambda: told(service) == {()}, 1)
    status, _, problem = staff.ask(service, "PUT", "/v1/incidents/a", CLOSURE)
    assert (status, problem["code"]) == (409, "TOO_LATE")
    _, _, history = staff.ask(service, "GET", "/v1/incidents/a/history")
    assert [each["status"] for each in history["versions"]] == ["PUBLISHED", "WITHDRAWN"]
    _, _, own = staff.ask(service, "GET", "/v1/incidents/own")
    assert [each["id"] for each in own["incidents"]] == ["incidents:b"]


def metres(service: Service, mode: str) -> set[int]:
    """How long the way from A to D is by a mode, as some answers in a row have it."""
    ends = "&".join(
        f"{name}Place={AT[at].lat},{AT[at].lon}" for name, at in (("from", "A"), ("to", "D"))
    )
    path = f"/api/v6/plan?{ends}&transitModes=&directModes={mode}&time=2023-09-20T06:30:00Z"
    answers = [service.get(path)[2]["direct"] for _ in range(WORKERS)]
    return {round(each[0]["legs"][0]["distance"], -1) if each else 0 for each in answers}


def boarded(service: Service) -> set[str]:
    """Where one gets on the line from stop B to D, as some answers in a row have it."""
    path = "/api/v6/plan?fromPlace=bus:B&toPlace=bus:D&directModes=&time=2023-09-20T06:30:00Z"
    answers = [service.get(path)[2]["itineraries"] for _ in range(WORKERS)]
    legs = [leg for each in answers for way in each for leg in way["legs"]]
    return {leg["from"]["stopId"] for leg in legs if leg["mode"] == "BUS"}


def test_a_crisis_closes_streets_and_stops_to_all_within_a_second_and_ends_so(
    service: Service, territory: Path
) -> None:
    staff = KeyHolder(territory, "staff")
    before = {mode: metres(service, mode) for mode in ("CAR", "BIKE", "WALK")}
    assert all(len(each) == 1 for each in before.values()) and boarded(service) == {"bus:B"}
    ring = around("B", "C", by=0.0002)
    crisis = {"kind": "CLOSURE", "area": ring, "concerns": ["EVERYONE"], "closesStops": True}
    assert staff.ask(service, "PUT", "/v1/incidents/flood", crisis)[0] == 200
    until(lambda: all(metres(service, mode) == {0} for mode in before), 1)
    until(lambda: "bus:B" not in boarded(service), 1)
    assert staff.ask(service, "DELETE", "/v1/incidents/flood")[0] == 200
    until(lambda: {mode: metres(service, mode) for mode in before} == before, 1)
    until(lambda: boarded(service) == {"bus:B"}, 1)
