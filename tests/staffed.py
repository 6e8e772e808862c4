"""Staff who publish and withdraw incidents without pause, at a service that is killed."""

import json
import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any

from tests.keyholder import KeyHolder
from tests.service import Service, until

LINE = [[41.150, -8.610], [41.151, -8.610]]
CLOSURE = {"kind": "CLOSURE", "line": LINE, "text": "Burst pipe"}
MOST_LEFT = 3
"""Of one client: older ones are withdrawn."""


@dataclass
class Staff:
    """Several at once; what was acknowledged, and what may have been done."""

    holder: KeyHolder
    published: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    """Withdrawals that were asked for and never acknowledged."""
    refusals: list[Any] = field(default_factory=list)

    def work(self, service: Service, name: str, over: threading.Event) -> None:
        """Publish and withdraw until it is over, or nobody is there."""
        left: list[str] = []
        for n in self._numbers(over):
            id = f"{name}-{n}"
            if self._done(service, "PUT", id, CLOSURE, self.published):
                left.append(id)
            if len(left) > MOST_LEFT:
                self.unsure.add(left[0])
                if self._done(service, "DELETE", left[0], None, self.withdrawn):
                    left.pop(0)

    def _numbers(self, over: threading.Event) -> Iterator[int]:
        n = 0
        while not over.is_set():
            n += 1
            yield n

    def _done(self, service: Service, method: str, id: str, told: Any, noted: set[str]) -> bool:
        try:
            status, _, body = self.holder.ask(service, method, f"/v1/incidents/{id}", told)
        except (OSError, HTTPException, json.JSONDecodeError):
            time.sleep(0.01)
            return False
        if status == 200:
            noted.add(id)
        elif status not in (404, 503):
            self.refusals.append((method, id, status, body))
        return status == 200

    def lost(self, service: Service) -> set[str]:
        """What was acknowledged and is not so."""
        _, _, body = self.holder.ask(service, "GET", "/v1/incidents/own?past=9")
        known = {each["newest"]["incident"]["id"]: each["newest"] for each in body["incidents"]}
        is_out = {id for id, each in known.items() if each["status"] == "PUBLISHED"}
        return (self.published - known.keys()) | (
            (self.published - self.withdrawn - self.unsure) - is_out
        ) | (self.withdrawn & is_out)  # fmt: skip


def rounds(territory: Path, n: int, clients: int = 4, seed: int = 1) -> tuple[Staff, set[str]]:
    """Kill the service so many times while staff work, the writer first; who worked, and what of
    it was lost."""
    chance, staff = random.Random(seed), Staff(KeyHolder(territory, "staff"))
    for number in range(n):
        with Service(territory, "--workers", "2") as service:
            over = threading.Event()
            names = [f"r{number}c{i}" for i in range(clients)]
            working = [
                threading.Thread(target=staff.work, args=(service, name, over)) for name in names
            ]
            for each in working:
                each.start()
            time.sleep(chance.uniform(0.1, 0.6))
            service.wait_for("process.started", 20, service.kill("writer"))
            before = len(staff.published)
            until(lambda: len(staff.published) > before, 20)  # noqa: B023
            time.sleep(chance.uniform(0.0, 0.3))
            kill_all(service)
            over.set()
            for each in working:
                each.join()
    with Service(territory, "--workers", "2") as service:
        return staff, staff.lost(service)


def kill_all(service: Service) -> None:
    """kill -9 every process, so that none is replaced."""
    for pid in (service.running.pid, *map(service.pid, ("writer", "worker 1", "worker 2"))):
        os.kill(pid, signal.SIGKILL)
