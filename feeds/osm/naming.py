"""What OSM tags call a thing, and what they say it is."""

from feeds.osm.access import Tags

DEFAULT_KEYS = ("name", "brand", "operator")
"""The first of these that is tagged is the name on the sign."""

OTHER_KEYS = ("alt_name", "short_name", "official_name", "old_name", "loc_name", "int_name")

MOST_NAMES = 24
LONGEST_NAME = 200

CATEGORY_KEYS = (
    "place",
    "amenity",
    "tourism",
    "leisure",
    "shop",
    "healthcare",
    "office",
    "historic",
    "railway",
    "aeroway",
    "craft",
    "emergency",
    "man_made",
    "natural",
    "landuse",
    "building",
)
"""The first of these that is tagged says what a thing is."""

ONLY = {
    "place": {
        *("city", "town", "village", "hamlet", "suburb", "quarter", "neighbourhood", "borough"),
        *("island", "islet", "locality", "square", "farm"),
    },
    "railway": {"station"},
    "aeroway": {"aerodrome", "terminal"},
    "man_made": {"tower", "lighthouse", "pier", "observatory", "works", "bridge"},
    "natural": {"peak", "beach", "water", "cape", "bay", "wood", "cave_entrance"},
    "landuse": {"cemetery", "retail", "industrial", "commercial", "allotments", "forest"},
}
"""Keys of which few values are places one goes to. Stops come from timetables."""

NOT = {
    "amenity": {"parking_entrance", "parking_space", "bench", "waste_basket", "vending_machine"},
    "leisure": {"picnic_table"},
}


def category_of(tags: Tags) -> tuple[str, str] | None:
    """(key, value) that says what a named thing is, or None: nothing one would go to."""
    for key in CATEGORY_KEYS:
        value = tags.get(key, "").split(";")[0].strip()
        is_place = value in ONLY[key] if key in ONLY else value not in NOT.get(key, ("no",))
        if value and is_place:
            return (key, key if value == "yes" else value)
    return None


def names_of(tags: Tags) -> list[tuple[str, str]]:
    """(name, language) of a thing, the one on its signs first; empty: it has none."""
    first = next((tags[key] for key in DEFAULT_KEYS if tags.get(key)), "")
    if not first:
        return []
    found = {_clipped(first): ""}
    for key in OTHER_KEYS:
        for text in tags.get(key, "").split(";"):
            found.setdefault(_clipped(text), "")
    for key in sorted(tags):
        if key.startswith("name:") and _is_language(key[5:]):
            found.setdefault(_clipped(tags[key]), key[5:])
    found.pop("", None)
    return list(found.items())[:MOST_NAMES]


def _clipped(text: str) -> str:
    return text.strip()[:LONGEST_NAME]


def _is_language(text: str) -> bool:
    """Whether what follows `name:` is a language tag ("fr", "zh-Hant"), not "left" or "prefix"."""
    language, _, rest = text.partition("-")
    return language.isascii() and language.islower() and len(language) in (2, 3) and len(rest) < 9
