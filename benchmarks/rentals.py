"""What vehicles to rent cost: `benchmarks/rentals.py --territory T.toml`.

Three systems of chance on the streets of a territory: bikes at stations, scooters anywhere, with
zones, and both kinds in one. Printed is what each step costs from the bytes of a message to the
next answer, when all is new and when counts have changed and some vehicles have moved, and the
memory of a thousand vehicles. Needs a generation (`maas import T.toml`). One thread, CPU time, the
best of some runs.
"""

import argparse
import gc
import os
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np

from benchmarks.boards import loaded
from feeds.gbfs import parse
from maas.bus import Message
from maas.model import SourceId
from maas.settings import read_territory
from maas.snapshot import Batch
from maas.streets import StreetNetwork
from routing.overlays.rentals.applying import apply_rentals
from routing.rentals.fleets import Rentals
from routing.rentals.search import RentalSearch
from routing.streets import StreetRouter, unlinked

T = TypeVar("T")
SOURCE = SourceId("rental")
NOW = 1_695_193_200
RUNS = 5
MOVED = 0.05
"""Share of the vehicles that stand elsewhere in the next message."""
JITTER_DEG = 2e-4
ZONE_DEG = 4e-3
ZONE_CORNERS = 60


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--territory", type=Path, required=True)
    parser.add_argument("--stations", type=int, default=1500)
    parser.add_argument("--vehicles", type=int, default=3000)
    parser.add_argument("--zones", type=int, default=200)
    given = parser.parse_args()
    territory = read_territory(given.territory, os.environ)
    graph = loaded(territory)
    assert graph.streets is not None
    streets = StreetRouter(graph.streets, graph.links or unlinked(graph.streets))
    city = City(graph.streets, np.random.default_rng(1), given.stations, given.vehicles)
    zones = city.zones(given.zones)
    say("message", f"{len(city.message(zones)) / 1e6:.1f} MB, {city.said}, {given.zones} zones")
    updates(streets, city, zones)
    say("memory per 1,000 vehicles", f"{memory(streets, city) / 1e6:.2f} MB")


@dataclass
class City:
    """Stations and vehicles of chance beside streets."""

    network: StreetNetwork
    dice: np.random.Generator
    n_stations: int
    n_vehicles: int

    def __post_init__(self) -> None:
        self.stations = self.places(self.n_stations)
        self.vehicles = self.places(self.n_vehicles)

    @property
    def said(self) -> str:
        """How large it is."""
        return f"{self.n_stations} stations, {self.n_vehicles} vehicles"

    def places(self, n: int) -> np.ndarray:
        """[n, 2] positions beside random vertices."""
        vertices = self.network.vertices
        row = self.dice.integers(0, vertices.id.size, n)
        at = np.stack([vertices.lat_e7[row], vertices.lon_e7[row]], axis=1) / 1e7
        return at + self.dice.uniform(-JITTER_DEG, JITTER_DEG, (n, 2))

    def move(self, share: float) -> None:
        """Have some vehicles stand elsewhere."""
        moved = self.dice.random(self.n_vehicles) < share
        self.vehicles[moved] = self.places(int(moved.sum()))

    def zones(self, n: int) -> list[dict[str, Any]]:
        """Crooked polygons that forbid this or that."""
        return [self._zone(at) for at in self.places(n).tolist()]

    def _zone(self, at: list[float]) -> dict[str, Any]:
        angle = np.linspace(0, 2 * np.pi, ZONE_CORNERS)
        far = self.dice.uniform(0.3, 1.0, ZONE_CORNERS) * ZONE_DEG
        ring = np.stack([at[1] + far * np.cos(angle), at[0] + far * np.sin(angle)], axis=1)
        ring[-1] = ring[0]
        start, end, through = (self.dice.random(3) < (0.7, 0.5, 0.9)).tolist()
        rule = {
            "ride_start_allowed": start,
            "ride_end_allowed": end,
            "ride_through_allowed": through,
        }
        return {
            "type": "Feature",
            "geometry": {"type": "MultiPolygon", "coordinates": [[ring.round(6).tolist()]]},
            "properties": {"rules": [rule]},
        }

    def message(self, zones: list[dict[str, Any]]) -> bytes:
        """All files of GBFS 3.0 in one, with other counts each time."""
        counts = self.dice.integers(0, 20, (self.n_stations, 2)).tolist()
        files: dict[str, Any] = {
            "system_information": {"system_id": "chance", "timezone": "Europe/Lisbon"},
            "vehicle_types": {"vehicle_types": TYPES},
            "station_information": {"stations": list(map(_station, _rows(self.stations)))},
            "station_status": {"stations": list(map(_status, enumerate(counts)))},
            "vehicle_status": {"vehicles": list(map(_vehicle, _rows(self.vehicles)))},
            "geofencing_zones": {
                "geofencing_zones": {"type": "FeatureCollection", "features": zones},
                "global_rules": [],
            },
        }
        head = {"last_updated": "2023-09-20T07:00:00Z", "ttl": 60, "version": "3.0"}
        return msgspec.json.encode({name: {**head, "data": data} for name, data in files.items()})


TYPES = [
    {
        "vehicle_type_id": name,
        "form_factor": form,
        "propulsion_type": power,
        "return_constraint": returns,
        "max_range_meters": 30000,
    }
    for name, form, power, returns in (
        ("bike", "bicycle", "human", "any_station"),
        ("ebike", "bicycle", "electric_assist", "hybrid"),
        ("scooter", "scooter_standing", "electric", "free_floating"),
    )
]


def _rows(at: np.ndarray) -> "enumerate[list[float]]":
    return enumerate(at.round(6).tolist())


def _station(row: tuple[int, list[float]]) -> dict[str, Any]:
    i, (lat, lon) = row
    name = [{"text": f"Station {i}", "language": "en"}]
    return {"station_id": f"s{i}", "name": name, "lat": lat, "lon": lon, "capacity": 40}


def _status(row: tuple[int, list[int]]) -> dict[str, Any]:
    i, (bikes, ebikes) = row
    types = [{"vehicle_type_id": "bike", "count": bikes}]
    types.append({"vehicle_type_id": "ebike", "count": ebikes})
    return {
        "station_id": f"s{i}",
        "num_vehicles_available": bikes + ebikes,
        "vehicle_types_available": types,
        "num_docks_available": 40 - bikes - ebikes,
        "is_installed": True,
        "is_renting": True,
        "is_returning": True,
        "last_reported": "2023-09-20T07:00:00Z",
    }


def _vehicle(row: tuple[int, list[float]]) -> dict[str, Any]:
    i, (lat, lon) = row
    return {
        "vehicle_id": f"v{i}",
        "lat": lat,
        "lon": lon,
        "is_reserved": False,
        "is_disabled": False,
        "vehicle_type_id": "scooter" if i % 2 else "ebike",
        "current_range_meters": 1000 + i % 20000,
        "last_reported": "2023-09-20T07:00:00Z",
    }


def updates(streets: StreetRouter, city: City, zones: list[dict[str, Any]]) -> None:
    """The first message, and those after it."""
    first = city.message(zones)
    batch = _batch(first)
    _applied(streets, batch, None)  # the kernels compile
    say("parse", best(lambda: parse(first, SOURCE, NOW)))
    say("first message applied", best(lambda: _applied(streets, batch, None), 2))
    rentals = _applied(streets, batch, None)
    say("spots", sum(fleet.taking.place.size for fleet in rentals.fleets))
    counts = _batch(city.message(zones))
    city.move(MOVED)
    later = city.message(zones)
    say("parse, next message", best(lambda: parse(later, SOURCE, NOW)))
    after = _batch(later)
    sent = msgspec.msgpack.encode(Message(1, "g", after))
    say("told to a worker", best(lambda: _sent(after)) + f", {len(sent) / 1e6:.1f} MB")
    say("next message applied", best(lambda: _applied(streets, after, rentals)))
    say("counts alone applied", best(lambda: _applied(streets, counts, rentals)))
    say("search made ready", best(lambda: RentalSearch(streets, rentals)))


def memory(streets: StreetRouter, city: City) -> float:
    """Bytes that a thousand vehicles take: their records and spots."""
    tracemalloc.start()
    sizes, kept = [], []
    for n in (city.n_vehicles, city.n_vehicles + 1000):
        larger = City(city.network, np.random.default_rng(2), city.n_stations, n)
        content = larger.message([])
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        kept.append(_applied(streets, _batch(content), None))
        gc.collect()
        sizes.append(tracemalloc.get_traced_memory()[0] - before)
    tracemalloc.stop()
    return float(sizes[1] - sizes[0])


def _sent(batch: Batch) -> Message:
    return msgspec.msgpack.decode(msgspec.msgpack.encode(Message(1, "g", batch)), type=Message)


def _batch(content: bytes) -> Batch:
    return Batch(SOURCE, NOW, parse(content, SOURCE, NOW).records)


def _applied(streets: StreetRouter, batch: Batch, previous: Rentals | None) -> Rentals:
    return apply_rentals(streets, {SOURCE: batch}, NOW, previous)


def best(work: Callable[[], T], runs: int = RUNS) -> str:
    """The CPU time of the shortest of some runs."""
    times = []
    for _ in range(runs):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return f"{min(times) * 1000:.1f} ms"


def say(what: str, value: object) -> None:
    """One line of the report."""
    print(f"{what:<28} {value}", flush=True)


if __name__ == "__main__":
    main()
