"""Where one parks in the invented city: written with it, read by the simulator."""

from enum import StrEnum
from pathlib import Path

import msgspec

from maas.demo.rentals.places import Point

FILE = "parking.json"


class Habit(StrEnum):
    """When those who park there come and go."""

    CENTRE = "centre"
    """Work, shops, and in the evening the theatre."""
    CROWDED = "crowded"
    """The same, and more of them than there is room at midday."""
    COMMUTERS = "commuters"
    EARLY = "early"
    """Commuters who take the last place before eight."""
    RESIDENTS = "residents"


class Step(msgspec.Struct, frozen=True):
    """What staying at most so long costs."""

    minutes: int
    cents: int


class Park(msgspec.Struct, frozen=True, kw_only=True):
    """A car park or bike park."""

    id: str
    name: str
    at: Point
    kind: str
    """`ground`, `building`, `underground` or `bikes`."""
    capacity: int
    habit: Habit
    disabled: int = 0
    charging: int = 0
    height_cm: int | None = None
    by_day_only: bool = False
    """Closed by night and on Sundays."""
    tariff: tuple[Step, ...] = ()
    """By rising stay, at least a day in the last step; empty: it costs nothing."""
    is_park_and_ride: bool = False
    is_silent: bool = False
    """Its counter is out of order."""


class ParkingPlaces(msgspec.Struct, frozen=True):
    """All of them, by who tells of them."""

    city: tuple[Park, ...]
    towns: dict[str, tuple[Park, ...]]
    """By the town's name."""


def read_parking(folder: Path) -> ParkingPlaces:
    """Read what `maas.demo.generate` wrote into a folder."""
    return msgspec.json.decode((folder / FILE).read_bytes(), type=ParkingPlaces)


def write_parking(folder: Path, places: ParkingPlaces) -> None:
    """Write them beside the city's other files."""
    (folder / FILE).write_bytes(msgspec.json.encode(places))


def hours_of(park: Park) -> str:
    """When one may drive in and out, as OpenStreetMap says it."""
    return "Mo-Sa 07:00-21:00" if park.by_day_only else "24/7"


def tariff_of(park: Park) -> str:
    """What it costs as people read it."""
    if not park.tariff:
        return "Gratuit"
    return ", ".join(f"{_stay(step.minutes)} : {_euros(step.cents)} €" for step in park.tariff)


def _stay(minutes: int) -> str:
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h"


def _euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"
