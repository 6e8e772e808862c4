"""What it takes to read GBFS: CPU time from bytes to records, bytes to the workers and the archive.

    python -m benchmarks.gbfs

A drawn system of a large city (1,500 stations with counts by type, 3,000 vehicles, 30 zones), and
what MAAS_SHARED holds of real ones. Decoding alone is what no reading can do without. Best of
seven.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from math import cos, sin, tau
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from benchmarks.timing import cpu_ms
from feeds.gbfs import hide, parse
from feeds.gbfs.files import FILES
from maas.archive import Archive
from maas.live import RentalStation, RentalVehicle
from maas.model import SourceId

REAL = ("rouen", "sf-baywheels", "fixtures/v3.0")
SOURCE = SourceId("velo")
NOW = 1_750_000_000
STATIONS, VEHICLES, ZONES = 1500, 3000, 30
MESSAGES = 16


def main() -> int:
    """Print a table."""
    folder = Path(os.environ.get("MAAS_SHARED", "../shared"), "data", "gbfs")
    found = [folder / name for name in REAL if (folder / name).is_dir()]
    print("| system | kB | stations | vehicles | decode | parse | hide | kB to each worker |")
    print("|---|---|---|---|---|---|---|---|")
    print(f"| drawn | {' | '.join(row(message(drawn())))} |")
    for path in found:
        print(f"| {path.name} | {' | '.join(row(message(dict(files(path)))))} |")
    print(f"\nArchived, the drawn system takes {archived() / 1000:.0f} kB a message.")
    return 0


def row(content: bytes) -> list[str]:
    """Sizes, and CPU times in ms."""
    records = parse(content, SOURCE, NOW).records
    sizes = (
        len(content) // 1000,
        sum(isinstance(each, RentalStation) for each in records),
        sum(isinstance(each, RentalVehicle) for each in records),
    )
    times = (
        cpu_ms(lambda: msgspec.json.decode(content)),
        cpu_ms(lambda: parse(content, SOURCE, NOW)),
        cpu_ms(lambda: hide(content)),
    )
    sent = len(msgspec.msgpack.encode(records)) // 1000
    return [*(f"{each:,}" for each in sizes), *(f"{each:.0f} ms" for each in times), f"{sent:,}"]


def archived() -> float:
    """Bytes on disk of a message of the drawn system, where each changes a twentieth of it."""
    random, system = Random(1), drawn()
    stations = system["station_status"]["data"]["stations"]
    vehicles = system["vehicle_status"]["data"]["vehicles"]
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder), hides={SOURCE: hide})
        for number in range(MESSAGES):
            for station in random.sample(stations, STATIONS // 20):
                station["num_vehicles_available"] = random.randrange(15)
            for vehicle in random.sample(vehicles, VEHICLES // 20):
                vehicle.update(_place(random.randrange(9999)))
            archive.append(SOURCE, number, NOW + 30 * number, message(system))
        sizes = [path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()]
    return sum(sizes) / MESSAGES


def message(system: dict[str, Any]) -> bytes:
    """All files in one object."""
    return msgspec.json.encode(system)


def files(folder: Path) -> Iterator[tuple[str, Any]]:
    """The files of a folder by name."""
    for path in folder.glob("*.json"):
        if path.stem in FILES:
            yield path.stem, msgspec.json.decode(path.read_bytes())


def drawn() -> dict[str, Any]:
    """A system of GBFS 3.0 with everything that large ones publish."""
    return {
        "station_information": file(stations=[_station(i) for i in range(STATIONS)]),
        "station_status": file(stations=[_status(i) for i in range(STATIONS)]),
        "vehicle_status": file(vehicles=[_vehicle(i) for i in range(VEHICLES)]),
        "vehicle_types": file(vehicle_types=[_type("bike"), _type("e")]),
        "geofencing_zones": file(geofencing_zones={"features": [_zone(i) for i in range(ZONES)]}),
    }


def file(**members: Any) -> dict[str, Any]:
    """A file of the present."""
    return {"last_updated": "2025-06-15T15:06:40Z", "ttl": 30, "version": "3.0", "data": members}


def _station(i: int) -> dict[str, Any]:
    return {
        "station_id": f"station-{i}",
        "name": [{"text": f"Place {i}", "language": "fr"}],
        **_place(i),
        "address": f"{i} rue de la Gare",
        "capacity": 30,
        "rental_uris": {"web": f"https://velo.example/station/{i}"},
    }


def _status(i: int) -> dict[str, Any]:
    return {
        "station_id": f"station-{i}",
        "num_vehicles_available": i % 15,
        "num_docks_available": 30 - i % 15,
        "is_installed": True,
        "is_renting": True,
        "is_returning": True,
        "last_reported": "2025-06-15T15:06:01Z",
        "vehicle_types_available": [
            {"vehicle_type_id": "bike", "count": i % 15},
            {"vehicle_type_id": "e", "count": 0},
        ],
    }


def _vehicle(i: int) -> dict[str, Any]:
    return {
        "vehicle_id": f"2b6488755477b6803d3e21072a3dbcff{i:08}",
        **_place(i * 7),
        "is_reserved": False,
        "is_disabled": i % 50 == 0,
        "vehicle_type_id": "e",
        "current_range_meters": 1000 + i,
        "last_reported": "2025-06-15T15:06:01Z",
        "rental_uris": {"android": f"https://velo.example/v/{i}", "ios": "velo://rent"},
    }


def _type(id: str) -> dict[str, Any]:
    return {"vehicle_type_id": id, "form_factor": "bicycle", "propulsion_type": "human"}


def _zone(i: int) -> dict[str, Any]:
    lon, lat = _place(i * 50)["lon"], _place(i * 50)["lat"]
    turns = [tau * k / 200 for k in range(200)]
    ring = [[lon + 0.003 * cos(turn), lat + 0.002 * sin(turn)] for turn in (*turns, 0)]
    rules = [{"ride_start_allowed": True, "ride_end_allowed": False, "ride_through_allowed": True}]
    geometry = {"type": "MultiPolygon", "coordinates": [[ring]]}
    return {"type": "Feature", "geometry": geometry, "properties": {"rules": rules}}


def _place(i: int) -> dict[str, float]:
    return {"lat": 41.1 + i % 97 / 1000, "lon": -8.65 + i % 89 / 800}


if __name__ == "__main__":
    sys.exit(main())
