"""Reports as JSON, GeoJSON and CSV. What people typed is told to staff alone."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec import UNSET, UnsetType

from api.geojson import Feature, Point, encoded
from api.public_reports import wire
from api.render.moments import time
from api.reports.table import Cell, safe_cell
from maas.live import PublicReport
from maas.live.incidents import REPORTS
from maas.live.public_reports import SHOWN, ReportKind, ReportState
from maas.model import Box, LatLon

HEAD = (
    *("id", "kind", "state", "lat", "lon", "first", "last", "until"),
    *("reports", "witnesses", "doubters", "confidence", "street", "at", "text"),
)
"""Of the columns of a table; staff are told `said` as well."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which reports are told."""

    box: Box | None = None
    at: str | None = None
    kinds: frozenset[ReportKind] = frozenset(ReportKind)
    states: frozenset[ReportState] = SHOWN

    def holds(self, report: PublicReport) -> bool:
        """Whether it is one of them."""
        return (
            report.kind in self.kinds
            and report.state in self.states
            and self.at in (None, report.at)
            and (self.box is None or LatLon(report.lat, report.lon) in self.box)
        )


def find_reports(reports: Iterable[PublicReport], wanted: Wanted) -> list[PublicReport]:
    """Those that are asked for, seen last first."""
    found = (each for each in reports if wanted.holds(each))
    return sorted(found, key=lambda each: (-each.last, each.id))


def render_reports(found: Sequence[PublicReport], limit: int, for_staff: bool) -> wire.Reports:
    """The first of them."""
    return wire.Reports(
        reports=tuple(render_report(each, for_staff) for each in found[:limit]),
        truncated=len(found) > limit or UNSET,
    )


def render_report(told: PublicReport, for_staff: bool) -> wire.Report:
    """One of them."""
    return wire.Report(
        id=f"{REPORTS}:{told.id}",
        kind=told.kind.value,
        state=told.state.value,
        lat=told.lat,
        lon=told.lon,
        first=time(told.first),
        last=time(told.last),
        until=time(told.end),
        reports=told.n,
        witnesses=told.witnesses,
        doubters=told.doubters,
        confidence=told.confidence,
        street=told.street or UNSET,
        at=told.at or UNSET,
        text=told.text or UNSET,
        said=_said(told) if for_staff else UNSET,
    )


def features_of(answer: wire.Reports) -> bytes:
    """Reports as points."""
    return encoded(Feature(each.id, Point((each.lon, each.lat)), each) for each in answer.reports)


def table_of(answer: wire.Reports, for_staff: bool) -> bytes:
    """Reports as CSV (RFC 4180); no text in it is taken for a formula by a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow((*HEAD, "said") if for_staff else HEAD)
    for each in answer.reports:
        row: list[Cell] = [getattr(each, name) for name in HEAD]
        if for_staff:
            row.append(" / ".join(said.text for said in each.said or ()))
        writer.writerow(map(safe_cell, row))
    return text.getvalue().encode()


def _said(told: PublicReport) -> tuple[wire.ReportText, ...] | UnsetType:
    return tuple(wire.ReportText(time=time(at), text=text) for at, text in told.said) or UNSET
