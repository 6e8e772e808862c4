"""How full a facility is, however a record tells it."""

from dataclasses import dataclass
from typing import NamedTuple

from feeds.notices import Notes
from feeds.parking_table.paths import Row, holds, tell, text_of
from feeds.parking_table.times import counted_at
from feeds.parking_table.values import count, flag, number
from maas.live.parking import Bays
from maas.settings.mapping import folded
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
    """How many places there are, and how many of them are free."""

    capacity: int | None
    free: int | None
    bays: tuple[Bays, ...]
    is_live: bool
    counted_at: int | None
    until: int | None


def counts_of(row: Row, reading: Reading) -> Counts:
    """What a record says of its places; a capacity of 0 is not said."""
    table, notices = reading.table, reading.notices
    capacity = count(row, table.numbers.get("capacity"), table.decimal, notices) or None
    is_live = flag(row, table.choices.get("is_live", ()), notices)
    is_counted = is_live is not False and not any(holds(row, each) for each in table.faulty)
    free = None
    if is_counted:
        capacity, free = _free(row, reading, capacity)
    bays = tuple(each for told in table.bays if (each := _bays(row, told, reading, is_counted)))
    if is_live is None:
        is_live = any(_says(row, table, key) for key in LIVE)
    if free is None and all(each.free is None for each in bays):
        return Counts(capacity, None, bays, is_live, None, None)
    value = None if table.counted_at is None else tell(row, table.counted_at)
    at = counted_at(value, table, reading.now, notices)
    until = (reading.now if at is None else at) + reading.hold_s
    return Counts(capacity, free, bays, is_live, at, until)


def _free(row: Row, reading: Reading, capacity: int | None) -> tuple[int | None, int | None]:
    """How many there are and how many of them are free, one of what is told of the others."""
    numbers, decimal, notices = reading.table.numbers, reading.table.decimal, reading.notices
    free = count(row, numbers.get("free"), decimal, notices)
    occupied = count(row, numbers.get("occupied"), decimal, notices)
    capacity, free = _of_the_rest(capacity, free, occupied)
    if free is not None or capacity is None:
        return capacity, free
    percent = number(row, numbers.get("free_percent"), decimal, notices)
    if percent is None:
        taken = number(row, numbers.get("occupied_percent"), decimal, notices)
        percent = None if taken is None else 100 - taken
    return capacity, None if percent is None else round(capacity * percent / 100)


def _of_the_rest(
    capacity: int | None, free: int | None, occupied: int | None
) -> tuple[int | None, int | None]:
    """Capacity and free places where one of the three numbers is missing."""
    if capacity is None and free is not None and occupied is not None:
        capacity = free + occupied
    if free is None and capacity is not None and occupied is not None:
        free = capacity - occupied
    return capacity, free


def _bays(row: Row, told: BayTable, reading: Reading, is_counted: bool) -> Bays | None:
    """None where none is told of."""
    decimal, notices = reading.table.decimal, reading.notices
    value = None if told.capacity is None else tell(row, told.capacity)
    is_there = value is not None and folded(text_of(value)) in told.yes
    is_word = isinstance(value, str) and not any(each.isdigit() for each in value)
    capacity = free = None
    if value is not None and not is_there and not (told.yes and is_word):
        capacity = count(row, told.capacity, decimal, notices)
    if is_counted:
        free = count(row, told.free, decimal, notices)
        occupied = count(row, told.occupied, decimal, notices)
        capacity, free = _of_the_rest(capacity, free, occupied)
    if capacity is None and free is None and not is_there:
        return None
    return Bays(told.kind, capacity, None if free is None else max(0, free))


def _says(row: Row, table: ParkingTable, key: str) -> bool:
    told = table.numbers.get(key)
    return told is not None and tell(row, told) is not None
