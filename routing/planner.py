"""The planner: one question against one generation, door to door.

Synchronous: the kernels release the GIL, so callers run it in a thread; `stop[0] = 1` from another
thread ends it early.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from maas.emissions import USUAL, Factors
from maas.errors import NotFound
from maas.itinerary import Answer, Itinerary
from maas.model import Box
from maas.settings import RoutingSettings
from routing.alternatives import Alternatives
from routing.answering import Answering
from routing.appraisal import Appraiser
from routing.boards import Boards
from routing.carpool.offers import NO_OFFERS, Offers
from routing.carpool.sharing import Carpool, Sharing, wants_offers
from routing.driving import without_beaten
from routing.ends import Ends
from routing.graph import Graph
from routing.incidents.choosing import chosen, legs_of
from routing.incidents.crossing.hindering import LinesOnStreets
from routing.incidents.heeding import Heeding
from routing.incidents.laid import Incidents
from routing.incidents.shutting import Ground, shutting
from routing.indoors import IndoorWays
from routing.known_trips import KnownLeg
from routing.levels import Levels
from routing.live_timetable import LiveTimetable
from routing.many import ManyQuestion, OneToMany, Pair
from routing.moving import with_speeds
from routing.nearby import Nearby, NearbyQuestion, Neighbourhood, walk_of
from routing.one_to_all import OneToAll, Reachable
from routing.over_streets import OverStreets, router_of
from routing.overlays.live import Live
from routing.parking.asking import FoundParking, ParkingQuestion, onward_of
from routing.parking.finding import ParkingFinder
from routing.parking.sites import Parking
from routing.policies.rules import NO_RULES, DrivingRules
from routing.question import Question
from routing.rentals.fleets import Rentals
from routing.rides import as_shown
from routing.stop_places import StopPlaces
from routing.streets import StreetRouter
from routing.streets.roads import Roads
from routing.transit import TransitRouter


class Planner:
    """Answers questions about one generation; thread-safe."""

    def __init__(
        self,
        graph: Graph,
        settings: RoutingSettings | None = None,
        factors: Factors = USUAL,
        rules: DrivingRules = NO_RULES,
    ) -> None:
        self._graph = graph
        self._settings = settings or RoutingSettings()
        self._appraiser = Appraiser.of(graph.timetable, factors, rules.costs)
        streets = router_of(graph, rules)
        indoors = IndoorWays.of(graph.timetable)
        self._over = OverStreets.of(streets, indoors, self._settings)
        self._shutting = shutting(graph, self._settings)
        self.heeding = self._heeding_now()
        """Itself and, where something is closed, those that keep out of it."""
        self._offers = NO_OFFERS
        self._carpool = Carpool(graph, streets, self._settings, rules.zone)
        self._sharing: Sharing | None = None
        self._levels = Levels(graph.streets, graph.timetable)
        self._places = StopPlaces(graph.timetable) if graph.timetable else None
        on_streets = LinesOnStreets(graph.timetable, streets) if graph.timetable else None
        self._running = LiveTimetable(self._places, on_streets=on_streets) if self._places else None
        ends = Ends(graph, streets, self._places, self._over.walks, indoors)
        self._ends = ends.with_halting(self._over.halting)
        self._lines = TransitRouter(graph.timetable, graph.transfers) if graph.timetable else None
        index = self._ends.index
        self._boards = (
            Boards(self._running, index, self._appraiser) if self._running and index else None
        )

    def with_live(self, live: Live) -> "Planner":
        """A planner that knows the news, and shares everything static with this one; this one goes
        on answering as before. Costs tens of ms per window in use: not for the event loop."""
        made = self.with_rentals(live.rentals)
        if self._lines and self._places and self._running:
            made._lines = self._lines.with_live(live.trips)
            made._running = replace(self._running, live=live)
            made._boards = self._boards and self._boards.with_live(made._running)
        return made

    def with_rentals(self, rentals: Rentals) -> "Planner":
        """A planner that knows these vehicles to rent, and all else that this one knows."""
        return self._knowing(self._over.with_rentals(rentals))

    def _knowing(self, over: OverStreets) -> "Planner":
        """A planner that knows other news of streets."""
        made = copy(self)
        made._over = over
        ends = self._ends.over(over.streets, over.walks)
        made._ends = ends.with_renting(over.renting).with_halting(over.halting)
        made.heeding = made._heeding_now()
        return made

    @property
    def rentals(self) -> Rentals:
        """The vehicles to rent that are known."""
        return self._over.rentals

    def with_parking(self, parking: Parking) -> "Planner":
        """A planner that knows these places to park, and all else that this one knows."""
        return self._knowing(self._over.with_parking(parking))

    @property
    def parking(self) -> Parking:
        """The places to park that are known."""
        return self._over.parking

    def with_roads(self, roads: Roads) -> "Planner":
        """A planner that knows how roads are now, and all else that this one knows."""
        return self._knowing(self._over.with_roads(roads))

    @property
    def roads(self) -> Roads:
        """How roads are, where they are not as usual."""
        return self._over.roads

    def with_offers(self, offers: Offers) -> "Planner":
        """A planner that knows these ride offers, and all else that this one knows. Costs tens of
        ms where somebody asked for offers lately: not for the event loop."""
        made = copy(self)
        made._offers = offers
        made._sharing = self._carpool.sharing(offers)
        if made._sharing is not None and self._carpool.is_asked:
            made._sharing.answering(made._answering, passengers=1)
        made.heeding = made._heeding_now()
        return made

    @property
    def offers(self) -> Offers:
        """The ride offers that are known."""
        return self._offers

    def with_incidents(self, incidents: Incidents) -> "Planner":
        """A planner that knows what is out of the ordinary on the streets: what is closed is
        heeded when one would pass, the rest is told. All else is what this one knows."""
        made = self._knowing(self._over.with_incidents(incidents))
        if self._running is not None:
            made._running = self._running.with_incidents(incidents)
            made._boards = self._boards and self._boards.knowing(made._running)
        made.heeding = made._heeding_now()
        return made

    @property
    def incidents(self) -> Incidents:
        """What is known to be out of the ordinary on the streets."""
        return self._over.incidents

    def _heeding_now(self) -> Heeding["Planner"]:
        """This planner, and those that keep out of what is closed."""
        return Heeding(self._shutting(self.streets, self.incidents), self, self._on)

    def _on(self, ground: Ground) -> "Planner":
        """A planner where something is closed."""
        made = self._knowing(self._over.over(ground.streets))
        made._lines = self._lines and self._lines.without(ground.transfers, ground.stops)
        return made

    @property
    def streets(self) -> StreetRouter | None:
        """The streets of its generation."""
        return self._over.streets

    def warm(self, at: int | None = None) -> None:
        """Compile (or load) every kernel with the array types of this generation.

        Args:
            at: Unix s of the day whose timetable is laid out already; default: the first one.
        """
        if self.streets is not None:
            self.streets.warm()
        if self._lines is not None and self._running is not None:
            self._lines.warm(at)
            Alternatives(self._running, self._lines).warm(at)
            as_shown(np.zeros((2, 2)))  # of a day on which nothing runs no ride is drawn

    @property
    def boards(self) -> Boards:
        """What the timetable says without a search.

        Raises:
            NotFound: there is none.
        """
        if self._boards is None:
            raise NotFound("there is no timetable")
        return self._boards

    def one_to_all(self, question: Question, stop: npt.NDArray[np.uint8]) -> Reachable:
        """Every stop within `max_travel_s` of the origin (arriving: of the destination).

        Raises:
            NotFound: no stop has the id; there is no timetable.
            BadPlace: the place is off the map.
        """
        then = self.heeding.then(question)
        if then._lines is None or then._places is None:
            raise NotFound("there is no timetable")
        one_to_all = OneToAll(then._lines, then._ends, then._places)
        return one_to_all.ask(with_speeds(question, self._settings), stop)

    def one_to_many(self, question: ManyQuestion, stop: npt.NDArray[np.uint8]) -> list[Pair | None]:
        """How long ways over streets take from one place to each of many, or back.

        Raises:
            BadPlace: the one is off the map, or far from any street.
        """
        streets = self.heeding.at(self.incidents.since).streets
        return OneToMany(streets, self._settings).ask(question, stop)

    def nearby(self, asked: NearbyQuestion, stop: npt.NDArray[np.uint8]) -> Neighbourhood:
        """Stops, what can be rented, places to park and to meet, by how long one walks there.

        Raises:
            NotFound: no stop has the id.
            BadPlace: the place is off the map, or far from any street and stop.
        """
        known = self._boards, self.rentals, self.parking, self.offers.places
        then = self.heeding.at(asked.now)
        near = Nearby(then._ends, then._over.walks, then.streets, *known)
        return near.ask(asked, with_speeds(walk_of(asked), self._settings), stop)

    def find_parking(self, asked: ParkingQuestion) -> FoundParking:
        """The best places to park around a place or in a box; raises what `nearby` does."""
        question = with_speeds(onward_of(asked), self._settings)
        then = self.heeding.then(question)
        return ParkingFinder(then._ends, then.streets, self.parking).ask(asked, question)

    def find_levels(self, box: Box) -> tuple[float, ...]:
        """The storeys that streets and stops in a box have, the highest first; 0 always is one."""
        return self._levels.within(box)

    def plan(self, question: Question, stop: npt.NDArray[np.uint8] | None = None) -> Answer:
        """Answer a question.

        Args:
            stop: uint8[1], set to 1 by another thread to end the search early.

        Raises:
            NotFound: a stop id names nothing.
            BadPlace: an end is off the map.
            BadQuery: the cursor is not one of ours, or nobody knows such a class of vehicles.
        """
        asked = with_speeds(question, self._settings)
        stop = np.zeros(1, np.uint8) if stop is None else stop

        def ask(planner: Planner) -> Answer:
            return planner._answering_to(asked).plan(asked, stop)

        answers = self.heeding.answers(asked, ask, legs_of)
        answer = chosen(self.heeding.met, answers, asked.at_most)
        return without_beaten(self._appraiser.answer(answer, question))

    def refresh(self, legs: Sequence[KnownLeg], question: Question) -> Itinerary:
        """An itinerary found again: the same trips as the timetable has them now.

        Args:
            question: how to walk and what to tell; its ends and time are the itinerary's.

        Raises:
            NotFound: the timetable no longer has a trip of it, or a change is no longer possible.
        """
        asked = with_speeds(question, self._settings)

        def ask(planner: Planner) -> Itinerary:
            return planner._answering_to(asked).refresh(legs, asked)

        found = self.heeding.answers(asked, ask, attrgetter("legs"))[-1]
        return self._appraiser.itinerary(found, question.languages)

    def _answering_to(self, question: Question) -> Answering:
        """With ride offers, where a question wants them."""
        if self._sharing is None or not wants_offers(question):
            return self._answering
        return self._sharing.answering(self._answering, question.passengers)

    @property
    def _answering(self) -> Answering:
        return Answering(self._ends, self._over, self._lines, self._running)
