"""transfers.txt: rules for changing between trips, and trips that go on as others.

A rule holds for trips on its two sides. A side is a number: 0 any trip, route row + 1 the trips of
a route, -(trip row + 1) a single trip.
"""

from dataclasses import dataclass

import numpy as np

from feeds.gtfs.fields import BLANK, enum, integers, parse_natural, rows_of
from feeds.gtfs.keys import filled, resolve
from feeds.gtfs.notices import Notices
from feeds.gtfs.routes import Lines
from feeds.gtfs.stops import Places
from feeds.gtfs.table import Table
from feeds.gtfs.trips import TripRows
from maas.arrays import Bools, Bytes, Int32s
from maas.model import StopKind
from maas.timetable.rows import take_rows

IN_SEAT = 4
NOT_IN_SEAT = 5
ANY = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """Rows of transfers.txt, or what became of them."""

    from_stop: Int32s
    to_stop: Int32s
    from_side: Int32s
    to_side: Int32s
    kind: Bytes
    seconds: Int32s
    """min_transfer_time, or -1."""
    line: Int32s

    def __len__(self) -> int:
        return self.kind.size


@dataclass(frozen=True, slots=True)
class Reader:
    """What the cells of transfers.txt refer to."""

    places: Places
    lines: Lines
    trips: TripRows
    notices: Notices

    def read(self, table: Table) -> tuple[Rules, Rules]:
        """The usable rules for changing (types 0 to 3), and those for staying seated (4, 5)."""
        kind, unknown = enum(integers(parse_natural, table["transfer_type"]), NOT_IN_SEAT)
        table.note(self.notices, "unexpected_enum_value", unknown, "transfer_type")
        seconds = integers(parse_natural, table["min_transfer_time"])
        table.note(self.notices, "invalid_integer", seconds < BLANK, "min_transfer_time")
        rules = Rules(
            from_stop=resolve(table, "from_stop_id", self.places.rows, self.notices),
            to_stop=resolve(table, "to_stop_id", self.places.rows, self.notices),
            from_side=self._side(table, "from"),
            to_side=self._side(table, "to"),
            kind=kind,
            seconds=np.maximum(seconds, BLANK).astype(np.int32),
            line=table.lines,
        )
        seated = kind >= IN_SEAT
        sound = self._refers(table) & self._belongs(table)
        changes = sound & ~seated & self._between_stops(table, rules, ~seated)
        named = (rules.from_side < 0) & (rules.to_side < 0)
        table.note(self.notices, "missing_required_field", seated & sound & ~named, "from_trip_id")
        return (
            take_rows(rules, np.flatnonzero(changes)),
            take_rows(rules, np.flatnonzero(sound & seated & named)),
        )

    def _side(self, table: Table, end: str) -> Int32s:
        """The trips at one end; a trip is more special than its route."""
        trip = rows_of(self.trips.rows, table[f"{end}_trip_id"])
        route = rows_of(self.lines.rows, table[f"{end}_route_id"])
        return np.where(trip >= 0, -(trip + 1), route + 1).astype(np.int32)

    def _refers(self, table: Table) -> Bools:
        """Whether every trip and route that is named exists; the stops are seen to elsewhere."""
        sound = np.ones(len(table), np.bool_)
        for end in ("from", "to"):
            stop = filled(table[f"{end}_stop_id"])
            sound &= ~stop | (rows_of(self.places.rows, table[f"{end}_stop_id"]) >= 0)
            sound &= self._known(table, f"{end}_route_id", self.lines.rows)
            sound &= self._known(table, f"{end}_trip_id", self.trips.rows)
        return sound

    def _known(self, table: Table, column: str, rows: dict[str, int]) -> Bools:
        known = ~filled(table[column]) | (rows_of(rows, table[column]) >= 0)
        gone = np.array([cell in self.trips.left_out for cell in table[column]], np.bool_)
        table.note(self.notices, "foreign_key_violation", ~known & ~gone, column)
        return known

    def _belongs(self, table: Table) -> Bools:
        """Whether trips are of the routes that are named with them."""
        sound = np.ones(len(table), np.bool_)
        for end in ("from", "to"):
            trip = rows_of(self.trips.rows, table[f"{end}_trip_id"])
            route = rows_of(self.lines.rows, table[f"{end}_route_id"])
            sound &= (trip < 0) | (route < 0) | (self.trips.route[trip] == route)
        table.note(self.notices, "transfer_with_invalid_trip_and_route", ~sound, "from_trip_id")
        return sound

    def _between_stops(self, table: Table, rules: Rules, wanted: Bools) -> Bools:
        """Whether both ends are a stop, a station, or a boarding area."""
        there = np.ones(len(table), np.bool_)
        right = np.ones(len(table), np.bool_)
        for end, stop in (("from", rules.from_stop), ("to", rules.to_stop)):
            column = f"{end}_stop_id"
            table.note(
                self.notices, "missing_required_field", wanted & ~filled(table[column]), column
            )
            kind = self.places.stops.kind[stop]
            right &= (stop < 0) | ~np.isin(kind, [StopKind.ENTRANCE, StopKind.NODE])
            there &= stop >= 0
        table.note(
            self.notices,
            "transfer_with_invalid_stop_location_type",
            wanted & ~right,
            "from_stop_id",
        )
        return there & right
