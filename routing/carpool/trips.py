"""The runs of offers as trips of a small timetable beside the scheduled one.

Trips count on from `FIRST`, so that one number names a trip anywhere, whatever live trips there are
in between. A run whose seats are taken on some piece falls apart into the trips before and after.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from maas.arrays import Bools, Ids, Int32s, Texts, frozen
from maas.live.offers import RideOffer
from maas.model import SourceId
from maas.timetable import (
    Agencies,
    Numbering,
    Patterns,
    Routes,
    StopHeadsigns,
    StopTimes,
    Timetable,
    Trips,
)
from maas.timetable.rows import no_rows, stack_rows
from routing.carpool.days import GONE, OfferDays, UnderWay, days_of
from routing.carpool.offers import KnownOffer, OfferRuns, Offers
from routing.carpool.stops import RIDE_SHARING, PointStops

FIRST = 1 << 29
"""No timetable has so many trips, live ones included."""

CARPOOL = 1551
"""GTFS route_type."""


@dataclass(frozen=True, slots=True, eq=False)
class OfferTrips:
    """All runs of offers with room for some passengers."""

    offers: Offers
    timetable: Timetable
    """Its patterns (one per trip), trips, times and services are the offers', its agencies and
    routes hold operators as well."""
    call: Int32s
    """[stop times] The row of each in `OfferRuns`."""

    def find_all(self, id_: str, day: date) -> list[int]:
        """The trips of an offer that run on a service day."""
        trips = self.timetable.trips
        active = self.timetable.services.active(day)
        return [FIRST + row for row in trips.id.find_all(id_) if active[trips.service[row]]]

    def calls(self, trip: int, board: int, alight: int) -> tuple[int, int]:
        """The rows in `OfferRuns` of two stop positions of a trip."""
        first = int(self.timetable.trips.first_time[trip - FIRST])
        return int(self.call[first + board]), int(self.call[first + alight])

    def offer(self, trip: int) -> int:
        """The row of a trip's offer."""
        call, _ = self.calls(trip, 0, 0)
        run = int(np.searchsorted(self.offers.runs.first_call, call, side="right")) - 1
        return int(self.offers.runs.offer[run])


class _Pieces(NamedTuple):
    """Trips: parts of runs."""

    call: Int32s
    """Rows in `OfferRuns`; `first[i] : first[i + 1]` slices what there is of each call."""
    first: Int32s
    may_board: Bools
    offer: Int32s
    """[n] Row in Offers.offers."""
    service: Int32s

    def taken(self, wanted: Bools) -> "_Pieces":
        """Some of them."""
        size = np.diff(self.first)
        calls = np.repeat(wanted, size)
        first = np.append(0, np.cumsum(size[wanted])).astype(np.int32)
        offer, service = self.offer[wanted], self.service[wanted]
        return _Pieces(self.call[calls], first, self.may_board[calls], offer, service)


def lay_out(stops: PointStops, offers: Offers, zone: ZoneInfo, passengers: int) -> OfferTrips:
    """Lay out all runs in which so many find a seat, as they are still to be had. O(calls).

    Args:
        zone: the territory's; by its clock weekly offers leave.
    """
    days, runs = days_of(offers, zone, stops.timetable.services), offers.runs
    call, first, may_board, offer, service = _pieces(offers, days, passengers)
    timetable, route = _with_operators(stops.timetable, offers.offers, zone)
    at = (np.repeat(days.second[offer], np.diff(first)) + runs.after_s[call]).astype(np.int32)
    n = offer.size
    zone_row = list(timetable.zones).index(str(zone))
    patterns = Patterns(
        first_stop=first,
        stop=stops.row[runs.point[call]],
        may_board=may_board,
        may_alight=runs.may_alight[call],
        first_trip=np.arange(n + 1, dtype=np.int32),
        mode=np.full(n, RIDE_SHARING, np.uint8),
        zone=np.full(n, zone_row, np.int16),
    )
    made = replace(
        timetable,
        patterns=patterns,
        trips=_trips(offers.offers, offer, first, route[offer], service),
        stop_times=StopTimes(at, at),
        stop_headsigns=no_rows(StopHeadsigns),
        services=days.services,
        in_seat=replace(
            timetable.in_seat, first=np.zeros(n + 1, np.int32), trip=np.empty(0, np.int32)
        ),
        numbering=Numbering.of_lists(()),
    )
    return OfferTrips(offers, frozen(made), call)


def _pieces(offers: Offers, days: OfferDays, passengers: int) -> _Pieces:
    """Those of use: with seats enough, still to be boarded somewhere and then left."""
    runs = offers.runs
    call, first = _with_seats(runs, passengers)
    run = np.searchsorted(runs.first_call, call[first[:-1]], side="right") - 1
    offer = runs.offer[run]
    may_board = runs.may_board[call]
    planned = _Pieces(call, first, may_board, offer, days.service[offer])
    parts = [planned, *(_rest(runs, planned, each) for each in days.under_way)]
    return _of_use(runs, _joined(parts))


def _with_seats(runs: OfferRuns, passengers: int) -> tuple[Int32s, Int32s]:
    """The calls between which there are seats enough, trip by trip; where each trip begins."""
    goes_on = runs.seats >= passengers
    goes_on[runs.first_call[1:] - 1] = False
    comes = np.append(False, goes_on[:-1])[: goes_on.size]
    call = np.flatnonzero(goes_on | comes).astype(np.int32)
    begins = (goes_on & ~comes)[call]
    return call, np.append(np.flatnonzero(begins), call.size).astype(np.int32)


def _rest(runs: OfferRuns, planned: _Pieces, car: UnderWay) -> _Pieces:
    """What is left of the trips of a car under way: boarded where it has not been yet."""
    made = planned.taken(planned.offer == car.offer)
    is_ahead = runs.after_s[made.call] > car.after_s
    service = np.full_like(made.service, car.service)
    return made._replace(may_board=made.may_board & is_ahead, service=service)


def _joined(parts: Sequence[_Pieces]) -> _Pieces:
    sizes = np.concatenate([np.diff(each.first) for each in parts])
    first = np.append(0, np.cumsum(sizes)).astype(np.int32)
    call, _, *rest = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return _Pieces(call, first, *rest)


def _of_use(runs: OfferRuns, pieces: _Pieces) -> _Pieces:
    if not pieces.call.size:
        return pieces
    boards = _any(pieces.may_board, pieces.first)
    alights = _any(runs.may_alight[pieces.call], pieces.first)
    return pieces.taken(boards & alights & (pieces.service != GONE))


def _any(flags: Bools, first: Int32s) -> Bools:
    found: Bools = np.logical_or.reduceat(flags, first[:-1])
    return found


def _with_operators(
    timetable: Timetable, offers: Sequence[KnownOffer], zone: ZoneInfo
) -> tuple[Timetable, Int32s]:
    """The timetable with an agency and a route for each operator; the route of each offer."""
    zones = list(timetable.zones)
    zones += [] if str(zone) in zones else [str(zone)]
    known: dict[tuple[SourceId, str, str], int] = {}
    n_routes, n_agencies = len(timetable.routes.id), len(timetable.agencies.id)
    route = [
        n_routes
        + known.setdefault(
            (each.source, each.record.operator, each.record.operator_url), len(known)
        )
        for each in offers
    ]
    ids = [f"{source}:{operator}" for source, operator, _ in known]
    names = [operator for _, operator, _ in known]
    urls = [url for _, _, url in known]
    n, blank = len(known), [""] * len(known)
    agencies = Agencies(
        Ids.of(ids), Texts.of(names), Texts.of(urls), Texts.of(blank),
        np.full(n, zones.index(str(zone)), np.int16),
    )  # fmt: skip
    routes = Routes(
        Ids.of(ids), n_agencies + np.arange(n, dtype=np.int32), Texts.of(blank), Texts.of(names),
        Texts.of(blank), Texts.of(urls), Texts.of(blank), Texts.of(blank),
        np.full(n, CARPOOL, np.int16), np.full(n, RIDE_SHARING, np.uint8),
    )  # fmt: skip
    made = replace(
        timetable,
        zones=Texts.of(zones),
        agencies=stack_rows([timetable.agencies, agencies]),
        routes=stack_rows([timetable.routes, routes]),
    )
    return made, np.array(route, np.int32)


def _trips(
    offers: Sequence[KnownOffer], offer: Int32s, first: Int32s, route: Int32s, service: Int32s
) -> Trips:
    """One trip for each piece of a run."""
    n, rows = offer.size, offer.tolist()
    rank = np.empty(len(offers), np.int32)
    rank[sorted(range(len(offers)), key=lambda i: offers[i].id.encode())] = np.arange(len(offers))
    order = np.argsort(rank[offer], kind="stable").astype(np.int32)
    blank = Texts(np.empty(0, np.uint8), np.zeros(n + 1, np.int64))
    none, unknown = np.full(n, -1, np.int32), np.zeros(n, np.uint8)
    return Trips(
        id=Ids(Texts.of(offers[i].id for i in rows), order),
        route=route,
        service=service,
        pattern=np.arange(n, dtype=np.int32),
        first_time=first.astype(np.int64),
        headsign=Texts.of(_goal(offers[i].record) for i in rows),
        short_name=blank,
        direction=none.astype(np.int16),
        wheelchair=unknown,
        bikes=unknown,
        shape=none,
        first_cut=none.astype(np.int64),
        line=none,
        headway=np.zeros(n, np.int32),
    )


def _goal(offer: RideOffer) -> str:
    """Where the driver goes, as far as it has a name."""
    return offer.waypoints[-1].name
