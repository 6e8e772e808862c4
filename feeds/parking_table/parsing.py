"""A message, one or two tables of car parks, to records."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from feeds.fetch.pairs import taken_apart
from feeds.notices import Notes, Notices, Unusable
from feeds.parking_rules import plausible, settled
from feeds.parking_table.building import build
from feeds.parking_table.counts import Reading
from feeds.parking_table.joining import join
from feeds.parking_table.notices import STATIC, TABLE, TABLE_RULES
from feeds.parking_table.paths import MISSING, Row, find, holds, tell
from feeds.parking_table.positions import places
from feeds.parking_table.rows import rows_of
from feeds.parking_table.times import counted_at
from feeds.parking_table.values import identifier
from feeds.parsed import Parsed
from maas.errors import FeedMalformed
from maas.live import ParkingFacility
from maas.settings.mapping import Path, Told
from maas.settings.parking_table import ParkingTable

MOST_FACILITIES = 20_000

_NEEDED = frozenset({"id", "name", "lat", "lon", "point"})
"""Options without which a record is of no use."""


def parse(table: ParkingTable, hold_s: int, content: bytes, now: int) -> Parsed:
    """The facilities that a message tells of.

    Args:
        hold_s: how long counts are believed.
        now: when it was read (Unix s).

    Raises:
        FeedMalformed: it is not what the options say.
    """
    notices = Notices(TABLE, TABLE_RULES)
    told, beside = taken_apart(content)
    reading = Reading(table, notices, now, hold_s)
    rows = _rows(told, reading)
    found = _facilities(rows, reading)
    if table.static is not None and beside is not None:
        notices.place = STATIC
        static = _static(beside, replace(reading, table=table.static))
        notices.place = TABLE
        joined = join(found, static, table.match, notices)
        found = [plausible(each, notices) for each in joined]
    return Parsed(
        settled(found, notices), notices.findings, _made_at(rows, reading), ages_itself=True
    )


def _facilities(rows: Sequence[Row], reading: Reading) -> Sequence[ParkingFacility]:
    """In the order of the table."""
    found: list[ParkingFacility] = []
    notices = reading.notices
    for row, at in zip(rows, places(rows, reading.table.position, notices), strict=True):
        try:
            found.append(build(row, at, reading))
        except Unusable as problem:
            notices.note(problem.rule, problem.example)
    for local in sorted(reading.table.position.by_id.keys() - {each.id for each in found}):
        notices.note("path_finds_nothing", f"positions: {local}")
    if not found:
        raise FeedMalformed(f"none of its {len(rows):,} records can be used")
    return found


def _static(content: bytes, reading: Reading) -> Sequence[ParkingFacility]:
    try:
        return _facilities(_rows(content, reading), reading)
    except FeedMalformed as problem:
        reading.notices.note("unreadable_static", problem)
        return ()


def _rows(content: bytes, reading: Reading) -> Sequence[Row]:
    """The records that are meant."""
    table, notices = reading.table, reading.notices
    rows = rows_of(content, table, notices)
    if not rows:
        raise FeedMalformed("it has no records")
    _seek(rows, table, notices)
    if table.where or table.where_not:
        rows = [row for row in rows if _is_meant(row, table)]
    if not rows:
        raise FeedMalformed("no record is as where and where_not say")
    if table.newest:
        rows = list(_newest(rows, reading))
    if len(rows) > MOST_FACILITIES:
        notices.note("too_many_records", count=len(rows) - MOST_FACILITIES)
    return rows[:MOST_FACILITIES]


def _seek(rows: Sequence[Row], table: ParkingTable, notices: Notes) -> None:
    """Whether options name what is there: a table that was changed does not pass for an empty one.

    Raises:
        FeedMalformed: what is needed of each record is in none.
    """
    for option, told in table.sought:
        lost = [path for path in told.paths if not _is_anywhere(path, rows)]
        if any(not set(lost) & set(way) for way in told.ways):
            continue
        written = " or ".join(path.written for path in lost)
        notices.note("path_finds_nothing", f"{option}: {written}")
        if option in _NEEDED and len(lost) == len(list(told.paths)):
            raise FeedMalformed(f"{option}: no record has {written}")


def _is_anywhere(path: Path, rows: Sequence[Row]) -> bool:
    return any(find(row, path) is not MISSING for row in rows)


def _is_meant(row: Row, table: ParkingTable) -> bool:
    if any(holds(row, condition) for condition in table.where_not):
        return False
    return all(holds(row, condition) for condition in table.where)


def _newest(rows: Sequence[Row], reading: Reading) -> Iterator[Row]:
    """Of each facility the record that was counted last."""
    table = reading.table
    last: dict[str, tuple[int, Row]] = {}
    for row in rows:
        try:
            local = identifier(row, table.texts["id"])
        except Unusable as problem:
            reading.notices.note(problem.rule, problem.example)
            continue
        at = _counted_at(row, table.counted_at, reading) or 0
        if local not in last or at > last[local][0]:
            last[local] = at, row
    return (row for _, row in last.values())


def _counted_at(row: Row, told: Told | None, reading: Reading) -> int | None:
    value = None if told is None else tell(row, told)
    return counted_at(value, reading.table, reading.now, reading.notices)


def _made_at(rows: Sequence[Row], reading: Reading) -> int | None:
    """When the message says it was made (Unix s), where it says so once for all records."""
    told = reading.table.counted_at
    if told is None or not all(path.of_message for path in told.paths):
        return None
    return _counted_at(rows[0], told, reading)
