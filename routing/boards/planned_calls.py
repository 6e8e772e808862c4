"""Which calls of the timetable skipped calls of live trips were to be."""

import numpy as np

from maas.arrays import Int32s, Int64s
from maas.timetable import Timetable
from routing.overlays.live_trips import LiveTrips


def planned_positions(timetable: Timetable, trips: LiveTrips, rows: Int64s, trip: Int32s) -> Int32s:
    """[n] The position of live stop times in the trips that they are of; -1: they are unplanned.

    Calls are told by when they are scheduled; on detours others may stand between them.

    Args:
        trip: the live trip of each row.
    """
    own, depart = trips.timetable.trips.first_time, timetable.stop_times.depart
    base, told = trips.base[trip], trips.scheduled.depart[rows]
    first, end = timetable.trips.first_time[base], timetable.trips.first_time[base + 1]
    position = (rows - own[trip]).astype(np.int32)
    at = np.clip(first + position, 0, depart.size - 1)
    same = (base >= 0) & (first + position < end) & (depart[at] == told)
    for i in np.flatnonzero((base >= 0) & ~same).tolist():
        times = depart[first[i] : end[i]]
        position[i] = np.searchsorted(times, told[i])
        same[i] = position[i] < times.size and times[position[i]] == told[i]
    position[~same] = -1
    return position
