"""A scheduled run in the words of live ones: what news of it begin from."""

import numpy as np

from maas.live.trips import Occupancy
from maas.timetable import Timetable
from routing.overlays.live_trips import LiveRun


def scheduled_run(timetable: Timetable, trip: int, day: int) -> LiveRun:
    """A trip on a service day (proleptic ordinal), nothing being known of it but the timetable."""
    trips, patterns, times = timetable.trips, timetable.patterns, timetable.stop_times
    pattern, route = int(trips.pattern[trip]), int(trips.route[trip])
    calls = slice(*patterns.first_stop[pattern : pattern + 2].tolist())
    first, end = trips.first_time[trip : trip + 2].tolist()
    arrive, depart = times.arrive[first:end], times.depart[first:end]
    stop = patterns.stop[calls]
    return LiveRun(
        base=trip,
        day=day,
        id=trips.id[trip],
        route=route,
        stop=stop,
        arrive=arrive,
        depart=depart,
        scheduled_arrive=arrive,
        scheduled_depart=depart,
        planned_stop=stop,
        may_board=patterns.may_board[calls],
        may_alight=patterns.may_alight[calls],
        skipped=np.zeros(stop.size, np.bool_),
        known=np.zeros(stop.size, np.bool_),
        occupancy=np.full(stop.size, Occupancy.UNKNOWN, np.int32),
        mode=int(patterns.mode[pattern]),
        zone=int(patterns.zone[pattern]),
        headsign=trips.headsign[trip],
        stop_headsigns=_stop_headsigns(timetable, first, end),
        short_name=trips.short_name[trip],
        direction=int(trips.direction[trip]),
        wheelchair=int(trips.wheelchair[trip]),
        bikes=int(trips.bikes[trip]),
        shape=int(trips.shape[trip]),
        first_cut=int(trips.first_cut[trip]),
        line=int(trips.line[trip]),
    )


def _stop_headsigns(timetable: Timetable, first: int, end: int) -> tuple[tuple[int, str], ...]:
    own = timetable.stop_headsigns
    low, high = np.searchsorted(own.stop_time, (first, end)).tolist()
    return tuple((int(own.stop_time[i]) - first, own.headsign[i]) for i in range(low, high))
