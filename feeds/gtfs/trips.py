"""trips.txt: runs of vehicles, before it is known where they call."""

from dataclasses import dataclass

import numpy as np

from feeds.gtfs.fields import enum, integers, parse_natural
from feeds.gtfs.keys import filled, index, resolve, unique
from feeds.gtfs.notices import Notices, refuse
from feeds.gtfs.table import Table
from maas.arrays import Bytes, Int16s, Int32s


@dataclass(frozen=True, slots=True)
class TripRows:
    """The trips whose route and service exist, in the order of trips.txt."""

    table: Table
    rows: dict[str, int]
    left_out: frozenset[str]
    """Ids of trips of which no stop time should be missed."""
    route: Int32s
    service: Int32s
    direction: Int16s
    """0, 1 or -1."""
    wheelchair: Bytes
    bikes: Bytes

    def __len__(self) -> int:
        return len(self.table)


def read_trips(
    table: Table, routes: dict[str, int], services: dict[str, int], notices: Notices
) -> TripRows:
    """All trips that have an id, a route and a service.

    Raises:
        FeedMalformed: there is none.
    """
    named = unique(table, "trip_id", notices)
    route = resolve(named, "route_id", routes, notices)
    service = resolve(named, "service_id", services, notices)
    for column in ("route_id", "service_id"):
        blank = ~filled(named[column])
        named.note(notices, "missing_required_field", blank, column)
    kept = (route >= 0) & (service >= 0)
    if not kept.any():
        raise refuse("unusable_trip", "trips.txt has no trip of a known route and service")
    table = named.take(kept)
    rows = index(table, "trip_id")
    direction, unknown = enum(integers(parse_natural, table["direction_id"]), 1)
    table.note(notices, "unexpected_enum_value", unknown, "direction_id")
    blank = ~filled(table["direction_id"])
    return TripRows(
        table=table,
        rows=rows,
        left_out=frozenset(named["trip_id"]) - rows.keys(),
        route=route[kept],
        service=service[kept],
        direction=np.where(blank | unknown, -1, direction.astype(np.int16)),
        wheelchair=_access(table, "wheelchair_accessible", notices),
        bikes=_access(table, "bikes_allowed", notices),
    )


def _access(table: Table, column: str, notices: Notices) -> Bytes:
    access, unknown = enum(integers(parse_natural, table[column]), 2)
    table.note(notices, "unexpected_enum_value", unknown, column)
    return access
