"""Timetable view: a window of departures (or arrivals) that grows until it holds enough answers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from maas.model import TimeMeaning
from routing.cursor import Cursor
from routing.question import Question

LONGEST_S = 24 * 3600
"""No page looks further than a day."""

FIRST_GROWTH_S = 1800


@dataclass(frozen=True, slots=True)
class Span:
    """A window `low <= t < high` of departures (DEPART_AT) or arrivals (ARRIVE_BY), Unix s."""

    low: int
    high: int

    @property
    def length_s(self) -> int:
        """Seconds in the window."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Page:
    """Which way a page grows, and the window it begins with."""

    first: Span
    later: bool

    @classmethod
    def of(cls, question: Question) -> "Page":
        """The page a question (with or without cursor) asks for.

        Raises:
            BadQuery: the cursor is not one of ours.
        """
        width = max(1, min(question.window_s, LONGEST_S))
        if question.cursor:
            cursor = Cursor.parse(question.cursor)
            low = cursor.time if cursor.later else cursor.time - width
            return cls(Span(low, low + width), cursor.later)
        if question.meaning is TimeMeaning.ARRIVE_BY:
            return cls(Span(question.time + 1 - width, question.time + 1), later=False)
        return cls(Span(question.time, question.time + width), later=True)

    def pieces(self) -> Iterator[Span]:
        """The first window, then ever wider ones beside it, up to a day in all."""
        yield self.first
        covered, width = self.first, max(FIRST_GROWTH_S, self.first.length_s)
        while covered.length_s < LONGEST_S:
            width = min(width, LONGEST_S - covered.length_s)
            piece = (
                Span(covered.high, covered.high + width)
                if self.later
                else Span(covered.low - width, covered.low)
            )
            yield piece
            covered = self.widened(covered, piece)
            width *= 2

    @staticmethod
    def widened(covered: Span, piece: Span) -> Span:
        """What is covered once a piece beside it was searched."""
        return replace(covered, low=min(covered.low, piece.low), high=max(covered.high, piece.high))
