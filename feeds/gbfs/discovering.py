"""Where the files of a system are: gbfs.json, and manifest.json for several systems."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

from feeds.gbfs.files import FILES, OLD_NAMES
from feeds.json_bytes import json_object
from maas.errors import FeedMalformed

MOST_SYSTEMS = 200
"""Of a manifest; each has ten files that are asked for in turn."""

_VERSION = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})(?:-RC([0-9]{0,2}))?", re.ASCII)

NEWEST = (3, 1)
"""Version that is read; of a manifest's systems the newest that is not newer."""


def contents_of(content: bytes) -> dict[str, Any]:
    """The member `data` of gbfs.json or manifest.json.

    Raises:
        FeedMalformed: it is neither.
    """
    told = json_object(content).get("data")
    if not isinstance(told, dict):
        raise FeedMalformed("neither gbfs.json nor manifest.json: it has no data")
    return told


def is_ours(content: bytes) -> bool:
    """Whether these bytes are gbfs.json, manifest.json or a message."""
    try:
        told = json_object(content)
    except FeedMalformed:
        return False
    if told.keys() & FILES:
        return True
    several, held = told.get("systems"), told.get("data")
    if isinstance(several, dict):
        return any(each.keys() & FILES for each in several.values() if isinstance(each, dict))
    if not isinstance(held, dict):
        return False
    return is_manifest(held) or any(
        True for _ in _pairs(held.get("feeds") or _of_language(held, ""))
    )


def is_manifest(told: Mapping[str, Any]) -> bool:
    """Whether it names systems, not files."""
    return isinstance(told.get("datasets"), list)


def files_named(told: Mapping[str, Any], base: str, language: str) -> dict[str, str]:
    """The addresses of files we read, by name.

    Args:
        base: where this stands, for addresses that are relative.
        language: which one is wanted where each has files of its own (GBFS 1 and 2); else the
            first is taken.

    Raises:
        FeedMalformed: it names none.
    """
    feeds = told.get("feeds")
    if not isinstance(feeds, list):
        feeds = _of_language(told, language)
    named = {name: urljoin(base, url) for name, url in _pairs(feeds) if name in FILES}
    for old, new in OLD_NAMES.items():
        if new in named:
            named.pop(old, None)
    if not named:
        raise FeedMalformed("gbfs.json names no file that we know")
    return named


def systems_named(told: Mapping[str, Any], base: str, wanted: Sequence[str]) -> dict[str, str]:
    """The addresses of gbfs.json of the systems of a manifest, by system id.

    Args:
        wanted: their ids; empty: all.

    Raises:
        FeedMalformed: it names none, or too many.
    """
    named = {id: urljoin(base, url) for id, url in _newest(told["datasets"])}
    if wanted:
        named = {id: url for id, url in named.items() if id in wanted}
    if not named:
        raise FeedMalformed("manifest.json names no system that is wanted")
    if len(named) > MOST_SYSTEMS:
        raise FeedMalformed(f"manifest.json names {len(named):,} systems; at most {MOST_SYSTEMS}")
    return named


def _pairs(feeds: Any) -> Iterator[tuple[str, str]]:
    for each in feeds if isinstance(feeds, list) else ():
        name = each.get("name") if isinstance(each, dict) else None
        url = each.get("url") if isinstance(each, dict) else None
        if isinstance(name, str) and isinstance(url, str) and _is_address(url):
            yield name.strip().lower().removesuffix(".json"), url.strip()


def _of_language(told: Mapping[str, Any], language: str) -> Any:
    """The files in the wanted language, `fr` also for `fr-CA`; else in the first."""
    by_language = {
        name: each["feeds"]
        for name, each in told.items()
        if isinstance(each, dict) and isinstance(each.get("feeds"), list)
    }
    for name, feeds in by_language.items():
        if language and name.lower().partition("-")[0] == language.lower().partition("-")[0]:
            return feeds
    return next(iter(by_language.values()), [])


def _newest(datasets: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for each in datasets:
        told = each if isinstance(each, dict) else {}
        id, versions = told.get("system_id"), told.get("versions")
        offered = [
            (_rank(version), version["url"])
            for version in (versions if isinstance(versions, list) else ())
            if isinstance(version, dict) and isinstance(version.get("url"), str)
        ]
        readable = [(rank, url) for rank, url in offered if rank and rank[:2] <= NEWEST]
        if isinstance(id, str) and id and readable and _is_address(max(readable)[1]):
            yield id, max(readable)[1]


def _rank(version: Mapping[str, Any]) -> tuple[int, ...]:
    """To put versions in order, candidates before what they are candidates for."""
    match = _VERSION.fullmatch(str(version.get("version")))
    if match is None:
        return ()
    candidate = 99 if match[3] is None else int(match[3] or 0)
    return int(match[1]), int(match[2]), candidate


def _is_address(url: str) -> bool:
    try:
        return urlsplit(url.strip()).scheme in ("", "http", "https")
    except ValueError:
        return False
