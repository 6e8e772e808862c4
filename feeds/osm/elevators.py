"""Elevators that OSM draws as a node or an area: taken apart, so that passing takes a ride.

The node (of an area, its first one) stays as the shaft; every way that meets it gets a door of its
own (one door for all ways of one level), and a short elevator edge leads from each door to the
shaft.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from feeds.osm.access import Tags
from feeds.osm.traits import Traits, traits
from maas.units import ELEVATOR_S

DOORS = 16
"""At most so many doors; ids of doors are -(node id x 16 + number)."""


@dataclass(frozen=True, slots=True)
class Ride:
    """From a door to the shaft of the elevator that meets ways at a node."""

    way: int
    door: int
    node: int
    traits: Traits


def door_of(node: int, level: float, levels: list[float]) -> int:
    """The id of the door by which ways of a level meet an elevator."""
    if level not in levels and len(levels) < DOORS:
        levels.append(level)
    number = levels.index(level) if level in levels else 0
    return -(node * DOORS + number)


def rides(levels: Mapping[int, list[float]], tags: Mapping[int, Tags]) -> Iterable[Ride]:
    """The elevator edges of all elevators met, by node id."""
    for node, met in levels.items():
        for number, level in enumerate(met):
            door = -(node * DOORS + number)
            ride = _ride_traits(tags[node], level)
            if ride is not None:
                yield Ride(door, door, node, ride)


def _ride_traits(tags: Tags, level: float) -> Traits | None:
    """An elevator's own tags on each of its edges; half a ride to the shaft, half from it."""
    inherited = {key: value for key, value in tags.items() if key not in ("level", "repeat_on")}
    whole = traits({**inherited, "highway": "elevator", "level": f"{level:g}"})
    if whole is None:
        return None
    return Traits(
        kind=whole.kind,
        flags=whole.flags,
        name=whole.name,
        open=whole.open,
        car_kmh=whole.car_kmh,
        percent=whole.percent,
        wait_s=ELEVATOR_S // 2,
        storeys=whole.storeys,
    )
