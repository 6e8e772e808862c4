"""The face of pathways: which stops lie behind doors, and how one gets there."""

from collections.abc import Iterator

import numpy as np

from maas.arrays import Bools, Float64s, Int32s
from maas.model import Access, LatLon, Profile, StopKind
from maas.timetable import Pathways, Stops, Timetable
from maas.timetable.indoors import find_indoors, with_areas
from maas.timetable.rows import no_rows
from maas.units import EARTH_RADIUS_M
from routing.indoors.pace import Walker, costs
from routing.indoors.passages import Found, Passages
from routing.indoors.path import PathwayPaths
from routing.streets.path import StreetPath

Reached = tuple[Int32s, Int32s]
"""Stops, sorted, and the seconds to (or from) each."""


class IndoorWays:
    """Ways inside stop places. Immutable and thread-safe; without pathways, nothing is inside."""

    def __init__(self, stops: Stops, pathways: Pathways, called: Bools) -> None:
        ways = with_areas(stops, pathways)
        indoors = find_indoors(stops, pathways)
        self.inside = indoors.inside
        """[n_stops] Stops that the street reaches only through a door."""
        self.called = called
        """[n_stops] Stops that trips call at."""
        self._door = {
            Profile.WALK: indoors.door,
            Profile.WHEELCHAIR: indoors.door & (stops.wheelchair != Access.NO),
        }
        self._spots = _spots(stops, np.unique(ways.from_stop.tolist() + ways.to_stop.tolist()))
        self._stops_at = _stops_at(self._spots, called)
        self._passages = Passages(ways, costs(ways, _straight_m(stops, ways)))
        self._paths = PathwayPaths(stops, ways)
        self._lat, self._lon = stops.lat, stops.lon

    @property
    def has_pathways(self) -> bool:
        """Whether anything differs from stops that all lie on the street."""
        return bool(self._spots)

    @classmethod
    def of(cls, timetable: Timetable | None) -> "IndoorWays":
        """The ways of a timetable; of none, none."""
        if timetable is None:
            return cls(no_rows(Stops), no_rows(Pathways), np.zeros(0, np.bool_))
        called = np.zeros(len(timetable.stops.id), np.bool_)
        called[timetable.patterns.stop] = True
        return cls(timetable.stops, timetable.pathways, called)

    def on_street(self, profile: Profile, stops: Bools) -> Bools:
        """[n_stops] What one walks to over streets: of some stops those outside, and all doors."""
        on_street: Bools = (stops & ~self.inside) | self._door[profile]
        return on_street

    def behind(
        self, reached: Reached, walker: Walker, max_s: int, *, backward: bool = False
    ) -> Reached:
        """The stops that trips call at, of stops and doors reached from (backward: to) the street.

        Doors give way to the platforms behind them, as far as max_s reaches.
        """
        if not self.has_pathways:
            return reached
        stops, seconds = reached
        at_door = self._door[walker.profile][stops]
        begins = zip(stops[at_door].tolist(), (seconds[at_door] * 1000).tolist(), strict=True)
        found = self._passages.search(begins, walker, max_ms=max_s * 1000 + 499, backward=backward)
        inside = {stop: s for stop, s in self._stops_of(found) if self.inside[stop]}
        outside = self.called[stops] & ~self.inside[stops]
        all_stops = np.concatenate([stops[outside], np.array(list(inside), np.int32)])
        all_seconds = np.concatenate([seconds[outside], np.array(list(inside.values()), np.int32)])
        order = np.argsort(all_stops, kind="stable")
        return all_stops[order], all_seconds[order]

    def doors(self, stop: int, walker: Walker, *, outward: bool) -> dict[int, int]:
        """Seconds from a stop to each door (not outward: from each door to it)."""
        found = self._from(stop, walker, backward=not outward)
        door = self._door[walker.profile]
        return {place: _seconds(ms) for place, ms in found.ms.items() if door[place]}

    def stops(
        self, stop: int, walker: Walker, *, outward: bool = True
    ) -> Iterator[tuple[int, int]]:
        """Stops that trips call at, and the seconds from a stop to each (not outward: from each).

        Without leaving the stop place.
        """
        return self._stops_of(self._from(stop, walker, backward=not outward))

    def between(self, a: int, b: int, walker: Walker) -> StreetPath | None:
        """The way from stop to stop without leaving the stop place, None if there is none.

        A door is as good an end as a stop.
        """
        found = self._from(a, walker)
        ends = [spot for spot in self._spots_of(b) if spot in found.ms]
        if not ends:
            return None
        end = min(ends, key=lambda spot: (found.ms[spot], spot))
        return self._paths.path(end, found.way(end), _seconds(found.ms[end]))

    def at(self, stop: int) -> LatLon:
        """Where a stop or door is."""
        return LatLon(float(self._lat[stop]), float(self._lon[stop]))

    def leads_from(self, stop: int) -> bool:
        """Whether any pathway begins or ends at a stop."""
        return stop in self._spots

    def _from(self, stop: int, walker: Walker, *, backward: bool = False) -> Found:
        begins = [(spot, 0) for spot in self._spots_of(stop)]
        return self._passages.search(begins, walker, backward=backward)

    def _spots_of(self, stop: int) -> tuple[int, ...]:
        return self._spots.get(stop, ())

    def _stops_of(self, found: Found) -> Iterator[tuple[int, int]]:
        """Stops that trips call at, and the seconds to each."""
        best: dict[int, int] = {}
        for place, ms in found.ms.items():
            for stop in self._stops_at.get(place, ()):
                best[stop] = min(ms, best.get(stop, ms))
        return ((stop, _seconds(ms)) for stop, ms in best.items())


def _seconds(ms: int) -> int:
    """Whole seconds, to the nearest."""
    return (ms + 500) // 1000


def _spots(stops: Stops, places: Int32s) -> dict[int, tuple[int, ...]]:
    """Where one stands at a stop: at it, and anywhere on its areas; copies stand where it does."""
    known = set(places.tolist())
    spots = {place: [place] for place in known}
    for area in np.flatnonzero(stops.kind == StopKind.BOARDING_AREA).tolist():
        if area in known:
            spots.setdefault(int(stops.parent[area]), []).append(area)
    for copy in np.flatnonzero(stops.kind == StopKind.SPLIT).tolist():
        original = int(stops.parent[copy])
        if original in spots:
            spots[copy] = spots[original]
    return {stop: tuple(found) for stop, found in spots.items()}


def _stops_at(spots: dict[int, tuple[int, ...]], called: Bools) -> dict[int, list[int]]:
    """The stops that trips call at, by each place where one stands at them."""
    at: dict[int, list[int]] = {}
    for stop, places in spots.items():
        if called[stop]:
            for place in places:
                at.setdefault(place, []).append(stop)
    return at


def _straight_m(stops: Stops, pathways: Pathways) -> Float64s:
    """How far apart the ends of each pathway are."""
    a, b = pathways.from_stop, pathways.to_stop
    north = np.radians(stops.lat[b] - stops.lat[a])
    east = np.radians(stops.lon[b] - stops.lon[a]) * np.cos(np.radians(stops.lat[a]))
    metres: Float64s = np.hypot(north, east) * EARTH_RADIUS_M
    return metres
