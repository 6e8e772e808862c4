"""Sources to JSON: for everyone, so nothing of what may be secret."""

from datetime import date, datetime

from msgspec import UNSET, UnsetType

from api.render.moments import time
from api.served import Import, Served, SourceState
from api.sources import wire
from maas.report import Finding
from maas.sources import SourceStatus


def render_sources(served: Served, now: int) -> wire.Sources:
    """Every source as it is doing at `now` (Unix s)."""
    today = today_of(served, now)
    return wire.Sources(
        generation=served.generation,
        version=served.version,
        sources=tuple(render_source(source, now, today) for source in served.sources),
    )


def render_source(source: SourceState, now: int, today: date) -> wire.Source:
    """One source as it is doing at `now` (Unix s), `today` in the territory's zone."""
    facts = _live(source.status, now) if source.is_live else _imported(source.imported, today)
    common: dict[str, object] = {
        "counts": {},
        "rejections": (),
        "last_error": source.last_error or UNSET,
    }
    return wire.Source(
        id=source.id,
        kind=source.kind,
        live=source.is_live,
        state=source.condition(now).value,
        licence=source.licence or UNSET,
        attribution=source.attribution or UNSET,
        url=source.address or UNSET,
        speaks_of=source.ids_of or UNSET,
        report=f"/v1/sources/{source.id}/report",
        **(common | facts),  # type: ignore[arg-type]
    )


def render_findings(findings: tuple[Finding, ...]) -> tuple[wire.Rejection, ...]:
    """What could not be used, by rule."""
    return tuple(
        wire.Rejection(
            rule=finding.rule,
            severity=finding.severity.value,
            count=finding.count,
            example=finding.text,
            file=finding.file or UNSET,
            line=UNSET if finding.line is None else finding.line,
        )
        for finding in findings
    )


def today_of(served: Served, now: int) -> date:
    """The day it is in the territory."""
    return datetime.fromtimestamp(now, served.coverage.zone).date()


def days_left(last_day: date | None, today: date) -> int | UnsetType:
    """Days of service after today."""
    return UNSET if last_day is None else (last_day - today).days


def share(part: int, whole: int) -> float | UnsetType:
    """A share to four digits; of nothing there is none."""
    return round(part / whole, 4) if whole else UNSET


def _live(status: SourceStatus | None, now: int) -> dict[str, object]:
    if status is None:
        return {}
    return {
        "interval": UNSET if status.interval_s is None else status.interval_s,
        "last_try": _moment(status.tried_at),
        "last_good": _moment(status.good_at),
        "data_time": _moment(status.made_at),
        "age": UNSET if status.made_at is None else max(0, now - status.made_at),
        "last_error": status.error or UNSET,
        "warning": status.warning or UNSET,
        "counts": status.counts,
        "rejections": render_findings(status.rejections),
        "live_trips": status.trips,
        "matched_trips": status.matched,
        "match_rate": share(status.matched, status.trips),
    }


def _imported(found: Import | None, today: date) -> dict[str, object]:
    if found is None or found.report is None:
        return {}
    report = found.report
    return {
        "imported": time(found.at),
        "counts": dict(report.counts),
        "rejections": render_findings(report.findings),
        "first_day": report.first_day or UNSET,
        "last_day": report.last_day or UNSET,
        "days_to_expiry": days_left(report.last_day, today),
        "facts": dict(report.attributes) or UNSET,
    }


def _moment(at: int | None) -> datetime | UnsetType:
    return UNSET if at is None else time(at)
