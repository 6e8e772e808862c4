"""`python -m maas.demo.live FOLDER`: simulate the city that `maas demo` wrote there."""

import argparse
import os
import sys
from pathlib import Path
from socket import SO_REUSEADDR, SOL_SOCKET, socket
from threading import Event, Thread
from typing import NamedTuple
from urllib.parse import urlsplit

from maas.clock import Clock
from maas.demo.carpool.drives import read_carpool
from maas.demo.carpool.feeds import carpool_answers, carpool_files
from maas.demo.live.city import City
from maas.demo.live.messages import message
from maas.demo.live.schedule import read_schedule
from maas.demo.live.server import Answering, Newest, make_server
from maas.demo.parking.feeds import JSON, parking_files
from maas.demo.parking.places import read_parking
from maas.demo.rentals.feeds import rental_files
from maas.demo.rentals.places import read_places
from maas.demo.road.feeds import road_answers, road_files
from maas.demo.road.places import read_road
from maas.demo.road.pulling import Puller

CHANGES_EVERY_S = 10


def main() -> None:
    """Serve until told to end, or until whoever started us is gone."""
    options = _options()
    clock = Clock.starting(options.clock, options.clock_rate)
    door = socket(fileno=options.socket) if options.socket is not None else _open(options.port)
    address = f"http://127.0.0.1:{door.getsockname()[1]}{options.path}"
    puller = Puller(options.exchange, clock)
    Thread(target=puller.run, args=[Event()], daemon=True).start()
    simulated = Simulated(options.folder, options.seed, address, clock, puller)
    server = make_server(door, _files(simulated), _answers(simulated))
    serving = Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        if options.socket is None:
            sys.stdout.write(f"{address} (Ctrl-C ends it)\n")
            serving.join()
        while os.read(sys.stdin.fileno(), 4096):
            pass  # nothing is said there; its end is our parent's
    except KeyboardInterrupt:
        pass


class Simulated(NamedTuple):
    """Which city, where it is told of, by which clock, and what its neighbour hears of us."""

    folder: Path
    seed: int
    address: str
    clock: Clock
    puller: Puller


def _files(city: Simulated) -> dict[str, Newest]:
    """Everything that is told, by path."""
    folder, seed, address, clock, puller = city
    happening = City.of(read_schedule(folder), seed)
    live = Newest(
        lambda now: message(happening.at(now)), CHANGES_EVERY_S, "application/x-protobuf", clock
    )
    rentals = rental_files(read_places(folder), seed, address)
    parking = parking_files(read_parking(folder), seed, address)
    carpool = carpool_files(read_carpool(folder), seed, address)
    road = road_files(read_road(folder), seed, address, puller)
    rented = ((url, lasts_s, JSON, make) for url, lasts_s, make in rentals)
    return {urlsplit(address).path: live} | {
        urlsplit(url).path: Newest(make, lasts_s, media, clock)
        for url, lasts_s, media, make in (*rented, *parking, *carpool, *road)
    }


def _answers(city: Simulated) -> dict[str, Answering]:
    """Everything that is asked for, by path."""
    folder, seed, address, clock, puller = city
    carpool = carpool_answers(read_carpool(folder), seed, address, clock)
    road = road_answers(address, puller)
    return {urlsplit(url).path: answer for url, answer in (*carpool, *road)}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m maas.demo.live", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the city's zips lie")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other events")
    parser.add_argument("--port", type=int, default=0, help="of loopback; default: a free one")
    parser.add_argument("--path", default="/live.pb", help="default: %(default)s")
    parser.add_argument("--socket", type=int, help="a listening socket to take over, by number")
    parser.add_argument(
        "--exchange", default="", help="where our CIFS is fetched; default: nowhere"
    )
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
