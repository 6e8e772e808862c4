"""The departures and arrivals of a stop, a stop place or a circle, page by page."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from maas.arrays import Int32s
from maas.hindered import IncidentOnLeg
from maas.itinerary import Call, LiveSource, Place, TripOnLeg
from maas.live import Alert
from maas.live.trips import Occupancy
from maas.model import TRANSIT_MODES, LatLon, Mode
from routing.alerting import alerted_event, alerts_at
from routing.boards.paging import Events, Page, Wanted
from routing.cursor import Cursor
from routing.incidents.crossing.rides import incidents_of, may_be_hindered
from routing.known_trips import midnight_of
from routing.live_calls import is_known, live_calls, live_source, occupancy_of
from routing.live_timetable import Calls, LiveTimetable
from routing.question import Realtime
from routing.rides import mode_of, ride_calls, trip_on_leg
from routing.transit import Ride


@dataclass(frozen=True, slots=True)
class Around:
    """The stops meant: a stop place by the id of any of its stops, or a circle."""

    stop_id: str | None = None
    center: LatLon | None = None
    """Where the circle is if no stop has the id."""
    radius_m: float | None = None
    exact: bool = False
    """Only stops in the circle, not what belongs to them outside; of an id with radius 0, what is
    part of the stop itself."""


@dataclass(frozen=True, slots=True)
class BoardQuestion:
    """Which events are asked for."""

    around: Around
    time: int
    """Unix s"""
    departures: bool = True
    arrivals: bool = False
    later: bool = True
    """From `time` on; else up to it."""
    n: int = 10
    """At least so many, wherever there are more."""
    window_s: int = 0
    """All of these seconds, if they are more than n."""
    at_most: int = 500
    cursor: str = ""
    modes: frozenset[Mode] = frozenset(TRANSIT_MODES)
    skipped: bool = False
    """Also vehicles that one may not board (leave)."""
    with_calls: bool = False
    realtime: Realtime = Realtime.REALTIME
    """By live times, by planned ones with what is known told, or by planned ones alone."""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StopTime:
    """A vehicle arriving at a stop, or departing from it."""

    mode: Mode
    call: Call
    trip: TripOnLeg
    is_arrival: bool
    calls: tuple[Call, ...] = ()
    """Where it goes on to (comes from, if it arrives), where that is asked for."""
    real_time: bool = False
    scheduled: bool = True
    trip_cancelled: bool = False
    live: LiveSource | None = None
    """None: nothing is known but the timetable."""
    occupancy: Occupancy = Occupancy.UNKNOWN
    incidents: tuple[IncidentOnLeg, ...] = ()
    """What is closed on its usual way from here (to here, if it arrives)."""

    @property
    def is_open(self) -> bool:
        """Whether passengers may get on (off)."""
        return self.call.may_alight if self.is_arrival else self.call.may_board


@dataclass(frozen=True, slots=True)
class Board:
    """One page."""

    place: Place
    stop_times: tuple[StopTime, ...]
    previous_cursor: str
    next_cursor: str
    alerts: tuple[Alert, ...] = ()
    """What is out of order at the place, for all who come there."""


def page_of(question: BoardQuestion) -> Page:
    """The page a question asks for; a cursor says where, whatever else the question says.

    Raises:
        BadQuery: the cursor is not one of ours.
    """
    time, later = question.time, question.later
    if question.cursor:
        cursor = Cursor.parse(question.cursor)
        time, later = cursor.time, cursor.later
    elif not later:
        time += 1
    return Page(time, later, question.n, question.window_s, question.at_most)


def wanted_of(question: BoardQuestion, stops: Int32s) -> Wanted:
    """The events a question asks for at some stops."""
    modes = np.array([mode in question.modes for mode in TRANSIT_MODES])
    return Wanted(
        stops, question.departures, question.arrivals, modes, question.skipped, question.realtime
    )


def board_of(
    running: LiveTimetable, place: Place, events: Events, page: Page, with_calls: bool
) -> Board:
    """Events as passengers read them, with the cursors of the pages beside."""
    low, high = page.time, page.time
    if events.time.size:
        low, high = int(events.time[0]), int(events.time[-1]) + 1
    return Board(
        place,
        tuple(_stop_time(running, events, i, with_calls) for i in range(events.time.size)),
        str(Cursor(False, low)),
        str(Cursor(True, high)),
        alerts_at(running, place.stop_id, low, high) if place.stop_id else (),
    )


def _stop_time(running: LiveTimetable, events: Events, i: int, with_calls: bool) -> StopTime:
    trip, position, time = int(events.trip[i]), int(events.position[i]), int(events.time[i])
    day, arrives = date.fromordinal(int(events.day[i])), bool(events.arriving[i])
    calls, news = running.calls(trip), running.live_row(trip)
    times = (time, time)
    if news is not None:
        midnight = midnight_of(running, (trip, day))
        times = midnight + int(calls.depart[position]), midnight + int(calls.arrive[position])
    ride = Ride(trip, day, position, calls.stop.size - 1, *times)
    told = StopTime(
        mode_of(running, trip),
        _call(running, calls, position, times[arrives], arrives=arrives),
        trip_on_leg(running, ride),
        arrives,
        _calls(running, ride, arrives=arrives) if with_calls else (),
    )
    if may_be_hindered(running, trip):
        told = _hindered(running, ride, told)
    if running.live.is_silent:
        return told
    told = told if news is None else live_stop_time(running, ride, told)
    return replace(
        told,
        call=alerted_event(running, ride, told.call),
        live=live_source(running, trip, day),
        occupancy=occupancy_of(running, trip, day, told.call),
    )


def _call(running: LiveTimetable, calls: Calls, position: int, time: int, *, arrives: bool) -> Call:
    """A call as it is told on a board: with one of its times."""
    arrival, departure = (time, None) if arrives else (None, time)
    return Call(
        running.places.of(int(calls.stop[position])),
        arrival,
        departure,
        scheduled_arrival=arrival,
        scheduled_departure=departure,
        may_board=bool(calls.may_board[position]),
        may_alight=bool(calls.may_alight[position]),
    )


def _calls(running: LiveTimetable, ride: Ride, *, arrives: bool) -> tuple[Call, ...]:
    """Where passengers get on before a ride's first stop (arrives) or off after it."""
    calls = ride_calls(running, _before(running, ride) if arrives else ride)
    calls = calls[:-1] if arrives else calls[1:]
    return tuple(call for call in calls if call.may_board or call.may_alight or call.cancelled)


def _hindered(running: LiveTimetable, ride: Ride, told: StopTime) -> StopTime:
    """An event with what is closed on the way of its vehicle, if that runs."""
    if running.is_cancelled(ride.trip):
        return told
    part = _before(running, ride) if told.is_arrival else ride
    known = is_known(running, part)
    met = incidents_of(running, part, ride_calls(running, part), is_known=known)
    return replace(told, incidents=met)


def _before(running: LiveTimetable, ride: Ride) -> Ride:
    """From the start of the trip to where it arrives at `ride.arrival`."""
    calls = running.calls(ride.trip)
    midnight = ride.arrival - int(calls.arrive[ride.board])
    departure = midnight + int(calls.depart[0])
    return replace(ride, board=0, alight=ride.board, departure=departure)


def live_stop_time(running: LiveTimetable, ride: Ride, told: StopTime) -> StopTime:
    """An event of a live trip with what is known of it."""
    news = running.live_row(ride.trip)
    assert news is not None
    trips, row = news
    at = int(trips.timetable.trips.first_time[row]) + ride.board
    calls = running.calls(ride.trip)
    here = replace(ride, alight=ride.board)
    [call] = live_calls(running, here, [told.call], ride.departure - int(calls.depart[ride.board]))
    if call.cancelled:
        call = replace(call, arrival=call.scheduled_arrival, departure=call.scheduled_departure)
    return replace(
        told,
        call=call,
        real_time=call.cancelled or bool(trips.known[at]),
        scheduled=int(trips.base[row]) >= 0,
        trip_cancelled=bool(trips.cancelled[row]),
    )
