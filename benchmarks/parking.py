"""What car parks cost, and how fast they are told: `benchmarks/parking.py --territory T.toml`.

Car parks of chance on the streets of a territory, beside those of its map. Printed is what each
step costs from the bytes of a message to the next answer, when all is new and when counts alone
have changed; how fast is answered where to park around random places and in boxes, in process, as
JSON; and the memory of a thousand car parks. Needs a generation (`maas import T.toml`). One thread;
of what is repeated the best of some runs.
"""

import argparse
import gc
import os
import tracemalloc
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
from multidict import MultiDict

from api.cells.render import CellTeller
from api.exchange.sites_asked import SitesQuery, asked_for
from api.parking.geojson import features_of
from api.parking.handlers import answer
from api.reply import ENCODER
from api.served import Coverage, Served
from benchmarks.boards import loaded, measure, say
from benchmarks.rentals import City
from benchmarks.timing import cpu_ms
from feeds.parkapi import parse
from maas.bus import Message
from maas.cells import cell_of
from maas.model import Box, LatLon, SourceId
from maas.settings import read_territory
from maas.snapshot import Batch
from maas.streets import StreetNetwork
from routing.graph import Graph
from routing.overlays.parking.applying import apply_parking
from routing.parking.asking import ParkingQuestion
from routing.parking.sites import Parking
from routing.planner import Planner
from routing.question import End
from routing.streets import StreetRouter

SOURCE = SourceId("parking")
NOW = 1_695_193_200
HOLD_S = 300
ZONE = ZoneInfo("UTC")
SCREEN_DEG, DISTRICT_DEG = (0.05, 0.1), (0.01, 0.014)
"""From the middle of a map to its edges."""
KINDS = ("CAR_PARK", "UNDERGROUND", "OFF_STREET_PARKING_GROUND", "ON_STREET")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--territory", type=Path, required=True)
    parser.add_argument("--car-parks", type=int, default=5000)
    parser.add_argument("--n", type=int, default=200, help="questions of each kind")
    given = parser.parse_args()
    territory = read_territory(given.territory, os.environ)
    graph = loaded(territory)
    assert graph.streets is not None
    planner = Planner(graph, territory.routing)
    assert planner.streets is not None
    town = CarParks(graph.streets, np.random.default_rng(1), given.car_parks)
    known = updates(planner.streets, graph, town)
    say("memory per 1,000 car parks", f"{memory(planner.streets, graph, town) / 1e6:.2f} MB")
    served = Served(planner.with_parking(known), "0.0", Coverage("bench", ZONE))
    ask(served, town, given.n)


@dataclass
class CarParks:
    """Car parks of chance beside streets, half of which are known to have room."""

    network: StreetNetwork
    dice: np.random.Generator
    n: int

    def __post_init__(self) -> None:
        self.at = self.places(self.n)

    def places(self, n: int) -> np.ndarray:
        """[n, 2] positions beside streets."""
        return City(self.network, self.dice, n, 0).stations

    def message(self) -> bytes:
        """An answer of ParkAPI 3, with other counts each time."""
        free = self.dice.integers(-100, 100, self.n).tolist()
        sites = map(_site, range(self.n), self.at.round(6).tolist(), free)
        return msgspec.json.encode({"items": list(sites), "total_count": self.n})


def _site(i: int, at: list[float], free: int) -> dict[str, Any]:
    return {
        "id": i,
        "name": f"Car park {i}",
        "operator_name": "Chance",
        "purpose": "CAR",
        "type": KINDS[i % len(KINDS)],
        "lat": at[0],
        "lon": at[1],
        "capacity": 100 + i % 400,
        "has_realtime_data": True,
        "realtime_free_capacity": free if free >= 0 else 0 if i % 2 else None,
        "realtime_opening_status": "OPEN",
        "realtime_data_updated_at": "2023-09-20T06:59:30Z",
        "max_height": 190 + i % 40,
        "has_fee": i % 3 > 0,
        "fee_description": "1.50 EUR / h",
        "opening_hours": ("24/7", "Mo-Sa 06:00-24:00", "Mo-Su 05:30-01:00")[i % 3],
        "restrictions": [{"type": "DISABLED", "capacity": 4}],
    }


def updates(streets: StreetRouter, graph: Graph, town: CarParks) -> Parking:
    """The first message, and one with other counts; the overlay after both."""
    first = town.message()
    batch = _batch(first)
    say("message", f"{len(first) / 1e6:.1f} MB, {town.n} car parks")
    say("parse", f"{cpu_ms(lambda: parse(first, NOW, HOLD_S)):.1f} ms")
    sent = msgspec.msgpack.encode(Message(1, "g", batch))
    took = cpu_ms(lambda: msgspec.msgpack.decode(msgspec.msgpack.encode(batch)))
    say("told to a worker", f"{took:.1f} ms, {len(sent) / 1e6:.1f} MB")
    say("first message applied", f"{cpu_ms(lambda: _applied(streets, graph, batch, None)):.1f} ms")
    known = _applied(streets, graph, batch, None)
    n_mapped = 0 if graph.facilities is None else len(graph.facilities)
    say("sites", f"{len(known.sites)}, of which the map tells {n_mapped}")
    counts = _batch(town.message())
    took = cpu_ms(lambda: _applied(streets, graph, counts, known))
    say("counts alone applied", f"{took:.1f} ms")
    return _applied(streets, graph, counts, known)


def memory(streets: StreetRouter, graph: Graph, town: CarParks) -> float:
    """Bytes that a thousand car parks take: their records and sites."""
    tracemalloc.start()
    sizes, kept = [], []
    for n in (town.n, town.n + 1000):
        content = CarParks(town.network, np.random.default_rng(2), n).message()
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        kept.append(_applied(streets, graph, _batch(content), None))
        gc.collect()
        sizes.append(tracemalloc.get_traced_memory()[0] - before)
    tracemalloc.stop()
    return float(sizes[1] - sizes[0])


def _batch(content: bytes) -> Batch:
    return Batch(SOURCE, NOW, parse(content, NOW, HOLD_S).records)


def _applied(
    streets: StreetRouter, graph: Graph, batch: Batch, previous: Parking | None
) -> Parking:
    return apply_parking(streets, {SOURCE: batch}, graph.facilities, NOW, ZONE, previous)


def ask(served: Served, town: CarParks, n: int) -> None:
    """Around places and in boxes; what is passed on; cells."""
    at = [LatLon(*each) for each in town.places(n).tolist()]
    around = ParkingQuestion(NOW, 20, radius_m=1000.0)

    def near(here: LatLon, asked: ParkingQuestion = around) -> bytes:
        return ENCODER.encode(answer(served, replace(asked, place=End(at=here))))

    measure("around a place, 1 km", near, at)
    measure("the same by price", lambda here: near(here, replace(around, by_price=True)), at)
    measure("around a place, 10 km", lambda here: near(here, replace(around, radius_m=1e4)), at)

    def from_afar(pair: tuple[LatLon, LatLon]) -> bytes:
        return near(pair[0], replace(around, origin=End(at=pair[1])))

    measure("1 km, driving across the town", from_afar, list(zip(at, at[::-1], strict=True)))
    for what, size in (("2 x 2 km", DISTRICT_DEG), ("11 x 17 km", SCREEN_DEG)):

        def box(here: LatLon, size: tuple[float, float] = size) -> bytes:
            low = LatLon(here.lat - size[0], here.lon - size[1])
            high = LatLon(here.lat + size[0], here.lon + size[1])
            return features_of(answer(served, ParkingQuestion(NOW, 5000, box=Box(low, high))))

        measure(f"in a box, {what}, GeoJSON", box, at[:30])

    def cell(here: LatLon) -> bytes:
        return ENCODER.encode(CellTeller(served, NOW, 8).cell(cell_of(here.lat, here.lon, 8), 100))

    measure("cell, resolution 8", cell, at)
    parking = served.planner.parking
    everything = SitesQuery()

    def passed_on(_: LatLon) -> bytes:
        return ENCODER.encode(asked_for(parking, everything, MultiDict(), ""))

    measure("all of it as ParkAPI 3", passed_on, at[:10])


if __name__ == "__main__":
    main()
