"""Read from an OSM file where cars and bikes are parked."""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import osmium

from feeds.osm.parking_tags import ENTRANCE, PURPOSES, facility_of
from feeds.osm.reading import format_of
from maas.arrays import frozen
from maas.errors import FeedMalformed
from maas.facilities import Facilities, Mapped, Position
from maas.live.parking import ParkingFacility, ParkingKind, Purpose, Users
from maas.model import LatLon

ALMOST_M = 10.0
"""An entrance this near to the box around a car park is its."""
BESIDE_M = 100.0
"""One this near to a garage that is drawn as a point is its."""
SAME_NAME_M = 300.0
"""Entrances of one name that are no farther from each other lead into one garage."""
M_PER_DEGREE = 111_195
BELOW = (ParkingKind.UNDERGROUND, ParkingKind.CAR_PARK)


class _Drawn(NamedTuple):
    """A place to park and the box around it: south, west, north, east."""

    told: ParkingFacility
    box: tuple[float, float, float, float]

    def holds(self, at: Position) -> bool:
        """Whether a position is in the box or almost."""
        south, west, north, east = self.box
        slack = ALMOST_M / M_PER_DEGREE
        is_tall = south - slack <= at[0] <= north + slack
        return is_tall and west - 2 * slack <= at[1] <= east + 2 * slack


@dataclass(slots=True)
class _Found:
    """What was found so far."""

    drawn: list[_Drawn] = field(default_factory=list)
    entrances: list[ParkingFacility] = field(default_factory=list)


def read(path: Path) -> Facilities:
    """Read all places to park of an OSM extract, private ones too.

    A garage of which only entrances are drawn is one if these bear a name; of several of one name
    near each other the first.

    Raises:
        FeedMalformed: the file is no OSM file or is damaged.
    """
    file = osmium.io.File(str(path), format_of(path))
    found = _Found()
    wanted = osmium.filter.TagFilter(*(("amenity", each) for each in (*PURPOSES, ENTRANCE)))
    try:
        for element in osmium.FileProcessor(file).with_areas(wanted).with_filter(wanted):
            _take(element, found)
    except (RuntimeError, OSError, ValueError) as problem:
        raise FeedMalformed(
            f"{path.name} cannot be read as OpenStreetMap data: {problem}"
        ) from problem
    return frozen(Facilities.of(_put_together(found)))


def _take(element: Any, found: _Found) -> None:
    """Sort an element in: nodes as they are, ways and relations as the areas they draw."""
    tags = dict(element.tags)
    if element.is_node():
        at = (element.lat, element.lon)
        told = facility_of(f"node/{element.id}", *at, tags)
        if told is not None and tags["amenity"] == ENTRANCE:
            found.entrances.append(told)
        elif told is not None:
            found.drawn.append(_Drawn(told, (*at, *at)))
    elif element.is_area():
        points = [node for ring in element.outer_rings() for node in ring if node.location.valid()]
        kind = "way" if element.from_way() else "relation"
        _draw(f"{kind}/{element.orig_id()}", points, tags, found)
    elif element.is_way() and not element.is_closed():
        points = [node for node in element.nodes if node.location.valid()]
        _draw(f"way/{element.id}", points, tags, found)


def _draw(osm_id: str, points: list[Any], tags: dict[str, str], found: _Found) -> None:
    """Take an area, or a line of stands, as what lies in the middle of the box around it."""
    if not points or tags["amenity"] == ENTRANCE:
        return
    lats, lons = [node.lat for node in points], [node.lon for node in points]
    south, west, north, east = box = (min(lats), min(lons), max(lats), max(lons))
    told = facility_of(osm_id, (south + north) / 2, (west + east) / 2, tags)
    if told is not None:
        found.drawn.append(_Drawn(told, box))


def _put_together(found: _Found) -> list[Mapped]:
    """Places to park with their entrances; entrances with a name that lead into none are one."""
    of: defaultdict[str, list[Position]] = defaultdict(list)
    alone: list[ParkingFacility] = []
    garages = [each for each in found.drawn if each.told.purpose is Purpose.CAR]
    for entrance in found.entrances:
        owner = _owner(entrance, garages) or _namesake(entrance, alone)
        if owner is None and entrance.name and entrance.users is not Users.SUBSCRIBERS:
            owner = entrance
            alone.append(entrance)
        if owner is not None:
            of[owner.id].append(_at(entrance))
    told = [*(each.told for each in found.drawn), *alone]
    return [Mapped(each, tuple(of[each.id])) for each in told]


def _owner(entrance: ParkingFacility, garages: list[_Drawn]) -> ParkingFacility | None:
    """The car park that an entrance leads into, as far as the map shows."""
    at = _at(entrance)
    around = [each.told for each in garages if each.holds(at)]
    if not around:
        points = (each.told for each in garages if each.told.kind in BELOW)
        around = [each for each in points if _metres(_at(each), at) <= BESIDE_M]
    return min(around, key=lambda each: (_metres(_at(each), at), each.id), default=None)


def _namesake(entrance: ParkingFacility, alone: list[ParkingFacility]) -> ParkingFacility | None:
    at, name = _at(entrance), entrance.name
    near = (each for each in alone if _metres(_at(each), at) <= SAME_NAME_M)
    return next((each for each in near if name and each.name == name), None)


def _at(told: ParkingFacility) -> Position:
    return told.lat or 0.0, told.lon or 0.0


def _metres(one: Position, other: Position) -> float:
    return LatLon(*one).distance_m(LatLon(*other))
