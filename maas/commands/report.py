"""`maas report`: what `/v1/sources/{id}/report` answers, here in the terminal."""

import argparse
import sys

from api.reply import ENCODER
from api.reports.page import report_page
from api.reports.query import month_of
from api.reports.render import Subject, render_report
from api.reports.table import to_csv, to_text
from api.reports.texts import ENGLISH
from api.reports.wire import SourceReport
from maas.app.source_states import source_states
from maas.clock import Clock
from maas.errors import GenerationBroken, NotFound
from maas.generation import DataDir, Generation
from maas.model import SourceId
from maas.records import open_records
from maas.records.rows import HOUR_S
from maas.settings import Territory


def run_report(options: argparse.Namespace) -> int:
    """Print what a source was like in a month.

    Raises:
        NotFound: no source has this id.
        RecordsUnavailable: what is known of it is out of reach.
    """
    territory: Territory = options.territory
    report = _report(territory, options.source, options.month)
    sys.stdout.write(_written(report, options.format, territory))
    return 0


def _report(territory: Territory, source_id: str, month_name: str | None) -> SourceReport:
    now = Clock.starting(territory.clock, territory.clock_rate).now()
    sources = source_states(territory, _generation(territory))
    source = next((each for each in sources if each.id == source_id), None)
    if source is None:
        known = ", ".join(each.id for each in sources)
        raise NotFound(f"no source has the id {source_id!r}; known: {known}")
    month = month_of(month_name, territory.zone, now)
    span = SourceId(source.id), month.since, month.until
    records = open_records(territory.data_dir)
    hours = records.hours(*span)
    if hours and territory.clock is not None:  # a clock of its own: the service's is ahead
        now = max(now, hours[-1].hour + HOUR_S)
    subject = Subject(source, sources, territory.name, territory.zone, now)
    return render_report(subject, month, hours, records.outages(*span))


def _generation(territory: Territory) -> Generation | None:
    data = DataDir(territory.data_dir)
    current = data.current_id()
    try:
        return data.open(current, verify=False) if current else None
    except GenerationBroken:
        return None


def _written(report: SourceReport, form: str, territory: Territory) -> str:
    if form == "json":
        return f"{ENCODER.encode(report).decode()}\n"
    if form == "csv":
        return to_csv(report)
    if form == "html":
        return report_page(report, ENGLISH, territory.zone).text
    return to_text(report)
