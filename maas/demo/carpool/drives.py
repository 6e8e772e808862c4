"""Who drives where in the invented city: written with it, read by the simulator."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import msgspec

from maas.demo.rentals.places import Point, metres

FILE = "carpool.json"


class Driver(msgspec.Struct, frozen=True, kw_only=True):
    """Who drives."""

    alias: str
    first_name: str
    last_name: str
    """Known to the operator, nobody else's business; the alias is for everyone."""
    grade: int | None
    car: str
    seats: int
    cents_per_km: int | None
    """Of a passenger; 0: free of charge, None: the operator has not said yet."""
    by_week: bool
    """Tells all days at once, not day by day."""


class Drive(msgspec.Struct, frozen=True, kw_only=True):
    """One way of a driver, on the same days every week."""

    id: str
    driver: Driver
    origin: str
    goal: str
    """What both ends are called."""
    line: tuple[Point, ...]
    after_s: tuple[int, ...]
    """When each point of the line is passed, since leaving."""
    met_at: dict[int, str]
    """Points of the line where people meet, and what these places are called."""
    starts: int
    """s of the day."""
    weekdays: tuple[int, ...]
    """0 (Monday) … 6."""


class MeetingPlace(msgspec.Struct, frozen=True):
    """Where people who share cars meet."""

    id: str
    name: str
    kind: str
    """As the French base of carpool places says it."""
    at: Point
    bays: int
    is_lit: bool
    comment: str = ""


class CarpoolPlaces(msgspec.Struct, frozen=True):
    """All of it, by which operator the drivers are with."""

    asked: tuple[Drive, ...]
    """Of the operator who answers what somebody asks."""
    published: tuple[Drive, ...]
    """Of the operator who publishes all there is."""
    places: tuple[MeetingPlace, ...]


def read_carpool(folder: Path) -> CarpoolPlaces:
    """Read what `maas.demo.generate` wrote into a folder."""
    return msgspec.json.decode((folder / FILE).read_bytes(), type=CarpoolPlaces)


def write_carpool(folder: Path, places: CarpoolPlaces) -> None:
    """Write them beside the city's other files."""
    (folder / FILE).write_bytes(msgspec.json.encode(places))


def driven_m(line: Sequence[Point]) -> float:
    """How long a way is."""
    return sum(metres(a, b) for a, b in pairwise(line))
