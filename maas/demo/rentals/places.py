"""Where vehicles to rent stand in the invented city: written with it, read by the simulator."""

from math import cos, hypot, radians
from pathlib import Path

import msgspec

from maas.demo.plane import METRES_PER_DEGREE

FILE = "rentals.json"

Point = tuple[float, float]
"""Latitude, longitude."""


class Site(msgspec.Struct, frozen=True):
    """A station, or (without id and name) a place where scooters are left."""

    at: Point
    pull: float
    """How central it is: 1 in the middle of the city, 0 at its rim."""
    id: str = ""
    name: str = ""
    capacity: int = 0
    region: str = ""


class Zone(msgspec.Struct, frozen=True):
    """An area where rules of the scooters hold."""

    kind: str
    """`no-ride`, `no-parking`, `slow` or `service`."""
    name: str
    ring: tuple[Point, ...]


class RentalPlaces(msgspec.Struct, frozen=True):
    """All places of the three systems."""

    docks: tuple[Site, ...]
    spots: tuple[Site, ...]
    n_scooters: int
    bays: tuple[Site, ...]
    zones: tuple[Zone, ...]
    """Those that come first take precedence."""


def read_places(folder: Path) -> RentalPlaces:
    """Read what `maas.demo.generate` wrote into a folder."""
    return msgspec.json.decode((folder / FILE).read_bytes(), type=RentalPlaces)


def write_places(folder: Path, places: RentalPlaces) -> None:
    """Write them beside the city's other files."""
    (folder / FILE).write_bytes(msgspec.json.encode(places))


def metres(a: Point, b: Point) -> float:
    """How far apart two places of the city are; the earth is flat there."""
    north, east = b[0] - a[0], (b[1] - a[1]) * cos(radians(a[0]))
    return hypot(north, east) * METRES_PER_DEGREE
