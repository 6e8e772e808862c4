"""`maas check`: what is in feeds and what is wrong with them, without importing anything."""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table

from feeds.registry import FOUND, MAPPED, adapter, find_kind
from maas.build.fetching import fetch
from maas.build.guard import doubts, objection
from maas.commands.live_check import live_report
from maas.errors import FeedError, FeedMalformed
from maas.generation import DataDir
from maas.model import SourceId
from maas.report import Report, Severity
from maas.settings import Source, read_territory

SOUND, USABLE, REFUSED = 0, 3, 4

COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "dim"}


@dataclass(frozen=True, slots=True)
class Checked:
    """One source: its report, or why there is none."""

    source: Source
    report: Report | None
    doubts: tuple[str, ...] = ()
    refused: str = ""

    @property
    def verdict(self) -> int:
        """The exit code it alone would give."""
        if self.refused:
            return REFUSED
        sound = self.report is not None and self.report.is_sound and not self.doubts
        return SOUND if sound else USABLE


def check(options: argparse.Namespace) -> int:
    """Report on a feed, or on every source of a territory that can be read."""
    sources, now = _subject(options.subject)
    checked = [
        _checked(source, now.date()) if source.is_static else _checked_live(source, now)
        for source in sources
    ]
    if options.json:
        sys.stdout.buffer.write(msgspec.json.encode([_plain(each) for each in checked]) + b"\n")
    else:
        console = Console()
        for each in checked:
            _show(each, console)
    return max(each.verdict for each in checked)


def _subject(path: Path) -> tuple[tuple[Source, ...], datetime]:
    now = int(time.time())
    if path.suffix == ".toml":
        territory = read_territory(path)
        moment = datetime.fromtimestamp(territory.clock or now, territory.zone)
        live = (source for source in territory.live_sources if not source.is_pushed)
        return (*territory.static_sources, *live), moment
    kind = find_kind(path)
    if kind is None:
        missing = f"; {MAPPED}" if path.exists() else ": there is no such file"
        raise FeedMalformed(f"{path} is neither {FOUND}{missing}")
    source = Source(SourceId("feed"), kind, f"file:{path.resolve()}")
    return (source,), datetime.fromtimestamp(now, UTC)


def _checked(source: Source, today: date) -> Checked:
    with tempfile.TemporaryDirectory() as folder:
        data = DataDir(Path(folder))
        data.temporary.mkdir()
        try:
            path = fetch(source, data).path
            _, report = adapter(source.kind).read(path, source.id)
        except FeedError as problem:
            return Checked(source, None, refused=str(problem))
    return Checked(source, report, tuple(doubts(report, today)), objection(report, None, today))


def _checked_live(source: Source, now: datetime) -> Checked:
    try:
        return Checked(source, live_report(source, int(now.timestamp())))
    except FeedError as problem:
        return Checked(source, None, refused=str(problem))


def _plain(checked: Checked) -> dict[str, Any]:
    """For machines."""
    return {
        "source": checked.source.id,
        "kind": checked.source.kind,
        "verdict": {SOUND: "sound", USABLE: "usable", REFUSED: "refused"}[checked.verdict],
        "refused": checked.refused or None,
        "doubts": checked.doubts,
        "report": checked.report,
    }


def _show(checked: Checked, console: Console) -> None:
    """For people: what it is, what was found, worst first."""
    console.print(f"[bold]{checked.source.id}[/] ({checked.source.kind})")
    if checked.refused:
        console.print(f"refused: {checked.refused}", style="red", markup=False)
    if checked.report is None:
        return
    for line in _facts(checked.report):
        console.print(f"  {line}", markup=False, highlight=False)
    for doubt in checked.doubts:
        console.print(f"  ! {doubt}", style="yellow", markup=False)
    if checked.report.findings:
        console.print(_findings(checked.report))


def _facts(report: Report) -> Iterator[str]:
    yield ", ".join(f"{count:,} {what.replace('_', ' ')}" for what, count in report.counts.items())
    if report.first_day is not None:
        yield f"service from {report.first_day} to {report.last_day}"
    for name, value in report.attributes.items():
        yield f"{name}: {value}"


def _findings(report: Report) -> Table:
    table = Table("", "rule", "file", "line", "count", "what", box=None, padding=(0, 1))
    order = list(COLORS)
    for finding in sorted(report.findings, key=lambda each: order.index(each.severity)):
        table.add_row(
            finding.severity[:1],
            finding.rule,
            finding.file,
            str(finding.line or ""),
            f"{finding.count:,}",
            finding.text.replace("[", r"\["),
            style=COLORS[finding.severity],
        )
    return table
