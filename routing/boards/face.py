"""The face of boards: questions in the words of passengers, answers as they read them."""

from collections.abc import Callable, Sequence
from copy import copy
from functools import lru_cache

import numpy as np

from maas.arrays import Int32s, Int64s
from maas.errors import NotFound
from maas.itinerary import Itinerary, Place
from maas.model import Box, Mode
from routing.appraisal import Appraiser
from routing.boards.board import Around, Board, BoardQuestion, board_of, page_of, wanted_of
from routing.boards.calls import StopCalls
from routing.boards.cells import StopCells, StopsInCell
from routing.boards.events import EventFinder
from routing.boards.groups import StopGroups
from routing.boards.runs import trip_itinerary
from routing.boards.segments import Look, Segment, TripMap
from routing.boards.stops import ServedStop, ServingRoute, StopMap, serving_routes, told_routes
from routing.boards.told import told_board, told_route, told_segment, told_stop
from routing.incidents.crossing.hindering import Hindering
from routing.live_timetable import LiveTimetable
from routing.question import Realtime
from routing.stop_index import StopIndex
from routing.translations import Translator

CENTER = "center"
"""What a place is called that is but a position."""


class Boards:
    """Answers from one timetable, without a search. Immutable and thread-safe."""

    def __init__(self, running: LiveTimetable, index: StopIndex, appraiser: Appraiser) -> None:
        places, timetable = running.places, running.timetable
        self._running = running
        self._places = places
        self._appraiser = appraiser
        self._groups = StopGroups(timetable, index)
        self._calls = calls = StopCalls.of(timetable)
        self._events = EventFinder(timetable, self._calls)
        self._map = StopMap(places, self._groups, self._calls)
        self._trips = TripMap(running)
        self._cells: Callable[[], StopCells] = lru_cache(1)(lambda: StopCells(timetable, calls))

    def with_live(self, running: LiveTimetable) -> "Boards":
        """Boards of the same timetable that know the news; these ones stay as they are."""
        made = copy(self)
        made._running = running
        made._events = self._events.with_live(running.live.trips)
        made._trips = self._trips.with_live(running)
        return made

    @property
    def hindering(self) -> Hindering | None:
        """What is closed on the usual ways of lines; None: nothing is."""
        return self._running.hindering

    def knowing(self, running: LiveTimetable) -> "Boards":
        """Boards of the same trips, told with other news of what is on their ways."""
        made = copy(self)
        made._running = running
        return made

    def board(self, question: BoardQuestion) -> Board:
        """A page of departures or arrivals.

        Raises:
            NotFound: no stop has the id, and no circle is given.
            BadQuery: the cursor is not one of ours.
        """
        place, stops = self._around(question.around)
        page = page_of(question)
        events = self._events.find(wanted_of(question, stops), page)
        running = self._running
        if question.realtime is Realtime.OFF:
            running = LiveTimetable(self._places)
        board = board_of(running, place, events, page, question.with_calls)
        translator = self._into(question.languages)
        return told_board(board, translator) if translator else board

    def trip(
        self,
        trip_id: str,
        *,
        detailed: bool = True,
        join: bool = True,
        languages: Sequence[str] = (),
    ) -> Itinerary:
        """The whole way of a trip's vehicle while passengers may stay seated.

        Args:
            detailed: with the shape of its way.
            join: as one leg; else a leg for each trip that the vehicle becomes.

        Raises:
            NotFound: no trip of that day has the id.
        """
        found = trip_itinerary(self._running, trip_id, detailed=detailed, join=join)
        return self._appraiser.itinerary(found, languages)

    def stops(
        self,
        box: Box,
        modes: frozenset[Mode],
        at_most: int,
        *,
        grouped: bool = False,
        languages: Sequence[str] = (),
    ) -> tuple[ServedStop, ...]:
        """Stops (grouped: stop places) in a box served by any of these modes, most served first."""
        found = self._map.within(box, modes, at_most, grouped=grouped)
        translator = self._into(languages)
        return tuple(told_stop(each, translator) for each in found) if translator else found

    def nearest(
        self,
        stops: Int32s,
        seconds: Int32s,
        modes: frozenset[Mode],
        at_most: int,
        languages: Sequence[str] = (),
    ) -> tuple[tuple[ServedStop, int, int], ...]:
        """(stop place, row of its first reached stop, seconds) of stops reached so, the nearest
        first, as far as any of the modes serves them."""
        found = self._map.nearest(stops, seconds, modes, at_most)
        translator = self._into(languages)
        if translator is None:
            return found
        return tuple((told_stop(stop, translator), row, s) for stop, row, s in found)

    def in_cell(
        self, cell: int, resolution: int, at_most: int, languages: Sequence[str] = ()
    ) -> StopsInCell:
        """The stops in an H3 cell and the routes that serve them: all counted, some told."""
        rows, routes = self._cells().within(cell, resolution)
        stops = self._map.most_served(rows, at_most)
        told = told_routes(self._places.timetable, routes[:at_most])
        if translator := self._into(languages):
            stops = tuple(told_stop(each, translator) for each in stops)
            told = tuple(told_route(each, translator) for each in told)
        return StopsInCell(rows.size, routes.size, stops, told)

    def count_in_cells(self, cells: Int64s, resolution: int) -> tuple[Int32s, Int64s]:
        """How many (stops, routes) each of some cells of one resolution has."""
        return self._cells().counts(cells, resolution)

    def trips(self, look: Look, languages: Sequence[str] = ()) -> tuple[Segment, ...]:
        """Where vehicles run on a piece of the map during a span of time."""
        found = self._trips.within(look)
        translator = self._into(languages)
        return tuple(told_segment(each, translator) for each in found) if translator else found

    def routes(
        self, around: Around, languages: Sequence[str] = ()
    ) -> tuple[Place, tuple[ServingRoute, ...]]:
        """A stop, and the routes that serve what counts as it.

        Raises:
            NotFound: no stop has the id, and no circle is given.
        """
        place, stops = self._around(around)
        routes = serving_routes(self._places.timetable, self._calls, stops)
        translator = self._into(languages)
        if translator is None:
            return place, routes
        return translator.place(place), tuple(told_route(each, translator) for each in routes)

    def place(self, stop_id: str, parameter: str) -> Place:
        """Where a stop is, and what it is called.

        Raises:
            NotFound: no stop has the id; names the parameter it came in.
        """
        return self._places.of(self._groups.get(stop_id, parameter))

    def _into(self, languages: Sequence[str]) -> Translator | None:
        return self._appraiser.translations.into(languages)

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
