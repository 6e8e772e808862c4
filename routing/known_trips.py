"""Trips found again: by their id on a day, or by when they leave one stop for another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from maas.errors import NotFound
from maas.model import Mode
from maas.timetable import Timetable
from maas.units import service_midnight
from routing.question import End
from routing.rides import trip_name
from routing.transit import Ride
from routing.translations import Translations

TRIP_ID = re.compile(r"(?P<day>[0-9]{8})_(?P<clock>[0-9]{2,}:[0-9]{2})_(?P<id>.+)", re.DOTALL)
MOST_SEATED = 8
"""How many trips one vehicle is followed through."""

DAYS_BACK = 3
"""A trip may run on for so long after its service day began."""

Run = tuple[int, date]
"""A trip and its service day."""


@dataclass(frozen=True, slots=True)
class KnownLeg:
    """What a leg is found again by; times are scheduled (Unix s)."""

    mode: Mode
    origin: End
    destination: End
    departure: int
    arrival: int
    trip_id: str | None = None
    """`YYYYMMDD_HH:MM_<source>:<trip_id>`; None: a leg over streets."""
    display_name: str | None = None
    """Where it is known, a trip found by times alone must bear it."""


def runs_of(timetable: Timetable, trip_id: str) -> list[Run]:
    """The trips that a trip id names on its day, the one that leaves at the stated time first."""
    match = TRIP_ID.fullmatch(trip_id)
    try:
        day = datetime.strptime(match["day"] if match else "", "%Y%m%d").date()
    except ValueError:
        return []
    assert match is not None
    active = timetable.services.active(day)
    trips = [
        trip
        for trip in timetable.trips.id.find_all(match["id"])
        if active[timetable.trips.service[trip]]
    ]
    trips.sort(key=lambda trip: trip_name(timetable, trip, day) != trip_id)
    return [(trip, day) for trip in trips]


def find_rides(timetable: Timetable, leg: KnownLeg) -> list[Ride]:
    """The ride of a leg; several where one stays seated while the vehicle becomes another trip.

    Raises:
        NotFound: the timetable no longer has such a trip.
    """
    for run in runs_of(timetable, leg.trip_id or ""):
        if rides := _along(timetable, run, leg):
            return rides
    for run in _runs_at(timetable, leg):
        rides = _along(timetable, run, leg)
        if rides and rides[-1].arrival == leg.arrival and _is_called(timetable, run[0], leg):
            return rides
    raise NotFound("itineraryId: the timetable no longer has a trip of this itinerary")


def stays_seated(timetable: Timetable, before: Ride, after: Ride) -> bool:
    """Whether the vehicle of a ride goes on as the next one's trip, and one rides to its end."""
    last = int(np.diff(timetable.trips.first_time[before.trip :][:2])[0]) - 1
    if before.day != after.day or before.alight != last or after.board != 0:
        return False
    return after.trip == becomes(timetable, (before.trip, before.day))


def _along(timetable: Timetable, run: Run, leg: KnownLeg) -> list[Ride]:
    """Rides from the leg's origin to its destination, beginning on this run; none: not so."""
    board = _nearest(timetable, run, leg.origin, leg.departure, boards=True)
    rides: list[Ride] = []
    while board is not None and len(rides) < MOST_SEATED:
        alight = _nearest(timetable, run, leg.destination, leg.arrival, after=board)
        if alight is not None:
            return [*rides, ride_of(timetable, run, (board, alight), seated=bool(rides))]
        last = int(np.diff(timetable.trips.first_time[run[0] :][:2])[0]) - 1
        rides.append(ride_of(timetable, run, (board, last), seated=bool(rides)))
        onward = becomes(timetable, run)
        run, board = (onward, run[1]), 0 if onward >= 0 else None
    return []


def _nearest(
    timetable: Timetable, run: Run, end: End, at: int, *, boards: bool = False, after: int = -1
) -> int | None:
    """The stop position of a run at a stop where one may get on (off), at about a time."""
    patterns, trip = timetable.patterns, run[0]
    pattern = int(timetable.trips.pattern[trip])
    first, end_of = patterns.first_stop[pattern : pattern + 2].tolist()
    allowed = (patterns.may_board if boards else patterns.may_alight)[first:end_of]
    times = timetable.stop_times.depart if boards else timetable.stop_times.arrive
    first_time = int(timetable.trips.first_time[trip])
    second = at - _midnight(timetable, run)
    found = [
        i
        for i in range(after + 1, end_of - first)
        if allowed[i] and timetable.stops.id[int(patterns.stop[first + i])] == end.stop_id
    ]
    return min(found, key=lambda i: abs(int(times[first_time + i]) - second), default=None)


def ride_of(timetable: Timetable, run: Run, calls: tuple[int, int], *, seated: bool) -> Ride:
    """The ride on a run from one stop position to another."""
    trip, day = run
    first, midnight = int(timetable.trips.first_time[trip]), _midnight(timetable, run)
    departure = midnight + int(timetable.stop_times.depart[first + calls[0]])
    arrival = midnight + int(timetable.stop_times.arrive[first + calls[1]])
    return Ride(trip, day, *calls, departure, arrival, stays_seated=seated)


def _midnight(timetable: Timetable, run: Run) -> int:
    zone = timetable.patterns.zone[timetable.trips.pattern[run[0]]]
    return service_midnight(run[1], ZoneInfo(timetable.zones[int(zone)]))


def becomes(timetable: Timetable, run: Run) -> int:
    """The trip that a vehicle goes on as on this day, -1 if none."""
    trip, day = run
    in_seat, active = timetable.in_seat, timetable.services.active(day)
    candidates = in_seat.trip[in_seat.first[trip] : in_seat.first[trip + 1]].tolist()
    return next((t for t in candidates if active[timetable.trips.service[t]]), -1)


def _runs_at(timetable: Timetable, leg: KnownLeg) -> Iterator[Run]:
    """Everything that leaves the leg's origin at its very second."""
    patterns, trips = timetable.patterns, timetable.trips
    rows = timetable.stops.id.find_all(leg.origin.stop_id or "")
    for position in np.flatnonzero(np.isin(patterns.stop, rows)).tolist():
        pattern = int(np.searchsorted(patterns.first_stop, position, side="right")) - 1
        own = np.arange(patterns.first_trip[pattern], patterns.first_trip[pattern + 1])
        times = trips.first_time[own] + (position - int(patterns.first_stop[pattern]))
        for day in _days_before(timetable, pattern, leg.departure):
            second = leg.departure - _midnight(timetable, (int(own[0]), day))
            leaving = own[timetable.stop_times.depart[times] == second]
            active = timetable.services.active(day)
            yield from ((trip, day) for trip in leaving.tolist() if active[trips.service[trip]])


def _days_before(timetable: Timetable, pattern: int, at: int) -> list[date]:
    """The service days whose trips of a pattern may run at a moment, the latest first."""
    zone = ZoneInfo(timetable.zones[int(timetable.patterns.zone[pattern])])
    day = datetime.fromtimestamp(at, zone).date()
    return [day - timedelta(days=back) for back in range(-1, DAYS_BACK)]


def _is_called(timetable: Timetable, trip: int, leg: KnownLeg) -> bool:
    """Whether a trip bears the display name that is asked for, if any is, in any language."""
    routes, route = timetable.routes, int(timetable.trips.route[trip])
    short, long = routes.short_name[route], routes.long_name[route]
    own = short or long or timetable.trips.short_name[trip]
    if leg.display_name in (None, "", own):
        return True
    column = "route_short_name" if short else "route_long_name"
    others = Translations.of(timetable).every("routes", column, routes.id[route], own)
    return leg.display_name in others.values()
