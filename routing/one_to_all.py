"""From one place to every stop within a time, or from every stop to one place."""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Bytes
from maas.itinerary import Place
from maas.model import TimeMeaning
from routing.ends import Ends
from routing.question import Question, Realtime
from routing.stop_places import StopPlaces
from routing.transit import Offsets, Reached, TransitQuestion, TransitRouter


@dataclass(frozen=True, slots=True)
class ReachedStop:
    """A stop, and the quickest way there (from there)."""

    place: Place
    seconds: int
    boardings: int


@dataclass(frozen=True, slots=True)
class Reachable:
    """A place and all stops that are so near to it."""

    one: Place
    stops: tuple[ReachedStop, ...]
    """The nearest in time first."""


class OneToAll:
    """Answers where there are lines."""

    def __init__(self, lines: TransitRouter, ends: Ends, places: StopPlaces) -> None:
        self._lines = lines
        self._ends = ends
        self._places = places

    def ask(self, question: Question, stop: Bytes) -> Reachable:
        """Every stop within `max_travel_s` of the origin (arriving: of the destination).

        Raises:
            NotFound: no stop has the id.
            BadPlace: the place is off the map.
        """
        arriving = question.meaning is TimeMeaning.ARRIVE_BY
        one = self._ends.locate(question.destination if arriving else question.origin, "one")
        self._ends.check_on_map(one, "one", question)
        near = self._ends.reached(one, question, egress=arriving).offsets
        reached = self._lines.reach(_transit_question(question, near), stop)
        return Reachable(one.place, self._stops(reached))

    def _stops(self, reached: Reached) -> tuple[ReachedStop, ...]:
        """Split stops are told as the stop they copy, each stop once, by its quickest way."""
        stops = self._places.timetable.stops
        own = np.where(stops.kind == 5, stops.parent, np.arange(stops.kind.size))[reached.stop]
        order = np.lexsort((own, reached.boardings, reached.seconds))
        _, first = np.unique(own[order], return_index=True)
        rows = order[np.sort(first)]
        columns = (own[rows].tolist(), reached.seconds[rows].tolist(), reached.boardings[rows])
        return tuple(
            ReachedStop(self._places.of(stop), seconds, int(n))
            for stop, seconds, n in zip(*columns, strict=True)
        )


def _transit_question(question: Question, near: Offsets) -> TransitQuestion:
    assert question.max_travel_s is not None
    return TransitQuestion(
        near,
        near,
        question.time,
        meaning=question.meaning,
        profile=question.profile,
        max_transfers=question.max_transfers,
        max_travel_s=question.max_travel_s,
        min_transfer_s=question.min_transfer_s,
        additional_transfer_s=question.additional_transfer_s,
        transfer_factor=question.transfer_factor,
        modes=question.transit_modes,
        with_bike=question.with_bike,
        live=question.realtime is Realtime.REALTIME,
    )
