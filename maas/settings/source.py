"""Sources of a territory: the tables `[[source]]` of its file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from maas.errors import BadSettings
from maas.model import SourceId
from maas.options import Table
from maas.settings.carpool import LONGEST_DETOUR_S
from maas.settings.kinds import (
    ASKED_KINDS,
    BUILT_KINDS,
    INTERVAL_S,
    LIVE_KINDS,
    OWN_IDS,
    PUBLISHED_HERE,
    STATIC_KINDS,
)
from maas.settings.parking_options import read_crs, read_parking_table

_OPTIONS = {
    *("id", "kind", "url", "for", "interval_s", "headers", "licence", "attribution"),
    *("allow_private", "enabled", "retention_days", "passes_on"),
}
SECOND_URLS = ("status_url", "static_url")
"""Options of a kind that name another file: how full car parks are, or what they are."""

_ID = re.compile(r"[a-z0-9-]{1,32}")
_SHORTEST_SECRET = 4
"""Characters; taking shorter ones out of texts would leave nothing readable."""


@dataclass(frozen=True, slots=True)
class Source:
    """One configured instance of a feed. Relative `file:` urls are made absolute."""

    id: SourceId
    kind: str
    url: str
    """Empty: a live source that is not read but pushed."""
    ids_of: tuple[SourceId, ...] = ()
    """The static sources whose ids a live source speaks, in order of look-up (`for`)."""
    interval_s: float | None = None
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    licence: str = ""
    attribution: str = ""
    allow_private: bool = False
    enabled: bool = True
    retention_days: float | None = None
    passes_on: bool = False
    """Whether incidents it tells may be given on to others, in `/exchange/`."""
    options: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    """The sub-table named by the kind."""
    secrets: tuple[str, ...] = ()
    """What must stand in no log and no answer: headers, and what came from the environment."""

    @property
    def path(self) -> Path | None:
        """The file a `file:` url names, None for http(s)."""
        return Path(self.url.removeprefix("file:")) if self.url.startswith("file:") else None

    @property
    def public_address(self) -> str:
        """Where it comes from without what may be secret: no path, query, user of an address."""
        return public_host(self.url) if self.path is None else public_name(self.path)

    @property
    def is_static(self) -> bool:
        """Whether it is imported into a generation."""
        return self.kind in STATIC_KINDS

    @property
    def is_pushed(self) -> bool:
        """Whether it is never asked: its messages are brought."""
        return not self.url

    @property
    def is_asked(self) -> bool:
        """Whether it is asked when somebody wants to go somewhere, and not in turn."""
        return self.kind in ASKED_KINDS and bool(self.url) and self.path is None


def public_host(url: str) -> str:
    """What everyone may know of an address: scheme and host, "" if it has none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.hostname}" if parts.hostname else ""


def public_name(path: Path) -> str:
    """What everyone may know of a file; of a recording its folder's name as well."""
    is_recording = any(mark in path.name for mark in "*?[")
    return "/".join(path.parts[-2:]) if is_recording else path.name


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a source's options are read by."""

    folder: Path
    """Whose relative files are meant."""
    environment: Mapping[str, str]
    zone: ZoneInfo
    """The territory's."""
    max_detour_s: int = 0
    """By so much drivers go out of their way who do not say."""


def read_sources(table: Table, around: Surroundings) -> tuple[Source, ...]:
    """The sources of a territory's table.

    Raises:
        BadSettings: there is none, or an option is unknown, missing or senseless.
    """
    tables = table.tables("source")
    if not tables:
        raise table.wrong("source", "a territory needs at least one [[source]]")
    sources = tuple(_source(each, around) for each in tables)
    refuse_twins(sources)
    static = tuple(source.id for source in sources if source.kind == "gtfs")
    return tuple(
        _speaking(source, each, static) for source, each in zip(sources, tables, strict=True)
    )


def refuse_twins(sources: Sequence[Source]) -> None:
    """Two sources may not have one id.

    Raises:
        BadSettings: two have.
    """
    ids = [source.id for source in sources]
    for number, name in enumerate(ids):
        if name in ids[:number]:
            raise BadSettings("source.id", f"two sources are called {name!r}")


def _source(table: Table, around: Surroundings) -> Source:
    kind = _kind(table)
    table.only(_OPTIONS | {kind})
    name = table.text("id")
    if not _ID.fullmatch(name):
        raise table.wrong("id", f"{name!r} is not 1 to 32 of a-z, 0-9 and '-'")
    if name in PUBLISHED_HERE:
        raise table.wrong("id", f"{name!r} are {PUBLISHED_HERE[name]}; take another")
    sent, secrets = _headers(table, kind, around.environment)
    return Source(
        id=SourceId(name),
        kind=kind,
        url=_own_url(table, around),
        ids_of=tuple(SourceId(each) for each in table.texts("for")),
        interval_s=table.optional_number("interval_s", 1, 366 * 86_400) or INTERVAL_S.get(kind),
        headers=MappingProxyType(sent),
        licence=table.text("licence", ""),
        attribution=table.text("attribution", ""),
        allow_private=table.flag("allow_private", False),
        enabled=table.flag("enabled", True),
        retention_days=table.optional_number("retention_days", 0, 36_600),
        passes_on=table.flag("passes_on", False),
        options=MappingProxyType(_kind_options(table.table(kind), kind, around)),
        secrets=secrets,
    )


def _headers(
    table: Table, kind: str, environment: Mapping[str, str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """What to send with each question, and all that is secret of it or of the urls."""
    headers, beside = table.table("headers"), table.table(kind)
    sent = {key: headers.expanded(key, environment) for key in headers.values}
    parts = [part for key in sent for part in headers.expansions(key, environment)]
    for key in SECOND_URLS:
        parts += beside.expansions(key, environment)
    return sent, _secrets(*table.expansions("url", environment), *sent.values(), *parts)


def _kind_options(table: Table, kind: str, around: Surroundings) -> dict[str, object]:
    """What only one kind needs."""
    if kind == "gbfs":
        table.only({"systems", "language"})
        return {"systems": table.texts("systems"), "language": table.text("language", "")}
    if kind == "amarillo":
        table.only({"max_detour_s"})
        usual = around.max_detour_s
        return {"max_detour_s": int(table.number("max_detour_s", usual, 0, LONGEST_DETOUR_S))}
    if kind == "datex2-parking":
        table.only({"status_url", "crs"})
        return {"crs": read_crs(table), **_urls(table, around)}
    if kind == "datex2":
        table.only(())
        return {"zone": around.zone}
    if kind == "parking-table":
        return {"table": read_parking_table(table, around.zone), **_urls(table, around)}
    table.only(())
    return {}


def _urls(table: Table, around: Surroundings) -> Mapping[str, str]:
    """Of a second file beside the source's own."""
    return {key: _url(table, key, around) for key in SECOND_URLS if key in table.values}


def _kind(table: Table) -> str:
    kind = table.text("kind")
    if kind in BUILT_KINDS:
        return kind
    if kind in LIVE_KINDS:
        raise table.wrong("kind", f"sources of kind {kind!r} are not built yet")
    raise table.wrong("kind", f"no kind is called {kind!r}; known: {', '.join(_known_kinds())}")


def _known_kinds() -> list[str]:
    return [kind for kind in (*STATIC_KINDS, *LIVE_KINDS) if kind in BUILT_KINDS]


def _own_url(table: Table, around: Surroundings) -> str:
    if "url" not in table.values and table.text("kind") in LIVE_KINDS:
        return ""
    return _url(table, "url", around)


def _url(table: Table, key: str, around: Surroundings) -> str:
    """Errors show it as it is written: what comes from the environment may be a key."""
    written, url = table.text(key), table.expanded(key, around.environment)
    if url.startswith("file:"):
        path = url.removeprefix("file:").removeprefix("//")
        if not path:
            raise table.wrong(key, "names no file")
        return f"file:{around.folder / path}"
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        raise table.wrong(key, f"{written!r} is not an address") from None
    if parts.scheme not in ("https", "http") or not host:
        raise table.wrong(key, f"{written!r} is neither file: nor https: nor http:")
    return url


def _secrets(*values: str) -> tuple[str, ...]:
    """As they are and as an address writes them, the longest first: one may be part of another."""
    forms = {form for value in values for form in (value, quote(value), quote(value, safe=""))}
    long = (form for form in forms if len(form) >= _SHORTEST_SECRET)
    return tuple(sorted(long, key=lambda form: (-len(form), form)))


def _speaking(source: Source, table: Table, static: Sequence[SourceId]) -> Source:
    """The source, with the only timetable there is where it does not name whose ids it speaks."""
    if source.ids_of and source.kind in OWN_IDS:
        raise table.wrong("for", f"{OWN_IDS[source.kind]} have ids of their own")
    for wanted in source.ids_of:
        if wanted not in static:
            raise table.wrong("for", f"no gtfs source is called {wanted!r}")
    if source.ids_of or source.kind != "gtfs-rt":
        return source
    if len(static) != 1:
        problem = "name one of them" if static else "there is none"
        raise table.wrong("for", f"whose ids it speaks is not clear among gtfs sources: {problem}")
    return replace(source, ids_of=tuple(static))
