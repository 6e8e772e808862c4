"""stops.txt: places, their stations, what a wheelchair finds there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from feeds.gtfs.fields import decimals, enum, integers, parse_natural
from feeds.gtfs.keys import filled, index, resolve, unique
from feeds.gtfs.notices import Notices, refuse
from feeds.gtfs.table import Table
from feeds.gtfs.zones import Zones
from maas.arrays import Bools, Bytes, Float32s, Float64s, Ids, Int16s, Int32s, Texts
from maas.model import StopKind
from maas.timetable import Stops
from maas.timetable.rows import stack_rows, take_rows

POLE_LAT = 89.0
ORIGIN_DEGREES = 1.0

PARENT_KIND = {
    StopKind.STOP: StopKind.STATION,
    StopKind.ENTRANCE: StopKind.STATION,
    StopKind.NODE: StopKind.STATION,
    StopKind.BOARDING_AREA: StopKind.STOP,
}


@dataclass(frozen=True, slots=True)
class Places:
    """The stops of a feed, and which row each of its own ids means."""

    stops: Stops
    rows: dict[str, int]


def read_stops(
    table: Table, prefix: str, zones: Zones, levels: Mapping[str, float], notices: Notices
) -> Places:
    """All places with a position; `zones` must hold the feed's own zone as number 0.

    Raises:
        FeedMalformed: there is none.
    """
    table = unique(table, "stop_id", notices)
    lat, lon = _positions(table, notices)
    kept = _has_position(table, lat, lon, notices)
    if not kept.any():
        raise refuse("stop_without_location", "stops.txt has no stop with a position")
    table, lat, lon = table.take(kept), lat[kept], lon[kept]
    kind, unknown = enum(integers(parse_natural, table["location_type"]), 4)
    table.note(notices, "unexpected_enum_value", unknown, "location_type")
    rows = index(table, "stop_id")
    parent = _parents(table, kind, resolve(table, "parent_station", rows, notices), notices)
    stops = Stops(
        id=Ids.of(prefix + id_ for id_ in table["stop_id"]),
        name=Texts.of(_names(table, parent, notices)),
        code=Texts.of(table["stop_code"]),
        platform=Texts.of(table["platform_code"]),
        description=Texts.of(table["stop_desc"]),
        lat=lat,
        lon=lon,
        parent=parent,
        kind=kind,
        wheelchair=_wheelchair(table, kind, parent, notices),
        zone=_zones(table, parent, zones, notices),
        level=_levels(table, levels, notices),
        direct=_direct(table, kind, parent, notices),
    )
    return Places(stops, rows)


def _positions(table: Table, notices: Notices) -> tuple[Float64s, Float64s]:
    """Latitude and longitude, a parent's where a place has none of its own; else NaN."""
    lat = _degrees(table, "stop_lat", 90.0, notices)
    lon = _degrees(table, "stop_lon", 180.0, notices)
    rows = index(table, "stop_id")
    parents = table["parent_station"]
    for _ in range(2):  # a boarding area may have to ask its platform's station
        for i in np.flatnonzero(np.isnan(lat) | np.isnan(lon)).tolist():
            parent = rows.get(parents[i], i)
            lat[i], lon[i] = lat[parent], lon[parent]
    return lat, lon


def _degrees(table: Table, column: str, most: float, notices: Notices) -> Float64s:
    cells = table[column]
    values = decimals(cells)
    wrong = np.isnan(values) & filled(cells)
    table.note(notices, "invalid_float", wrong, column)
    outside = np.abs(values) > most
    table.note(notices, "number_out_of_range", outside, column)
    values[outside] = np.nan
    return values


def _has_position(table: Table, lat: Float64s, lon: Float64s, notices: Notices) -> Bools:
    nowhere = np.isnan(lat) | np.isnan(lon)
    origin = (np.abs(lat) < ORIGIN_DEGREES) & (np.abs(lon) < ORIGIN_DEGREES)
    pole = np.abs(lat) > POLE_LAT
    table.note(notices, "stop_without_location", nowhere, "stop_id")
    table.note(notices, "point_near_origin", origin, "stop_id")
    table.note(notices, "point_near_pole", pole, "stop_id")
    return ~(nowhere | origin | pole)


def _parents(table: Table, kind: Bytes, parent: Int32s, notices: Notices) -> Int32s:
    """Parents of the kind GTFS asks for; no station has one, so nothing goes in circles."""
    station = (kind == StopKind.STATION) & (parent >= 0)
    table.note(notices, "station_with_parent_station", station, "stop_id")
    wanted = np.array([PARENT_KIND.get(StopKind(k), StopKind.STATION) for k in range(5)])
    wrong = (parent >= 0) & ~station & (kind[parent] != wanted[kind])
    table.note(notices, "wrong_parent_location_type", wrong, "stop_id")
    parent = np.where(station | wrong, -1, parent).astype(np.int32)
    orphan = (parent < 0) & np.isin(kind, [StopKind.ENTRANCE, StopKind.NODE])
    table.note(notices, "location_without_parent_station", orphan, "stop_id")
    return parent


def _names(table: Table, parent: Int32s, notices: Notices) -> list[str]:
    names = list(table["stop_name"])
    nameless = ~filled(names)
    optional = np.isin(
        integers(parse_natural, table["location_type"]), [StopKind.NODE, StopKind.BOARDING_AREA]
    )
    table.note(notices, "missing_stop_name", nameless & ~optional, "stop_id")
    for _ in range(2):  # platforms before the boarding areas on them, whatever their order
        for i in np.flatnonzero(nameless & (parent >= 0)).tolist():
            names[i] = names[parent[i]]
    return [name or id_ for name, id_ in zip(names, table["stop_id"], strict=True)]


def _wheelchair(table: Table, kind: Bytes, parent: Int32s, notices: Notices) -> Bytes:
    """wheelchair_boarding, the parent's where a place says nothing."""
    column = "wheelchair_boarding"
    access, unknown = enum(integers(parse_natural, table[column]), 2)
    table.note(notices, "unexpected_enum_value", unknown, column)
    for level in (StopKind.STOP, StopKind.ENTRANCE, StopKind.NODE, StopKind.BOARDING_AREA):
        silent = (access == 0) & (parent >= 0) & (kind == level)
        access[silent] = access[parent[silent]]
    return access


def _zones(table: Table, parent: Int32s, zones: Zones, notices: Notices) -> Int16s:
    """stop_timezone, the parent's where there is one, else the feed's; for display only."""
    cells = table["stop_timezone"]
    own = np.array([zones.number(cell) if cell else -1 for cell in cells], np.int16)
    wrong = (own < 0) & filled(cells)
    table.note(notices, "invalid_timezone", wrong, "stop_timezone")
    for _ in range(2):
        own = np.where(parent >= 0, own[parent], own).astype(np.int16)
    return np.where(own < 0, 0, own).astype(np.int16)


def _levels(table: Table, levels: Mapping[str, float], notices: Notices) -> Float32s:
    """The storey of each place, NaN where none is known."""
    cells = table["level_id"]
    unknown = np.array([cell != "" and cell not in levels for cell in cells], np.bool_)
    table.note(notices, "foreign_key_violation", unknown, "level_id")
    return np.array([levels.get(cell, np.nan) for cell in cells], np.float32)


def _direct(table: Table, kind: Bytes, parent: Int32s, notices: Notices) -> Bools:
    """Which platforms are reached from the street, past all pathways (stop_access=1)."""
    column = "stop_access"
    access, unknown = enum(integers(parse_natural, table[column]), 1)
    table.note(notices, "unexpected_enum_value", unknown, column)
    said, stop = filled(table[column]), kind == StopKind.STOP
    table.note(notices, "stop_access_specified_for_incorrect_location", said & ~stop, column)
    alone = said & stop & (parent < 0)
    table.note(notices, "stop_access_specified_for_stop_with_no_parent_station", alone, column)
    direct: Bools = (access == 1) & stop
    return direct


def with_splits(stops: Stops, originals: Int32s) -> Stops:
    """The stops and, after them, a copy of each of `originals` (which may repeat)."""
    copies = take_rows(stops, originals)
    copies = replace(
        copies, parent=originals, kind=np.full(originals.size, StopKind.SPLIT, np.uint8)
    )
    return stack_rows([stops, copies])
