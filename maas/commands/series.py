"""`maas series`: how many vehicles and free docks there were at each place, and when."""

import argparse
import sys
import time
from itertools import islice

from api.series.table import HEAD, to_csv
from maas.commands.spans import span_of
from maas.errors import NotFound
from maas.model import SourceId
from maas.series import SeriesReader
from maas.settings import Territory

ROWS = 5000
"""Written at once."""


def list_sources(options: argparse.Namespace) -> int:
    """Show of which sources counts are kept, and since when."""
    reader = _reader(options.territory)
    sources = reader.sources()
    for source_id in sources:
        first, last, size = reader.extent(source_id)
        sys.stdout.write(f"{source_id}  {first} to {last}  {size / 1e6:,.1f} MB\n")
    if not sources:
        sys.stdout.write("no counts are kept yet\n")
    return 0


def export(options: argparse.Namespace) -> int:
    """Print the counts of a span as CSV.

    Raises:
        NotFound: none are kept of this source.
    """
    territory: Territory = options.territory
    reader = _reader(territory)
    if options.source not in reader.sources():
        known = ", ".join(reader.sources()) or "no source"
        raise NotFound(f"no counts are kept of {options.source!r}; of: {known}")
    since, until = span_of(options, territory.zone)
    if territory.clock is None:  # of what is to come nothing is known, not even that it is unknown
        until = min(until, int(time.time()))
    sys.stdout.write(HEAD)
    changes = reader.changes(SourceId(options.source), since, until, options.place)
    while rows := list(islice(changes, ROWS)):
        sys.stdout.write(to_csv(rows))
    return 0


def _reader(territory: Territory) -> SeriesReader:
    return SeriesReader(territory.data_dir / "series")
