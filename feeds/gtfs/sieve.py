"""Rows of a table that pass one check after another; each row that does not is reported once."""

import re
from collections.abc import Collection
from decimal import Decimal

import numpy as np

from feeds.gtfs.fields import BLANK, WRONG, enum, integers, parse_natural
from feeds.gtfs.keys import filled
from feeds.gtfs.notices import Notices
from feeds.gtfs.table import Table
from maas.arrays import Bools, Bytes, Int32s, Int64s
from maas.timetable.fares import AMOUNT_UNIT

_CURRENCY = re.compile("[A-Z]{3}")
_AMOUNT = re.compile(r"[+-]?(\d{1,9}(\.\d{0,12})?|\.\d{1,12})", re.ASCII)
_NO_AMOUNT = np.iinfo(np.int64).min


class Sieve:
    """A table from which rows are taken out; `rows` is what is left."""

    def __init__(self, table: Table, notices: Notices) -> None:
        self.rows = table
        self._notices = notices

    def drop(self, rule: str, broken: Bools, column: str) -> None:
        """Report rows and take them out."""
        if broken.any():
            self.rows.note(self._notices, rule, broken, column)
            self.rows = self.rows.take(~broken)

    def doubt(self, rule: str, broken: Bools, column: str) -> None:
        """Report rows and keep them."""
        self.rows.note(self._notices, rule, broken, column)

    def need(self, *columns: str) -> None:
        """Take out rows where a needed cell is blank."""
        for column in columns:
            self.drop("missing_required_field", ~filled(self.rows[column]), column)

    def refer(self, column: str, known: Collection[str]) -> None:
        """Take out rows whose cell names nothing known; blank is fine."""
        unknown = [cell != "" and cell not in known for cell in self.rows[column]]
        self.drop("foreign_key_violation", np.array(unknown, np.bool_), column)

    def once(self, *columns: str) -> None:
        """Take out rows whose key stood before."""
        keys = list(zip(*(self.rows[column] for column in columns), strict=True))
        first = {key: i for i, key in reversed(list(enumerate(keys)))}
        again = [first[key] != i for i, key in enumerate(keys)]
        self.drop("duplicate_key", np.array(again, np.bool_), columns[0])

    def amounts(self, column: str, currency: str, *, signed: bool) -> Int64s:
        """Amounts in ten-thousandths; rows without amount or currency are taken out."""
        self.need(column, currency)
        strange = [_CURRENCY.fullmatch(cell) is None for cell in self.rows[currency]]
        self.drop("invalid_currency", np.array(strange, np.bool_), currency)
        amounts = _amounts(self.rows[column])
        self.drop("invalid_currency_amount", amounts == _NO_AMOUNT, column)
        amounts = _amounts(self.rows[column])
        if not signed:
            self.drop("number_out_of_range", amounts < 0, column)
        return _amounts(self.rows[column])

    def naturals(self, column: str, blank: int) -> Int32s:
        """Whole numbers; rows with what is none are taken out."""
        self.drop("invalid_integer", integers(parse_natural, self.rows[column]) == WRONG, column)
        found = integers(parse_natural, self.rows[column])
        return np.where(found == BLANK, blank, found).astype(np.int32)

    def choices(self, column: str, highest: int) -> Bytes:
        """An enumeration; rows with a value GTFS does not know are taken out."""
        unknown = enum(integers(parse_natural, self.rows[column]), highest)[1]
        self.drop("unexpected_enum_value", unknown, column)
        return enum(integers(parse_natural, self.rows[column]), highest)[0]


def _amounts(cells: Collection[str]) -> Int64s:
    return np.array([_amount(cell) for cell in cells], np.int64)


def _amount(cell: str) -> int:
    if _AMOUNT.fullmatch(cell) is None:
        return _NO_AMOUNT
    return int((Decimal(cell) * AMOUNT_UNIT).to_integral_value())
