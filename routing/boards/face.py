"""The face of boards: questions in the words of passengers, answers as they read them."""

import numpy as np

from maas.arrays import Int32s
from maas.errors import NotFound
from maas.itinerary import Place
from routing.boards.board import Around, Board, BoardQuestion, board_of, page_of, wanted_of
from routing.boards.calls import StopCalls
from routing.boards.events import EventFinder
from routing.boards.groups import StopGroups
from routing.stop_index import StopIndex
from routing.stop_places import StopPlaces

CENTER = "center"
"""What a place is called that is but a position."""


class Boards:
    """Answers from one timetable, without a search. Immutable and thread-safe."""

    def __init__(self, places: StopPlaces, index: StopIndex) -> None:
        timetable = places.timetable
        self._places = places
        self._groups = StopGroups(timetable, index)
        calls = StopCalls.of(timetable)
        self._events = EventFinder(timetable, calls)

    def board(self, question: BoardQuestion) -> Board:
        """A page of departures or arrivals.

        Raises:
            NotFound: no stop has the id, and no circle is given.
            BadQuery: the cursor is not one of ours.
        """
        place, stops = self._around(question.around)
        page = page_of(question)
        events = self._events.find(wanted_of(question, stops), page)
        return board_of(self._places, place, events, page, question.with_calls)

    def _around(self, around: Around) -> tuple[Place, Int32s]:
        """The place asked about, and the stops that count as it."""
        groups, radius_m = self._groups, around.radius_m
        try:
            stop = groups.get(around.stop_id or "", "stopId")
        except NotFound:
            if around.center is None or radius_m is None:
                raise
            near = groups.within(around.center, radius_m, exact=around.exact)
            return Place(CENTER, around.center), near
        place = self._places.of(stop)
        if around.exact and not radius_m:
            return place, groups.alone(stop)
        if radius_m is None:
            return place, groups.of(stop)
        near = groups.within(place.at, radius_m, exact=around.exact)
        own = groups.alone(stop) if around.exact else groups.of(stop)
        return place, np.union1d(near, own)
