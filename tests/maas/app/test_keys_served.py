"""Keys, metrics and reports as an operator meets them: real processes, two workers, kill -9."""

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from maas.keys import digest_of
from maas.records import open_records
from tests.cities import write_gtfs, write_territory
from tests.service import Service, until

pytestmark = pytest.mark.slow

LIVE = '[[source]]\nid = "rt"\nkind = "gtfs-rt"\n'
MESSAGES = "/v1/sources/rt/messages"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    write_gtfs(tmp_path / "bus.zip")
    return write_territory(tmp_path, LIVE, head="clock_rate = 1\n")


@pytest.fixture
def service(town: Path) -> Iterator[Service]:
    with Service(town, "--workers", "2") as service:
        yield service


def keys(*arguments: str) -> list[str]:
    """The words that a command about keys prints."""
    command = [sys.executable, "-m", "maas", "keys", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def asked(service: Service, method: str, path: str, secret: str = "") -> tuple[int, bytes]:
    """Status and body of a request over a connection of its own, so of either worker."""
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=10)
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    try:
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def statuses(service: Service, secret: str) -> set[int]:
    """What many pushes of nothing at all are answered: 400 of who may push."""
    return {asked(service, "POST", MESSAGES, secret)[0] for _ in range(12)}


def test_a_key_opens_and_is_revoked_in_every_worker_at_once(service: Service, town: Path) -> None:
    assert statuses(service, "") == {401}
    _, name, *_, secret = keys("create", str(town), "--scope", "operator")
    assert statuses(service, secret) == {400}
    staff = keys("create", str(town), "--scope", "staff")[-1]
    assert statuses(service, staff) == {403}
    keys("revoke", str(town), name)
    assert statuses(service, secret) == {401}
    assert asked(service, "GET", "/v1/sources", secret)[0] == 401
    assert asked(service, "GET", "/v1/sources")[0] == 200


def test_keys_and_revocations_outlive_kill_9(town: Path) -> None:
    with Service(town) as service:
        _, revoked, *_, first = keys("create", str(town), "--scope", "operator")
        second = keys("create", str(town), "--scope", "operator")[-1]
        assert statuses(service, first) == {400}
        keys("revoke", str(town), revoked)
        for process in ("worker 1", "writer"):
            os.kill(service.pid(process), signal.SIGKILL)
        os.kill(service.running.pid, signal.SIGKILL)
    with Service(town) as service:
        assert statuses(service, first) == {401}
        assert statuses(service, second) == {400}


def test_no_secret_reaches_the_log(service: Service, town: Path) -> None:
    secret = keys("create", str(town), "--scope", "operator")[-1]
    statuses(service, secret)
    statuses(service, f"{secret}x")
    assert not [line for line in service.said if secret in line or secret[5:] in line]
    assert not [event for event in service.events if event["event"] == "api.defect"]


def test_uses_are_listed_to_the_hour(service: Service, town: Path) -> None:
    secret = keys("create", str(town), "--scope", "operator")[-1]
    statuses(service, secret)
    [key] = open_records(town.parent / "var/town").list_keys()
    assert key.used is not None and key.used % 3600 == 0


def test_broken_records_are_told_and_open_routes_go_on(town: Path) -> None:
    secret = keys("create", str(town), "--scope", "operator")[-1]
    file = town.parent / "var/town/records.db"
    file.write_bytes(b"\xff" * 20_000)
    with Service(town) as service:
        assert "records.db" in service.wait_for("records.unavailable", 5)["problem"]
        assert service.get()[0] == 200
        assert asked(service, "POST", MESSAGES, secret)[0] == 503
        assert asked(service, "GET", "/v1/sources", secret)[0] == 200
    assert file.read_bytes() == b"\xff" * 20_000


def samples(service: Service) -> dict[str, float]:
    """Sums over all labels but the one of processes, of whichever worker answers."""
    status, body = asked(service, "GET", "/metrics")
    assert status == 200
    found: dict[str, float] = {}
    for family in text_string_to_metric_families(body.decode()):
        for sample in family.samples:
            process = sample.labels.get("process", "")
            name = f"{sample.name} {process}".strip()
            found[name] = found.get(name, 0) + sample.value
    return found


def test_whichever_worker_is_asked_counts_for_all(service: Service) -> None:
    before = samples(service)["maas_answers_total"]
    for _ in range(40):
        service.get("/health/live")
    for number in range(1, 10):
        assert samples(service)["maas_answers_total"] == before + 40 + number
    found = samples(service)
    assert {
        f"maas_process_memory_bytes {process}"
        for process in ("supervisor", "writer", "worker 1", "worker 2")
    } <= found.keys()


def test_counters_never_go_back_when_a_worker_is_replaced(service: Service) -> None:
    for _ in range(20):
        service.get("/health/live")
    before = samples(service)["maas_answers_total"]
    position = service.kill("worker 1")
    service.wait_for("process.started", 10, position)
    until(lambda: samples(service)["maas_answers_total"] > before, 10)


def test_what_a_source_did_is_in_the_report_after_the_end(town: Path) -> None:
    with Service(town) as service:
        secret = keys("create", str(town), "--scope", "operator")[-1]
        assert asked(service, "POST", MESSAGES, secret)[0] == 400
        report = json.loads(asked(service, "GET", "/v1/sources/rt/report")[1])
        assert report["live"]["hours"]["observed"] == 0
    command = [sys.executable, "-m", "maas", "report", str(town), "rt", "--format", "json"]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    live = json.loads(ended.stdout)["live"]
    assert [failure["count"] for failure in live["failures"]] == [1]


def test_a_key_given_out_before_anything_was_served_is_known(town: Path) -> None:
    secret = keys("create", str(town), "--scope", "operator")[-1]
    assert open_records(town.parent / "var/town").find_key(digest_of(secret)) is not None
    with Service(town) as service:
        assert statuses(service, secret) == {400}
