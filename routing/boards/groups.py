"""What belongs to a stop in the eyes of a passenger: the station, its platforms, its namesakes."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from maas.arrays import Int32s
from maas.errors import NotFound
from maas.model import LatLon
from maas.timetable import Timetable
from routing.places.folding import folded
from routing.stop_index import StopIndex

REMEMBERED = 8192
"""Stop places whose namesakes are kept in memory: the same boards come back all day."""

ONE_PLACE_M = 400.0
"""Stops of one name within this distance are one place to a traveller."""


class StopGroups:
    """Stops by the stop place they are part of. Thread-safe.

    A stop place is what has no parent: a station with its platforms, boarding areas and split
    copies, or a stop that stands alone.
    """

    def __init__(self, timetable: Timetable, index: StopIndex) -> None:
        self._timetable = timetable
        self._index = index
        self._namesakes: Callable[[int], tuple[int, ...]] = lru_cache(REMEMBERED)(
            self._find_namesakes
        )
        self.place = _topmost(timetable.stops.parent)
        """[n_stops] The stop place of every stop."""
        order = np.argsort(self.place, kind="stable").astype(np.int32)
        self._member = order
        self._first = np.searchsorted(self.place[order], np.arange(self.place.size + 1))

    def get(self, stop_id: str, parameter: str) -> int:
        """The stop of an id.

        Raises:
            NotFound: no stop has it.
        """
        row = self._timetable.stops.id.find(stop_id)
        if row < 0:
            raise NotFound(f"{parameter}: no stop has the id {stop_id!r}")
        return self._timetable.original(row)

    def of(self, stop: int) -> Int32s:
        """A stop, all that is part of its stop place, and its namesakes next to it."""
        return self.whole(self.equal(np.array([self.place[stop]], np.int32)))

    def alone(self, stop: int) -> Int32s:
        """A stop with what is part of it: of a platform the platform, of a station all."""
        members = self.whole(np.array([self.place[stop]], np.int32))
        inside = members == stop
        while True:  # a family tree is at most four generations deep
            wider = inside | np.isin(self._timetable.stops.parent[members], members[inside])
            if (wider == inside).all():
                break
            inside = wider
        own: Int32s = members[inside]
        return own

    def within(self, at: LatLon, radius_m: float, *, exact: bool) -> Int32s:
        """Stops in a circle, by number; unless exact, with all of their stop places."""
        near, _ = self._index.near(at, radius_m)
        if exact:
            return near
        return self.whole(self.equal(np.unique(self.place[near])))

    def whole(self, places: Int32s) -> Int32s:
        """All stops of some stop places."""
        pieces = [self._member[self._first[place] : self._first[place + 1]] for place in places]
        return np.concatenate([np.empty(0, np.int32), *pieces])

    def equal(self, places: Int32s) -> Int32s:
        """Stop places and those of the same name so near that passengers take them for one."""
        found = {same for place in places.tolist() for same in self._namesakes(place)}
        return np.array(sorted(found), np.int32)

    def _find_namesakes(self, place: int) -> tuple[int, ...]:
        """A stop place and those of its name next to it."""
        stops = self._timetable.stops
        if not np.isfinite(stops.lat[place] + stops.lon[place]):
            return (place,)
        at = LatLon(float(stops.lat[place]), float(stops.lon[place]))
        name = folded(stops.name[place])
        near = np.unique(self.place[self._index.near(at, ONE_PLACE_M)[0]]).tolist()
        return (place, *(other for other in near if folded(stops.name[other]) == name))


def _topmost(parent: Int32s) -> Int32s:
    """The ancestor of every stop that has no parent itself."""
    top = np.arange(parent.size, dtype=np.int32)
    while (parent[top] >= 0).any():
        top = np.where(parent[top] >= 0, parent[top], top)
    return top
