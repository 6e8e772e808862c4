"""What closes streets and stops: when, to whom, and what of it a way runs into."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from maas.arrays import Int32s
from maas.hindered import Meeting
from maas.itinerary import Leg
from maas.model import Profile, StopKind
from maas.timetable import Timetable
from routing.incidents.laid import Incidents, LaidIncident
from routing.incidents.telling import held_throughout, held_within

_NO_STOPS = np.empty(0, np.int32)


class Shut(NamedTuple):
    """What is closed for a question."""

    zones: frozenset[int] = frozenset()
    """Rows of zones that the asker's car must not enter."""
    incidents: frozenset[int] = frozenset()
    """Rows of `Closures.laid`."""


@dataclass(frozen=True, slots=True, eq=False)
class Closed:
    """What is closed, as streets and lines read it."""

    directed: Mapping[Profile, Int32s]
    """Directed edges, sorted, by who must keep off."""
    stops: Int32s
    """Rows of the timetable's stops at which no line calls, sorted; copies included."""


@dataclass(frozen=True, slots=True, eq=False)
class Closures:
    """The incidents that stop anybody."""

    laid: tuple[LaidIncident, ...] = ()
    stops: tuple[Int32s, ...] = ()
    """Of each, the rows of the timetable's stops that it closes, copies included."""
    row: Mapping[str, int] = field(default_factory=dict)
    """By id."""
    at_stop: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """The rows of those that close a stop, by its id."""

    @classmethod
    def of(cls, incidents: Incidents, timetable: Timetable | None) -> "Closures":
        """Those of all that are true and were found on the streets, or close stops."""
        laid = tuple(each for each in incidents.laid if _closes(each))
        rows = list(enumerate(laid))
        at_stop: dict[str, tuple[int, ...]] = {}
        if timetable is None:
            return cls(laid, (_NO_STOPS,) * len(laid), {each.id: row for row, each in rows})
        for row, each in rows:
            for stop in each.stops.tolist():
                id_ = timetable.stops.id[timetable.original(stop)]
                at_stop[id_] = (*at_stop.get(id_, ()), row)
        stops = tuple(_with_copies(each.stops, timetable) for each in laid)
        return cls(laid, stops, {each.id: row for row, each in rows}, at_stop)

    def throughout(self, begin: int, end: int) -> frozenset[int]:
        """What is closed at every moment of a time (Unix s)."""
        rows = enumerate(self.laid)
        return frozenset(row for row, each in rows if held_throughout(each, begin, end))

    def within(self, begin: int, end: int) -> frozenset[int]:
        """What is closed at any moment of a time (Unix s)."""
        rows = enumerate(self.laid)
        return frozenset(row for row, each in rows if held_within(each, begin, end))

    def run_into(self, legs: Iterable[Leg]) -> frozenset[int]:
        """What some legs lead through, board or leave at while it is closed to who goes there."""
        found = (self._used(leg) if leg.trip else self._passed(leg) for leg in legs)
        return frozenset(row for rows in found for row in rows)

    def _passed(self, leg: Leg) -> Iterator[int]:
        for told in leg.incidents:
            if told.is_closed and told.meeting is Meeting.PASSED and told.id in self.row:
                yield self.row[told.id]

    def _used(self, leg: Leg) -> Iterator[int]:
        """What closes a stop where a line is boarded or left. Who stays seated does neither."""
        ends = (leg.origin, leg.departure), (leg.destination, leg.arrival)
        for call, moment in ends:
            for row in self.at_stop.get(call.place.stop_id or "", ()):
                if held_within(self.laid[row], moment, moment):
                    yield row

    def closed(self, rows: Iterable[int]) -> Closed:
        """What some of them close."""
        closing = sorted(rows)
        found = {
            profile: [
                self.laid[row].directed for row in closing if profile in self.laid[row].closes
            ]
            for profile in Profile
        }
        directed = {profile: np.unique(np.concatenate(of)) for profile, of in found.items() if of}
        stops = np.unique(np.concatenate([_NO_STOPS, *(self.stops[row] for row in closing)]))
        return Closed(directed, stops)


NO_CLOSURES = Closures()


def _closes(laid: LaidIncident) -> bool:
    closes_streets = laid.closes and laid.directed.size
    return laid.incident.is_verified and bool(closes_streets or laid.stops.size)


def _with_copies(stops: Int32s, timetable: Timetable) -> Int32s:
    """Stops with their split copies, at which other trips call."""
    if not stops.size:
        return stops
    is_copy = timetable.stops.kind == StopKind.SPLIT
    original = np.where(is_copy, timetable.stops.parent, np.arange(is_copy.size))
    wanted = np.unique(original[stops])
    return np.flatnonzero(np.isin(original, wanted)).astype(np.int32)
