"""Transit legs: the rows and positions a search found, made into what a passenger reads."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np

from maas.arrays import Float64s, Int32s
from maas.itinerary import Call, Leg, TripOnLeg
from maas.model import TRANSIT_MODES, Access
from maas.timetable import Timetable
from maas.units import EARTH_RADIUS_M
from routing.kernels.drawing import keep_corners
from routing.stop_places import StopPlaces
from routing.transit import Ride

SHOWN_WITHIN_M = 5.0
"""Half a street: published shapes are no truer, and every corner left out is two numbers less."""


def stop_at(timetable: Timetable, ride: Ride, position: int) -> int:
    """The stop at a position of a ride's trip."""
    pattern = int(timetable.trips.pattern[ride.trip])
    return int(timetable.patterns.stop[int(timetable.patterns.first_stop[pattern]) + position])


def ride_leg(places: StopPlaces, ride: Ride, *, detailed: bool) -> Leg:
    """One ride with its calls and the piece of its shape between them."""
    timetable = places.timetable
    calls = ride_calls(places, ride)
    pattern = int(timetable.trips.pattern[ride.trip])
    geometry = ride_geometry(timetable, ride)
    return Leg(
        mode=TRANSIT_MODES[int(timetable.patterns.mode[pattern])],
        origin=calls[0],
        destination=calls[-1],
        geometry=as_shown(geometry) if detailed else np.empty((0, 2)),
        distance_m=length_m(geometry),
        trip=trip_on_leg(places, ride),
        intermediate=tuple(calls[1:-1]),
        stays_seated=ride.stays_seated,
    )


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
    )


def _through(arriving: Call, leaving: Call) -> Call:
    """The call at which one trip becomes the next."""
    return replace(leaving, arrival=arriving.arrival, scheduled_arrival=arriving.scheduled_arrival)


def ride_calls(places: StopPlaces, ride: Ride) -> list[Call]:
    """Where a ride begins, where its vehicle stops on the way, where it ends."""
    timetable = places.timetable
    trips, patterns = timetable.trips, timetable.patterns
    first_time = int(trips.first_time[ride.trip])
    first_stop = int(patterns.first_stop[int(trips.pattern[ride.trip])])
    midnight = ride.departure - int(timetable.stop_times.depart[first_time + ride.board])
    times = slice(first_time + ride.board, first_time + ride.alight + 1)
    calls = slice(first_stop + ride.board, first_stop + ride.alight + 1)
    arrivals: list[int | None] = [*_moments(timetable.stop_times.arrive[times], midnight)]
    departures: list[int | None] = [*_moments(timetable.stop_times.depart[times], midnight)]
    arrivals[0] = departures[-1] = None
    return [
        Call(places.of(stop), arrival, departure, arrival, departure, may_board, may_alight)
        for stop, arrival, departure, may_board, may_alight in zip(
            patterns.stop[calls].tolist(),
            arrivals,
            departures,
            patterns.may_board[calls].astype(bool).tolist(),
            patterns.may_alight[calls].astype(bool).tolist(),
            strict=True,
        )
    ]


def _moments(seconds: Int32s, midnight: int) -> list[int]:
    """Unix s, which after 2038 need more than 32 bits."""
    return [midnight + s for s in seconds.tolist()]


def trip_name(timetable: Timetable, trip: int, day: date) -> str:
    """The id of a trip on a day: `YYYYMMDD_HH:MM_<source>:<trip_id>`."""
    minutes = int(timetable.stop_times.depart[int(timetable.trips.first_time[trip])]) // 60
    clock = f"{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{day:%Y%m%d}_{clock}_{timetable.trips.id[trip]}"


def trip_on_leg(places: StopPlaces, ride: Ride) -> TripOnLeg:
    """What passengers of a ride read on the vehicle, and whose it is."""
    timetable = places.timetable
    trips, routes, agencies = timetable.trips, timetable.routes, timetable.agencies
    trip = ride.trip
    route = int(trips.route[trip])
    agency = int(routes.agency[route])
    pattern = int(trips.pattern[trip])
    first, end = timetable.patterns.first_stop[pattern : pattern + 2].tolist()
    destination = places.of(int(timetable.patterns.stop[end - 1]))
    source = trips.id[trip].partition(":")[0]
    short_name, long_name = routes.short_name[route], routes.long_name[route]
    direction = int(trips.direction[trip])
    return TripOnLeg(
        trip_id=trip_name(timetable, trip, ride.day),
        origin=places.of(int(timetable.patterns.stop[first])),
        destination=destination,
        headsign=_headsign(timetable, ride) or destination.name,
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
        source=f"{source}/trips.txt:{int(trips.line[trip])}",
        data_source=source,
    )


def _known(access: int) -> bool | None:
    return None if access == Access.UNKNOWN else access == Access.YES


def _headsign(timetable: Timetable, ride: Ride) -> str:
    """What the vehicle says where one boards."""
    own = timetable.stop_headsigns
    stop_time = int(timetable.trips.first_time[ride.trip]) + ride.board
    i = int(np.searchsorted(own.stop_time, stop_time))
    if i < own.stop_time.size and own.stop_time[i] == stop_time:
        return own.headsign[i]
    return timetable.trips.headsign[ride.trip]


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


def ride_geometry(timetable: Timetable, ride: Ride) -> Float64s:
    """[n, 2] The vehicle's way between two of its stops; straight lines without a shape."""
    first_cut = int(timetable.trips.first_cut[ride.trip])
    if first_cut < 0:
        pattern = int(timetable.trips.pattern[ride.trip])
        first = int(timetable.patterns.first_stop[pattern])
        stops = timetable.patterns.stop[first + ride.board : first + ride.alight + 1]
        return np.column_stack((timetable.stops.lat[stops], timetable.stops.lon[stops]))
    shapes = timetable.shapes
    low, high = shapes.first[timetable.trips.shape[ride.trip] :][:2].tolist()
    lat, lon = shapes.lat[low:high], shapes.lon[low:high]
    start = float(shapes.cut[first_cut + ride.board])
    end = float(shapes.cut[first_cut + ride.alight])
    between = np.arange(np.floor(start) + 1, np.ceil(end))
    points = np.concatenate(([start], between, [end]))
    numbers = np.arange(high - low)
    return np.column_stack((np.interp(points, numbers, lat), np.interp(points, numbers, lon)))
