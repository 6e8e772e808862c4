"""`maas archive`: what was received from live sources: listed, taken out, played again."""

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from maas.archive import ArchiveReader, Kept, contents
from maas.commands.replaying import write_replay
from maas.commands.spans import span_of
from maas.errors import NotFound
from maas.model import SourceId
from maas.settings import Territory

BROKEN = 3
"""The exit code where a chain is not whole."""


def list_sources(options: argparse.Namespace) -> int:
    """Show what there is of each source, and whether its chain is whole."""
    territory: Territory = options.territory
    archive = _archive(territory)
    table = Table("source", "from", "to", "messages", "MB", "chain", "newest digest", box=SIMPLE)
    broken = False
    for source_id in archive.sources():
        verdict = archive.verify(source_id, contents=not options.quick)
        broken |= bool(verdict.broken)
        chain = f"broken: {verdict.broken}" if verdict.broken else "whole"
        if verdict.unreadable:
            chain += f"; {verdict.unreadable:,} bytes are no messages"
        size = f"{archive.size(source_id) / 1e6:,.1f}"
        span = [_local(at, territory.zone) for at in archive.span(source_id)]
        cells = (source_id, *span, f"{verdict.messages:,}", size, chain, verdict.digest.hex()[:16])
        table.add_row(*map(Text, cells))
    console = Console(width=None if sys.stdout.isatty() else 200)
    console.print(table if archive.sources() else "nothing is archived yet")
    return BROKEN if broken else 0


def export(options: argparse.Namespace) -> int:
    """Write the messages of a span to a folder, one file each.

    Raises:
        NotFound: there is none in that span.
    """
    territory: Territory = options.territory
    since, until = span_of(options, territory.zone)
    sources = _sources(options, territory)
    count = 0
    for source_id in sources:
        folder = options.folder / source_id if len(sources) > 1 else options.folder
        count += write_messages(_archive(territory).entries(source_id, since, until), folder)
    if not count:
        raise NotFound("no message was read in that span")
    sys.stdout.write(f"{count:,} messages written to {options.folder}\n")
    return 0


def replay(options: argparse.Namespace) -> int:
    """Write a territory that lives through a span again, on the timetable of then.

    Raises:
        NotFound: the archive does not hold the span, or its generation is gone.
    """
    territory: Territory = options.territory
    span = span_of(options, territory.zone)
    file = write_replay(territory, span, options.folder, options.rate)
    sys.stdout.write(f"{file} written; now: maas serve {file}\n")
    return 0


def write_messages(found: Iterator[Kept], folder: Path) -> int:
    """One file for each message, named by its time and number; how many."""
    count = 0
    for kept, content in contents(found):
        if content is None:
            sys.stderr.write(f"message {kept.entry.number} cannot be read any more\n")
            continue
        folder.mkdir(parents=True, exist_ok=True)
        (folder / kept.name(content)).write_bytes(content)
        count += 1
    return count


def _archive(territory: Territory) -> ArchiveReader:
    return ArchiveReader(territory.data_dir / "archive")


def _sources(options: argparse.Namespace, territory: Territory) -> list[SourceId]:
    known = _archive(territory).sources()
    if options.source is None:
        return known
    if options.source not in known:
        raise NotFound(f"nothing is archived of {options.source!r}; of: {', '.join(known)}")
    return [SourceId(options.source)]


def _local(at: int, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(at, UTC).astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
