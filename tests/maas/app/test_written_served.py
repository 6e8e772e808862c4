"""Incidents of staff in a real service: every worker knows them within a second."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cities import write_gtfs, write_territory
from tests.keyholder import KeyHolder
from tests.service import Service, until
from tests.staffed import CLOSURE

pytestmark = pytest.mark.slow
WORKERS = 12
"""Questions in a row, so that every worker is asked."""


@pytest.fixture(scope="module")
def territory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town")
    write_gtfs(folder / "bus.zip")
    return write_territory(folder)


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
