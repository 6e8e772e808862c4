"""How late a vehicle seems to be by where it is: for trips of which no update speaks.

One moment is compared with the timetable: the vehicle is at a stop, or somewhere between two, and
the timetable says when it should be there. A vehicle at a stop within its scheduled stay is on
time, one that waits at its first stop is not early, nor is one whose trip is not due yet: it may
still be on another. A vehicle that is early comes early to its next stop, but waits there. Being
late is carried on to the stops to come as any delay is; how it changes on the way nobody knows. Too
far from the way (500 m), or from the time (2 h), the vehicle does not run this trip as scheduled
and nothing is said.
"""

from math import cos, hypot, radians, sqrt
from typing import NamedTuple

import numpy as np

from maas.arrays import Float64s, Int32s
from maas.live import StopEvent, StopUpdate, StopUpdates, TripUpdate, VehiclePosition
from maas.timetable import Timetable
from maas.units import EARTH_RADIUS_M
from routing.overlays.trips.days import Days
from routing.overlays.trips.naming import ScheduledRun

OFF_THE_WAY_M = 500.0
FARTHEST_S = 2 * 3600
OLD_S = 600
"""A position older than its message by more says nothing of now."""

STOPPED_AT, IN_TRANSIT_TO = 1, 2
AT_FIRST_M = 100.0
"""So little of the way is no proof that the vehicle has left its first stop."""

NEARLY_AS_NEAR_M = 100.0
"""Where a trip passes a place twice, time tells which pass is meant."""


def estimate(
    timetable: Timetable, days: Days, run: ScheduledRun, vehicle: VehiclePosition, made_at: int
) -> TripUpdate | None:
    """What a position says of a run, as an update of the stop to come; None: nothing."""
    assert vehicle.key is not None
    at = made_at if vehicle.timestamp is None else vehicle.timestamp
    if made_at - at > OLD_S:
        return None
    second = at - days.midnight(run.day, days.of(run.trip)) - run.shift
    found = _by_stop(timetable, run.trip, vehicle, second) or _by_place(
        timetable, run.trip, vehicle, second
    )
    if found is None or abs(found[1]) > FARTHEST_S:
        return None
    first, end = timetable.trips.first_time[run.trip : run.trip + 2].tolist()
    is_due = second >= int(timetable.stop_times.depart[first])
    position, delay = found if is_due else (0, 0)
    sequence = int(timetable.numbering.numbers(run.trip, end - first)[position])
    leaves = StopEvent(delay=max(delay, 0))
    arrives = StopEvent(delay=delay) if position else leaves
    stop = StopUpdate(sequence, arrival=arrives, departure=leaves)
    return TripUpdate(
        vehicle.key, StopUpdates.of([stop]), vehicle.timestamp, vehicle=vehicle.vehicle
    )


def _by_stop(
    timetable: Timetable, trip: int, vehicle: VehiclePosition, second: int
) -> tuple[int, int] | None:
    """The position of the stop that is named, and the delay there."""
    first, end = timetable.trips.first_time[trip : trip + 2].tolist()
    arrive = timetable.stop_times.arrive[first:end]
    depart = timetable.stop_times.depart[first:end]
    i = _position(timetable, trip, vehicle, depart, second)
    if i is None:
        return None
    if vehicle.status == STOPPED_AT:
        early, late = min(second - int(arrive[i]), 0), max(second - int(depart[i]), 0)
        return i, early or late
    due = int(arrive[i])
    if vehicle.status == IN_TRANSIT_TO and i > 0:
        leaves, way = int(depart[i - 1]), _way(timetable, trip, i - 1, vehicle)
        if i == 1 and way.behind_m <= AT_FIRST_M:
            return 0, second - leaves
        due = leaves + round(way.share * (due - leaves))
    return i, second - due


def _position(
    timetable: Timetable, trip: int, vehicle: VehiclePosition, depart: Int32s, second: int
) -> int | None:
    """Which call is meant by its number, else by its stop; of several the nearest in time."""
    if vehicle.sequence is not None:
        numbers = timetable.numbering.numbers(trip, depart.size)
        i = int(np.searchsorted(numbers, vehicle.sequence))
        return i if i < numbers.size and numbers[i] == vehicle.sequence else None
    if not vehicle.stop_id:
        return None
    names = [timetable.stops.id[stop].partition(":")[2] for stop in _stops(timetable, trip)]
    calls = [i for i, name in enumerate(names) if name == vehicle.stop_id]
    return min(calls, key=lambda i: abs(int(depart[i]) - second), default=None)


def _by_place(
    timetable: Timetable, trip: int, vehicle: VehiclePosition, second: int
) -> tuple[int, int] | None:
    """The position of the next stop along the way, and the delay where the vehicle is."""
    first, end = timetable.trips.first_time[trip : trip + 2].tolist()
    times = timetable.stop_times
    found: list[tuple[float, int, int]] = []
    for i in range(end - first - 1):
        way = _way(timetable, trip, i, vehicle)
        leaves, due = int(times.depart[first + i]), int(times.arrive[first + i + 1])
        if way.share == 0 or (i == 0 and way.behind_m <= AT_FIRST_M):
            found.append((way.away_m, i, second - leaves))
        else:
            found.append((way.away_m, i + 1, second - leaves - round(way.share * (due - leaves))))
    nearest = min(away_m for away_m, *_ in found)
    if nearest > OFF_THE_WAY_M:
        return None
    near = [each for each in found if each[0] <= nearest + NEARLY_AS_NEAR_M]
    _, position, delay = min(near, key=lambda each: (abs(each[2]), each))
    return position, delay


class _Way(NamedTuple):
    """How much of the way from one stop to the next lies behind, and how far off it is."""

    share: float
    behind_m: float
    away_m: float


def _way(timetable: Timetable, trip: int, i: int, vehicle: VehiclePosition) -> _Way:
    stops = list(_stops(timetable, trip))[i : i + 2]
    lat: Float64s = np.radians(timetable.stops.lat[stops] - vehicle.lat) * EARTH_RADIUS_M
    lon = np.radians(timetable.stops.lon[stops] - vehicle.lon) * EARTH_RADIUS_M
    (ay, by), (ax, bx) = lat.tolist(), (lon * cos(radians(vehicle.lat))).tolist()
    length = (bx - ax) ** 2 + (by - ay) ** 2
    share = 0.0 if length == 0 else -(ax * (bx - ax) + ay * (by - ay)) / length
    share = min(max(share, 0.0), 1.0)
    away_m = hypot(ax + share * (bx - ax), ay + share * (by - ay))
    return _Way(share, share * sqrt(length), away_m)


def _stops(timetable: Timetable, trip: int) -> Int32s:
    patterns, pattern = timetable.patterns, int(timetable.trips.pattern[trip])
    first, end = patterns.first_stop[pattern : pattern + 2].tolist()
    return patterns.stop[first:end]
