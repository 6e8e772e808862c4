"""A report as a page: without scripts, readable on paper, safe whatever a feed says."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from msgspec import UNSET, UnsetType

from api.page.markup import Html, join, tag
from api.page.style import STYLE
from api.reports.texts import Texts
from api.reports.wire import LiveFigures, SourceReport, Timetable

LOOKS = STYLE + (
    "main{padding-bottom:2rem}table{border-collapse:collapse;width:100%;font-size:.95rem}"
    "th,td{text-align:left;vertical-align:top;padding:.2rem .9rem .2rem 0;"
    "border-top:1px solid var(--rule);overflow-wrap:break-word}"
    "td:last-child{overflow-wrap:anywhere}.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}"
    "@media(max-width:40rem){table{display:block;overflow-x:auto}}"
    "@media print{:root{--paper:#fff;--ink:#000;--soft:#333;--rule:#999}"
    "header,main{max-width:none}nav{display:none}tr{break-inside:avoid}h2{break-after:avoid}}"
)
POLICY = (
    "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src "
    f"'sha256-{b64encode(sha256(LOOKS.encode()).digest()).decode()}'"
)
"""The Content-Security-Policy of the page: nothing but its own style."""


def report_page(report: SourceReport, texts: Texts, zone: ZoneInfo) -> Html:
    """The report for people, times as they are read in the territory."""
    title = texts.title.format(source=report.source, month=report.month)
    lead = texts.lead.format(
        source=report.source,
        territory=report.territory,
        since=_moment(report.from_, zone),
        until=_moment(report.to, zone),
    )
    terms = [_given(report.licence), _given(report.attribution), _given(report.url)]
    live = report.live
    main = tag(
        "main",
        tag("h1", title),
        tag("p", lead),
        tag("p", f"{texts.licence}: ", " · ".join(filter(None, terms))) if any(terms) else None,
        _live(live, texts, zone) if isinstance(live, LiveFigures) else None,
        *(_timetable(each, texts) for each in report.timetables),
        _other_forms(report, texts),
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width,initial-scale=1"),
        tag("title", title),
        tag("style", Html(LOOKS)),
    )
    html = tag("html", head, tag("body", main), lang=texts.code)
    return join((Html("<!doctype html>"), html))


def _other_forms(report: SourceReport, texts: Texts) -> Html:
    address = f"/v1/sources/{report.source}/report?month={report.month}&format="
    links = (tag("a", form.upper(), href=address + form) for form in ("json", "csv"))
    return tag("nav", texts.made, *links)


def _live(live: LiveFigures, texts: Texts, zone: ZoneInfo) -> Html:
    failed = sum(failure.count for failure in live.failures)
    hours = live.hours
    matched = f"{_number(live.matched_trips)} / {_number(live.live_trips)}"
    tries = ", ".join(map(_number, (live.tries, failed, live.messages)))
    figures = [
        (texts.observed, f"{hours.observed:.1f} h"),
        (texts.fresh, f"{hours.fresh:.1f} h ({_percent(live.fresh_share)})"),
        (texts.stale, f"{hours.stale:.1f} h"),
        (texts.lost, f"{hours.lost:.1f} h"),
        (texts.age, f"{_seconds(live.age_p50)}, {_seconds(live.age_p95)}"),
        (texts.match, f"{_percent(live.match_rate)} ({matched})"),
        (texts.tries, tries),
    ]
    outages = [(_moment(o.from_, zone), _moment(o.to, zone), o.minutes) for o in live.outages]
    failures = [(failure.reason, failure.count) for failure in live.failures]
    rejections = [(r.rule, r.records, r.severity, r.example) for r in live.rejections]
    days = [
        (str(d.day), d.observed, d.fresh, _seconds(d.age_p95), _percent(d.match_rate))
        for d in live.days
    ]
    heading = f"{texts.outages}: {live.outage_count}"
    return join(
        (
            tag("h2", texts.figures),
            tag("table", *(_row(row) for row in figures)),
            *_section(heading, texts.outage_columns, outages, texts),
            *_section(texts.failures, texts.failure_columns, failures, texts),
            *_section(texts.rejections, texts.rejection_columns, rejections, texts),
            *_section(texts.days, texts.day_columns, days, texts),
        )
    )


def _timetable(timetable: Timetable, texts: Texts) -> Html:
    rejections = [(r.rule, r.count, r.severity, r.example) for r in timetable.rejections]
    return join(
        (
            tag("h2", texts.timetable.format(id=timetable.id)),
            tag("p", _service(timetable, texts)),
            tag("p", _given(timetable.problem), class_="note") if timetable.problem else None,
            *_section(texts.rejections, texts.rejection_columns, rejections, texts, level="h3"),
        )
    )


def _service(timetable: Timetable, texts: Texts) -> str:
    days = timetable.days_to_expiry
    if days is UNSET:
        return texts.no_expiry
    text = texts.expiry if days >= 0 else texts.expired
    return text.format(first=timetable.first_day, last=timetable.last_day, days=abs(days))


def _section(
    heading: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str | int | float]],
    texts: Texts,
    level: str = "h2",
) -> Iterable[Html]:
    yield tag(level, heading)
    if not rows:
        yield tag("p", texts.nothing)
        return
    cells = zip(columns, rows[0], strict=True)
    head = tag("tr", *(tag("th", name, scope="col", class_=_kind(cell)) for name, cell in cells))
    yield tag("table", tag("thead", head), tag("tbody", *(_row(row) for row in rows)))


def _row(cells: Sequence[str | int | float]) -> Html:
    first, *others = cells
    return tag("tr", tag("th", str(first), scope="row"), *map(_cell, others))


def _cell(cell: str | float) -> Html:
    text = cell if isinstance(cell, str) else _number(cell)
    return tag("td", text, class_=_kind(cell))


def _kind(cell: str | float) -> str | None:
    """Numbers stand below each other."""
    return None if isinstance(cell, str) else "n"


def _number(value: float) -> str:
    """In groups of three digits, as the SI writes them."""
    text = f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"
    return text.replace(",", " ")


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _given(text: str | UnsetType) -> str:
    return "" if text is UNSET else text


def _percent(share: float | UnsetType) -> str:
    return "–" if share is UNSET else f"{100 * share:.1f} %"


def _seconds(age: float | UnsetType) -> str:
    return "–" if age is UNSET else f"{age:.0f} s"
