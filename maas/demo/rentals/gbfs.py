"""How GBFS says things: a file and how long it holds, texts in two languages, times, links."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from maas.demo.rentals.places import Site

Json = dict[str, Any]

LANGUAGES = ("fr", "en")
PAGES = "https://example.org"
STATIC_S, LIVE_S = 600, 20
"""For how long files hold: those that rarely change, and those that tell where vehicles are."""

TELLS_EVERY_S = 150
"""How often a station or vehicle is heard of, if nothing happens to it."""

Text = tuple[str, str]
"""In French and in English."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a system."""

    lasts_s: int
    """A new one is made so often; its `ttl`."""
    tell: Callable[[int], Json]
    """Its `data` at a moment (Unix s)."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One system, as it is published."""

    version: str
    files: Mapping[str, File]
    """By path and name, without `.json`; `<language>/<name>` before GBFS 3."""


def still(data: Json) -> File:
    """A file that always says the same."""
    return File(STATIC_S, lambda _: data)


def both(text: Text) -> list[Json]:
    """A text as GBFS 3 has it, in all languages."""
    return [{"text": each, "language": code} for each, code in zip(text, LANGUAGES, strict=True)]


def stamp(unix_s: int) -> str:
    """A time as GBFS 3 has it."""
    return f"{datetime.fromtimestamp(unix_s, UTC):%Y-%m-%dT%H:%M:%SZ}"


def told_at(now: int, changed_at: int, number: int) -> int:
    """When a station or vehicle was last heard of (Unix s); each at seconds of its own."""
    return max(changed_at, now - (now + 37 * number) % TELLS_EVERY_S)


def links(path: str) -> Json:
    """Where one rents: on paper only, as nothing here can be rented."""
    return {"rental_uris": {app: f"{PAGES}/{path}?app={app}" for app in ("android", "ios", "web")}}


def about(system: str, name: str, operator: Text, hours: str, color: str) -> Json:
    """system_information, as GBFS 3 has it."""
    return {
        "system_id": system,
        "languages": list(LANGUAGES),
        "name": both((name, name)),
        "operator": both(operator),
        "opening_hours": hours,
        **known_everywhere(system, color),
    }


def known_everywhere(system: str, color: str) -> Json:
    """What system_information says of an operator in every version."""
    return {
        "url": f"{PAGES}/{system}",
        "feed_contact_email": "gbfs@example.org",
        "timezone": "Europe/Paris",
        "rental_apps": apps(system),
        "brand_assets": {
            "brand_last_modified": "2026-01-01",
            "brand_image_url": f"{PAGES}/{system}.svg",
            "color": color,
        },
    }


def apps(name: str) -> Json:
    """The apps of an operator, and how to find out whether one has them."""
    return {
        system: {
            "store_uri": f"{PAGES}/{name}/{system}",
            "discovery_uri": f"{PAGES}/{name}/app/{system}",
        }
        for system in ("android", "ios")
    }


def position(site: Site) -> Json:
    """A position, by its members."""
    return {"lat": site.at[0], "lon": site.at[1]}
