"""The three systems of the invented city at the addresses where their files are."""

from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urljoin

import msgspec

from maas.demo.rentals import bike_feed, car_feed, scooter_feed
from maas.demo.rentals.bikes import BikeSystem
from maas.demo.rentals.cars import CarSystem
from maas.demo.rentals.gbfs import STATIC_S, Feed, File, Json, stamp
from maas.demo.rentals.places import RentalPlaces
from maas.demo.rentals.scooters import ScooterSystem

SYSTEMS = {"bikes": bike_feed.NAME, "scooters": scooter_feed.NAME, "cars": car_feed.NAME}
"""By their place in addresses, what they are called."""


def rental_address(address: str, system: str) -> str:
    """Where a system's `gbfs.json` is; `address`: where the simulator's GTFS-Realtime is."""
    return urljoin(address, f"gbfs/{system}/gbfs.json")


def rental_files(
    places: RentalPlaces, seed: int, address: str
) -> Iterator[tuple[str, int, Callable[[int], bytes]]]:
    """(address, how often it changes (s), what makes it at a moment (Unix s)) of each file."""
    feeds = {
        "bikes": bike_feed.bike_feed(BikeSystem.of(places.docks, seed)),
        "scooters": scooter_feed.scooter_feed(
            ScooterSystem.of(places.spots, places.n_scooters, seed), places.zones
        ),
        "cars": car_feed.car_feed(CarSystem(places.bays, seed)),
    }
    for system, feed in feeds.items():
        base = rental_address(address, system)
        yield base, STATIC_S, partial(_render, feed, File(STATIC_S, partial(_index, feed, base)))
        for path, file in feed.files.items():
            yield urljoin(base, f"{path}.json"), file.lasts_s, partial(_render, feed, file)


def _index(feed: Feed, base: str, _: int) -> Json:
    """What files there are; before GBFS 3 in each language."""
    if feed.version.startswith("3"):
        return {"feeds": [{"name": name, "url": _url(base, name)} for name in feed.files]}
    told: Json = {}
    for path in feed.files:
        code, name = path.split("/")
        feeds = told.setdefault(code, {"feeds": []})["feeds"]
        feeds.append({"name": name, "url": _url(base, path)})
    return told


def _url(base: str, path: str) -> str:
    return urljoin(base, f"{path}.json")


def _render(feed: Feed, file: File, now: int) -> bytes:
    is_new = feed.version.startswith("3")
    return msgspec.json.encode(
        {
            "last_updated": stamp(now) if is_new else now,
            "ttl": file.lasts_s,
            "version": feed.version,
            "data": file.tell(now),
        }
    )
