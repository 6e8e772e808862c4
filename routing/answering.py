"""One question against all that is known at one moment, door to door.

access x transit x egress and direct ways -> Pareto -> itineraries.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from maas.arrays import Bytes
from maas.itinerary import Answer, Itinerary, RoutingError
from routing.assemble import Way
from routing.both_ends import variants_of, vias_of, ways_between
from routing.direct import Direct, DirectWays
from routing.driving import sparing_drives
from routing.ends import Ends
from routing.known_trips import KnownLeg
from routing.lines import Found
from routing.live_timetable import LiveTimetable
from routing.means import Means
from routing.over_streets import OverStreets
from routing.question import Question
from routing.refreshing import Refreshing
from routing.sparing import without_detours
from routing.transit import TransitRouter, Via


@dataclass(frozen=True, slots=True, eq=False)
class Answering:
    """Streets, lines and where the two meet, as they are known."""

    ends: Ends
    over: OverStreets
    lines: TransitRouter | None
    """None, as `running`: there is no timetable."""
    running: LiveTimetable | None

    def plan(self, question: Question, stop: Bytes) -> Answer:
        """The answer, nothing being said yet of emissions and prices.

        Args:
            question: with speeds.
            stop: uint8[1], set to 1 by another thread to end the search early.

        Raises:
            NotFound: a stop id names nothing.
            BadPlace: an end is off the map.
            BadQuery: the cursor is not one of ours.
        """
        origin = self.ends.locate(question.origin, "fromPlace")
        destination = self.ends.locate(question.destination, "toPlace")
        self.ends.check_on_map(origin, "fromPlace", question)
        self.ends.check_on_map(destination, "toPlace", question)
        vias = vias_of(self.ends, question)
        question = sparing_drives(question, self.over.streets, self.ends, (origin, destination))
        ways = ways_between(self.ends, origin, destination, question)
        direct = Direct({})
        if not vias:
            over = self.over
            finder = DirectWays(over.walks, over.renting, over.halting, question, ways)
            direct = finder.find(stop)
        found, errors = self._by_lines(question, ways, vias, direct, stop)
        means = self._means
        itineraries = means.itineraries(question, found.journeys, vias) if found and means else ()
        if self.over.halting is not None:
            itineraries = self.over.halting.without_closed(itineraries)
        itineraries, no_detour = without_detours(itineraries, direct.all)
        return Answer(
            origin.place,
            destination.place,
            direct=() if question.cursor else direct.all,
            itineraries=itineraries,
            errors=(*errors, *no_detour),
            complete=found.complete if found else not stop[0],
            previous_cursor=str(found.previous) if found else "",
            next_cursor=str(found.next) if found else "",
            measured=tuple(found.counters.items()) if found else (),
        )

    def refresh(self, legs: Sequence[KnownLeg], question: Question) -> Itinerary:
        """An itinerary found again, nothing being said yet of emissions and prices.

        Raises:
            NotFound: the timetable no longer has a trip of it, or a change is no longer possible.
        """
        known = self._means, self.over.rentals, self.over.renting_of, self.over.halting
        again = Refreshing(self.ends, self.over.walks, *known)
        return again.itinerary(legs, question)

    @property
    def _means(self) -> Means | None:
        """None: there is no timetable."""
        if self.lines is None or self.running is None:
            return None
        over = self.over.walks, self.over.renting, self.over.halting
        return Means(self.ends, self.lines, self.running, *over)

    def _by_lines(
        self,
        question: Question,
        ways: tuple[Way, Way],
        vias: tuple[Via, ...],
        direct: Direct,
        stop: Bytes,
    ) -> tuple[Found | None, tuple[RoutingError, ...]]:
        """Search lines where there are any; say why there is no way where there is none."""
        means = self._means
        if means is None or not question.transit_modes:
            return None, ()
        variants = variants_of(self.ends, ways, question)
        return means.search(question, variants, vias, direct, stop)
