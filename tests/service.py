"""`maas serve` as a real process on loopback, for tests."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

WAY = "/api/v6/plan?fromPlace=bus:N&toPlace=bus:S"


class Service:
    """Starts on a free port; `events` grows as it logs."""

    def __init__(self, territory: Path, *options: str) -> None:
        command = [sys.executable, "-m", "maas", "serve", "--port", "0", str(territory), *options]
        self.running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        self.events: list[dict[str, Any]] = []
        self.said: list[str] = []
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def __enter__(self) -> "Service":
        try:
            self.wait_for("service.started", 240)  # kernels may have to be compiled
            until(self._answers, 20)
        except AssertionError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self.running.poll() is None:
            self.running.terminate()
        self.running.wait(20)
        self._reading.join(5)
        assert self.running.stderr is not None
        self.running.stderr.close()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.wait_for("service.started", 1)["address"].rpartition(":")[2])

    def pid(self, process: str) -> int:
        """The newest process of this name."""
        started = [e for e in self.events if e["event"] == "process.started"]
        return [int(event["pid"]) for event in started if event["process"] == process][-1]

    def get(self, path: str = WAY) -> tuple[int, str, Any]:
        """Status, version and body of one request over a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            body = json.loads(response.read())
            return response.status, response.headers["Maas-Version"], body
        finally:
            connection.close()

    def wait_for(self, event: str, timeout_s: float, after: int = 0) -> dict[str, Any]:
        """The first event of this name at or after a position in the log."""
        found: list[dict[str, Any]] = []

        def seen() -> bool:
            found[:] = [each for each in self.events[after:] if each["event"] == event]
            assert found or self.running.poll() is None, self.said
            return bool(found)

        until(seen, timeout_s)
        return found[0]

    def kill(self, process: str) -> int:
        """kill -9 a child; the position in the log before."""
        position = len(self.events)
        os.kill(self.pid(process), signal.SIGKILL)
        return position

    def _answers(self) -> bool:
        try:
            return self.get("/health/ready")[0] == 200
        except OSError:
            return False

    def _read(self) -> None:
        assert self.running.stderr is not None
        for line in self.running.stderr:
            self.said.append(line)
            if line.startswith("{"):
                self.events.append(json.loads(line))


class Load:
    """Asks without pause from several threads; keeps every answer and every failure."""

    def __init__(self, service: Service, clients: int = 4) -> None:
        self.versions: list[str] = []
        self.failures: list[object] = []
        self._service = service
        self._over = threading.Event()
        self._clients = [threading.Thread(target=self._ask) for _ in range(clients)]

    def __enter__(self) -> "Load":
        for client in self._clients:
            client.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for client in self._clients:
            client.join()

    def _ask(self) -> None:
        while not self._over.is_set():
            try:
                status, version, body = self._service.get()
            except (OSError, http.client.HTTPException, ValueError) as problem:
                self.failures.append(problem)
                continue
            self.versions.append(version)
            if status != 200 or not body["itineraries"]:
                self.failures.append((status, body))


def until(condition: Any, timeout_s: float) -> None:
    """Wait for a condition, or fail."""
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)
