"""When trains leave for the invented city, and come from there: many a driver goes by them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from maas.demo.lines import RAIL, Line, Way
from maas.demo.timetables import runs_of

CENTRAL, SOUTH = "Gare Centrale", "Gare du Sud"
DAYS = {"weekday": (0, 1, 2, 3, 4), "saturday": (5,), "sunday": (6,)}
"""Days of the week by what timetables call them."""

Times = Mapping[tuple[int, ...], Sequence[int]]
"""s of the service day, by the days of the week."""


class Trains:
    """The railway as people at its stations know it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = [line for line in lines if line.mode == RAIL]
        self.stations = {
            stop.name: stop.at for line in self._lines for stop, _ in line.ways[0].calls
        }

    def times(self, station: str, is_leaving: bool) -> Times:
        """When trains leave towards the city (or, from the city, across it), or come from there."""
        found: dict[tuple[int, ...], set[int]] = defaultdict(set)
        for line in self._lines:
            rows = [_row(way, station, is_leaving) for way in line.ways]
            for run in runs_of(line):
                row = rows[run.direction]
                if row is not None:
                    found[DAYS[run.day]].add(run.times[row][1 if is_leaving else 0])
        return {days: sorted(times) for days, times in sorted(found.items())}


def _row(way: Way, station: str, is_leaving: bool) -> int | None:
    """Which call of a way is at the station, if it leads to (from) a station of the city there."""
    names = [stop.name for stop, _ in way.calls]
    if station not in names:
        return None
    row = names.index(station)
    others = names[row + 1 :] if is_leaving else names[:row]
    return row if _city(station) & set(others) else None


def _city(station: str) -> set[str]:
    return {SOUTH} if station == CENTRAL else {CENTRAL, SOUTH}
