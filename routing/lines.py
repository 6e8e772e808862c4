"""The transit half of a question: windows searched, answers merged, hopeless ones left out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from maas.model import Mode, TimeMeaning
from routing.assemble import Way
from routing.cursor import Cursor
from routing.pages import Page, Span
from routing.pareto import pareto, unbeaten
from routing.question import Question, Realtime
from routing.transit import Change, Journey, TransitQuestion, TransitRouter, Via

FoundJourney = tuple[Journey, tuple[Way, Way]]
"""A journey, and the ends it was found with."""
Choice = Callable[[list[FoundJourney]], list[FoundJourney]]

SPARED_WALK_S = 600
"""A journey slower than walking all the way is kept only if it spares this much walking."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Journeys of one page, each with the ends (walking alone or all modes) it was found with."""

    journeys: tuple[FoundJourney, ...]
    previous: Cursor
    next: Cursor
    complete: bool
    walked_past: bool
    """Journeys were found, and walking all the way beats each of them."""
    counters: dict[str, int] = field(default_factory=dict)


class LineSearch:
    """Searches lines between two ends. `variants` holds the ends on foot alone and, where other
    modes are asked for, by those: what walking finds is never hidden by another mode."""

    def __init__(
        self,
        router: TransitRouter,
        question: Question,
        variants: Sequence[tuple[Way, Way]],
        stop: npt.NDArray[np.uint8],
        vias: tuple[Via, ...] = (),
    ) -> None:
        self._router = router
        self._question = question
        self._variants = variants
        self._stop = stop
        self._vias = vias
        self._choose: Choice = list
        self._complete = True
        self._searches = 0

    def choosing(self, choose: Choice) -> "LineSearch":
        """The same, which takes for found only what is chosen of what it finds."""
        self._choose = choose
        return self

    def run(self, walk_s: int | None, fastest_direct_s: int | None) -> Found:
        """Answer the question, given how long the direct ways take (None: no such way)."""
        by_window = self._question.timetable_view or self._question.cursor
        span, found = self._timetable_view() if by_window else self._single()
        kept = [
            (journey, ways)
            for journey, ways in found
            if self._is_worth(journey, walk_s, fastest_direct_s)
        ]
        kept, span = self._cut(kept, span)
        return Found(
            tuple(kept),
            Cursor(False, span.low),
            Cursor(True, span.high),
            self._complete,
            walked_past=bool(found) and not kept,
            counters={"transitSearches": self._searches, "journeysFound": len(found)},
        )

    def _single(self) -> tuple[Span, list[FoundJourney]]:
        """Only what arrives first (leaves last), waiting counted as travel."""
        found = self._merged(
            [self._search(ways, self._question.time, 0) for ways in self._variants]
        )
        return Span(self._question.time, self._question.time + 1), found

    def _timetable_view(self) -> tuple[Span, list[FoundJourney]]:
        page = Page.of(self._question)
        span = Span(page.first.low, page.first.low)
        if not page.later:
            span = Span(page.first.high, page.first.high)
        collected: list[list[Journey]] = [[] for _ in self._variants]
        found: list[FoundJourney] = []
        for piece in page.pieces():
            for journeys, ways in zip(collected, self._variants, strict=True):
                journeys += self._in_span(ways, piece)
            span = page.widened(span, piece)
            collected = [pareto(journeys) for journeys in collected]
            if max(map(len, collected)) >= self._question.wanted:
                found = self._merged(self._past_the_edge(collected, span))
            if len(found) >= self._question.wanted:
                return span, found
            if self._stop[0]:
                self._complete = False
                break
        return span, self._merged(self._past_the_edge(collected, span))

    def _in_span(self, ways: tuple[Way, Way], span: Span) -> list[Journey]:
        """All Pareto journeys that leave (arrive) in a span."""
        last_s = max(1, span.length_s - 1)
        if self._question.meaning is TimeMeaning.DEPART_AT:
            found = self._search(ways, span.low, last_s)
            return [journey for journey in found if journey.departure < span.high]
        found = self._search(ways, span.high - 1, last_s)
        return [journey for journey in found if journey.arrival >= span.low]

    def _past_the_edge(self, collected: list[list[Journey]], span: Span) -> list[list[Journey]]:
        """Leave out what a journey beyond the window beats: waiting inside it would be silly."""
        departs = self._question.meaning is TimeMeaning.DEPART_AT
        edge = span.high if departs else span.low - 1
        return [
            unbeaten(journeys, self._search(ways, edge, 0)) if journeys else []
            for journeys, ways in zip(collected, self._variants, strict=True)
        ]

    def _merged(self, collected: list[list[Journey]]) -> list[FoundJourney]:
        """On foot all that is Pareto; with other modes what that does not already answer."""
        on_foot, *others = [pareto(journeys) for journeys in collected]
        found = [(journey, self._variants[0]) for journey in on_foot]
        known = {_values(journey) for journey in on_foot}
        told: set[tuple[int, int, int, Mode, Mode]] = set()
        for journeys, ways in zip(others, self._variants[1:], strict=True):
            for journey in unbeaten(journeys, on_foot):
                moved = (*_values(journey), *_modes(journey, ways))
                if _values(journey) not in known and moved not in told:
                    told.add(moved)
                    found.append((journey, ways))
        found.sort(key=lambda f: (f[0].departure, f[0].arrival, f[0].boardings))
        return self._choose(found)

    def _search(self, ways: tuple[Way, Way], at: int, window_s: int) -> list[Journey]:
        asked = transit_question(self._question, ways, self._vias)
        asked = replace(asked, time=at, window_s=window_s)
        result = self._router.search(asked, self._stop)
        self._complete &= result.complete
        self._searches += 1
        return list(result.journeys)

    def _is_worth(self, journey: Journey, walk_s: int | None, direct_s: int | None) -> bool:
        took = journey.arrival - journey.departure
        if direct_s is not None and took > self._question.fastest_direct_factor * direct_s:
            return False
        if walk_s is None or took < walk_s:
            return True
        return walk_s - walking_s(journey) >= SPARED_WALK_S

    def _cut(self, found: list[FoundJourney], span: Span) -> tuple[list[FoundJourney], Span]:
        """At most so many as asked, but all that share the time at which the page is cut.

        A page that grew ends when it holds what was wanted; the rest is the next page's.
        """
        limit = self._limit(span)
        if limit is None or len(found) <= limit:
            return found, span
        if limit == 0:
            return [], span
        departs = self._question.meaning is TimeMeaning.DEPART_AT
        times = sorted((j.departure if departs else j.arrival) for j, _ in found)
        if not self._question.timetable_view or Page.of(self._question).later:
            last = times[limit - 1]
            kept = [f for f in found if (f[0].departure if departs else f[0].arrival) <= last]
            return kept, replace(span, high=last + 1)
        first = times[-limit]
        kept = [f for f in found if (f[0].departure if departs else f[0].arrival) >= first]
        return kept, replace(span, low=first)

    def _limit(self, span: Span) -> int | None:
        limit, wanted = self._question.at_most, self._question.wanted
        has_grown = span.length_s > Page.of(self._question).first.length_s
        if not has_grown:
            return limit
        return wanted if limit is None else min(limit, wanted)


def transit_question(
    question: Question, ways: tuple[Way, Way], vias: tuple[Via, ...]
) -> TransitQuestion:
    """What a question asks of lines between two ends."""
    asked = TransitQuestion(
        access=ways[0].reached.offsets,
        egress=ways[1].reached.offsets,
        time=question.time,
        meaning=question.meaning,
        profile=question.profile,
        max_transfers=question.max_transfers,
        min_transfer_s=question.min_transfer_s,
        additional_transfer_s=question.additional_transfer_s,
        transfer_factor=question.transfer_factor,
        modes=question.transit_modes,
        with_bike=question.with_bike,
        vias=vias,
        live=question.realtime is Realtime.REALTIME,
    )
    if question.max_travel_s is None:
        return asked
    return replace(asked, max_travel_s=question.max_travel_s)


def _values(journey: Journey) -> tuple[int, int, int]:
    return journey.departure, journey.arrival, journey.boardings


def _modes(journey: Journey, ways: tuple[Way, Way]) -> tuple[Mode, Mode]:
    """By what one gets to the first stop, and away from the last."""
    return (
        ways[0].reached.mode_of(journey.access_stop),
        ways[1].reached.mode_of(journey.egress_stop),
    )


def walking_s(journey: Journey) -> int:
    """Seconds of a journey spent on foot (or on the bike, …) before, between and after rides."""
    changes = sum(move.seconds for move in journey.legs if isinstance(move, Change))
    return journey.access_s + journey.egress_s + changes


def other_modes(question: Question) -> bool:
    """Whether an end may be reached by more than walking."""
    return any(m is not Mode.WALK for m in (*question.access_modes, *question.egress_modes))
