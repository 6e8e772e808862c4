"""The SQL of incidents that staff wrote: the newest version of each, and all there ever were.

All of it runs within a transaction of `SqliteRecords`.
"""

from collections.abc import Iterable
from sqlite3 import Connection

import msgspec

from maas.records.rows import KeptIncident

ENCODER = msgspec.json.Encoder()
INCIDENT = msgspec.json.Decoder(KeptIncident)


def put(connection: Connection, kept: Iterable[KeptIncident]) -> None:
    """Keep versions, each as the newest of its incident."""
    for each in kept:
        content = ENCODER.encode(each)
        connection.execute(
            "INSERT INTO incident_history (incident_id, version, content) VALUES (?, ?, ?)",
            (each.id, each.version, content),
        )
        connection.execute(
            "INSERT OR REPLACE INTO incidents (id, until, content) VALUES (?, ?, ?)",
            (each.id, each.until, content),
        )


def kept(connection: Connection, since: int) -> tuple[KeptIncident, ...]:
    """The newest version of all that are not over at `since`, by id."""
    rows = connection.execute(
        "SELECT content FROM incidents WHERE until IS NULL OR until > ? ORDER BY id", (since,)
    )
    return tuple(INCIDENT.decode(content) for (content,) in rows)


def find(connection: Connection, name: str) -> KeptIncident | None:
    """The newest version of one."""
    rows = connection.execute("SELECT content FROM incidents WHERE id = ?", (name,))
    return next((INCIDENT.decode(content) for (content,) in rows), None)


def history(connection: Connection, name: str) -> tuple[KeptIncident, ...]:
    """All versions of one, oldest first."""
    rows = connection.execute(
        "SELECT content FROM incident_history WHERE incident_id = ? ORDER BY version", (name,)
    )
    return tuple(INCIDENT.decode(content) for (content,) in rows)
