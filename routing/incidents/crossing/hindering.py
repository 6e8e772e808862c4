"""What hinders lines on their usual ways, and by how much: ready for whoever tells of rides."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from maas.arrays import Float64s
from maas.timetable import Timetable
from routing.incidents.crossing.crossings import (
    Crossing,
    Crossings,
    Known,
    closes_to_buses,
    find_crossings,
)
from routing.incidents.crossing.line_shapes import LineShapes
from routing.incidents.crossing.ways_round import WaysRound
from routing.incidents.laid import Incidents, LaidIncident, Span
from routing.incidents.telling import held_within
from routing.streets import StreetRouter

STATES_KEPT = 2


class Passed(NamedTuple):
    """When a vehicle passes some points of its shape: [n] each, in order."""

    point: Float64s
    arrives: Sequence[int]
    """Unix s"""
    leaves: Sequence[int]


@dataclass(frozen=True, slots=True, eq=False)
class Hindering:
    """What is closed to lines at one state of the news."""

    crossings: Crossings
    ways_round: WaysRound

    def on(self, shape: int, passed: Passed) -> Iterator[tuple[LaidIncident, Span, int | None]]:
        """What is closed on a vehicle's way when it comes there: each once, for which time, and by
        how much driving round takes longer (s; None: it is not known)."""
        found: dict[int, tuple[Span, list[int | None]]] = {}
        for crossing in self.crossings.by_shape.get(shape, ()):
            when = _when(crossing, passed)
            span = when and held_within(self.crossings.laid[crossing.row], *when)
            if when and span:
                piece = shape, crossing.low, crossing.high
                longer_s = self.ways_round.longer_s(piece, self._closed(*when))
                found.setdefault(crossing.row, (span, []))[1].append(longer_s)
        for row, (span, times) in found.items():
            known = [time for time in times if time is not None]
            yield self.crossings.laid[row], span, sum(known) if known == times else None

    def at(self, stop: int, begin: int, end: int) -> Iterator[tuple[LaidIncident, Span]]:
        """What keeps lines from calling at a stop at any moment of a time (Unix s)."""
        for row in self.crossings.stops.get(stop, ()):
            span = held_within(self.crossings.laid[row], begin, end)
            if span is not None:
                yield self.crossings.laid[row], span

    def _closed(self, begin: int, end: int) -> frozenset[int]:
        """What is closed to buses at any moment of a time."""
        return frozenset(
            row
            for row, laid in enumerate(self.crossings.laid)
            if closes_to_buses(laid.incident) and held_within(laid, begin, end)
        )


class LinesOnStreets:
    """The lines of one generation on its streets. Thread-safe.

    Remembers the last states of the news, and what was found for the very last.
    """

    def __init__(self, timetable: Timetable, streets: StreetRouter | None) -> None:
        self._streets = streets
        self._shapes: Callable[[], LineShapes] = lru_cache(1)(lambda: LineShapes.of(timetable))
        self._known: Known = {}
        self.hindered_by: Callable[[Incidents], Hindering | None] = lru_cache(STATES_KEPT)(
            self._hindered_by
        )
        """What hinders lines at a state of the news; None: nothing does."""

    def _hindered_by(self, incidents: Incidents) -> Hindering | None:
        if self._streets is None:
            return None
        shapes = self._shapes()
        crossings = find_crossings(shapes, self._streets.network, incidents.laid, self._known)
        self._known = crossings.known
        if not (crossings.by_shape or crossings.stops):
            return None
        return Hindering(crossings, WaysRound(self._streets, shapes, crossings))


def _when(crossing: Crossing, passed: Passed) -> tuple[int, int] | None:
    """From when to when a vehicle may be where a way is closed; None: it does not come there."""
    point, last = passed.point, passed.point.size - 1
    if crossing.low >= point[last] or crossing.high <= point[0]:
        return None
    before = max(0, int(point.searchsorted(crossing.low, "right")) - 1)
    behind = min(last, int(point.searchsorted(crossing.high)))
    return passed.leaves[before], passed.arrives[behind]
