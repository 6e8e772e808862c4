"""What stops are called and where they are, remembered: the same stops come back all day."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from maas.itinerary import Place, VertexType
from maas.model import LatLon
from maas.timetable import Timetable

REMEMBERED = 8192
"""Places kept in memory, about 0.5 kB each."""


class StopPlaces:
    """Places of a timetable's stops, by row. Thread-safe.

    Args:
        n_stops: rows from here on are points where drivers meet passengers, not stops that anybody
            asks for by an id; default: there are none.
    """

    def __init__(self, timetable: Timetable, n_stops: int | None = None) -> None:
        self.timetable = timetable
        self.n_stops = len(timetable.stops.id) if n_stops is None else n_stops
        self.of: Callable[[int], Place] = lru_cache(REMEMBERED)(self._read)

    def _read(self, row: int) -> Place:
        stops = self.timetable.stops
        stop = self.timetable.original(row)
        if stop >= self.n_stops:
            at = LatLon(float(stops.lat[stop]), float(stops.lon[stop]))
            return Place(name=stops.name[stop], at=at)
        parent = int(stops.parent[stop])
        track = stops.platform[stop] or None
        return Place(
            name=stops.name[stop],
            at=LatLon(float(stops.lat[stop]), float(stops.lon[stop])),
            vertex=VertexType.TRANSIT,
            level=None if np.isnan(stops.level[stop]) else float(stops.level[stop]),
            stop_id=stops.id[stop],
            parent_id=stops.id[parent] if parent >= 0 else None,
            stop_code=stops.code[stop] or None,
            description=stops.description[stop] or None,
            zone=self.timetable.zones[int(stops.zone[stop])],
            track=track,
            scheduled_track=track,
        )
