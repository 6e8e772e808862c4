"""The SQL of what was given to other platforms and taken from them.

All of it runs within a transaction of `SqliteRecords`.
"""

from collections.abc import Iterable, Mapping
from sqlite3 import Connection

from maas.records.rows import Exchanged, ToldBegin, Way

FORGOTTEN_S = 60 * 86_400
"""After the last time that something was told, its begin is no longer known."""

NOTED_EVERY_S = 3600
"""That something is still told is written down as seldom as this."""

Row = tuple[str, int, int, int]


def known_begins(connection: Connection) -> dict[str, Row]:
    """id, begin, times and when it was last told; by id."""
    rows = connection.execute("SELECT id, at, times, told FROM told_begins")
    return {row[0]: row for row in rows}


def settled(
    known: Mapping[str, Row], begins: Mapping[str, int | None], now: int
) -> tuple[dict[str, ToldBegin], list[Row]]:
    """What is to be told of each begin, and the rows that change with it."""
    found: dict[str, ToldBegin] = {}
    changed: list[Row] = []
    for name, wanted in begins.items():
        row = known.get(name)
        begin = _begin(row, wanted, now)
        found[name] = begin
        if row is None or row[1:3] != (begin.at, begin.times) or now - row[3] >= NOTED_EVERY_S:
            changed.append((name, begin.at, begin.times, now))
    return found, changed


def _begin(row: Row | None, wanted: int | None, now: int) -> ToldBegin:
    """A begin that has come stays; one put off since then is another closure's."""
    if row is None:
        return ToldBegin(now if wanted is None else wanted)
    _, at, times, told = row
    if at > now:
        return ToldBegin(now if wanted is None else wanted, times)
    if wanted is not None and wanted > max(at, min(now, told + NOTED_EVERY_S)):
        return ToldBegin(wanted, times + 1)
    return ToldBegin(at, times)


def put_begins(connection: Connection, rows: Iterable[Row], now: int) -> None:
    """Keep rows, each in place of the one of its id, and drop what is long over."""
    connection.executemany("INSERT OR REPLACE INTO told_begins VALUES (?, ?, ?, ?)", rows)
    connection.execute("DELETE FROM told_begins WHERE told < ?", (now - FORGOTTEN_S,))


def add(connection: Connection, rows: Iterable[Exchanged]) -> None:
    """Add to what is known of each hour, partner and subject."""
    for each in rows:
        connection.execute(
            "INSERT INTO exchanged VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (hour, way, partner, subject) DO UPDATE SET"
            " times = times + excluded.times, unchanged = unchanged + excluded.unchanged,"
            " items = coalesce(excluded.items, items), bytes = bytes + excluded.bytes,"
            " first = min(first, excluded.first), last = max(last, excluded.last),"
            " digest = CASE WHEN excluded.last >= last AND excluded.digest <> ''"
            " THEN excluded.digest ELSE digest END",
            (
                *(each.hour, each.way.value, each.partner, each.subject, each.times),
                *(each.unchanged, each.items, each.bytes, each.first, each.last, each.digest),
            ),
        )


def between(
    connection: Connection, since: int, until: int, partner: str | None, most: int
) -> tuple[Exchanged, ...]:
    """The hours that begin in `[since, until)`, newest first."""
    rows = connection.execute(
        "SELECT hour, way, partner, subject, times, unchanged, items, bytes, first, last, digest"
        " FROM exchanged WHERE hour >= ? AND hour < ? AND (? IS NULL OR partner = ?)"
        " ORDER BY hour DESC, way, partner, subject LIMIT ?",
        (since, until, partner, partner, most),
    )
    return tuple(Exchanged(row[0], Way(row[1]), *row[2:]) for row in rows)


def forget(connection: Connection, before: int) -> None:
    """Drop hours that began before a moment."""
    connection.execute("DELETE FROM exchanged WHERE hour < ?", (before,))
