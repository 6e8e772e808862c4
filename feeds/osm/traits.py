"""The tags of a way to what routing must know of it: kind, openings, speeds, names, levels."""

from dataclasses import dataclass

from feeds.osm.access import (
    Allowed,
    Tags,
    allowed,
    is_roundabout,
    open_bits,
)
from feeds.osm.levels import Storeys, storeys
from feeds.osm.pace import bike_percent, car_kmh, walk_percent, wheelchair_percent
from maas.streets import Street, WayFlag
from maas.units import ELEVATOR_S

KINDS = {
    "motorway": Street.MOTORWAY,
    "trunk": Street.TRUNK,
    "primary": Street.PRIMARY,
    "secondary": Street.SECONDARY,
    "tertiary": Street.TERTIARY,
    "unclassified": Street.LOCAL,
    "residential": Street.LOCAL,
    "road": Street.LOCAL,
    "living_street": Street.LIVING,
    "service": Street.SERVICE,
    "services": Street.SERVICE,
    "rest_area": Street.SERVICE,
    "track": Street.TRACK,
    "pedestrian": Street.PEDESTRIAN,
    "footway": Street.FOOTWAY,
    "corridor": Street.FOOTWAY,
    "path": Street.PATH,
    "bridleway": Street.PATH,
    "cycleway": Street.CYCLEWAY,
    "steps": Street.STEPS,
    "elevator": Street.ELEVATOR,
    "platform": Street.PLATFORM,
}
"""Values of highway=* that are streets; others (proposed, construction, raceway, …) are not."""

CLIMBING = frozenset({Street.STEPS, Street.ELEVATOR})

NUMBERED = frozenset(range(Street.LOCAL + 1))
"""Kinds that signs call by number where they have no name."""


@dataclass(frozen=True, slots=True)
class Traits:
    """One row of Ways but for its id; a ferry's pace needs its length."""

    kind: Street
    flags: WayFlag
    name: str
    open: int
    car_kmh: tuple[int, int]
    percent: tuple[int, int, int]
    wait_s: int
    storeys: Storeys
    ferry_s: int | None = None
    """How long a ferry's whole way takes, 0 where OSM does not say; None: not a ferry."""


def kind_of(tags: Tags) -> Street | None:
    """What street a way is, or None: not a street, or one that nobody can use yet or any more."""
    highway = tags.get("highway", "").split(";")[0].removesuffix("_link")
    if highway in KINDS:
        return KINDS[highway]
    if tags.get("route") == "ferry":
        return Street.FERRY
    if "platform" in {tags.get("railway"), tags.get("public_transport")}:
        return Street.PLATFORM
    return None


def traits(tags: Tags) -> Traits | None:
    """What routing must know of a way, or None if no profile can use it."""
    kind = kind_of(tags)
    if kind is None:
        return None
    may = _may(tags, kind)
    wheelchair_share = wheelchair_percent(tags, kind)
    bits = open_bits(may, may.foot if wheelchair_share else 0)
    if not bits:
        return None
    return Traits(
        kind=kind,
        flags=_flags(tags, may),
        name=tags.get("name") or (tags.get("ref", "") if kind in NUMBERED else ""),
        open=bits,
        car_kmh=_car_kmh(tags, kind, may),
        percent=(walk_percent(tags, kind), wheelchair_share or 100, bike_percent(tags, kind)),
        wait_s=ELEVATOR_S if kind is Street.ELEVATOR else 0,
        storeys=storeys(tags, climbs=kind in CLIMBING),
        ferry_s=_duration_s(tags.get("duration", "")) if kind is Street.FERRY else None,
    )


def _may(tags: Tags, kind: Street) -> Allowed:
    """Who may use the way; a ferry carries bikes, and cars where its tags say so."""
    may = allowed(tags, kind)
    if kind is Street.FERRY and "bicycle" not in tags:
        return Allowed(may.foot, may.foot, may.car, may.car_ends_only)
    return may


def _car_kmh(tags: Tags, kind: Street, may: Allowed) -> tuple[int, int]:
    forward, backward = car_kmh(tags, kind)
    return forward if may.car & 1 else 0, backward if may.car & 2 else 0


def _flags(tags: Tags, may: Allowed) -> WayFlag:
    """What else is true of the way."""
    said = {
        WayFlag.TUNNEL: tags.get("tunnel", "no") != "no",
        WayFlag.BRIDGE: tags.get("bridge", "no") != "no",
        WayFlag.ROUNDABOUT: is_roundabout(tags),
        WayFlag.TOLL: tags.get("toll", "no") != "no",
        WayFlag.AREA: tags.get("area") == "yes",
        WayFlag.INDOOR: tags.get("indoor", "no") != "no" or tags.get("highway") == "corridor",
        WayFlag.DESTINATION: may.car_ends_only,
        WayFlag.LINK: tags.get("highway", "").endswith("_link"),
    }
    flags = WayFlag(0)
    for flag, is_true in said.items():
        flags |= flag if is_true else WayFlag(0)
    return flags


def _duration_s(text: str) -> int:
    """Seconds of `duration`: "mm", "hh:mm" or "hh:mm:ss"; 0 for anything else."""
    parts = text.split(":")
    if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        return 0
    numbers = [int(part) for part in parts]
    if len(numbers) == 1:
        return numbers[0] * 60
    hours, minutes, seconds = [*numbers, 0][:3] if len(numbers) <= 3 else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds
