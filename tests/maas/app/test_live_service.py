"""Live sources as an operator meets them: two workers, real sockets, hangs, garbage and kills."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.cities import with_trips, write_gtfs, write_territory
from tests.livesource import LiveSource, delays, live_table
from tests.service import WAY, Service, until
from tests.shared import shared

pytestmark = pytest.mark.slow

SEVEN = 1_695_189_600
"""The service clock at the start, Unix s: 2023-09-20 07:00 in Lisbon."""

EIGHT = f"{WAY}&time=2023-09-20T07:00:00Z"


@pytest.fixture
def source() -> Iterator[LiveSource]:
    with LiveSource() as source:
        yield source


def town(folder: Path, *tables: str) -> Path:
    write_gtfs(folder / "bus.zip", with_trips(60))
    return write_territory(folder, "".join(tables), head="clock_rate = 1\n")


def departure(service: Service) -> str:
    """When the first bus from eight on leaves."""
    return str(service.get(EIGHT)[2]["itineraries"][0]["startTime"])[11:19]


def state(service: Service, name: str = "bus-rt") -> dict[str, Any]:
    sources = service.get("/health/ready")[2]["sources"]
    return next(source for source in sources if source["id"] == name)


def told(service: Service, name: str = "bus-rt") -> str:
    """What went wrong at the last try."""
    return str(state(service, name).get("lastError", ""))


def operator_key(territory: Path) -> str:
    command = [sys.executable, "-m", "maas", "keys", "create", str(territory)]
    made = subprocess.run(
        [*command, "--scope", "operator"], capture_output=True, text=True, check=True
    )
    return made.stdout.split()[-1]


def push(service: Service, key: str, content: bytes, source: str = "bus-rt") -> tuple[int, Any]:
    connection = HTTPConnection("127.0.0.1", service.port, timeout=40)
    try:
        headers = {"Authorization": f"Bearer {key}"}
        connection.request("POST", f"/v1/sources/{source}/messages", content, headers)
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()


def everywhere(service: Service, wanted: str) -> bool:
    """Whether ten answers in a row, from both workers, are this."""
    return {departure(service) for _ in range(10)} == {wanted}


def test_each_source_is_asked_once_and_both_workers_answer_alike(
    tmp_path: Path, source: LiveSource
) -> None:
    source.content = delays(SEVEN, t0=30)
    with Service(town(tmp_path, source.table("bus-rt")), "--workers", "2") as service:
        until(lambda: everywhere(service, "07:00:30"), 10)
        assert len({service.get()[1] for _ in range(10)}) == 1
        count, began = len(source.asked), time.monotonic()
        time.sleep(4)
        assert len(source.asked) - count <= time.monotonic() - began + 1
        source.content = delays(SEVEN + 5, t0=45)
        until(lambda: everywhere(service, "07:00:45"), 3)


def test_one_that_hangs_delays_no_other(tmp_path: Path, source: LiveSource) -> None:
    with LiveSource() as other:
        source.hangs = True
        other.content = delays(SEVEN, t0=30)
        path = town(tmp_path, source.table("hangs-rt"), other.table("bus-rt"))
        with Service(path) as service:
            until(lambda: departure(service) == "07:00:30", 20)
            time.sleep(3)
            gaps = [after - before for before, after in pairwise(other.asked)]
            assert max(gaps) <= 2
            until(lambda: "no answer within 10 s" in told(service, "hangs-rt"), 15)
            assert service.get("/api/v1/health")[0] == 200
            source.hangs = False


@pytest.mark.parametrize(
    ("garbage", "why"),
    [
        (b"", "empty"),
        (b"<html>sorry</html>", "web page"),
        (b"\x00" * 5000, "GTFS-Realtime"),
        (delays(SEVEN, t0=99)[:20], "GTFS-Realtime"),
        (b'{"error": 1}', "header"),
    ],
)
def test_garbage_leaves_what_is_known_and_says_why(
    tmp_path: Path, source: LiveSource, garbage: bytes, why: str
) -> None:
    source.content = delays(SEVEN, t0=30)
    with Service(town(tmp_path, source.table("bus-rt"))) as service:
        until(lambda: departure(service) == "07:00:30", 20)
        source.content = garbage
        until(lambda: why in told(service), 5)
        assert departure(service) == "07:00:30"
        source.content = delays(SEVEN + 9, t0=45)
        until(lambda: departure(service) == "07:00:45", 5)
        assert "lastError" not in state(service)
        events = [event["event"] for event in service.events]
        assert (events.count("source.lost"), events.count("source.back")) == (1, 1)


def test_a_message_is_pushed_and_seen_at_once(tmp_path: Path) -> None:
    path = town(tmp_path, live_table("bus-rt"))
    with Service(path, "--workers", "2") as service:
        key = operator_key(path)
        assert service.get("/api/v1/health")[0] == 200
        status, taken = push(service, key, delays(SEVEN, t0=30))
        assert status == 200
        until(lambda: everywhere(service, "07:00:30"), 1)
        assert service.get()[1].endswith(f".{taken['number']}")
        assert push(service, key, b"nonsense")[0] == 400
        assert push(service, key, delays(SEVEN - 60, t0=45))[1]["code"] == "FEED_MALFORMED"
        assert push(service, key, b"", "bus")[0] == 404
        assert everywhere(service, "07:00:30")


def test_a_disk_that_hangs_stops_nobody_from_being_asked(
    tmp_path: Path, source: LiveSource
) -> None:
    source.content = delays(SEVEN, t0=30)
    with Service(town(tmp_path, source.table("bus-rt"))) as service:
        folder = tmp_path / "var/town/archive/bus-rt"
        until(lambda: list(folder.glob("*.tail")), 20)
        (tail,) = folder.glob("*.tail")
        tail.unlink()
        os.mkfifo(tail)  # to open it is to wait for a reader
        for late_s in (45, 50, 55):
            source.content = delays(SEVEN + late_s // 5, t0=late_s)
            until(lambda late_s=late_s: departure(service) == f"07:00:{late_s}", 20)
        until(lambda: "not archived" in state(service).get("warning", ""), 20)
        tail.open("rb").close()  # as if the disk were back, and lost what it was told


def test_what_was_acknowledged_survives_the_writer(tmp_path: Path, source: LiveSource) -> None:
    source.content = delays(SEVEN)
    path = town(tmp_path, live_table("bus-rt"), source.table("other-rt"))
    with Service(path, "--workers", "2") as service:
        key = operator_key(path)
        status, taken = push(service, key, delays(SEVEN, t0=30))
        assert status == 200
        position, count = service.kill("writer"), len(source.asked)
        until(lambda: push(service, key, b"nonsense")[0] in (400, 503), 5)
        service.wait_for("process.started", 10, position)
        until(lambda: len(source.asked) > count, 3)
        until(lambda: int(service.get()[1].rpartition(".")[2]) > taken["number"], 5)
        assert everywhere(service, "07:00:30")
        position = service.kill("worker 1")
        service.wait_for("process.started", 10, position)
        until(lambda: everywhere(service, "07:00:30"), 10)


def test_data_grows_old_and_is_dropped_by_all_workers(tmp_path: Path, source: LiveSource) -> None:
    source.content = delays(None, t0=30)
    path = town(tmp_path, source.table("bus-rt", 20))
    path.write_text(path.read_text().replace("clock_rate = 1", "clock_rate = 100"))
    with Service(path, "--workers", "2") as service:
        until(lambda: everywhere(service, "07:00:30"), 20)
        source.status = 503
        until(lambda: state(service)["state"] == "STALE", 10)
        assert everywhere(service, "07:00:30")
        until(lambda: state(service)["state"] == "LOST", 30)
        until(lambda: everywhere(service, "07:00:00"), 5)
        assert told(service).endswith("status 503")
        log = [event["event"] for event in service.events if event["event"].startswith("source")]
        assert log == ["source.lost"]


def test_a_dead_redirect_or_private_address_is_told_without_its_key(
    tmp_path: Path, source: LiveSource
) -> None:
    table = live_table("bus-rt", f'url = "{source.url}?key=hush-hush"\n')
    with Service(town(tmp_path, table)) as service:
        until(lambda: "inner address" in told(service), 5)
        assert source.asked == []
        assert not [line for line in service.said if "hush-hush" in line]
        assert "hush-hush" not in str(service.get("/v1/sources/bus-rt"))


@pytest.mark.real
def test_a_recorded_afternoon_plays_ten_times_as_fast(tmp_path: Path) -> None:
    """Kingston, 2026-01-15: a message every 30 s, every scheduled trip of which matches."""
    gtfs, messages = shared("data/kingston/gtfs.zip"), shared("data/kingston/tripupdates")
    path = tmp_path / "kingston.toml"
    head = 'name = "kingston"\ntimezone = "America/Toronto"\n'
    clock = "clock = 2026-01-15T11:35:00-05:00\nclock_rate = 10\n"
    static = f'[[source]]\nid = "kt"\nkind = "gtfs"\nurl = "file:{gtfs}"\n'
    path.write_text(head + clock + static + live_table("kt-rt", f'url = "file:{messages}/*.pb"\n'))
    with Service(path, "--workers", "2") as service:
        until(lambda: state(service, "kt-rt").get("matchRate") == 1, 30)
        versions: list[int] = []
        for _ in range(40):
            status, version, body = service.get("/health/ready")
            versions.append(int(version.rpartition(".")[2]))
            assert status == 200 and "lastError" not in body["sources"][1]
            time.sleep(0.25)
        assert max(versions) - min(versions) >= 2
        until(lambda: len({service.get("/health/ready")[1] for _ in range(8)}) == 1, 5)
        assert not [event for event in service.events if event["event"].endswith("defect")]
        assert state(service, "kt-rt")["state"] == "OK"
