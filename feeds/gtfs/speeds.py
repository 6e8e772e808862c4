"""Vehicles faster than their kind can be: a misplaced stop or a wrong time shows so."""

import numpy as np

from feeds.gtfs.notices import Notices
from feeds.gtfs.patterns import Sorting
from feeds.gtfs.trips import TripRows
from maas.arrays import Bools, Float64s
from maas.model import TRANSIT_MODES, Mode
from maas.timetable import Patterns, Stops
from maas.units import EARTH_RADIUS_M

FASTEST_KM_H = {
    Mode.TRAM: 100,
    Mode.SUBWAY: 150,
    Mode.FERRY: 80,
    Mode.AIRPLANE: 1200,
    Mode.BUS: 150,
    Mode.COACH: 150,
    Mode.SUBURBAN: 250,
    Mode.FUNICULAR: 80,
    Mode.AERIAL_LIFT: 50,
}
"""What no vehicle of a mode exceeds between two stops; 500 km/h for those not named."""

FASTEST_OF_OTHERS_KM_H = 500

ROUNDED_S = 60
"""Times are often given in whole minutes, so that each hop may have been a minute longer."""


def report_fast_travel(sorting: Sorting, stops: Stops, trips: TripRows, notices: Notices) -> None:
    """Count the trips that are too fast between two neighbouring stops."""
    patterns, times = sorting.patterns, sorting.stop_times
    fastest = np.array([FASTEST_KM_H.get(mode, FASTEST_OF_OTHERS_KM_H) for mode in TRANSIT_MODES])
    m_s = np.repeat(fastest[patterns.mode] / 3.6, np.diff(patterns.first_stop))
    needed = _hops_m(patterns, stops) / m_s
    hop = np.repeat(
        patterns.first_stop[sorting.pattern] - sorting.first_time[:-1], np.diff(sorting.first_time)
    ) + np.arange(times.arrive.size)
    rides = np.append(times.arrive[1:], 0) - times.depart + ROUNDED_S
    fast = (needed[hop] > 0) & (rides < needed[hop])
    rows = np.unique(sorting.departures.trip[_trips_with(fast, sorting)])
    if rows.size:
        trip = trips.table["trip_id"][rows[0]]
        line = int(trips.table.lines[rows[0]])
        rule = "fast_travel_between_consecutive_stops"
        notices.add(rule, trips.table.file, line, f"trip {trip}", rows.size)


def _hops_m(patterns: Patterns, stops: Stops) -> Float64s:
    """[n_pattern_stops] Straight to the pattern's next stop; 0 from its last."""
    lat, lon = np.radians(stops.lat[patterns.stop]), np.radians(stops.lon[patterns.stop])
    half_lat = np.sin(np.diff(lat) / 2)
    half_lon = np.sin(np.diff(lon) / 2)
    chord = half_lat**2 + np.cos(lat[:-1]) * np.cos(lat[1:]) * half_lon**2
    hops = np.append(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(chord, 1.0))), 0.0)
    hops[patterns.first_stop[1:] - 1] = 0.0
    return hops


def _trips_with(fast: Bools, sorting: Sorting) -> Bools:
    counts = np.add.reduceat(fast, sorting.first_time[:-1], dtype=np.int64)
    return np.asarray(counts > 0)
