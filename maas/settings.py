"""The territory file: one town or group of towns, its sources and its defaults (TOML).

What is unknown, missing or senseless is a `BadSettings` that names the option, the file and, where
it can be found, the line. `${NAME}` in urls and headers comes from the environment.
"""

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from maas.emissions import USUAL, Factors, read_factors
from maas.errors import BadSettings
from maas.model import SourceId
from maas.options import Table, find_lines

STATIC_KINDS = ("gtfs", "osm")
"""Formats that are imported into a generation."""

LIVE_KINDS = (
    *("gtfs-rt", "gbfs", "parkapi", "datex2-parking", "bnls", "parking-table"),
    *("standard-covoiturage", "amarillo", "bnlc", "ocpi", "irve", "waze", "cifs", "datex2"),
)
"""Formats that are polled while serving; known by name, refused until their adapter is built."""

BUILT_KINDS = frozenset(STATIC_KINDS)

_DEFAULTS = {"routing", "emissions"}
_TERRITORY = {"name", "timezone", "data_dir", "clock", "clock_rate", "source", *_DEFAULTS}
_SOURCE = {
    *("id", "kind", "url", "for", "interval_s", "headers", "licence", "attribution"),
    *("allow_private", "enabled", "retention_days"),
}
_ROUTING = {
    "same_stop_change_s": (0, 3600),
    "change_margin_s": (0, 3600),
    "max_change_s": (0, 7200),
    "walk_speed_m_s": (0.1, 10),
    "wheelchair_speed_m_s": (0.1, 10),
    "bike_speed_m_s": (0.5, 20),
    "snap_m": (1, 2000),
}
"""The options of `[routing]` and their bounds."""

_ID = re.compile(r"[a-z0-9-]{1,32}")


@dataclass(frozen=True, slots=True)
class RoutingSettings:
    """What routing assumes where feeds say nothing: the table `[routing]`."""

    same_stop_change_s: int = 60
    """From one vehicle to another at the same stop, where transfers.txt says nothing."""
    change_margin_s: int = 60
    """Added to the walk to another stop."""
    max_change_s: int = 900
    """Longest change to another stop, walk and margin together."""
    walk_speed_m_s: float = 1.2
    wheelchair_speed_m_s: float = 0.9
    bike_speed_m_s: float = 4.2
    snap_m: float = 250.0
    """How far a place may be from the nearest street."""


@dataclass(frozen=True, slots=True)
class Source:
    """One configured instance of a feed. Relative `file:` urls are made absolute."""

    id: SourceId
    kind: str
    url: str
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

    @property
    def path(self) -> Path | None:
        """The file a `file:` url names, None for http(s)."""
        return Path(self.url.removeprefix("file:")) if self.url.startswith("file:") else None

    @property
    def is_static(self) -> bool:
        """Whether it is imported into a generation."""
        return self.kind in STATIC_KINDS


@dataclass(frozen=True, slots=True)
class Territory:
    """A town or group of towns with its own sources and defaults."""

    name: str
    timezone: str
    data_dir: Path
    sources: tuple[Source, ...]
    routing: RoutingSettings = RoutingSettings()
    emissions: Factors = USUAL
    clock: int | None = None
    """Unix s at which the service clock starts; None: the time of day."""
    clock_rate: float = 1.0
    files: tuple[Path, ...] = ()
    """The territory files it was read from."""

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which people here read times."""
        return ZoneInfo(self.timezone)

    @property
    def static_sources(self) -> tuple[Source, ...]:
        """What the builder imports."""
        return tuple(source for source in self.sources if source.is_static and source.enabled)


def read_territory(path: Path, environment: Mapping[str, str] = os.environ) -> Territory:
    """Read one territory file.

    Raises:
        BadSettings: it cannot be read, or an option is unknown, missing or senseless.
    """
    table = _read_table(path)
    table.only(_TERRITORY)
    folder = path.resolve().parent
    name = table.text("name")
    zone = _zone(table)
    return Territory(
        name=name,
        timezone=zone.key,
        data_dir=folder / table.text("data_dir", f"var/{name}"),
        sources=_sources(table, folder, environment),
        routing=_routing(table.table("routing")),
        emissions=read_factors(table.table("emissions")),
        clock=_clock(table, zone),
        clock_rate=table.number("clock_rate", 1.0, 0, 100_000),
        files=(path.resolve(),),
    )


def join_territories(territories: Sequence[Territory]) -> Territory:
    """One territory of several, to be served by one group of processes.

    Times are shown in the first one's zone and its clock and `[routing]` hold for all, so the
    others' must agree with it.

    Raises:
        BadSettings: two sources have one id, or clocks or defaults differ.
    """
    first = territories[0]
    if len(territories) == 1:
        return first
    for other in territories[1:]:
        for option in ("timezone", "clock", "clock_rate", *sorted(_DEFAULTS)):
            if getattr(other, option) != getattr(first, option):
                raise BadSettings(option, f"differs between {first.name} and {other.name}")
    sources = tuple(source for territory in territories for source in territory.sources)
    _refuse_twins([source.id for source in sources], "source.id")
    name = "+".join(territory.name for territory in territories)
    return Territory(
        name=name,
        timezone=first.timezone,
        data_dir=first.data_dir.parent / name,
        sources=sources,
        routing=first.routing,
        emissions=first.emissions,
        clock=first.clock,
        clock_rate=first.clock_rate,
        files=tuple(file for territory in territories for file in territory.files),
    )


def _read_table(path: Path) -> Table:
    try:
        text = path.read_text("utf-8")
        values = tomllib.loads(text)
    except OSError as problem:
        raise BadSettings(str(path), f"cannot be read: {problem.strerror}") from problem
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise BadSettings(str(path), f"is not TOML: {problem}") from problem
    return Table(values, path.name, find_lines(text))


def _zone(table: Table) -> ZoneInfo:
    name = table.text("timezone")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise table.wrong("timezone", f"no time zone is called {name!r}") from problem


def _clock(table: Table, zone: ZoneInfo) -> int | None:
    """The start of the service clock; a time without an offset is the territory's own."""
    value = table.values.get("clock")
    if value is None:
        return None
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError as problem:
            raise table.wrong("clock", f"{value!r} is not a time (RFC 3339)") from problem
    if not isinstance(value, datetime):
        raise table.wrong("clock", f"needs a time such as 2023-09-20T07:00:00Z, not {value!r}")
    return int((value if value.tzinfo else value.replace(tzinfo=zone)).timestamp())


def _routing(table: Table) -> RoutingSettings:
    table.only(_ROUTING)
    given = {
        key: table.number(key, None, least, most)
        for key, (least, most) in _ROUTING.items()
        if key in table.values
    }
    for key in given.keys() & {"same_stop_change_s", "change_margin_s", "max_change_s"}:
        given[key] = int(given[key])
    return RoutingSettings(**given)  # type: ignore[arg-type]  # whole seconds are ints by now


def _sources(table: Table, folder: Path, environment: Mapping[str, str]) -> tuple[Source, ...]:
    tables = table.tables("source")
    if not tables:
        raise table.wrong("source", "a territory needs at least one [[source]]")
    sources = tuple(_source(each, folder, environment) for each in tables)
    _refuse_twins([source.id for source in sources], "source.id")
    static = tuple(source.id for source in sources if source.kind == "gtfs")
    for source, each in zip(sources, tables, strict=True):
        for wanted in source.ids_of:
            if wanted not in static:
                raise each.wrong("for", f"no gtfs source is called {wanted!r}")
    return sources


def _source(table: Table, folder: Path, environment: Mapping[str, str]) -> Source:
    kind = _kind(table)
    table.only(_SOURCE | {kind})
    options = table.table(kind)
    options.only(())
    name = table.text("id")
    if not _ID.fullmatch(name):
        raise table.wrong("id", f"{name!r} is not 1 to 32 of a-z, 0-9 and '-'")
    headers = table.table("headers")
    return Source(
        id=SourceId(name),
        kind=kind,
        url=_url(table, folder, environment),
        ids_of=tuple(SourceId(each) for each in table.texts("for")),
        interval_s=table.optional_number("interval_s", 1, 366 * 86_400),
        headers=MappingProxyType(
            {key: headers.expanded(key, environment) for key in headers.values}
        ),
        licence=table.text("licence", ""),
        attribution=table.text("attribution", ""),
        allow_private=table.flag("allow_private", False),
        enabled=table.flag("enabled", True),
        retention_days=table.optional_number("retention_days", 0, 36_600),
        options=MappingProxyType(dict(options.values)),
    )


def _kind(table: Table) -> str:
    kind = table.text("kind")
    if kind in BUILT_KINDS:
        return kind
    if kind in LIVE_KINDS:
        raise table.wrong("kind", f"sources of kind {kind!r} are not built yet")
    raise table.wrong("kind", f"no kind is called {kind!r}; known: {', '.join(STATIC_KINDS)}")


def _url(table: Table, folder: Path, environment: Mapping[str, str]) -> str:
    url = table.expanded("url", environment)
    if url.startswith("file:"):
        path = url.removeprefix("file:").removeprefix("//")
        if not path:
            raise table.wrong("url", "names no file")
        return f"file:{folder / path}"
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError as problem:
        raise table.wrong("url", f"{url!r} is not an address: {problem}") from problem
    if parts.scheme not in ("https", "http") or not host:
        raise table.wrong("url", f"{url!r} is neither file: nor https: nor http:")
    return url


def _refuse_twins(ids: Sequence[str], option: str) -> None:
    for number, name in enumerate(ids):
        if name in ids[:number]:
            raise BadSettings(option, f"two sources are called {name!r}")
