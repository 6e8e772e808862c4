"""Counts as CSV (RFC 4180): what is unknown is left empty."""

import csv
import io
from collections.abc import Iterable
from datetime import UTC, datetime

from api.reports.table import safe_cell
from maas.series import Change

HEAD = "time,place,available,free\r\n"


def to_csv(changes: Iterable[Change]) -> str:
    """Rows below `HEAD`, times in UTC; no place is taken for a formula by a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text)
    for at, place, (available, free) in changes:
        time = f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}"
        writer.writerow((time, safe_cell(place), available, free))
    return text.getvalue()
