"""Closures heeded at the moment at which one would pass.

A question begins with what is closed all the time around it. Whatever it would be led through while
that is closed, is closed as well, and it is answered again. So what is closed for a time keeps away
those alone who would come then; and where nothing is closed anywhere, nothing is done.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from maas.arrays import Int32s
from maas.hindered import Meeting
from maas.itinerary import Leg
from maas.model import Profile, TimeMeaning
from routing.cursor import Cursor
from routing.incidents.laid import Incidents, LaidIncident
from routing.incidents.telling import held_throughout, held_within
from routing.policies.keeping import closed_zones
from routing.question import Question
from routing.streets.zones import Zones

P = TypeVar("P")
T = TypeVar("T")
Legs = Iterable[Leg]

ROUNDS = 4
"""So often a question is answered with what it ran into closed; then all is that may hold."""
AROUND_S = 2 * 3600
"""Nearly all trips in a town are shorter; longer ones are answered again where it matters."""
LONGEST_S = 2 * 86_400
"""No journey is under way so long after (before) the time that was asked for."""
KEPT = 8
"""States of closures that are; most questions of an hour need the same one."""


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
    """Rows of the timetable's stops at which no line calls."""


@dataclass(frozen=True, slots=True, eq=False)
class Closures:
    """The incidents that stop anybody."""

    laid: tuple[LaidIncident, ...] = ()
    row: Mapping[str, int] = field(default_factory=dict)
    """By id."""

    @classmethod
    def of(cls, incidents: Incidents) -> "Closures":
        """Those of all that are true and were found on the streets, or close stops."""
        laid = tuple(each for each in incidents.laid if _closes(each))
        return cls(laid, {each.id: row for row, each in enumerate(laid)})

    def throughout(self, begin: int, end: int) -> frozenset[int]:
        """What is closed at every moment of a time (Unix s)."""
        rows = enumerate(self.laid)
        return frozenset(row for row, each in rows if held_throughout(each, begin, end))

    def within(self, begin: int, end: int) -> frozenset[int]:
        """What is closed at any moment of a time (Unix s)."""
        rows = enumerate(self.laid)
        return frozenset(row for row, each in rows if held_within(each, begin, end))

    def run_into(self, legs: Iterable[Leg]) -> frozenset[int]:
        """What some legs lead through while it is closed to who goes there."""
        return frozenset(
            self.row[told.id]
            for leg in legs
            if leg.trip is None
            for told in leg.incidents
            if told.is_closed and told.meeting is Meeting.PASSED and told.id in self.row
        )

    def closed(self, rows: Iterable[int]) -> Closed:
        """What some of them close."""
        closing = [self.laid[row] for row in sorted(rows)]
        found = {
            profile: [each.directed for each in closing if profile in each.closes]
            for profile in Profile
        }
        directed = {profile: np.unique(np.concatenate(of)) for profile, of in found.items() if of}
        none = np.empty(0, np.int32)
        return Closed(directed, np.unique(np.concatenate([none, *(c.stops for c in closing)])))


def _closes(laid: LaidIncident) -> bool:
    closes_streets = laid.closes and laid.directed.size
    return laid.incident.is_verified and bool(closes_streets or laid.stops.size)


NO_CLOSURES = Closures()


class Heeding(Generic[P]):
    """Answers each question with what it is to heed closed. Thread-safe.

    Args:
        plain: what answers where nothing is closed.
        keep_out: makes what answers where something is.
    """

    def __init__(
        self, closures: Closures, zones: Zones, plain: P, keep_out: Callable[[Closed], P]
    ) -> None:
        self.closures = closures
        self._zones = zones
        self._plain = plain
        self._keep_out = keep_out
        self._kept = lru_cache(KEPT)(self._keeping_out)

    def first(self, question: Question) -> Shut:
        """What is closed to a question before anything is known of its ways.

        Raises:
            BadQuery: no policy here speaks of such a class of vehicles.
        """
        zones = closed_zones(self._zones, question)
        laid = self.closures.laid
        rows = self.closures.throughout(*_around(question, AROUND_S)) if laid else frozenset()
        return Shut(zones, rows)

    def at(self, moment: int) -> P:
        """What answers with all closed that is at a moment (Unix s)."""
        return self.where(Shut(incidents=self.closures.within(moment, moment)))

    def then(self, question: Question) -> P:
        """What answers a question of whose ways nobody looks at each part: with all closed that is
        at its very time."""
        rows = self.closures.within(question.time, question.time)
        return self.where(Shut(closed_zones(self._zones, question), rows))

    def where(self, shut: Shut) -> P:
        """What answers with something closed."""
        return self._kept(shut) if any(shut) else self._plain

    def answers(
        self, question: Question, ask: Callable[[P], T], legs: Callable[[T], Legs]
    ) -> list[T]:
        """What is answered, round by round; the last answer runs into nothing.

        Args:
            legs: of an answer.
        """
        closures, shut = self.closures, self.first(question)
        found = [ask(self.where(shut))]
        if not closures.laid:
            return found
        for rounds in range(ROUNDS):
            met = closures.run_into(legs(found[-1]))
            if met <= shut.incidents:
                break
            if rounds == ROUNDS - 1:
                begin, end = _around(question, LONGEST_S)
                met = closures.within(begin - LONGEST_S, end + LONGEST_S)
            shut = shut._replace(incidents=shut.incidents | met)
            found.append(ask(self.where(shut)))
        return found

    def _keeping_out(self, shut: Shut) -> P:
        closed = self.closures.closed(shut.incidents)
        if not shut.zones:
            return self._keep_out(closed)
        zones = self._zones.directed(shut.zones)
        cars = np.union1d(closed.directed.get(Profile.CAR, zones), zones).astype(np.int32)
        return self._keep_out(replace(closed, directed={**closed.directed, Profile.CAR: cars}))


def _around(question: Question, within_s: int) -> tuple[int, int]:
    """The time from when one leaves (to when one is there)."""
    at = Cursor.parse(question.cursor).time if question.cursor else question.time
    departs = question.meaning is TimeMeaning.DEPART_AT
    return (at, at + within_s) if departs else (at - within_s, at)
