"""A report as one table of five columns: for spreadsheets as CSV, for the terminal as text."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from msgspec import UNSET, UnsetType

from api.page.markup import printable
from api.reports.wire import LiveFigures, SourceReport, Timetable

HEAD = ("section", "item", "value", "unit", "detail")
FORMULA = ("=", "+", "-", "@")
"""How what a spreadsheet would reckon begins."""

Cell = str | float | int | date | UnsetType
Row = tuple[str, Cell, Cell, str, str]


def rows(report: SourceReport) -> Iterator[Row]:
    """Everything that a report says, one thing a row."""
    yield "source", "id", report.source, "", report.kind
    yield "source", "territory", report.territory, "", ""
    yield "source", "from", report.from_, "", ""
    yield "source", "to", report.to, "", ""
    if isinstance(report.live, LiveFigures):
        yield from _live(report.live)
    for timetable in report.timetables:
        yield from _timetable(timetable)


def to_csv(report: SourceReport) -> str:
    """RFC 4180, with a row of names; no text in it is taken for a formula by a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEAD)
    writer.writerows(map(safe_cell, row) for row in rows(report))
    return text.getvalue()


def to_text(report: SourceReport) -> str:
    """For people in a terminal; nothing in it moves their cursor."""
    lines = [f"{report.source}, {report.month}"]
    for section, its_rows in groupby(rows(report), lambda row: row[0]):
        lines += ["", section]
        for _, item, value, unit, detail in its_rows:
            said = f"{_text(value)} {unit}".strip()
            lines.append(printable(f"  {_text(item):<34} {said:>20}  {detail}").rstrip())
    return "\n".join(lines) + "\n"


def _live(live: LiveFigures) -> Iterator[Row]:
    hours = live.hours
    for name in ("observed", "fresh", "stale", "lost"):
        yield "hours", name, getattr(hours, name), "h", ""
    yield "hours", "fresh share", live.fresh_share, "", ""
    yield "age", "median", live.age_p50, "s", ""
    yield "age", "95th percentile", live.age_p95, "s", ""
    yield "trips", "live", live.live_trips, "", "summed over messages"
    yield "trips", "matched", live.matched_trips, "", ""
    yield "trips", "match rate", live.match_rate, "", ""
    yield "tries", "all", live.tries, "", ""
    yield "tries", "messages", live.messages, "", ""
    for failure in live.failures:
        yield "failures", failure.reason, failure.count, "", ""
    for each in live.rejections:
        yield "rejections", each.rule, each.records, each.severity, each.example
    for outage in live.outages:
        yield "outages", outage.from_, outage.minutes, "min", f"until {_text(outage.to)}"
    for day in live.days:
        yield "observed by day", day.day, day.observed, "h", ""
        yield "fresh by day", day.day, day.fresh, "h", ""
        yield "age by day", day.day, day.age_p95, "s", "95th percentile"
        yield "match rate by day", day.day, day.match_rate, "", ""


def _timetable(timetable: Timetable) -> Iterator[Row]:
    section = f"timetable {timetable.id}"
    problem = "" if timetable.problem is UNSET else timetable.problem
    yield section, "state", timetable.state, "", problem
    yield section, "imported", timetable.imported, "", ""
    yield section, "first day", timetable.first_day, "", ""
    yield section, "last day", timetable.last_day, "", ""
    yield section, "days to expiry", timetable.days_to_expiry, "d", ""
    for each in timetable.rejections:
        where = "" if each.file is UNSET else f"{each.file}:{_text(each.line)} "
        yield section, each.rule, each.count, each.severity, f"{where}{each.example}"


def safe_cell(cell: Cell) -> str:
    """A cell as text; one that could be a formula is marked as none."""
    text = printable(_text(cell))
    is_number = isinstance(cell, int | float)
    return f"'{text}" if text.lstrip().startswith(FORMULA) and not is_number else text


def _text(cell: Cell) -> str:
    if cell is UNSET:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat().replace("+00:00", "Z")
    return cell.isoformat() if isinstance(cell, date) else str(cell)
