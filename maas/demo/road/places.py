"""The wide streets of the invented city: written with it, read by the simulator."""

from itertools import pairwise
from pathlib import Path

import msgspec

from maas.demo.rentals.places import Point, metres

FILE = "road.json"


class Stretch(msgspec.Struct, frozen=True):
    """A few blocks of a wide street."""

    id: int
    street: str
    line: tuple[Point, ...]
    """Towards the middle of the city."""
    kind: str
    """The value of OpenStreetMap's `highway`."""

    @property
    def metres(self) -> float:
        """How long it is."""
        return sum(metres(a, b) for a, b in pairwise(self.line))


class RoadPlaces(msgspec.Struct, frozen=True):
    """All of them, and the bridge that most buses take."""

    stretches: tuple[Stretch, ...]
    bridge: Stretch


def read_road(folder: Path) -> RoadPlaces:
    """Read what `maas.demo.generate` wrote into a folder."""
    return msgspec.json.decode((folder / FILE).read_bytes(), type=RoadPlaces)


def write_road(folder: Path, places: RoadPlaces) -> None:
    """Write them beside the city's other files."""
    (folder / FILE).write_bytes(msgspec.json.encode(places))
