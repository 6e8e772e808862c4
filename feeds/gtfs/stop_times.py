"""stop_times.txt: where each trip calls, read in chunks straight into arrays."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np

from feeds.gtfs.fields import (
    BLANK,
    WRONG,
    decimals,
    enum,
    integers,
    parse_natural,
    parse_time,
    rows_of,
)
from feeds.gtfs.keys import filled
from feeds.gtfs.notices import Notices, refuse
from feeds.gtfs.numbering import StopTimeRows, note, numbered
from feeds.gtfs.stops import Places
from feeds.gtfs.table import Table
from feeds.gtfs.trips import TripRows
from maas.arrays import Bools, Float32s, Int32s
from maas.model import StopKind
from maas.timetable.rows import stack_rows, take_rows

NEEDED = ("trip_id", "stop_id", "stop_sequence", "arrival_time", "departure_time")

MOST_USELESS = 500_000
"""Rows of unknown trips or stops after which a file full of them is given up."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What the cells of stop_times.txt refer to, and the headsigns met so far."""

    trips: TripRows
    places: Places
    notices: Notices
    headsigns: dict[str, int]

    def read(self, chunks: Iterable[Table]) -> StopTimeRows:
        """All usable rows, by trip and sequence.

        Raises:
            FeedMalformed: so many rows are useless that the others cannot be worth the time.
        """
        none = Table("stop_times.txt", np.zeros(0, np.int32), {})
        parts, useful, useless = [], 0, 0
        for chunk in chain([none], chunks):
            parts.append(self._rows(chunk))
            useful += len(parts[-1])
            useless += len(chunk) - len(parts[-1])
            if useless > MOST_USELESS + 10 * useful:
                raise refuse("foreign_key_violation", "stop_times.txt is of other trips or stops")
        return _in_order(stack_rows(parts), self.trips, self.notices)

    def _rows(self, table: Table) -> StopTimeRows:
        trip, stop = self._trips(table), self._stops(table)
        sequence = integers(parse_natural, table["stop_sequence"])
        table.note(self.notices, "missing_required_field", sequence == BLANK, "stop_sequence")
        table.note(self.notices, "invalid_integer", sequence == WRONG, "stop_sequence")
        rows = StopTimeRows(
            trip=trip,
            sequence=sequence,
            stop=stop,
            arrive=self._times(table, "arrival_time"),
            depart=self._times(table, "departure_time"),
            may_board=self._allowed(table, "pickup_type"),
            may_alight=self._allowed(table, "drop_off_type"),
            distance=self._distances(table),
            headsign=self._headsigns(table),
            line=table.lines,
        )
        return take_rows(rows, np.flatnonzero((trip >= 0) & (stop >= 0) & (sequence >= 0)))

    def _trips(self, table: Table) -> Int32s:
        trip = rows_of(self.trips.rows, table["trip_id"])
        if (trip < 0).any():
            gone = self.trips.left_out
            unknown = [
                t < 0 and id_ not in gone for t, id_ in zip(trip, table["trip_id"], strict=True)
            ]
            table.note(self.notices, "foreign_key_violation", np.array(unknown), "trip_id")
        return trip

    def _stops(self, table: Table) -> Int32s:
        stop = rows_of(self.places.rows, table["stop_id"])
        if (stop < 0).any():
            area = [
                a != "" or b != ""
                for a, b in zip(table["location_id"], table["location_group_id"], strict=True)
            ]
            flexible = (stop < 0) & np.array(area, np.bool_)
            table.note(self.notices, "flexible_stop_time", flexible, "trip_id")
            unknown = (stop < 0) & ~flexible
            table.note(self.notices, "foreign_key_violation", unknown, "stop_id")
        kind = self.places.stops.kind
        odd = (stop >= 0) & ~np.isin(kind[stop], [StopKind.STOP, StopKind.BOARDING_AREA])
        table.note(self.notices, "location_with_unexpected_stop_time", odd, "stop_id")
        return stop

    def _times(self, table: Table, column: str) -> Int32s:
        times = integers(parse_time, table[column])
        table.note(self.notices, "invalid_time", times == WRONG, column)
        return np.maximum(times, BLANK).astype(np.int32)

    def _allowed(self, table: Table, column: str) -> Bools:
        if column not in table:
            return np.ones(len(table), np.bool_)
        kind, unknown = enum(integers(parse_natural, table[column]), 3)
        table.note(self.notices, "unexpected_enum_value", unknown, column)
        return np.asarray(kind != 1)

    def _distances(self, table: Table) -> Float32s:
        column = "shape_dist_traveled"
        if column not in table:
            return np.full(len(table), np.nan, np.float32)
        values = decimals(table[column])
        wrong = np.isnan(values) & filled(table[column])
        table.note(self.notices, "invalid_float", wrong, column)
        return values.astype(np.float32)

    def _headsigns(self, table: Table) -> Int32s:
        if "stop_headsign" not in table:
            return np.full(len(table), -1, np.int32)
        for text in set(table["stop_headsign"]) - {""}:
            self.headsigns.setdefault(text, len(self.headsigns))
        return rows_of(self.headsigns, table["stop_headsign"])


def _in_order(rows: StopTimeRows, trips: TripRows, notices: Notices) -> StopTimeRows:
    key = rows.trip.astype(np.int64) << 32 | rows.sequence
    if (np.diff(key) < 0).any():
        order = np.argsort(key, kind="stable")
        rows, key = take_rows(rows, order), key[order]
    if (key[1:] == key[:-1]).any():
        rows = numbered(rows, trips, notices)
        key = rows.trip.astype(np.int64) << 32 | rows.sequence
    again = np.zeros(key.size, np.bool_)
    again[1:] = key[1:] == key[:-1]
    note(rows, trips, notices, "duplicate_key", again)
    return take_rows(rows, np.flatnonzero(~again)) if again.any() else rows
