"""The territory file: one town or group of towns, its sources and its defaults (TOML).

What is unknown, missing or senseless is a `BadSettings` that names the option, the file and, where
it can be found, the line. `${NAME}` in urls and headers comes from the environment.
"""

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from maas.emissions import USUAL, Factors, read_factors
from maas.errors import BadSettings
from maas.options import Table, find_lines
from maas.settings.archive import USUAL_ARCHIVE, ArchiveSettings, read_archive
from maas.settings.carpool import USUAL_CARPOOL, CarpoolSettings, read_carpool
from maas.settings.driving import USUAL_DRIVING, DrivingSettings, read_driving
from maas.settings.exchange import USUAL_EXCHANGE, ExchangeSettings, read_exchange
from maas.settings.kinds import (
    BUILT_KINDS,
    CARPOOL_KINDS,
    LIVE_KINDS,
    PARKING_KINDS,
    ROAD_KINDS,
    STATIC_KINDS,
)
from maas.settings.policy import Policy, read_policies, refuse_twin_policies
from maas.settings.reports import USUAL_REPORTS, ReportsSettings, read_reports
from maas.settings.series import USUAL_SERIES, SeriesSettings, read_series
from maas.settings.source import (
    Source,
    Surroundings,
    public_host,
    public_name,
    read_sources,
    refuse_twins,
)

__all__ = [
    "BUILT_KINDS",
    "CARPOOL_KINDS",
    "LIVE_KINDS",
    "PARKING_KINDS",
    "ROAD_KINDS",
    "STATIC_KINDS",
    "ArchiveSettings",
    "CarpoolSettings",
    "DrivingSettings",
    "ExchangeSettings",
    "Policy",
    "ReportsSettings",
    "RoutingSettings",
    "SeriesSettings",
    "Source",
    "Territory",
    "join_territories",
    "public_host",
    "public_name",
    "read_territory",
]

_DEFAULTS = {
    *("routing", "driving", "carpool", "reports", "exchange"),
    *("emissions", "archive", "series"),
}
_TERRITORY = {"name", "timezone", "data_dir", "clock", "clock_rate", "source", "policy", *_DEFAULTS}
_ROUTING = {
    "same_stop_change_s": (0, 3600),
    "change_margin_s": (0, 3600),
    "max_change_s": (0, 7200),
    "walk_speed_m_s": (0.1, 10),
    "wheelchair_speed_m_s": (0.1, 10),
    "bike_speed_m_s": (0.5, 20),
    "snap_m": (1, 2000),
    "park_s": (0, 1800),
    "park_bike_s": (0, 1800),
}
"""The options of `[routing]` and their bounds."""

_WHOLE_SECONDS = {
    "same_stop_change_s",
    "change_margin_s",
    "max_change_s",
    "park_s",
    "park_bike_s",
}


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
    park_s: int = 60
    """To find a place in a car park, to stop and to get out; and to drive out again."""
    park_bike_s: int = 30
    """To lock a bike where bikes are parked, or to unlock it."""


@dataclass(frozen=True, slots=True)
class Territory:
    """A town or group of towns with its own sources and defaults."""

    name: str
    timezone: str
    data_dir: Path
    sources: tuple[Source, ...]
    routing: RoutingSettings = RoutingSettings()
    driving: DrivingSettings = USUAL_DRIVING
    carpool: CarpoolSettings = USUAL_CARPOOL
    reports: ReportsSettings = USUAL_REPORTS
    exchange: ExchangeSettings = USUAL_EXCHANGE
    policies: tuple[Policy, ...] = ()
    emissions: Factors = USUAL
    archive: ArchiveSettings = USUAL_ARCHIVE
    series: SeriesSettings = USUAL_SERIES
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

    @property
    def live_sources(self) -> tuple[Source, ...]:
        """What is read, or pushed, while serving."""
        return tuple(source for source in self.sources if not source.is_static and source.enabled)


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
    carpool = read_carpool(table.table("carpool"))
    around = Surroundings(folder, environment, zone, carpool.max_detour_s)
    return Territory(
        name=name,
        timezone=zone.key,
        data_dir=folder / table.text("data_dir", f"var/{name}"),
        sources=read_sources(table, around),
        routing=_routing(table.table("routing")),
        driving=read_driving(table.table("driving")),
        carpool=carpool,
        reports=read_reports(table.table("reports")),
        exchange=read_exchange(table.table("exchange")),
        policies=read_policies(table, folder),
        emissions=read_factors(table.table("emissions")),
        archive=read_archive(table.table("archive")),
        series=read_series(table.table("series")),
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
    refuse_twins(sources)
    policies = tuple(policy for territory in territories for policy in territory.policies)
    refuse_twin_policies(policies)
    name = "+".join(territory.name for territory in territories)
    return Territory(
        name=name,
        timezone=first.timezone,
        data_dir=first.data_dir.parent / name,
        sources=sources,
        routing=first.routing,
        driving=first.driving,
        carpool=first.carpool,
        reports=first.reports,
        exchange=first.exchange,
        policies=policies,
        emissions=first.emissions,
        archive=first.archive,
        series=first.series,
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
    for key in given.keys() & _WHOLE_SECONDS:
        given[key] = int(given[key])
    return RoutingSettings(**given)  # type: ignore[arg-type]  # whole seconds are ints by now
