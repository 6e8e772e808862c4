"""agency.txt and routes.txt: who runs lines, what kind of vehicle, in which time zone."""

from dataclasses import dataclass

import numpy as np

from feeds.gtfs.fields import BLANK, WRONG, integers, parse_color, parse_natural
from feeds.gtfs.keys import filled, index, resolve, unique
from feeds.gtfs.notices import Notices, refuse
from feeds.gtfs.table import Table
from feeds.gtfs.zones import Zones
from maas.arrays import Bytes, Ids, Int16s, Int32s, Texts
from maas.model import TRANSIT_MODES, mode_of
from maas.timetable import Agencies, Routes

MISCELLANEOUS = 1700
"""The extended route type for a vehicle of which nothing is known."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The routes of a feed, which row each of its own ids means, and each one's time zone."""

    routes: Routes
    rows: dict[str, int]
    zone: Int16s


def read_agencies(table: Table, prefix: str, zones: Zones, notices: Notices) -> Agencies:
    """All agencies; the first valid time zone becomes number 0 of `zones`.

    Raises:
        FeedMalformed: there is no agency, or none has a time zone.
    """
    if len(table) > 1:
        named = unique(table, "agency_id", notices)
        table = named if len(named) else table.take(np.arange(len(table)) == 0)
    numbers = np.array([zones.number(name) for name in table["agency_timezone"]], np.int16)
    if not zones.names:
        raise refuse("invalid_timezone", "agency.txt names no time zone")
    table.note(notices, "invalid_timezone", numbers < 0, "agency_timezone")
    table.note(notices, "inconsistent_agency_timezone", numbers > 0, "agency_timezone")
    return Agencies(
        id=Ids.of(prefix + id_ for id_ in table["agency_id"]),
        name=Texts.of(table["agency_name"]),
        url=Texts.of(table["agency_url"]),
        fare_url=Texts.of(table["agency_fare_url"]),
        zone=np.where(numbers < 0, 0, numbers).astype(np.int16),
    )


def read_routes(table: Table, agencies: Agencies, prefix: str, notices: Notices) -> Lines:
    """All routes that have an id.

    Raises:
        FeedMalformed: there is none.
    """
    table = unique(table, "route_id", notices)
    if not len(table):
        raise refuse("missing_required_field", "routes.txt has no route with an id")
    agency = _agencies(table, agencies, prefix, notices)
    nameless = [a == b == "" for a, b in _pairs(table, "route_short_name", "route_long_name")]
    table.note(
        notices, "route_both_short_and_long_name_missing", np.array(nameless, np.bool_), "route_id"
    )
    type_ = _types(table, notices)
    routes = Routes(
        id=Ids.of(prefix + id_ for id_ in table["route_id"]),
        agency=agency,
        short_name=Texts.of(table["route_short_name"]),
        long_name=Texts.of(table["route_long_name"]),
        description=Texts.of(table["route_desc"]),
        url=Texts.of(table["route_url"]),
        color=_colors(table, "route_color", notices),
        text_color=_colors(table, "route_text_color", notices),
        type=type_,
        mode=_modes(type_),
    )
    return Lines(routes, index(table, "route_id"), agencies.zone[agency])


def _pairs(table: Table, a: str, b: str) -> list[tuple[str, str]]:
    return list(zip(table[a], table[b], strict=True))


def _agencies(table: Table, agencies: Agencies, prefix: str, notices: Notices) -> Int32s:
    """Each route's agency; the feed's first where it names none."""
    known = {id_.removeprefix(prefix): i for i, id_ in enumerate(agencies.id.texts)}
    rows = resolve(table, "agency_id", known, notices)
    if len(agencies.id) > 1:
        blank = ~filled(table["agency_id"])
        table.note(notices, "missing_required_field", blank, "route_id")
    return np.where(rows < 0, 0, rows).astype(np.int32)


def _types(table: Table, notices: Notices) -> Int16s:
    types = integers(parse_natural, table["route_type"])
    blank, wrong = types == BLANK, (types == WRONG) | (types > np.iinfo(np.int16).max)
    table.note(notices, "missing_required_field", blank, "route_type")
    table.note(notices, "invalid_integer", wrong, "route_type")
    return np.where(blank | wrong, MISCELLANEOUS, types).astype(np.int16)


def _colors(table: Table, column: str, notices: Notices) -> Texts:
    colors = [parse_color(cell) for cell in table[column]]
    wrong = [cell != "" and not color for cell, color in zip(table[column], colors, strict=True)]
    table.note(notices, "invalid_color", np.array(wrong, np.bool_), column)
    return Texts.of(colors)


def _modes(types: Int16s) -> Bytes:
    return np.array([TRANSIT_MODES.index(mode_of(int(t))) for t in types], np.uint8)
