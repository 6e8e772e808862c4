"""Operators as people who ask for a way meet them: two workers, a slow one, a killed writer.

Each test asks about half-hours of its own."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cities import write_gtfs, write_territory
from tests.operators import OperatorServer, journey
from tests.service import WAY, Service, until

pytestmark = pytest.mark.slow

EIGHT = 1_695_193_200
"""Unix s: 2023-09-20 08:00 in Lisbon, an hour after the service starts."""

SHARING = f"{WAY}&directModes=WALK,RIDE_SHARING&time=2023-09-20T"
WAITED_S = 2.0
"""What a question may take where it waits 0.3 s, on a machine that is busy."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, OperatorServer]]:
    folder = tmp_path_factory.mktemp("town")
    write_gtfs(folder / "bus.zip")
    rides = [journey("j1", (41.160, -8.610), (41.140, -8.610), EIGHT + 300)]
    with OperatorServer(rides) as operator:
        path = write_territory(folder, operator.table(), head="clock_rate = 0\n")
        with Service(path, "--workers", "2") as service:
            yield service, operator


@pytest.fixture
def service(town: tuple[Service, OperatorServer]) -> Service:
    return town[0]


@pytest.fixture
def operator(town: tuple[Service, OperatorServer]) -> OperatorServer:
    town[1].delay_s = 0.0
    town[1].asked.clear()
    return town[1]


def asked(service: Service, at: str) -> tuple[str, Any]:
    """Version and answer at a time (UTC), which came soon enough."""
    began = time.monotonic()
    status, version, body = service.get(f"{SHARING}{at}Z")
    assert status == 200 and time.monotonic() - began < WAITED_S
    return version, body


def source(service: Service) -> Any:
    """How the operator is doing."""
    sources = service.get("/v1/sources")[2]["sources"]
    return next(each for each in sources if each["id"] == "rides")


def test_both_workers_know_what_one_question_brought(
    service: Service, operator: OperatorServer
) -> None:
    assert source(service)["state"] == "OK", "nobody asked it yet, and nobody waits for it"
    service.get(WAY)
    assert not operator.asked, "who does not name it asks nobody"
    version, body = asked(service, "07:00:00")
    assert "pending" not in body
    assert {asked(service, "07:00:00")[0] for _ in range(10)} == {version}
    assert len(operator.asked) == 2
    assert source(service)["counts"] == {"ride-offer": 1}


def test_a_slow_operator_is_pending_and_in_the_next_answer(
    service: Service, operator: OperatorServer
) -> None:
    operator.delay_s = 2.0
    before, body = asked(service, "08:00:00")
    assert body["pending"] == ["rides"] and body["itineraries"]
    until(lambda: "pending" not in asked(service, "08:00:00")[1], 10)
    assert asked(service, "08:00:00")[0] != before
    assert len(operator.asked) == 2


def test_a_writer_that_is_killed_costs_offers_alone(
    service: Service, operator: OperatorServer
) -> None:
    version, _ = asked(service, "09:00:00")
    position = service.kill("writer")
    assert asked(service, "09:00:00")[1]["itineraries"]
    service.wait_for("process.started", 20, position)
    until(lambda: "pending" not in asked(service, "09:00:00")[1], 10)
    assert int(asked(service, "09:00:00")[0].rpartition(".")[2]) > int(version.rpartition(".")[2])
    until(lambda: len({asked(service, "09:00:00")[0] for _ in range(10)}) == 1, 10)
    assert len(operator.asked) == 4, "the next writer knows nothing yet"
