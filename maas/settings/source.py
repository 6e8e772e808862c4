"""Sources of a territory: the tables `[[source]]` of its file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote, urlsplit

from maas.errors import BadSettings
from maas.model import SourceId
from maas.options import Table

STATIC_KINDS = ("gtfs", "osm")
"""Formats that are imported into a generation."""

LIVE_KINDS = (
    *("gtfs-rt", "gbfs", "parkapi", "datex2-parking", "bnls", "parking-table"),
    *("standard-covoiturage", "amarillo", "bnlc", "ocpi", "irve", "waze", "cifs", "datex2"),
)
"""Formats that are read while serving; those whose adapter is not built are refused by name."""

BUILT_KINDS = frozenset({*STATIC_KINDS, "gtfs-rt", "gbfs"})

INTERVAL_S: Mapping[str, float] = {"gtfs-rt": 20.0, "gbfs": 30.0}
"""How often sources of a live kind are read where the file does not say."""

_OPTIONS = {
    *("id", "kind", "url", "for", "interval_s", "headers", "licence", "attribution"),
    *("allow_private", "enabled", "retention_days"),
}
_KIND_OPTIONS: Mapping[str, frozenset[str]] = {"gbfs": frozenset({"systems", "language"})}
"""What the sub-table named by a kind may hold."""

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


def read_sources(table: Table, folder: Path, environment: Mapping[str, str]) -> tuple[Source, ...]:
    """The sources of a territory's table; relative files are `folder`'s.

    Raises:
        BadSettings: there is none, or an option is unknown, missing or senseless.
    """
    tables = table.tables("source")
    if not tables:
        raise table.wrong("source", "a territory needs at least one [[source]]")
    sources = tuple(_source(each, folder, environment) for each in tables)
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


def _source(table: Table, folder: Path, environment: Mapping[str, str]) -> Source:
    kind = _kind(table)
    table.only(_OPTIONS | {kind})
    name = table.text("id")
    if not _ID.fullmatch(name):
        raise table.wrong("id", f"{name!r} is not 1 to 32 of a-z, 0-9 and '-'")
    sent, secrets = _headers(table, environment)
    return Source(
        id=SourceId(name),
        kind=kind,
        url=_url(table, folder, environment),
        ids_of=tuple(SourceId(each) for each in table.texts("for")),
        interval_s=table.optional_number("interval_s", 1, 366 * 86_400) or INTERVAL_S.get(kind),
        headers=MappingProxyType(sent),
        licence=table.text("licence", ""),
        attribution=table.text("attribution", ""),
        allow_private=table.flag("allow_private", False),
        enabled=table.flag("enabled", True),
        retention_days=table.optional_number("retention_days", 0, 36_600),
        options=MappingProxyType(_kind_options(table.table(kind), kind)),
        secrets=secrets,
    )


def _headers(
    table: Table, environment: Mapping[str, str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """What to send with each question, and all that is secret of it or of the url."""
    headers = table.table("headers")
    sent = {key: headers.expanded(key, environment) for key in headers.values}
    parts = [part for key in sent for part in headers.expansions(key, environment)]
    return sent, _secrets(*table.expansions("url", environment), *sent.values(), *parts)


def _kind_options(table: Table, kind: str) -> dict[str, object]:
    """What only one kind needs: the systems of a manifest that are wanted, in which language."""
    table.only(_KIND_OPTIONS.get(kind, frozenset()))
    if kind != "gbfs":
        return {}
    return {"systems": table.texts("systems"), "language": table.text("language", "")}


def _kind(table: Table) -> str:
    kind = table.text("kind")
    if kind in BUILT_KINDS:
        return kind
    if kind in LIVE_KINDS:
        raise table.wrong("kind", f"sources of kind {kind!r} are not built yet")
    raise table.wrong("kind", f"no kind is called {kind!r}; known: {', '.join(_known_kinds())}")


def _known_kinds() -> list[str]:
    return [kind for kind in (*STATIC_KINDS, *LIVE_KINDS) if kind in BUILT_KINDS]


def _url(table: Table, folder: Path, environment: Mapping[str, str]) -> str:
    """Errors show it as it is written: what comes from the environment may be a key."""
    if "url" not in table.values and table.text("kind") in LIVE_KINDS:
        return ""
    written, url = table.text("url"), table.expanded("url", environment)
    if url.startswith("file:"):
        path = url.removeprefix("file:").removeprefix("//")
        if not path:
            raise table.wrong("url", "names no file")
        return f"file:{folder / path}"
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        raise table.wrong("url", f"{written!r} is not an address") from None
    if parts.scheme not in ("https", "http") or not host:
        raise table.wrong("url", f"{written!r} is neither file: nor https: nor http:")
    return url


def _secrets(*values: str) -> tuple[str, ...]:
    """As they are and as an address writes them, the longest first: one may be part of another."""
    forms = {form for value in values for form in (value, quote(value), quote(value, safe=""))}
    long = (form for form in forms if len(form) >= _SHORTEST_SECRET)
    return tuple(sorted(long, key=lambda form: (-len(form), form)))


def _speaking(source: Source, table: Table, static: Sequence[SourceId]) -> Source:
    """The source, with the only timetable there is where it does not name whose ids it speaks."""
    if source.ids_of and source.kind == "gbfs":
        raise table.wrong("for", "vehicles to rent have ids of their own")
    for wanted in source.ids_of:
        if wanted not in static:
            raise table.wrong("for", f"no gtfs source is called {wanted!r}")
    if source.ids_of or source.kind != "gtfs-rt":
        return source
    if len(static) != 1:
        problem = "name one of them" if static else "there is none"
        raise table.wrong("for", f"whose ids it speaks is not clear among gtfs sources: {problem}")
    return replace(source, ids_of=tuple(static))
