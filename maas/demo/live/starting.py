"""Starts the simulator beside the service, as a process of its own that ends with its parent."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from socket import socket
from urllib.parse import urlsplit

from maas.settings import Territory


@dataclass(frozen=True, slots=True)
class Simulator:
    """A door that is open already, behind which a simulator may be started."""

    door: socket
    address: str
    """Where the messages are: of its own at every start, so that no one who reads an old one takes
    another city's news for this one's."""

    def command(
        self, territory: Territory, folder: Path, seed: int, service: str = ""
    ) -> list[str]:
        """What starts it, with the territory's clock; `service`: where we are asked."""
        start = [] if territory.clock is None else ["--clock", str(territory.clock)]
        return [
            *(sys.executable, "-m", "maas.demo.live", str(folder), "--seed", str(seed)),
            *("--socket", str(self.door.fileno()), "--path", urlsplit(self.address).path),
            *(*start, "--clock-rate", str(territory.clock_rate)),
            *(("--exchange", f"{service}/exchange/cifs.xml") if service else ()),
        ]

    @contextmanager
    def running(
        self, territory: Territory, folder: Path, seed: int, service: str = ""
    ) -> Iterator[None]:
        """A simulator while this lasts; it reads of our end, however we end, on its stdin."""
        command = self.command(territory, folder, seed, service)
        door = self.door.fileno()
        with subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=(door,)) as started:
            self.door.close()
            try:
                yield
            finally:
                started.terminate()


def open_simulator() -> Simulator:
    """A free port of loopback, ours from now on."""
    door = socket()
    door.bind(("127.0.0.1", 0))
    door.listen(16)
    return Simulator(door, f"http://127.0.0.1:{door.getsockname()[1]}/{token_hex(6)}/live.pb")
