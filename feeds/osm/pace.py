"""How fast one gets on over a way: speeds of cars, and how much slower all others are there.

Figures are times on the ground, not comfort: who would rather take a detour is not asked here.
"""

import re

from feeds.osm.access import Tags
from maas.streets import Street

KMH_PER_MPH = 1.609344

CAR_KMH = {
    Street.MOTORWAY: 105,
    Street.TRUNK: 80,
    Street.PRIMARY: 45,
    Street.SECONDARY: 40,
    Street.TERTIARY: 35,
    Street.LOCAL: 26,
    Street.LIVING: 9,
    Street.SERVICE: 15,
    Street.TRACK: 12,
    Street.FERRY: 20,
}
"""What cars really drive where no limit is tagged; crossings and lights cost their own."""

LINK_KMH = 50
SHARE_OF_LIMIT = 0.8
"""What is left of a speed limit between crossings: after bends, parked and other cars."""

NAMED_LIMITS_KMH = {"walk": 7, "none": 130, "living_street": 15, "urban": 50, "rural": 80}
NAMED_LIMITS_KMH |= {"trunk": 100, "motorway": 120}
ROUGH_CAR_KMH = 25

BIKE_SURFACE_PERCENT = {
    "sett": 120, "paving_stones": 105, "cobblestone": 140, "unhewn_cobblestone": 160,
    "unpaved": 130, "compacted": 110, "fine_gravel": 115, "gravel": 140, "pebblestone": 150,
    "ground": 140, "dirt": 140, "earth": 140, "grass": 180, "grass_paver": 140, "mud": 250,
    "sand": 250, "wood": 115, "rock": 200,
}  # fmt: skip

WHEELCHAIR_SURFACE_PERCENT = {
    "sett": 130, "paving_stones": 110, "cobblestone": 170, "unhewn_cobblestone": 200,
    "unpaved": 160, "compacted": 120, "fine_gravel": 150, "gravel": 220, "pebblestone": 220,
    "ground": 180, "dirt": 180, "earth": 180, "grass": 250, "grass_paver": 180, "wood": 115,
    "mud": 0, "sand": 0, "rock": 0,
}  # fmt: skip
"""0 cannot be passed."""

ROUGH_SURFACES = frozenset(BIKE_SURFACE_PERCENT) - {"paving_stones", "sett", "wood"}
TRACK_PERCENT = {"grade1": 105, "grade2": 120, "grade3": 140, "grade4": 170, "grade5": 200}
HARD_SMOOTHNESS = frozenset({"very_bad", "horrible", "very_horrible", "impassable"})
STEEP_PERCENT = 6.0
"""The incline from which a wheelchair is slow (accessible ramps are built up to here)."""
TOO_STEEP_PERCENT = 12.0
NARROWEST_M = 0.8
HIKES = {"mountain_hiking": 150}
CLIMBS = frozenset(
    {
        "demanding_mountain_hiking",
        "alpine_hiking",
        "demanding_alpine_hiking",
        "difficult_alpine_hiking",
    }
)
NUMBER = re.compile(r"\s*(-?\d{1,4}(?:\.\d{1,3})?)\s*(mph|%|m|km/h)?\s*", re.ASCII)


def _number(text: str) -> float | None:
    """The number at the head of a tag's value such as "30 mph", "8%" or "1.2 m"."""
    match = NUMBER.fullmatch(text)
    if match is None:
        return None
    return float(match[1]) * (KMH_PER_MPH if match[2] == "mph" else 1.0)


def _limit_kmh(text: str) -> float | None:
    """A speed limit as tagged: 50, "30 mph", "FR:urban", "walk"."""
    return _number(text) or NAMED_LIMITS_KMH.get(text.split(":")[-1])


def car_kmh(tags: Tags, kind: Street) -> tuple[int, int]:
    """What a car really drives, forward and backward."""
    common = tags.get("maxspeed", "")
    forward = _limit_kmh(tags.get("maxspeed:forward", common))
    backward = _limit_kmh(tags.get("maxspeed:backward", common))
    return _really_driven(tags, kind, forward), _really_driven(tags, kind, backward)


def _really_driven(tags: Tags, kind: Street, limit_kmh: float | None) -> int:
    plain = CAR_KMH.get(kind, 9)
    if tags.get("highway", "").endswith("_link"):
        plain = min(plain, LINK_KMH)
    kmh = limit_kmh * SHARE_OF_LIMIT if limit_kmh else plain
    if kind in {Street.LIVING, Street.SERVICE}:
        kmh = min(kmh, plain)  # nobody drives a yard at the limit of its quarter
    if tags.get("surface") in ROUGH_SURFACES:
        kmh = min(kmh, ROUGH_CAR_KMH)
    return int(min(max(kmh, 5), 130))


def walk_percent(tags: Tags, kind: Street) -> int:
    """Time for a metre on foot, in percent of that on an even street."""
    if kind is Street.STEPS:
        return 100 if tags.get("conveying", "no") != "no" else 200
    return HIKES.get(tags.get("sac_scale", ""), 400 if tags.get("sac_scale") in CLIMBS else 100)


def bike_percent(tags: Tags, kind: Street) -> int:
    """Time for a metre by bike, in percent of that on an even street."""
    slow = BIKE_SURFACE_PERCENT.get(tags.get("surface", ""), 0)
    slow = slow or TRACK_PERCENT.get(tags.get("tracktype", ""), 0)
    shared = {Street.PEDESTRIAN: 200, Street.FOOTWAY: 130, Street.PLATFORM: 300, Street.LIVING: 115}
    unpaved_by_default = {Street.TRACK: 130, Street.PATH: 120}
    return max(slow or unpaved_by_default.get(kind, 100), shared.get(kind, 100))


def wheelchair_percent(tags: Tags, kind: Street) -> int:
    """Time for a metre in a wheelchair, in percent of that on an even street; 0: impassable."""
    said = tags.get("wheelchair")
    if said == "no" or tags.get("conveying", "no") != "no":
        return 0
    if said in {"yes", "designated"}:
        return 100
    if kind is Street.STEPS:
        return 120 if tags.get("ramp:wheelchair") == "yes" else 0
    if _stops_wheelchair(tags):
        return 0
    surface = WHEELCHAIR_SURFACE_PERCENT.get(tags.get("surface", ""), 100)
    by_kind = {Street.TRACK: 160, Street.PATH: 130}
    slow = surface if "surface" in tags else by_kind.get(kind, 100)
    slow = slow * 3 // 2 if _incline_percent(tags) > STEEP_PERCENT else slow
    return max(slow, 140) if said == "limited" and slow else slow


def _stops_wheelchair(tags: Tags) -> bool:
    """Whether a way is too rough, too steep or too narrow."""
    width_m = _number(tags.get("width", ""))
    return (
        tags.get("smoothness") in HARD_SMOOTHNESS
        or ("sac_scale" in tags and tags["sac_scale"] not in {"hiking", "strolling"})
        or _incline_percent(tags) > TOO_STEEP_PERCENT
        or (width_m is not None and 0 < width_m < NARROWEST_M)
    )


def _incline_percent(tags: Tags) -> float:
    """How steep a way is, without its sign; 0 where only "up" or "down" is said."""
    return abs(_number(tags.get("incline", "")) or 0.0)
