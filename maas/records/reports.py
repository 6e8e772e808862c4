"""The SQL of what people report: one row for each thing that is wrong, however many say so.

All of it runs within a transaction of `SqliteRecords`.
"""

from collections.abc import Iterable
from sqlite3 import Connection

import msgspec

from maas.records.rows import KeptReport

ENCODER = msgspec.json.Encoder()
REPORT = msgspec.json.Decoder(KeptReport)


def put(connection: Connection, kept: Iterable[KeptReport], dropped: Iterable[str]) -> None:
    """Keep some, each in place of the one of its id, and erase others."""
    connection.executemany("DELETE FROM reports WHERE id = ?", ((name,) for name in dropped))
    connection.executemany(
        "INSERT OR REPLACE INTO reports (id, until, content) VALUES (?, ?, ?)",
        ((each.id, each.until, ENCODER.encode(each)) for each in kept),
    )


def kept(connection: Connection) -> tuple[KeptReport, ...]:
    """All that are kept, by id."""
    rows = connection.execute("SELECT content FROM reports ORDER BY id")
    return tuple(REPORT.decode(content) for (content,) in rows)


def erase(connection: Connection, now: int) -> None:
    """Erase what was to be kept until now."""
    connection.execute("DELETE FROM reports WHERE until <= ?", (now,))
