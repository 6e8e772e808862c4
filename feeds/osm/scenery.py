"""The tags of a thing to what a map shows it as."""

from dataclasses import dataclass

from feeds.osm.access import Tags
from feeds.osm.naming import LONGEST_NAME
from maas.landscape import SceneryFlag, Theme

AREAS: dict[str, dict[str, tuple[Theme, str]]] = {
    "natural": {
        "water": (Theme.WATER, "water"),
        "wood": (Theme.GREEN, "wood"),
        "scrub": (Theme.GREEN, "scrub"),
        "heath": (Theme.GREEN, "scrub"),
        "grassland": (Theme.GREEN, "grass"),
        "wetland": (Theme.GREEN, "wetland"),
        "beach": (Theme.LAND, "beach"),
        "sand": (Theme.LAND, "beach"),
        "bare_rock": (Theme.LAND, "rock"),
    },
    "waterway": {"riverbank": (Theme.WATER, "river"), "dock": (Theme.WATER, "dock")},
    "leisure": {
        "park": (Theme.GREEN, "park"),
        "garden": (Theme.GREEN, "garden"),
        "common": (Theme.GREEN, "park"),
        "dog_park": (Theme.GREEN, "park"),
        "golf_course": (Theme.GREEN, "golf_course"),
        "pitch": (Theme.GREEN, "pitch"),
        "track": (Theme.GREEN, "pitch"),
        "playground": (Theme.GREEN, "playground"),
        "recreation_ground": (Theme.GREEN, "park"),
        "swimming_pool": (Theme.WATER, "pool"),
        "stadium": (Theme.LAND, "sport"),
        "sports_centre": (Theme.LAND, "sport"),
        "marina": (Theme.LAND, "marina"),
    },
    "landuse": {
        "forest": (Theme.GREEN, "wood"),
        "grass": (Theme.GREEN, "grass"),
        "meadow": (Theme.GREEN, "grass"),
        "village_green": (Theme.GREEN, "park"),
        "flowerbed": (Theme.GREEN, "garden"),
        "recreation_ground": (Theme.GREEN, "park"),
        "cemetery": (Theme.GREEN, "cemetery"),
        "allotments": (Theme.GREEN, "allotments"),
        "orchard": (Theme.GREEN, "orchard"),
        "vineyard": (Theme.GREEN, "orchard"),
        "reservoir": (Theme.WATER, "reservoir"),
        "basin": (Theme.WATER, "basin"),
        "residential": (Theme.LAND, "residential"),
        "commercial": (Theme.LAND, "commercial"),
        "retail": (Theme.LAND, "commercial"),
        "industrial": (Theme.LAND, "industrial"),
        "port": (Theme.LAND, "industrial"),
        "railway": (Theme.LAND, "railway"),
        "construction": (Theme.LAND, "construction"),
        "education": (Theme.LAND, "education"),
        "farmland": (Theme.LAND, "farmland"),
        "farmyard": (Theme.LAND, "farmland"),
        "quarry": (Theme.LAND, "quarry"),
        "military": (Theme.LAND, "military"),
    },
    "amenity": {
        "grave_yard": (Theme.GREEN, "cemetery"),
        "university": (Theme.LAND, "education"),
        "college": (Theme.LAND, "education"),
        "school": (Theme.LAND, "education"),
        "hospital": (Theme.LAND, "hospital"),
        "parking": (Theme.LAND, "parking"),
        "marketplace": (Theme.LAND, "pedestrian"),
    },
    "place": {"square": (Theme.LAND, "pedestrian")},
    "highway": {
        "pedestrian": (Theme.LAND, "pedestrian"),
        "footway": (Theme.LAND, "pedestrian"),
        "platform": (Theme.LAND, "platform"),
    },
    "railway": {"platform": (Theme.LAND, "platform")},
    "public_transport": {"platform": (Theme.LAND, "platform")},
    "man_made": {
        "pier": (Theme.LAND, "pier"),
        "bridge": (Theme.LAND, "bridge"),
        "breakwater": (Theme.LAND, "pier"),
    },
    "aeroway": {"aerodrome": (Theme.LAND, "aerodrome"), "runway": (Theme.LAND, "runway")},
}
"""What areas are shown as, by key and value; the first key that says something counts."""

LINES: dict[str, dict[str, tuple[Theme, str]]] = {
    "natural": {"coastline": (Theme.COAST, "coastline")},
    "waterway": {
        value: (Theme.WATERWAY, value) for value in ("river", "canal", "stream", "drain", "ditch")
    },
    "railway": {
        value: (Theme.RAIL, value)
        for value in (
            *("rail", "light_rail", "subway", "tram", "funicular", "narrow_gauge", "monorail"),
        )
    },
}
"""The same of ways that are lines, closed or not."""

WATERS = frozenset(
    {
        *("river", "lake", "pond", "canal", "reservoir", "basin", "lagoon", "stream", "moat"),
        *("oxbow", "harbour", "wastewater", "fishpond", "pool", "ditch"),
    }
)
"""Values of water=* that are told instead of `water`."""

NEEDS_AREA = frozenset({"highway", "public_transport", "railway", "aeroway"})
"""Keys of which a closed way is a line unless `area=yes` says otherwise."""

AREA_KEYS = (*AREAS, "building")
KEYS = tuple(dict.fromkeys((*AREA_KEYS, *LINES)))


@dataclass(frozen=True, slots=True)
class Look:
    """What a thing is shown as."""

    theme: Theme
    kind: str
    flags: SceneryFlag
    name: str


def look_of_area(tags: Tags, *, is_way: bool) -> Look | None:
    """What an area is shown as, None if nothing; one that is a building is nothing else.

    Args:
        is_way: it is a closed way, which may have been meant as a line.
    """
    if tags.get("building", "no") != "no":
        return Look(Theme.BUILDING, "building", SceneryFlag(0), "")
    found = _find(AREAS, tags)
    if found is None or tags.get("location") == "underground" or tags.get("covered") == "yes":
        return None
    key, (theme, kind) = found
    if is_way and key in NEEDS_AREA and tags.get("area") != "yes":
        return None
    if kind == "water" and tags.get("water") in WATERS:
        kind = tags["water"]
    return Look(theme, kind, SceneryFlag(0), tags.get("name", "")[:LONGEST_NAME])


def look_of_line(tags: Tags) -> Look | None:
    """What a way is shown as that is a line, None if nothing."""
    found = _find(LINES, tags)
    if found is None:
        return None
    _, (theme, kind) = found
    said = {
        SceneryFlag.TUNNEL: tags.get("tunnel", "no") != "no",
        SceneryFlag.BRIDGE: tags.get("bridge", "no") != "no",
        SceneryFlag.MINOR: "service" in tags or tags.get("intermittent") == "yes",
    }
    flags = SceneryFlag(sum(flag for flag, is_true in said.items() if is_true))
    return Look(theme, kind, flags, tags.get("name", "")[:LONGEST_NAME])


def _find(
    table: dict[str, dict[str, tuple[Theme, str]]], tags: Tags
) -> tuple[str, tuple[Theme, str]] | None:
    for key, values in table.items():
        value = tags.get(key)
        if value is not None and value in values:
            return key, values[value]
    return None
