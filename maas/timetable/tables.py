"""The columns of a timetable. All arrays are read-only; indices are row numbers, -1 is "none".

Times are seconds of the service day (which starts noon minus 12 h in the pattern's time zone) and
may pass 24 h. Trips lie pattern by pattern and, within one, by first departure; their stop times
lie in the same order, so a pattern's stop times are one block of trips x stops.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from maas.arrays import (
    Bools,
    Bytes,
    Float32s,
    Float64s,
    Ids,
    Int16s,
    Int32s,
    Int64s,
    Texts,
)
from maas.timetable.fares import Fares
from maas.timetable.numbering import Numbering
from maas.timetable.pathways import Pathways
from maas.timetable.rows import no_rows


@dataclass(frozen=True, slots=True)
class Feeds:
    """Whose timetables these are."""

    source: Texts
    """Source ids; the prefix of every id of the feed."""
    publisher: Texts
    url: Texts
    version: Texts
    language: Texts


@dataclass(frozen=True, slots=True)
class Stops:
    """Every place of stops.txt, and after a feed's own its split stops.

    Transfers that depend on route or trip (transfers.txt) would need rules inside the search.
    Instead a stop is split: trips that transfer differently call at a copy of it (kind SPLIT,
    `parent` = the stop it copies, same id), and plain stop-to-stop rules between the copies say
    what transfers.txt says. Whoever lists stops for people skips the copies (`original`).
    """

    id: Ids
    name: Texts
    code: Texts
    platform: Texts
    description: Texts
    lat: Float64s
    lon: Float64s
    parent: Int32s
    kind: Bytes
    """model.StopKind"""
    wheelchair: Bytes
    """model.Access; inherited from the parent station where the stop says nothing."""
    zone: Int16s
    """Index into Timetable.zones."""
    level: Float32s
    """The storey, 0 being the ground; NaN if unknown."""
    direct: Bools
    """Reached from the street whatever pathways its stop place has (stop_access=1)."""


@dataclass(frozen=True, slots=True)
class Agencies:
    """Who runs routes."""

    id: Ids
    name: Texts
    url: Texts
    fare_url: Texts
    zone: Int16s


@dataclass(frozen=True, slots=True)
class Routes:
    """What passengers call lines."""

    id: Ids
    agency: Int32s
    short_name: Texts
    long_name: Texts
    description: Texts
    url: Texts
    color: Texts
    """Six hex digits without '#', or empty."""
    text_color: Texts
    type: Int16s
    """GTFS route_type, basic or extended."""
    mode: Bytes
    """Index into model.TRANSIT_MODES."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """Trips with the same stops, boarding rules, mode and time zone.

    `first_stop[p] : first_stop[p + 1]` slices stop, may_board, may_alight;
    `first_trip[p] : first_trip[p + 1]` are its trips. Trips may overtake one another here: which
    ones run decides whether any does, so the search splits them per service window.
    """

    first_stop: Int32s
    stop: Int32s
    may_board: Bools
    """pickup_type is not 1, at each stop position."""
    may_alight: Bools
    """drop_off_type is not 1, at each stop position."""
    first_trip: Int32s
    mode: Bytes
    zone: Int16s


@dataclass(frozen=True, slots=True)
class Trips:
    """Runs of vehicles. A trip of frequencies.txt stands here once per departure, with one id."""

    id: Ids
    route: Int32s
    service: Int32s
    pattern: Int32s
    first_time: Int64s
    """[n_trips + 1] `first_time[t] : first_time[t + 1]` slices the stop times."""
    headsign: Texts
    short_name: Texts
    direction: Int16s
    """0, 1 or -1."""
    wheelchair: Bytes
    bikes: Bytes
    shape: Int32s
    first_cut: Int64s
    """Where the trip's cuts begin in Shapes.cut (one per stop position); -1 without shape."""
    line: Int32s
    """Line in the feed's trips.txt."""
    headway: Int32s
    """Seconds between departures where frequencies.txt says exact_times=0, else 0."""


@dataclass(frozen=True, slots=True)
class StopTimes:
    """Arrival and departure of every trip at each of its stops, s of the service day."""

    arrive: Int32s
    depart: Int32s


@dataclass(frozen=True, slots=True)
class StopHeadsigns:
    """Headsigns that change on the way: only the stop times that have their own."""

    stop_time: Int64s
    """Sorted."""
    headsign: Texts


@dataclass(frozen=True, slots=True)
class Services:
    """On which days a service runs."""

    id: Ids
    first_day: Int32s
    """[1] Proleptic ordinal (date.toordinal) of bit 0."""
    runs: Bytes
    """[n_services, n_bytes] Bits, lowest first."""

    @property
    def first(self) -> date:
        """The first day any service may run."""
        return date.fromordinal(int(self.first_day[0]))

    @property
    def last(self) -> date:
        """The last day on which a service runs."""
        days = np.flatnonzero(np.unpackbits(self.runs, axis=1, bitorder="little").any(axis=0))
        return self.first + timedelta(days=int(days[-1]) if days.size else -1)

    def active(self, day: date) -> Bools:
        """[n_services] Which services run on this service day."""
        i = day.toordinal() - int(self.first_day[0])
        if not 0 <= i < self.runs.shape[1] * 8:
            return np.zeros(self.runs.shape[0], np.bool_)
        return (self.runs[:, i // 8] >> np.uint8(i % 8) & np.uint8(1)).astype(np.bool_)


@dataclass(frozen=True, slots=True)
class InSeat:
    """Where a vehicle goes on as another trip and passengers may stay seated.

    `first[t] : first[t + 1]` slices `trip`: the candidates of trip t, best first; on a service day
    the first one that runs that day is the one the vehicle becomes (block_id, transfer types 4, 5).
    """

    first: Int32s
    trip: Int32s


@dataclass(frozen=True, slots=True)
class TransferRules:
    """What transfers.txt says from stop to stop (stations expanded, split stops told apart)."""

    from_stop: Int32s
    to_stop: Int32s
    kind: Bytes
    """0 possible, 1 timed (0 s), 2 minimum time, 3 forbidden."""
    seconds: Int32s
    """min_transfer_time, or -1."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """Where vehicles run: `first[s] : first[s + 1]` slices lat, lon."""

    first: Int64s
    lat: Float64s
    lon: Float64s
    cut: Float32s
    """Positions of stops along a shape, as a fractional point number from the shape's first."""


@dataclass(frozen=True, slots=True)
class Translations:
    """Names in other languages (translations.txt), ids being the feed's own."""

    source: Texts
    table: Texts
    field: Texts
    language: Texts
    """Lower case."""
    record: Texts
    """The record's id; "" where `value` says what is translated."""
    value: Texts
    translation: Texts


@dataclass(frozen=True, slots=True)
class Timetable:
    """Everything scheduled, of one feed or of all feeds of a territory joined."""

    feeds: Feeds
    zones: Texts
    """IANA time zones."""
    stops: Stops
    agencies: Agencies
    routes: Routes
    patterns: Patterns
    trips: Trips
    stop_times: StopTimes
    stop_headsigns: StopHeadsigns
    services: Services
    in_seat: InSeat
    transfer_rules: TransferRules
    shapes: Shapes
    numbering: Numbering
    fares: Fares = field(default_factory=lambda: no_rows(Fares))
    translations: Translations = field(default_factory=lambda: no_rows(Translations))
    pathways: Pathways = field(default_factory=lambda: no_rows(Pathways))

    def original(self, stop: int) -> int:
        """The stop itself, for a split stop the one it copies."""
        return int(self.stops.parent[stop]) if self.stops.kind[stop] == 5 else stop

    def stations(self, stop: Int32s) -> Int32s:
        """[n] The station of each stop, the stop itself where it belongs to none."""
        parent = self.stops.parent
        own = np.where(self.stops.kind[stop] == 5, parent[stop], stop)
        station: Int32s = np.where(parent[own] >= 0, parent[own], own)
        return station


@dataclass(frozen=True, slots=True)
class Transfers:
    """Changes a passenger of one profile can make, computed at import by routing.transfers.

    `first[s] : first[s + 1]` slices `stop`, `seconds`: from stop s on foot to another stop, all
    time included. Not closed: a path over a third stop is not a change.
    """

    first: Int32s
    stop: Int32s
    seconds: Int32s
    change: Int32s
    """[n_stops] Seconds from one vehicle to another at the same stop; units.NEVER if forbidden."""
