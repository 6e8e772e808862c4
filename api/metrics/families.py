"""What is counted and known, as families of metrics; no label holds what anybody typed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

import numpy as np
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)

from api.metrics.meters import BUCKETS_S, OTHER_ROUTE, STATUSES, SUM, Meters, Vital
from api.metrics.processes import Usage
from api.route import Route
from api.served import Served, SourceState
from maas.sources import Condition

ROUTE_LABELS = ("method", "route")
OTHERS = ("", "other")

Kind = type[GaugeMetricFamily] | type[CounterMetricFamily]
VITALS: Mapping[Vital, tuple[Kind, str, str]] = {
    Vital.SEARCHES: (GaugeMetricFamily, "maas_searches", "Running or waiting."),
    Vital.SEARCHES_REFUSED: (CounterMetricFamily, "maas_searches_refused", "The queue was full."),
    Vital.TILES: (GaugeMetricFamily, "maas_tiles", "Being drawn or waiting for it."),
    Vital.TILES_REFUSED: (CounterMetricFamily, "maas_tiles_refused", "The queue was full."),
    Vital.APPLIED: (CounterMetricFamily, "maas_applied", "Lots of news laid over the timetable."),
    Vital.APPLY_S: (CounterMetricFamily, "maas_apply_seconds", "Spent on that."),
    Vital.LAST_APPLY_S: (GaugeMetricFamily, "maas_last_apply_seconds", "The last lot took."),
}


def answer_families(meters: Meters, routes: Sequence[Route]) -> Iterator[Metric]:
    """Answers by route and status, and how long they took, of all workers together."""
    answers, latencies = meters.answers.sum(axis=0), meters.latencies.sum(axis=0)
    count = CounterMetricFamily(
        "maas_answers", "Answers by route and status.", labels=(*ROUTE_LABELS, "status")
    )
    spent = HistogramMetricFamily(
        "maas_answer_seconds", "From the request to its answer.", labels=ROUTE_LABELS
    )
    for row in map(int, np.flatnonzero(answers.sum(axis=1))):
        labels = _labels(routes, row)
        for status in map(int, np.flatnonzero(answers[row])):
            name = str(STATUSES[status]) if status < len(STATUSES) else "other"
            count.add_metric((*labels, name), answers[row, status])
        bounds = (*map(str, BUCKETS_S), "+Inf")
        steps = np.cumsum(latencies[row, :SUM])
        spent.add_metric(labels, list(zip(bounds, steps, strict=True)), latencies[row, SUM])
    yield from (count, spent)


def vital_families(meters: Meters) -> Iterator[Metric]:
    """Searches, tiles and news laid over the timetable, by worker."""
    for vital, (kind, name, text) in VITALS.items():
        family = kind(name, text, labels=("worker",))
        for worker, value in enumerate(meters.vitals[:, vital], 1):
            family.add_metric((str(worker),), value)
        yield family


def process_families(usages: Sequence[Usage]) -> Iterator[Metric]:
    """What each process takes of the machine. Shared pages count in shares (PSS)."""
    memory = GaugeMetricFamily(
        "maas_process_memory_bytes", "Proportional set size.", labels=("process",)
    )
    cpu = CounterMetricFamily(
        "maas_process_cpu_seconds", "Processor time spent.", labels=("process",)
    )
    for usage in usages:
        memory.add_metric((usage.process,), usage.memory_bytes)
        cpu.add_metric((usage.process,), usage.cpu_s)
    yield from (memory, cpu)


def data_families(served: Served, now: int) -> Iterator[Metric]:
    """Which version is served, and how each source is doing."""
    generation = GaugeMetricFamily(
        "maas_generation", "1 of the one that is served.", labels=("generation",)
    )
    generation.add_metric((served.generation,), 1)
    number = int(served.version.rpartition(".")[2] or 0)
    yield generation
    yield GaugeMetricFamily("maas_batch_number", "Of the newest batch served.", value=number)
    yield GaugeMetricFamily("maas_clock_seconds", "The service clock, Unix s.", value=now)
    state = GaugeMetricFamily(
        "maas_source_state", "1 of the state that it is in.", labels=("source", "state")
    )
    for source in served.sources:
        for condition in Condition:
            state.add_metric((source.id, condition), source.condition(now) is condition)
    yield state
    today = datetime.fromtimestamp(now, served.coverage.zone).date()
    yield from _gauges(served.sources, now, today)


def _gauges(sources: Sequence[SourceState], now: int, today: date) -> Iterator[Metric]:
    """What is known of some sources, of those alone."""
    tables = {
        "maas_source_age_seconds": ("Of the data in use.", _age),
        "maas_source_live_trips": ("Of the newest message, that name a scheduled one.", _trips),
        "maas_source_matched_trips": ("Of them those the timetable has.", _matched),
        "maas_source_rejected_records": ("Of the data in use.", _rejected),
        "maas_source_days_to_expiry": ("Days of service after today.", _days_left),
    }
    for name, (text, value_of) in tables.items():
        family = GaugeMetricFamily(name, text, labels=("source",))
        for source in sources:
            value = value_of(source, now, today)
            if value is not None:
                family.add_metric((source.id,), value)
        yield family


def _age(source: SourceState, now: int, _: date) -> int | None:
    made_at = source.status.made_at if source.status else None
    return None if made_at is None else max(0, now - made_at)


def _trips(source: SourceState, _: int, __: date) -> int | None:
    return source.status.trips if source.status else None


def _matched(source: SourceState, _: int, __: date) -> int | None:
    return source.status.matched if source.status else None


def _rejected(source: SourceState, _: int, __: date) -> int | None:
    report = source.imported.report if source.imported else None
    found = source.status.rejections if source.status else report.findings if report else None
    return None if found is None else sum(finding.count for finding in found)


def _days_left(source: SourceState, _: int, today: date) -> int | None:
    report = source.imported.report if source.imported else None
    if report is None or report.last_day is None:
        return None
    return (report.last_day - today).days


def _labels(routes: Sequence[Route], row: int) -> tuple[str, str]:
    """The newest address of a route stands for all of them."""
    if row >= min(len(routes), OTHER_ROUTE):
        return OTHERS
    return routes[row].method, routes[row].paths[-1]
