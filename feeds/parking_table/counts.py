"""How full a facility is, as a record tells it."""

from dataclasses import dataclass
from typing import NamedTuple

from feeds.notices import Notes
from feeds.parking_rules import Beside
from feeds.parking_table.paths import Row, holds, tell, text_of
from feeds.parking_table.values import count, flag, number
from maas.live.parking import Bays
from maas.settings.mapping import Told, folded
from maas.settings.parking_table import LIVE, BayTable, ParkingTable


@dataclass(frozen=True, slots=True)
class Reading:
    """What holds while a table is read."""

    table: ParkingTable
    notices: Notes
    now: int
    """Unix s."""
    hold_s: int
    """How long counts are believed."""


class Counts(NamedTuple):
    """How many places there are, and what is told of how many of them are free."""

    capacity: int | None
    free: int | None
    beside: Beside
    bays: tuple[Bays, ...]
    is_live: bool


def counts_of(row: Row, reading: Reading) -> Counts:
    """What a record says of its places."""
    table = reading.table
    is_live = flag(row, table.choices.get("is_live", ()), reading.notices)
    is_counted = is_live is not False and not any(holds(row, each) for each in table.faulty)
    bays = tuple(each for told in table.bays if (each := _bays(row, told, reading, is_counted)))
    capacity = _count(row, table.numbers.get("capacity"), reading)
    if is_live is None:
        is_live = any(_says(row, table.numbers.get(key)) for key in LIVE)
    if not is_counted:
        return Counts(capacity, None, Beside(), bays, is_live)
    free, occupied = (_count(row, table.numbers.get(key), reading) for key in ("free", "occupied"))
    if capacity is None and free is not None and occupied is not None:
        capacity = free + occupied
    return Counts(capacity, free, Beside(occupied, _percent(row, reading)), bays, is_live)


def _percent(row: Row, reading: Reading) -> float | None:
    """How much is taken."""
    table, notices = reading.table, reading.notices
    taken = number(row, table.numbers.get("occupied_percent"), table.decimal, notices)
    if taken is not None:
        return taken
    free = number(row, table.numbers.get("free_percent"), table.decimal, notices)
    return None if free is None else 100 - free


def _bays(row: Row, told: BayTable, reading: Reading, is_counted: bool) -> Bays | None:
    """None where none is told of."""
    value = None if told.capacity is None else tell(row, told.capacity)
    is_there = value is not None and folded(text_of(value)) in told.yes
    is_word = isinstance(value, str) and not any(each.isdigit() for each in value)
    capacity = free = None
    if value is not None and not is_there and not (told.yes and is_word):
        capacity = _count(row, told.capacity, reading)
    if is_counted:
        free, occupied = _count(row, told.free, reading), _count(row, told.occupied, reading)
        if capacity is None and free is not None and occupied is not None:
            capacity = free + occupied
        if free is None and capacity is not None and occupied is not None:
            free = capacity - occupied
    if capacity is None and free is None and not is_there:
        return None
    return Bays(told.kind, capacity, free)


def _count(row: Row, told: Told | None, reading: Reading) -> int | None:
    return count(row, told, reading.table.decimal, reading.notices)


def _says(row: Row, told: Told | None) -> bool:
    return told is not None and tell(row, told) is not None
