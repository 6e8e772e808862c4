"""`python -m maas.demo.live FOLDER`: simulate the city that `maas demo` wrote there."""

import argparse
import os
import sys
from pathlib import Path
from socket import SO_REUSEADDR, SOL_SOCKET, socket
from threading import Thread

from maas.clock import Clock
from maas.demo.live.city import City
from maas.demo.live.schedule import read_schedule
from maas.demo.live.server import Newest, make_server


def main() -> None:
    """Serve until told to end, or until whoever started us is gone."""
    options = _options()
    clock = Clock.starting(options.clock, options.clock_rate)
    door = socket(fileno=options.socket) if options.socket is not None else _open(options.port)
    newest = Newest(City.of(read_schedule(options.folder), options.seed), clock)
    server = make_server(door, options.path, newest.get)
    serving = Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        if options.socket is None:
            port = door.getsockname()[1]
            sys.stdout.write(f"http://127.0.0.1:{port}{options.path} (Ctrl-C ends it)\n")
            serving.join()
        while os.read(sys.stdin.fileno(), 4096):
            pass  # nothing is said there; its end is our parent's
    except KeyboardInterrupt:
        pass


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m maas.demo.live", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the city's zips lie")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other events")
    parser.add_argument("--port", type=int, default=0, help="of loopback; default: a free one")
    parser.add_argument("--path", default="/live.pb", help="default: %(default)s")
    parser.add_argument("--socket", type=int, help="a listening socket to take over, by number")
    parser.add_argument("--clock", type=float, help="Unix time to start at; default: now")
    parser.add_argument("--clock-rate", type=float, default=1.0, help="how fast it ticks")
    return parser.parse_args()


def _open(port: int) -> socket:
    door = socket()
    door.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    door.bind(("127.0.0.1", port))
    door.listen(16)
    return door


if __name__ == "__main__":
    main()
