"""Somebody with a key, in front of a real service."""

import json
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.service import Service


class KeyHolder:
    """Asks with one key, over a connection for each request."""

    def __init__(self, territory: Path, scope: str) -> None:
        words = maas("keys", "create", str(territory), "--scope", scope).split()
        self.id, self.secret = words[1], words[-1]

    def ask(
        self, service: Service, method: str, path: str, told: Any = None
    ) -> tuple[int, str, Any]:
        """Status, version and body."""
        connection = HTTPConnection("127.0.0.1", service.port, timeout=40)
        try:
            headers = {"Authorization": f"Bearer {self.secret}"}
            body = None if told is None else json.dumps(told)
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            version = response.headers["Maas-Version"]
            return response.status, version, json.loads(response.read())
        finally:
            connection.close()


def maas(*words: str) -> str:
    """What a command prints."""
    command = [sys.executable, "-m", "maas", *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
