"""Closures heeded at the moment at which one would pass.

A question begins with what is closed all the time around it. Whatever it would be led through while
that is closed, is closed as well, and it is answered again. So what is closed for a time keeps away
those alone who would come then; and where nothing is closed anywhere, nothing is done.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Generic, TypeVar

from maas.itinerary import Leg
from maas.model import TimeMeaning
from routing.cursor import Cursor
from routing.incidents.closures import Shut
from routing.incidents.shutting import KEPT, Ground, Shutting
from routing.policies.keeping import closed_zones, forbidden, strict_zones
from routing.question import Question

P = TypeVar("P")
T = TypeVar("T")
Legs = Iterable[Leg]

ROUNDS = 4
"""So often a question is answered with what it ran into closed; then all is that may hold."""
AROUND_S = 2 * 3600
"""Nearly all trips in a town are shorter; longer ones are answered again where it matters."""
LONGEST_S = 2 * 86_400
"""No journey is under way so long after (before) the time that was asked for."""


class Heeding(Generic[P]):
    """Answers each question with what it is to heed closed. Thread-safe.

    Args:
        plain: what answers where nothing is closed.
        keep_out: makes what answers where something is.
    """

    def __init__(self, shutting: Shutting, plain: P, keep_out: Callable[[Ground], P]) -> None:
        self.shutting = shutting
        self.closures = shutting.closures
        self._zones = shutting.zones
        self._plain = plain
        self._keep_out = keep_out
        self._kept = lru_cache(KEPT)(self._keeping_out)

    def first(self, question: Question) -> Shut:
        """What is closed to a question before anything is known of its ways.

        Raises:
            BadQuery: no policy here speaks of such a class of vehicles.
        """
        zones = strict_zones(self._zones, question)
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

    def prepare(self, moment: int) -> None:
        """Make what answers questions that are asked at a moment (Unix s), before anybody does."""
        self.where(Shut(incidents=self.closures.throughout(moment, moment + AROUND_S)))
        self.at(moment)  # also what ends soon

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
        shut = self.first(question)
        found = [ask(self.where(shut))]
        for rounds in range(ROUNDS):
            met = self.met(legs(found[-1]))
            if met.zones <= shut.zones and met.incidents <= shut.incidents:
                break
            if rounds == ROUNDS - 1:
                begin, end = _around(question, LONGEST_S)
                all_ = self.closures.within(begin - LONGEST_S, end + LONGEST_S)
                met = met._replace(incidents=all_)
            shut = Shut(shut.zones | met.zones, shut.incidents | met.incidents)
            found.append(ask(self.where(shut)))
        return found

    def met(self, legs: Legs) -> Shut:
        """What some legs lead through although it is closed to who goes there, then."""
        told = tuple(legs)
        zones = forbidden(self._zones, told) if self._zones.all else frozenset()
        return Shut(zones, self.closures.run_into(told) if self.closures.laid else frozenset())

    def _keeping_out(self, shut: Shut) -> P:
        return self._keep_out(self.shutting.ground(shut))


def _around(question: Question, within_s: int) -> tuple[int, int]:
    """The time from when one leaves (to when one is there)."""
    at = Cursor.parse(question.cursor).time if question.cursor else question.time
    departs = question.meaning is TimeMeaning.DEPART_AT
    return (at, at + within_s) if departs else (at - within_s, at)
