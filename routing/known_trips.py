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
from routing.live_timetable import LiveTimetable, Run
from routing.question import End
from routing.rentals.known import KnownRental
from routing.rides import trip_name
from routing.transit import Ride
from routing.translations import Translations

TRIP_ID = re.compile(r"(?P<day>[0-9]{8})_(?P<clock>[0-9]{2,}:[0-9]{2})_(?P<id>.+)", re.DOTALL)
MOST_SEATED = 8
"""How many trips one vehicle is followed through."""

RETIMED_S = 2 * 3600
"""Of several runs of one id without a headway, one that leaves farther off than this is another."""

DAYS_BACK = 3
"""A trip may run on for so long after its service day began."""


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
    rental: KnownRental | None = None
    """Of a leg with a rented vehicle."""
    parking: str | None = None
    """Id of the site at which one's own vehicle is left, or stands; None: not known, or none."""
    vehicle_class: str = ""
    """Of a leg by car: what the car was said to be."""
    is_offer: bool = False
    """In somebody's car: the trip is a ride offer's, and told as cancelled when it is lost."""


def runs_of(running: LiveTimetable, trip_id: str) -> list[Run]:
    """The trips that a trip id names on its day, the one that leaves at the stated time first."""
    match = TRIP_ID.fullmatch(trip_id)
    try:
        day = datetime.strptime(match["day"] if match else "", "%Y%m%d").date()
    except ValueError:
        return []
    assert match is not None
    timetable = running.timetable
    active = timetable.services.active(day)
    trips = [
        running.standing_for((trip, day))
        for trip in timetable.trips.id.find_all(match["id"])
        if active[timetable.trips.service[trip]]
    ]
    trips += running.added(match["id"], day)
    trips = [trip for trip in trips if not running.is_deleted(trip)]
    trips.sort(key=lambda trip: trip_name(running, trip, day) != trip_id)
    return [(trip, day) for trip in trips]


def find_rides(running: LiveTimetable, leg: KnownLeg) -> list[Ride]:
    """The ride of a leg; several where one stays seated while the vehicle becomes another trip.

    One that its trip, as it is known to run, no longer makes is the scheduled one.

    Raises:
        NotFound: the timetable no longer has such a trip.
    """
    named = _named(running, leg)
    if named:
        return named
    planned = LiveTimetable(running.places)
    for run in _runs_at(running.timetable, leg):
        if running.is_deleted(running.standing_for(run)):
            continue
        rides = _along(planned, run, leg)
        if (
            rides
            and rides[-1].arrival == leg.arrival
            and _is_called(running.timetable, run[0], leg)
        ):
            return _along(running, (running.standing_for(run), run[1]), leg) or rides
    raise NotFound("itineraryId: the timetable no longer has a trip of this itinerary")


def _named(running: LiveTimetable, leg: KnownLeg) -> list[Ride]:
    """The ride of a leg on a run that bears its trip's id; none: there is no such run.

    Of several (frequencies.txt) it is the one of the id's clock, else the nearest one in time.
    """
    planned, runs = LiveTimetable(running.places), runs_of(running, leg.trip_id or "")
    found: list[tuple[bool, int, list[Ride]]] = []
    for trip, day in runs:
        base = running.base(trip)
        rides = _along(running, (trip, day), leg)
        if not rides and base >= 0:
            rides = _along(planned, (base, day), leg)
        is_other = trip_name(running, trip, day) != leg.trip_id
        off_s = _off_s(running, rides[0], leg) if rides else 0
        headway = int(running.timetable.trips.headway[base]) if base >= 0 else 0
        if rides and (len(runs) == 1 or not is_other or off_s <= (headway or RETIMED_S)):
            found.append((is_other, off_s, rides))
    return min(found, key=lambda each: each[:2], default=(False, 0, []))[2]


def _off_s(running: LiveTimetable, ride: Ride, leg: KnownLeg) -> int:
    """By how much a ride is scheduled to leave before or after a leg."""
    scheduled = int(running.calls(ride.trip).scheduled_depart[ride.board])
    return abs(midnight_of(running, (ride.trip, ride.day)) + scheduled - leg.departure)


def stays_seated(running: LiveTimetable, before: Ride, after: Ride) -> bool:
    """Whether the vehicle of a ride goes on as the next one's trip, and one rides to its end."""
    last = running.calls(before.trip).stop.size - 1
    if before.day != after.day or before.alight != last or after.board != 0:
        return False
    return after.trip == becomes(running, (before.trip, before.day))


def _along(running: LiveTimetable, run: Run, leg: KnownLeg) -> list[Ride]:
    """Rides from the leg's origin to its destination, beginning on this run; none: not so."""
    boards = _possible(running, run, leg.origin, leg.departure, boards=True)
    rides: list[Ride] = []
    while boards and len(rides) < MOST_SEATED:
        alights = _possible(running, run, leg.destination, leg.arrival)
        pairs = [(b, a) for b in boards for a in alights if b.position < a.position]
        if pairs:
            board, alight = min(pairs, key=_unlikely)
            calls = board.position, alight.position
            return [*rides, ride_of(running, run, calls, seated=bool(rides))]
        last = running.calls(run[0]).stop.size - 1
        board = min(boards, key=lambda each: each.off_s)
        if board.position == last:
            break
        rides.append(ride_of(running, run, (board.position, last), seated=bool(rides)))
        run = becomes(running, run), run[1]
        boards = [_Position(0)] if run[0] >= 0 else []
    return []


@dataclass(frozen=True, slots=True)
class _Position:
    """A stop position where a leg may begin or end, and how unlike that is."""

    position: int
    off_s: int = 0
    skipped: bool = False
    moved: bool = False


def _unlikely(pair: tuple[_Position, _Position]) -> tuple[int, int, int, int]:
    """Of several rides the one at the stated times, then the shortest."""
    board, alight = pair
    return (
        board.off_s + alight.off_s,
        board.skipped + alight.skipped,
        board.moved + alight.moved,
        alight.position - board.position,
    )


def _possible(
    running: LiveTimetable, run: Run, end: End, at: int, *, boards: bool = False
) -> list[_Position]:
    """Where on a run one may get on (off) at a stop; `at` is when that is scheduled.

    What the vehicle now skips counts, and where it calls on another platform.
    """
    calls = running.calls(run[0])
    allowed = calls.may_board if boards else calls.may_alight
    times = calls.scheduled_depart if boards else calls.scheduled_arrive
    skipped = running.skips(run[0])
    stops, second = running.timetable.stops, at - midnight_of(running, run)
    rows = stops.id.find_all(end.stop_id or "")
    there = np.isin(calls.stop, rows)
    wanted = there | np.isin(calls.planned_stop, rows)
    if not wanted.any():
        wanted = np.isin(stops.parent[calls.stop], stops.parent[rows][stops.parent[rows] >= 0])
    return [
        _Position(i, abs(int(times[i]) - second), bool(skipped[i]), not there[i])
        for i in np.flatnonzero(wanted & (allowed | skipped)).tolist()
    ]


def ride_of(running: LiveTimetable, run: Run, calls: tuple[int, int], *, seated: bool) -> Ride:
    """The ride on a run from one stop position to another."""
    midnight, own = midnight_of(running, run), running.calls(run[0])
    departure = midnight + int(own.depart[calls[0]])
    arrival = midnight + int(own.arrive[calls[1]])
    return Ride(*run, *calls, departure, arrival, stays_seated=seated)


def midnight_of(running: LiveTimetable, run: Run) -> int:
    """Second zero of a run's service day, Unix s."""
    timetable, trip = running.of(run[0])
    return _midnight(timetable, trip, run[1])


def _midnight(timetable: Timetable, trip: int, day: date) -> int:
    zone = timetable.patterns.zone[timetable.trips.pattern[trip]]
    return service_midnight(day, ZoneInfo(timetable.zones[int(zone)]))


def becomes(running: LiveTimetable, run: Run) -> int:
    """The trip that a vehicle goes on as on this day, -1 if none.

    It does not where the one has not come in when the other, as both are known to run, has left.
    """
    trip, day = running.base(run[0]), run[1]
    if trip < 0:
        return -1
    in_seat, services = running.timetable.in_seat, running.timetable.services
    candidates = in_seat.trip[in_seat.first[trip] : in_seat.first[trip + 1]].tolist()
    active = services.active(day)
    own = running.timetable.trips.service
    scheduled = next((t for t in candidates if active[own[t]]), -1)
    if scheduled < 0:
        return -1
    onward = running.standing_for((scheduled, day))
    if onward == scheduled and run[0] == trip:
        return scheduled
    return onward if _is_open(running, run[0], onward) else -1


def _is_open(running: LiveTimetable, trip: int, onward: int) -> bool:
    """Whether one may stay in a vehicle that is known to run other than scheduled."""
    if running.skips(trip)[-1] or running.skips(onward)[0]:
        return False
    if not (_is_at(running, trip, -1) and _is_at(running, onward, 0)):
        return False
    return bool(running.calls(trip).arrive[-1] <= running.calls(onward).depart[0])


def _is_at(running: LiveTimetable, trip: int, position: int) -> bool:
    """Whether a trip ends (begins) at the stop where it was to, or in its station."""
    stops = [running.calls(each).stop[position] for each in (trip, running.base(trip))]
    now, then = running.timetable.stations(np.array(stops, np.int32)).tolist()
    return bool(now == then)


def _runs_at(timetable: Timetable, leg: KnownLeg) -> Iterator[Run]:
    """Everything that leaves the leg's origin at its very second."""
    patterns, trips = timetable.patterns, timetable.trips
    rows = timetable.stops.id.find_all(leg.origin.stop_id or "")
    for position in np.flatnonzero(np.isin(patterns.stop, rows)).tolist():
        pattern = int(np.searchsorted(patterns.first_stop, position, side="right")) - 1
        own = np.arange(patterns.first_trip[pattern], patterns.first_trip[pattern + 1])
        times = trips.first_time[own] + (position - int(patterns.first_stop[pattern]))
        for day in _days_before(timetable, pattern, leg.departure) if own.size else ():
            second = leg.departure - _midnight(timetable, int(own[0]), day)
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
