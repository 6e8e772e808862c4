"""From the tables of one feed to its timetable."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from feeds.gtfs.archive import Archive
from feeds.gtfs.blocks import Ground, link
from feeds.gtfs.calendar import Calendar, read_calendar
from feeds.gtfs.changes import Changes, apply_rules
from feeds.gtfs.cuts import Calls, Cuts, cut, wanted_shapes
from feeds.gtfs.fares import TABLES as FARES
from feeds.gtfs.fares import read_fares
from feeds.gtfs.frequencies import expand
from feeds.gtfs.notices import Notices, refuse
from feeds.gtfs.numbering import StopTimeRows
from feeds.gtfs.pathways import LEVELS, PATHWAYS, read_levels, read_pathways
from feeds.gtfs.patterns import Sorting, sort_into_patterns
from feeds.gtfs.routes import Lines, read_agencies, read_routes
from feeds.gtfs.shapes import NEEDED as SHAPES_NEEDED
from feeds.gtfs.shapes import read_shapes
from feeds.gtfs.speeds import report_fast_travel
from feeds.gtfs.stop_times import NEEDED
from feeds.gtfs.stop_times import Reader as StopTimes
from feeds.gtfs.stops import Places, read_stops
from feeds.gtfs.table import Table, load, scan
from feeds.gtfs.times import offsets, whole
from feeds.gtfs.transfers import Reader as Transfers
from feeds.gtfs.transfers import Rules
from feeds.gtfs.translations import NEEDED as TRANSLATED
from feeds.gtfs.translations import read_translations
from feeds.gtfs.trips import TripRows, read_trips
from feeds.gtfs.zones import Zones
from maas.arrays import Ids, Int32s, Texts, frozen
from maas.timetable import Agencies, Feeds, Numbering, StopHeadsigns, Timetable, Trips

REQUIRED = {
    "agency": ("agency_name", "agency_timezone"),
    "stops": ("stop_id",),
    "routes": ("route_id", "route_type"),
    "trips": ("route_id", "service_id", "trip_id"),
}
OPTIONAL = {
    "calendar": ("service_id", "start_date", "end_date"),
    "calendar_dates": ("service_id", "date", "exception_type"),
    "frequencies": ("trip_id", "start_time", "end_time", "headway_secs"),
    "transfers": ("transfer_type",),
    "feed_info": (),
    "translations": TRANSLATED,
    "levels": LEVELS,
    "pathways": PATHWAYS,
    **FARES,
}


def load_tables(archive: Archive, notices: Notices) -> dict[str, Table]:
    """Every table we compile but stop_times and shapes, which are read in chunks.

    Raises:
        FeedMalformed: a required table is missing or empty.
    """
    for name in (*REQUIRED, "stop_times"):
        if name not in archive.members:
            raise refuse("missing_required_file", f"no {name}.txt")
    tables = {
        name: load(archive, name, needed, notices)
        for name, needed in {**REQUIRED, **OPTIONAL}.items()
    }
    for name, needed in REQUIRED.items():
        if not len(tables[name]):
            raise refuse("empty_file", f"{name}.txt has no rows with {', '.join(needed)}")
    return tables


@dataclass(frozen=True, slots=True)
class Network:
    """What trips refer to, each with its rows by the feed's own ids."""

    zones: Zones
    agencies: Agencies
    places: Places
    lines: Lines
    calendar: Calendar


def read_network(tables: dict[str, Table], prefix: str, notices: Notices) -> Network:
    """Agencies first: they decide the feed's time zone."""
    zones = Zones()
    agencies = read_agencies(tables["agency"], prefix, zones, notices)
    return Network(
        zones,
        agencies,
        read_stops(tables["stops"], prefix, zones, read_levels(tables["levels"], notices), notices),
        read_routes(tables["routes"], agencies, prefix, notices),
        read_calendar(tables["calendar"], tables["calendar_dates"], prefix, notices),
    )


@dataclass(frozen=True, slots=True)
class Service:
    """Which trips run, and where they call."""

    trips: TripRows
    rows: StopTimeRows
    headsigns: tuple[str, ...]
    """Headsigns of single stop times, by their number."""


def read_service(
    archive: Archive, tables: dict[str, Table], network: Network, notices: Notices
) -> Service:
    """Trips and their stop times, made whole.

    Raises:
        FeedMalformed: no trip can run.
    """
    trips = read_trips(tables["trips"], network.lines.rows, network.calendar.rows, notices)
    headsigns: dict[str, int] = {}
    reader = StopTimes(trips, network.places, notices, headsigns)
    rows = whole(reader.read(scan(archive, "stop_times", NEEDED, notices)), trips, notices)
    if not len(rows):
        raise refuse("unusable_trip", "no trip has two stop times at known stops")
    return Service(trips, rows, tuple(headsigns))


@dataclass(frozen=True, slots=True)
class Compiled:
    """A timetable, and the tables as text with only the rows that were used."""

    timetable: Timetable
    tables: dict[str, Table]


def compile_timetable(
    archive: Archive, tables: dict[str, Table], source: str, notices: Notices
) -> Compiled:
    """The timetable of one feed.

    Raises:
        FeedMalformed: nothing in it can run.
    """
    network = read_network(tables, f"{source}:", notices)
    service = read_service(archive, tables, network, notices)
    trips, calendar = service.trips, network.calendar
    changes, seated = _changes(tables["transfers"], network, service, notices)
    service = replace(service, rows=changes.rows)
    cuts = _cuts(archive, trips, Calls(changes.rows, changes.stops), notices)
    sorting = _sorted(tables["frequencies"], network, service, notices)
    report_fast_travel(sorting, changes.stops, trips, notices)
    timetable = Timetable(
        feeds=_feeds(tables, source, network),
        zones=Texts.of(network.zones.names),
        stops=changes.stops,
        agencies=network.agencies,
        routes=network.lines.routes,
        patterns=sorting.patterns,
        trips=_trips(trips, sorting, cuts, f"{source}:"),
        stop_times=sorting.stop_times,
        stop_headsigns=_stop_headsigns(service, sorting),
        services=calendar.services,
        in_seat=link(sorting, trips, seated, Ground(changes.stops, calendar.services), notices),
        transfer_rules=changes.rules,
        shapes=cuts.shapes,
        numbering=_numbering(service, sorting),
        fares=read_fares(tables, source, notices),
        translations=read_translations(tables, source, notices),
        pathways=read_pathways(tables["pathways"], network.places, notices),
    )
    return Compiled(frozen(timetable), {**tables, **_used(trips, calendar)})


def _changes(
    transfers: Table, network: Network, service: Service, notices: Notices
) -> tuple[Changes, Rules]:
    """Stops split and rules between them; and the rules for staying seated."""
    reader = Transfers(network.places, network.lines, service.trips, notices)
    changing, seated = reader.read(transfers)
    stops, route = network.places.stops, service.trips.route
    return apply_rules(changing, stops, service.rows, route, notices), seated


def _used(trips: TripRows, calendar: Calendar) -> dict[str, Table]:
    return {"trips": trips.table, "calendar": calendar.weeks, "calendar_dates": calendar.dates}


def _sorted(frequencies: Table, network: Network, service: Service, notices: Notices) -> Sorting:
    trips, rows = service.trips, service.rows
    first = offsets(rows, len(trips))
    leaves = rows.depart[np.minimum(first[:-1], len(rows) - 1)]
    calls = np.diff(first).astype(np.int32)
    departures = expand(frequencies, trips, leaves, calls, notices)
    used = np.unique(trips.service[departures.trip])
    if not network.calendar.services.runs[used].any():
        raise refuse("missing_calendar_and_calendar_date_files", "no trip runs on any day")
    lines = network.lines
    mode, zone = lines.routes.mode[trips.route], lines.zone[trips.route]
    return sort_into_patterns(rows, departures, mode, zone)


def _cuts(archive: Archive, trips: TripRows, calls: Calls, notices: Notices) -> Cuts:
    wanted = wanted_shapes(trips, calls.rows)
    points = read_shapes(scan(archive, "shapes", SHAPES_NEEDED, notices), wanted, notices)
    return cut(points, wanted, trips, calls, notices)


def _trips(trips: TripRows, sorting: Sorting, cuts: Cuts, prefix: str) -> Trips:
    of = sorting.departures.trip
    return Trips(
        id=Ids.of(_picked(trips.table["trip_id"], of, prefix)),
        route=trips.route[of],
        service=trips.service[of],
        pattern=sorting.pattern,
        first_time=sorting.first_time,
        headsign=Texts.of(_picked(trips.table["trip_headsign"], of)),
        short_name=Texts.of(_picked(trips.table["trip_short_name"], of)),
        direction=trips.direction[of],
        wheelchair=trips.wheelchair[of],
        bikes=trips.bikes[of],
        shape=cuts.shape[of],
        first_cut=cuts.first_cut[of],
        line=trips.table.lines[of],
        headway=sorting.departures.headway,
    )


def _picked(cells: Sequence[str], rows: Int32s, prefix: str = "") -> Iterator[str]:
    return (prefix + cells[i] for i in rows.tolist())


def _stop_headsigns(service: Service, sorting: Sorting) -> StopHeadsigns:
    number = service.rows.headsign[sorting.row]
    own = np.flatnonzero(number >= 0)
    return StopHeadsigns(own, Texts.of(service.headsigns[i] for i in number[own].tolist()))


def _numbering(service: Service, sorting: Sorting) -> Numbering:
    first = offsets(service.rows, len(service.trips)).tolist()
    pairs = pairwise(first)
    lists = Numbering.of_lists(service.rows.sequence[begin:end] for begin, end in pairs)
    return replace(lists, of=lists.of[sorting.departures.trip])


def _feeds(tables: dict[str, Table], source: str, network: Network) -> Feeds:
    info = tables["feed_info"]
    first = {name: cells[0] for name, cells in info.columns.items()} if len(info) else {}
    agencies = network.agencies
    return Feeds(
        source=Texts.of([source]),
        publisher=Texts.of([first.get("feed_publisher_name") or agencies.name[0]]),
        url=Texts.of([first.get("feed_publisher_url") or agencies.url[0]]),
        version=Texts.of([first.get("feed_version", "")]),
        language=Texts.of([first.get("feed_lang") or tables["agency"]["agency_lang"][0]]),
    )
