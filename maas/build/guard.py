"""Whether a new version of a source may replace the old one, and what a person should know."""

from collections.abc import Iterator
from datetime import date

from maas.report import Report

LEAST_SHARE = 0.5
"""Fewer trips, stops … than this share of the version before are not taken without a word."""

GUARDED = {"gtfs": ("stops", "trips"), "osm": ("edges",)}
"""What is counted, by kind."""


def objection(report: Report, previous: Report | None, today: date) -> str:
    """Why a version must not replace the one before; empty if it may."""
    for what in GUARDED[report.kind]:
        found = report.counts.get(what)
        before = previous.counts.get(what, 0) if previous else 0
        if found is not None and found < max(1, before * LEAST_SHARE):
            return f"{found} {what}, {before} before" if previous else f"no {what}"
    if previous is not None and _waits(report, previous, today):
        return f"service starts on {report.first_day}; the version before runs until then"
    return ""


def doubts(report: Report, today: date) -> Iterator[str]:
    """What to warn of although the version is taken."""
    if report.last_day is not None and report.last_day < today:
        yield f"all service lies in the past (until {report.last_day}); questions need a time"
    elif report.last_day is not None and (report.last_day - today).days < 7:
        yield f"service ends in {(report.last_day - today).days} days, on {report.last_day}"
    if report.first_day is not None and report.first_day > today:
        yield f"service starts only on {report.first_day}"


def _waits(report: Report, previous: Report, today: date) -> bool:
    return (
        report.first_day is not None
        and report.first_day > today
        and previous.last_day is not None
        and previous.last_day >= today
    )
