"""Offers of partners in a real service: two workers, kills, keys, a thousand offers, none left."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.cities import write_gtfs, write_territory
from tests.keyholder import KeyHolder, maas
from tests.service import Service, until

pytestmark = pytest.mark.slow

NORTH, SOUTH = {"lat": 41.16, "lon": -8.61, "name": "North"}, {"lat": 41.14, "lon": -8.61}
OFFER = {
    "waypoints": [NORTH, {**SOUTH, "after": 600}],
    "departure": "2023-09-20T07:30:00+01:00",
    "driver": {"alias": "Rosalind"},
}
WORKERS = 12
"""Questions in a row, so that every worker is asked."""


class Partner:
    """Publishes with one key, over a connection for each request."""

    def __init__(self, service: Service, territory: Path, scope: str = "partner") -> None:
        self.service, self.holder = service, KeyHolder(territory, scope)
        self.id = self.holder.id

    def ask(self, method: str, path: str, told: Any = None) -> tuple[int, str, Any]:
        """Status, version and body."""
        return self.holder.ask(self.service, method, f"/v1/carpools{path}", told)

    def put(self, name: str, **members: Any) -> int:
        """Publish; the status."""
        return self.ask("PUT", f"/{name}", OFFER | members)[0]

    def withdraw(self, name: str) -> int:
        """Take back; the status."""
        return self.ask("DELETE", f"/{name}")[0]


def names(service: Service) -> set[tuple[str, ...]]:
    """What each of some answers in a row lists; one way alone if all workers know the same."""
    answers = (service.get("/v1/carpools?limit=1000")[2]["carpools"] for _ in range(WORKERS))
    return {tuple(each["id"].partition(":")[2] for each in answer) for answer in answers}


@pytest.fixture(scope="module")
def territory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town")
    write_gtfs(folder / "bus.zip")
    return write_territory(folder)


@pytest.fixture(scope="module")
def service(territory: Path) -> Iterator[Service]:
    with Service(territory, "--workers", "2") as service:
        yield service


def test_every_worker_knows_an_offer_within_a_second_until_it_is_withdrawn(
    service: Service, territory: Path
) -> None:
    partner = Partner(service, territory)
    status, version, body = partner.ask("POST", "", OFFER | {"id": "a"})
    assert (status, body["id"]) == (201, "carpools:a")
    assert int(version.rpartition(".")[2]) >= body["number"]  # the answer's version knows it
    until(lambda: names(service) == {("a",)}, 1)
    assert partner.put("b", seats=2) == 200
    until(lambda: names(service) == {("a", "b")}, 1)
    source = service.get("/v1/sources/carpools")[2]
    assert (source["state"], source["counts"]) == ("OK", {"ride-offer": 2})
    assert partner.withdraw("a") == 200
    until(lambda: names(service) == {("b",)}, 1)
    assert service.get("/v1/carpools/a")[0] == 404
    assert partner.withdraw("b") == 200


def test_an_offer_is_a_way_at_once_and_none_once_it_is_withdrawn(
    service: Service, territory: Path
) -> None:
    partner = Partner(service, territory)
    assert partner.put("way") == 200
    until(
        lambda: shared_ways(service) == {("carpools:way", "06:30")}, 30
    )  # kernels may be compiled
    assert partner.put("way", departure="2023-09-20T08:15:00+01:00") == 200
    until(lambda: shared_ways(service) == {("carpools:way", "07:15")}, 3)
    assert partner.withdraw("way") == 200
    until(lambda: shared_ways(service) == {()}, 3)


def shared_ways(service: Service) -> set[tuple[str, ...]]:
    """The offers that each of some answers proposes, with when one leaves."""
    path = "/api/v6/plan?fromPlace=bus:N&toPlace=bus:S&time=2023-09-20T06:15:00Z"
    answers = [service.get(f"{path}&transitModes=RIDE_SHARING")[2] for _ in range(WORKERS)]
    legs = ([leg for way in each["itineraries"] for leg in way["legs"]] for each in answers)
    return {
        tuple(text for leg in each for text in (leg["offer"]["id"], leg["startTime"][11:16]))
        for each in legs
    }


def test_what_was_acknowledged_outlives_kill_9_of_the_writer_and_of_all(tmp_path: Path) -> None:
    write_gtfs(tmp_path / "bus.zip")
    territory = write_territory(tmp_path)
    with Service(territory, "--workers", "2") as service:
        assert [each["id"] for each in service.get("/v1/sources")[2]["sources"]] == ["bus"]
        partner = Partner(service, territory)
        assert partner.put("a") == 200
        service.kill("writer")
        until(lambda: _published(partner, "b"), 20)
        until(lambda: names(service) == {("a", "b")}, 5)
        assert partner.withdraw("a") == 200
        for pid in (service.running.pid, *map(service.pid, ("writer", "worker 1", "worker 2"))):
            os.kill(pid, signal.SIGKILL)
    with Service(territory, "--workers", "2") as again:
        until(lambda: names(again) == {("b",)}, 5)


def _published(partner: Partner, name: str) -> bool:
    try:
        return partner.put(name) == 200
    except OSError:
        return False


def test_nobody_touches_what_is_not_theirs(service: Service, territory: Path) -> None:
    ours, theirs = Partner(service, territory), Partner(service, territory)
    operator, staff = Partner(service, territory, "operator"), Partner(service, territory, "staff")
    assert ours.put("a") == 200
    assert (theirs.put("a"), theirs.withdraw("a"), staff.put("b")) == (403, 403, 403)
    assert theirs.withdraw("none") == 404
    assert operator.put("a", seats=1) == 200
    assert ours.put("a", seats=3) == 200  # the operator's word does not make it the operator's
    maas("keys", "revoke", str(territory), ours.id)
    assert (ours.put("a"), ours.withdraw("a")) == (401, 401)
    assert operator.withdraw("a") == 200
    assert names(service) == {()}


def test_a_thousand_offers_come_and_go_and_leave_nothing(service: Service, territory: Path) -> None:
    partner = Partner(service, territory)
    assert partner.put("first") == 200
    offers, sizes = [str(i) for i in range(350)], []
    for _ in range(3):
        with ThreadPoolExecutor(16) as clients:
            assert set(clients.map(partner.put, offers)) == {200}
            assert set(clients.map(partner.withdraw, offers)) == {200}
        sizes.append(_size_kb(service))
    assert sizes[2] - sizes[1] < 8_000
    assert partner.withdraw("first") == 200
    assert names(service) == {()}
    folder = territory.parent / "var/town"
    until(lambda: not _holds(folder, b"Rosalind"), 10)
    assert not any("Rosalind" in line for line in service.said)


def _size_kb(service: Service) -> int:
    """Memory of the writer and the workers together (PSS)."""
    pids = map(service.pid, ("writer", "worker 1", "worker 2"))
    rollups = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in pids)
    return sum(int(text.partition("\nPss:")[2].split()[0]) for text in rollups)


def _holds(folder: Path, word: bytes) -> bool:
    return any(word in file.read_bytes() for file in folder.rglob("*") if file.is_file())
