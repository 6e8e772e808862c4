"""What people may report, and when they are believed: the table `[reports]`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from maas.live.public_reports import ReportKind
from maas.options import Table

_OPTIONS = {"needed", "open", "per_minute", "reporter_per_hour", "ttl_s"}

AN_HOUR_S = 3600
TTL_S: Mapping[ReportKind, int] = MappingProxyType(
    {
        ReportKind.OBSTACLE: 2 * AN_HOUR_S,
        ReportKind.ACCIDENT: AN_HOUR_S,
        ReportKind.WORKS: 24 * AN_HOUR_S,
        ReportKind.HAZARD: 2 * AN_HOUR_S,
        ReportKind.LIFT_BROKEN: 24 * AN_HOUR_S,
        ReportKind.ESCALATOR_BROKEN: 24 * AN_HOUR_S,
        ReportKind.STOP_CLOSED: 12 * AN_HOUR_S,
        ReportKind.CAR_PARK_FULL: AN_HOUR_S // 2,
        ReportKind.BIKE_MISSING: 12 * AN_HOUR_S,
    }
)
"""For so long a word holds, where the territory does not say."""

LONGEST_S = 14 * 24 * AN_HOUR_S
MOST_NEEDED = 20


@dataclass(frozen=True, slots=True)
class ReportsSettings:
    """Who may report, how often, and how many make it true."""

    needed: int = 3
    """So many independent ones are believed."""
    is_open: bool = False
    """Also who shows no key may report; all such count as one."""
    per_minute: int = 6000
    """Reports of one key."""
    reporter_per_hour: int = 30
    """Reports of one person, as their app tells persons apart."""
    ttl_s: Mapping[ReportKind, int] = field(default_factory=lambda: TTL_S)
    """For so long a word holds."""


USUAL_REPORTS = ReportsSettings()


def read_reports(table: Table) -> ReportsSettings:
    """The table `[reports]` of a territory file.

    Raises:
        BadSettings: an option is unknown or senseless.
    """
    table.only(_OPTIONS)
    usual, spans = USUAL_REPORTS, table.table("ttl_s")
    names = {kind.value.lower(): kind for kind in ReportKind}
    spans.only(names)
    return ReportsSettings(
        needed=int(table.number("needed", usual.needed, 1, MOST_NEEDED)),
        is_open=table.flag("open", usual.is_open),
        per_minute=int(table.number("per_minute", usual.per_minute, 1, 1_000_000)),
        reporter_per_hour=int(table.number("reporter_per_hour", usual.reporter_per_hour, 1, 3600)),
        ttl_s={
            kind: int(spans.number(name, TTL_S[kind], 60, LONGEST_S))
            for name, kind in names.items()
        },
    )
