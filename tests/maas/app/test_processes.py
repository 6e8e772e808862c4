"""Processes as an operator meets them: killed, switched, corrupted, stopped, on real sockets."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from maas.build.building import build
from maas.build.progress import Progress
from maas.generation import DataDir, Generation
from maas.settings import read_territory
from tests.cities import LINE, with_trips, write_gtfs, write_territory
from tests.service import Load, Service, until

pytestmark = pytest.mark.slow


def imported(folder: Path) -> Generation:
    return build(read_territory(folder / "town.toml"), Progress(Console(quiet=True)))


@pytest.fixture
def town(tmp_path: Path) -> Path:
    write_gtfs(tmp_path / "bus.zip", with_trips(100))
    write_territory(tmp_path, head="clock_rate = 0\n")
    return tmp_path


@pytest.fixture
def service(town: Path) -> Iterator[Service]:
    with Service(town / "town.toml", "--workers", "2") as service:
        yield service


def gone(pid: int) -> bool:
    """Whether a process ended (a zombie has)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def content(answer: tuple[int, str, Any]) -> object:
    """An answer without how long it took."""
    status, version, body = answer
    return status, version, {name: part for name, part in body.items() if name != "debugOutput"}


def test_two_workers_give_one_answer(service: Service, town: Path) -> None:
    answers = [content(service.get()) for _ in range(30)]
    assert all(answer == answers[0] for answer in answers)
    with Service(town / "town.toml") as alone:
        assert content(alone.get()) == answers[0]


def test_a_killed_worker_is_replaced_and_knows_the_newest(service: Service, town: Path) -> None:
    write_gtfs(town / "bus.zip", with_trips(120))
    fresh = imported(town).id
    until(lambda: service.get()[1] == f"{fresh}.1", 10)
    position = service.kill("worker 1")
    service.wait_for("process.started", 10, position)
    service.kill("worker 2")
    until(lambda: {service.get()[1] for _ in range(10)} == {f"{fresh}.1"}, 10)


def test_a_killed_writer_is_replaced_and_still_switches(service: Service, town: Path) -> None:
    position = service.kill("writer")
    service.wait_for("process.started", 10, position)
    write_gtfs(town / "bus.zip", with_trips(120))
    fresh = imported(town).id
    until(lambda: {service.get()[1] for _ in range(10)} == {f"{fresh}.1"}, 10)


def test_switching_under_load_fails_no_request(service: Service, town: Path) -> None:
    with Load(service) as load:
        for trips in (110, 120, 130):
            write_gtfs(town / "bus.zip", with_trips(trips))
            fresh = imported(town).id
            until(lambda fresh=fresh: load.versions[-1].startswith(fresh), 10)
            time.sleep(1)
    assert load.failures == []
    assert len(set(load.versions)) == 4
    assert {service.get()[1] for _ in range(20)} == {f"{fresh}.3"}


def test_a_changed_file_is_imported_while_serving(service: Service, town: Path) -> None:
    before = service.get()[1]
    write_gtfs(town / "bus.zip", with_trips(120))
    until(lambda: service.get()[1] != before, 30)
    write_gtfs(town / "bus.zip", {"stops.txt": LINE["stops.txt"]})
    position = len(service.events)
    service.wait_for("import.ended", 30, position)
    assert service.get()[2]["itineraries"]


def test_two_territories_are_one_service_and_say_how_their_sources_are(town: Path) -> None:
    other = town / "other"
    other.mkdir()
    write_gtfs(other / "tram.zip")
    write_territory(other, sources=("tram", "ferry"), head="clock_rate = 0\n")
    with Service(town / "town.toml", str(other / "town.toml")) as service:
        assert service.get("/api/v6/plan?fromPlace=tram:N&toPlace=tram:S")[2]["itineraries"]
        assert service.get("/api/v6/plan?fromPlace=bus:N&toPlace=bus:S")[2]["itineraries"]
        sources = service.get("/health/ready")[2]["sources"]
    states = {source["id"]: source["state"] for source in sources}
    assert states == {"bus": "OK", "tram": "OK", "ferry": "LOST"}
    assert "ferry.zip" in sources[2]["lastError"]


@pytest.mark.parametrize("harm", ["altered", "older"])
def test_what_is_broken_on_disk_is_set_aside_and_rebuilt(town: Path, harm: str) -> None:
    generation = imported(town)
    data = DataDir(town / "var/town")
    if harm == "altered":
        path = data.segments / generation.manifest.parts["timetable"] / "stop_times.arrive.npy"
        path.write_bytes(path.read_bytes()[:-1] + b"\xff")
    else:
        path = data.generations / generation.id / "manifest.json"
        path.write_bytes(path.read_bytes().replace(b'"format":', b'"format":-'))
    with Service(town / "town.toml") as service:
        assert service.get()[2]["itineraries"]
        assert not service.get()[1].startswith(generation.id)
        assert [e for e in service.events if e["event"] == "generation.set_aside"]
    assert list(data.path.glob("*/*.broken-*"))


def test_stops_in_order_when_told(town: Path) -> None:
    with Service(town / "town.toml", "--workers", "2") as service:
        with Load(service) as load:
            time.sleep(0.5)
            began = time.monotonic()
            service.running.send_signal(signal.SIGTERM)
            assert service.running.wait(15) == 0
            assert time.monotonic() - began < 15
        assert all(isinstance(failure, ConnectionError) for failure in load.failures)
        assert all(gone(service.pid(name)) for name in ("writer", "worker 1", "worker 2"))


def test_nobody_outlives_the_supervisor(service: Service) -> None:
    names = ("writer", "worker 1", "worker 2")
    service.running.kill()
    until(lambda: all(gone(service.pid(name)) for name in names), 40)


def test_a_taken_port_is_named_at_once(town: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        ended = subprocess.run(
            [sys.executable, "-m", "maas", "serve", str(town / "town.toml"), "--port", port],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    assert ended.returncode == 2
    assert f"--port: 127.0.0.1:{port}: Address already in use" in ended.stderr


def test_a_silent_client_is_sent_away(service: Service) -> None:
    with socket.create_connection(("127.0.0.1", service.port)) as silent:
        silent.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\n")
        silent.settimeout(40)
        began = time.monotonic()
        silent.recv(1)
        assert time.monotonic() - began < 31


def test_serving_data_that_is_refused_ends_with_its_code(tmp_path: Path) -> None:
    write_territory(tmp_path)
    ended = subprocess.run(
        [sys.executable, "-m", "maas", "serve", str(tmp_path / "town.toml"), "--port", "0"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ,
    )
    assert ended.returncode == 4
    assert "no source could be used" in ended.stderr
