"""Reports of people in a real service: two workers, kills under load, one thing of thousands."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import pytest

from maas.records import open_records
from tests.cities import write_gtfs, write_territory
from tests.service import Service, until

pytestmark = pytest.mark.slow

HOLE = {"kind": "OBSTACLE", "lat": 41.1496, "lon": -8.61}
RULES = "\n[reports]\nper_minute = 1000000\nreporter_per_hour = 3600\n"
N, CLIENTS = 1500, 8
WORKERS = 12
"""Questions in a row, so that every worker is asked."""


def maas(*words: str) -> str:
    command = [sys.executable, "-m", "maas", *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


class App:
    """Reports with one key; over one connection for each thread, made anew when it breaks."""

    def __init__(self, service: Service, territory: Path, scope: str = "partner") -> None:
        self.service = service
        self.secret = maas("keys", "create", str(territory), "--scope", scope).split()[-1]
        self._own = threading.local()

    def ask(self, method: str, path: str = "", told: Any = None) -> tuple[int, Any]:
        """Status and body; 0: nobody answered."""
        headers = {"Authorization": f"Bearer {self.secret}"}
        body = None if told is None else json.dumps(told)
        connection = getattr(self._own, "connection", None)
        if connection is None:
            connection = HTTPConnection("127.0.0.1", self.service.port, timeout=40)
            self._own.connection = connection
        try:
            connection.request(method, f"/v1/reports{path}", body, headers)
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        except (OSError, HTTPException):
            connection.close()
            self._own.connection = None
            return 0, None

    def report(self, i: int, **members: Any) -> int:
        """One of many near-equal reports; the status."""
        near = {"lat": 41.1496 + i % 99 / 1e5}
        return self.ask("POST", "", HOLE | near | {"reporter": f"r{i % 50}"} | members)[0]


def town(folder: Path) -> Path:
    write_gtfs(folder / "bus.zip")
    territory = write_territory(folder)
    territory.write_text(territory.read_text() + RULES)
    return territory


@pytest.fixture(scope="module")
def territory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return town(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module")
def service(territory: Path) -> Iterator[Service]:
    with Service(territory, "--workers", "2") as service:
        yield service


def told(service: Service, path: str = "") -> set[str]:
    """What each of some answers in a row says; one alone if all workers know the same."""
    return {json.dumps(service.get(f"/v1/reports{path}")[2]) for _ in range(WORKERS)}


def test_every_worker_tells_of_it_within_a_second_until_staff_reject_it(
    service: Service, territory: Path
) -> None:
    app, staff = App(service, territory), App(service, territory, "staff")
    status, taken = app.ask("POST", "", HOLE | {"text": "=1+1", "reporter": "Rosalind"})
    assert (status, taken["state"]) == (201, "UNVERIFIED")

    def states() -> set[str]:
        answers = (service.get("/v1/reports")[2]["reports"] for _ in range(WORKERS))
        return {",".join(each["state"] for each in answer) for answer in answers}

    until(lambda: states() == {"UNVERIFIED"}, 1.5)
    assert not any("1+1" in answer for answer in told(service))
    assert staff.ask("GET", f"/{taken['id']}")[1]["said"][0]["text"] == "=1+1"
    for reporter in ("Rui", "Eva"):
        assert app.ask("POST", "", HOLE | {"reporter": reporter})[0] == 201
    until(lambda: states() == {"VERIFIED"}, 1.5)
    assert service.get("/v1/sources/reports")[2]["counts"] == {"public-report": 1, "incident": 1}
    assert app.ask("POST", f"/{taken['id']}/reject")[0] == 403
    assert staff.ask("POST", f"/{taken['id']}/reject")[0] == 200
    until(lambda: states() == {""}, 1.5)
    folder = territory.parent / "var/town"
    assert not any(b"Rosalind" in f.read_bytes() for f in folder.rglob("*") if f.is_file())
    assert not any("Rosalind" in line for line in service.said)


def test_thousands_of_near_equal_reports_are_one_and_none_is_lost_to_kill_9(
    tmp_path: Path,
) -> None:
    territory = town(tmp_path)
    with Service(territory, "--workers", "2") as service:
        app = App(service, territory)
        app.report(0)
        acknowledged = [1]
        with ThreadPoolExecutor(CLIENTS) as clients:
            answers = clients.map(app.report, range(1, N))
            for i, status in enumerate(answers, 1):
                acknowledged.append(int(status == 201))
                if i == N // 3:
                    service.kill("writer")
                if i == 2 * N // 3:
                    service.kill("worker 1")
        for pid in (service.running.pid, *map(service.pid, ("writer", "worker 1", "worker 2"))):
            os.kill(pid, signal.SIGKILL)
    [kept] = open_records(tmp_path / "var/town").reports()
    assert N * 0.5 < sum(acknowledged) <= kept.n <= N
    with Service(territory, "--workers", "2") as again:
        until(lambda: len(again.get("/v1/reports")[2]["reports"]) == 1, 10)
        [report] = again.get("/v1/reports")[2]["reports"]
        assert (report["reports"], report["state"]) == (kept.n, "VERIFIED")
