"""Transit legs: the rows and positions a search found, made into what a passenger reads."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np

from maas.arrays import Float64s, Int32s
from maas.itinerary import Call, Leg, TripOnLeg
from maas.model import TRANSIT_MODES, Access, Mode
from maas.timetable import Timetable
from maas.units import EARTH_RADIUS_M
from routing.alerting import alerted
from routing.carpool.legs import offered, path_of
from routing.carpool.trips import FIRST
from routing.incidents.crossing.rides import hindered
from routing.kernels.drawing import keep_corners
from routing.live_calls import as_known, has_live_headsign, live_calls, live_way, source_of
from routing.live_timetable import LiveTimetable
from routing.overlays.ways import piece_of
from routing.transit import Ride

SHOWN_WITHIN_M = 5.0
"""Half a street: published shapes are no truer, and every corner left out is two numbers less."""


def stop_at(running: LiveTimetable, ride: Ride, position: int) -> int:
    """The stop at a position of a ride's trip."""
    timetable, trip = running.of(ride.trip)
    pattern = int(timetable.trips.pattern[trip])
    return int(timetable.patterns.stop[int(timetable.patterns.first_stop[pattern]) + position])


def ride_leg(running: LiveTimetable, ride: Ride, *, detailed: bool) -> Leg:
    """One ride with its calls and the piece of its shape between them."""
    calls = ride_calls(running, ride)
    geometry = ride_geometry(running, ride)
    leg = Leg(
        mode=mode_of(running, ride.trip),
        origin=calls[0],
        destination=calls[-1],
        geometry=as_shown(geometry) if detailed else np.empty((0, 2)),
        distance_m=length_m(geometry),
        trip=trip_on_leg(running, ride),
        intermediate=tuple(calls[1:-1]),
        stays_seated=ride.stays_seated,
    )
    if running.offered is not None and ride.trip >= FIRST:
        return offered(running.offered, ride, leg)
    if not running.live.is_silent:
        leg = alerted(running, ride, as_known(running, ride, leg))
    return hindered(running, ride, leg)


def mode_of(running: LiveTimetable, trip: int) -> Mode:
    """What a trip is run by."""
    timetable, row = running.of(trip)
    return TRANSIT_MODES[int(timetable.patterns.mode[int(timetable.trips.pattern[row])])]


def joined(legs: list[Leg]) -> Leg:
    """Rides between which one stays seated, as one leg under the first trip's name."""
    first, last = legs[0], legs[-1]
    calls: list[Call] = []
    for before, after in pairwise(legs):
        calls += [*before.intermediate, _through(before.destination, after.origin)]
    return replace(
        first,
        destination=last.destination,
        geometry=np.concatenate([leg.geometry for leg in legs]),
        distance_m=sum(leg.distance_m or 0.0 for leg in legs),
        intermediate=(*calls, *last.intermediate),
        real_time=any(leg.real_time for leg in legs),
        scheduled=all(leg.scheduled for leg in legs),
        cancelled=any(leg.cancelled for leg in legs),
        live=next((leg.live for leg in legs if leg.live), None),
        alerts=tuple(dict.fromkeys(alert for leg in legs for alert in leg.alerts)),
        incidents=tuple({met.id: met for leg in legs for met in leg.incidents}.values()),
    )


def _through(arriving: Call, leaving: Call) -> Call:
    """The call at which one trip becomes the next."""
    return replace(
        leaving,
        arrival=arriving.arrival,
        scheduled_arrival=arriving.scheduled_arrival,
        cancelled=arriving.cancelled or leaving.cancelled,
    )


def ride_calls(running: LiveTimetable, ride: Ride) -> list[Call]:
    """Where a ride begins, where its vehicle stops on the way, where it ends."""
    calls = running.calls(ride.trip)
    midnight = ride.departure - int(calls.depart[ride.board])
    there = slice(ride.board, ride.alight + 1)
    arrivals: list[int | None] = [*_moments(calls.arrive[there], midnight)]
    departures: list[int | None] = [*_moments(calls.depart[there], midnight)]
    arrivals[0] = departures[-1] = None
    told = [
        Call(running.places.of(stop), arrival, departure, arrival, departure, may_board, may_alight)
        for stop, arrival, departure, may_board, may_alight in zip(
            calls.stop[there].tolist(),
            arrivals,
            departures,
            calls.may_board[there].astype(bool).tolist(),
            calls.may_alight[there].astype(bool).tolist(),
            strict=True,
        )
    ]
    return told if calls.live is None else live_calls(running, ride, told, midnight)


def _moments(seconds: Int32s, midnight: int) -> list[int]:
    """Unix s, which after 2038 need more than 32 bits."""
    return [midnight + s for s in seconds.tolist()]


def trip_name(running: LiveTimetable, trip: int, day: date) -> str:
    """The id of a trip on a day: `YYYYMMDD_HH:MM_<source>:<trip_id>`."""
    minutes = running.first_departure(trip) // 60
    timetable, row = running.of(trip)
    return f"{day:%Y%m%d}_{minutes // 60:02d}:{minutes % 60:02d}_{timetable.trips.id[row]}"


def trip_on_leg(running: LiveTimetable, ride: Ride) -> TripOnLeg:
    """What passengers of a ride read on the vehicle, and whose it is."""
    timetable, trip = running.of(ride.trip)
    places = running.places
    trips, routes, agencies = timetable.trips, timetable.routes, timetable.agencies
    route = int(trips.route[trip])
    agency = int(routes.agency[route])
    pattern = int(trips.pattern[trip])
    first, end = timetable.patterns.first_stop[pattern : pattern + 2].tolist()
    destination = places.of(int(timetable.patterns.stop[end - 1]))
    source = trips.id[trip].partition(":")[0]
    short_name, long_name = routes.short_name[route], routes.long_name[route]
    direction = int(trips.direction[trip])
    return TripOnLeg(
        trip_id=trip_name(running, ride.trip, ride.day),
        origin=places.of(int(timetable.patterns.stop[first])),
        destination=destination,
        headsign=_headsign(timetable, trip, ride.board) or destination.name,
        route_id=routes.id[route],
        route_short_name=short_name,
        route_long_name=long_name,
        route_type=int(routes.type[route]),
        route_url=routes.url[route],
        route_color=routes.color[route],
        route_text_color=routes.text_color[route],
        direction=direction if direction >= 0 else None,
        trip_short_name=trips.short_name[trip],
        display_name=short_name or long_name or trips.short_name[trip],
        agency_id=agencies.id[agency],
        agency_name=agencies.name[agency],
        agency_url=agencies.url[agency],
        agency_fare_url=agencies.fare_url[agency],
        wheelchair=_known(int(trips.wheelchair[trip])),
        bikes=_known(int(trips.bikes[trip])),
        source=source_of(running, ride.trip),
        data_source=source,
        has_live_headsign=has_live_headsign(running, ride.trip),
    )


def _known(access: int) -> bool | None:
    return None if access == Access.UNKNOWN else access == Access.YES


def _headsign(timetable: Timetable, trip: int, board: int) -> str:
    """What the vehicle says where one boards."""
    own = timetable.stop_headsigns
    stop_time = int(timetable.trips.first_time[trip]) + board
    i = int(np.searchsorted(own.stop_time, stop_time))
    if i < own.stop_time.size and own.stop_time[i] == stop_time:
        return own.headsign[i]
    return timetable.trips.headsign[trip]


def length_m(line: Float64s) -> float:
    """Metres along [n, 2] latitudes and longitudes; good to 0.1 % for the pieces of a shape."""
    lat, lon = np.radians(line).T
    north, east = np.diff(lat), np.diff(lon) * np.cos((lat[1:] + lat[:-1]) / 2)
    return EARTH_RADIUS_M * float(np.hypot(north, east).sum())


def as_shown(line: Float64s) -> Float64s:
    """The points that a line needs to stay within `SHOWN_WITHIN_M` of itself."""
    north = np.radians(line[:, 0] - line[0, 0]) * EARTH_RADIUS_M
    east = np.radians(line[:, 1] - line[0, 1]) * EARTH_RADIUS_M * np.cos(np.radians(line[0, 0]))
    keep = np.zeros(north.size, np.uint8)
    x, y = (np.rint(metres * 10).astype(np.int32) for metres in (east, north))
    keep_corners(np.array((0, keep.size)), x, y, SHOWN_WITHIN_M * 10, keep)
    shown: Float64s = line[keep.astype(bool)]
    return shown


def ride_geometry(running: LiveTimetable, ride: Ride) -> Float64s:
    """[n, 2] The vehicle's way between two of its stops; straight lines where it is not known."""
    timetable, trip = running.of(ride.trip)
    first_cut = int(timetable.trips.first_cut[trip])
    if first_cut < 0:
        if running.offered and ride.trip >= FIRST:
            return path_of(running.offered, ride)
        calls = running.calls(ride.trip)
        stops = calls.stop[ride.board : ride.alight + 1]
        line = np.column_stack((timetable.stops.lat[stops], timetable.stops.lon[stops]))
        way = live_way(running, ride.trip)
        piece = None if way is None else piece_of(way, line[0], line[-1])
        return line if piece is None else piece
    shapes = timetable.shapes
    low, high = shapes.first[timetable.trips.shape[trip] :][:2].tolist()
    lat, lon = shapes.lat[low:high], shapes.lon[low:high]
    start = float(shapes.cut[first_cut + ride.board])
    end = float(shapes.cut[first_cut + ride.alight])
    between = np.arange(np.floor(start) + 1, np.ceil(end))
    points = np.concatenate(([start], between, [end]))
    numbers = np.arange(high - low)
    return np.column_stack((np.interp(points, numbers, lat), np.interp(points, numbers, lon)))
