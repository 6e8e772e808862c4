"""What itineraries are made with at one moment: lines, what is known of them, streets, rentals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from maas.arrays import Bytes
from maas.itinerary import Itinerary, RoutingError
from maas.model import Mode
from routing.alternatives import Alternatives
from routing.annotating import must_be_hidden
from routing.assemble import Assembler, Way
from routing.between import Between, rents_between
from routing.carpool.choosing import choose
from routing.carpool.legs import is_pointless
from routing.direct import Direct
from routing.ends import Ends
from routing.halting import Halting
from routing.lines import Found, LineSearch, transit_question
from routing.live_timetable import LiveTimetable
from routing.question import Question, Realtime
from routing.reasons import why_not
from routing.renting import Renting
from routing.transit import Journey, TransitRouter, Via
from routing.walks import Walks


@dataclass(frozen=True, slots=True, eq=False)
class Means:
    """Of one version."""

    ends: Ends
    lines: TransitRouter
    running: LiveTimetable
    walks: Walks
    renting: Renting | None
    halting: Halting | None

    def search(
        self,
        question: Question,
        variants: Sequence[tuple[Way, Way]],
        vias: tuple[Via, ...],
        direct: Direct,
        stop: Bytes,
    ) -> tuple[Found, tuple[RoutingError, ...]]:
        """Search lines between ends found on foot alone, and by other modes asked for (last without
        cars); say why there is no way where there is none.

        Rented vehicles without lines hide nothing: they may be gone by the time one is there.
        """
        durations = [way.duration for way in direct.own.values()]
        walk = direct.own.get(Mode.WALK)
        search = LineSearch(self.lines, question, variants, stop, vias)
        if self.running.offered is not None:
            walk_m_s = question.walk_speed_m_s or 1.0
            search.choosing(partial(choose, self.running.offered, walk_m_s=walk_m_s))
        found = search.run(walk.duration if walk else None, min(durations, default=None))
        if self.renting is not None and not vias and rents_between(question):
            between = Between(self.lines, self.running, self.ends, self.renting, question, stop)
            found = between.added_to(found, variants[-1])
        if found.journeys or not found.complete:
            return found, ()
        timetable = self.running.places.timetable
        widest = max(variants, key=_ends_in_range)
        return found, (why_not(timetable, question, widest, vias, found),)

    def itineraries(
        self,
        question: Question,
        journeys: Iterable[tuple[Journey, tuple[Way, Way]]],
        vias: tuple[Via, ...],
    ) -> tuple[Itinerary, ...]:
        """Journeys between the ends they were found with, as itineraries."""
        assemblers: dict[int, Assembler] = {}
        made = []
        hides = question.realtime is Realtime.ANNOTATION_ONLY
        walk_m_s = question.walk_speed_m_s or 1.0
        for journey, ways in journeys:
            if hides and must_be_hidden(self.running, journey):
                continue
            # of those with rented vehicles in between nobody has chosen yet
            if is_pointless(self.running.offered, journey, walk_m_s):
                continue
            if id(ways) not in assemblers:
                assemblers[id(ways)] = self.assembler(question, ways, vias)
            made.append(assemblers[id(ways)].itinerary(journey))
        return tuple(made)

    def assembler(
        self, question: Question, ways: tuple[Way, Way], vias: tuple[Via, ...]
    ) -> Assembler:
        """Who makes itineraries between two ends, with alternatives where they are asked for."""
        running = self.running
        if question.realtime is Realtime.OFF:
            running = LiveTimetable(running.places)
        made = Assembler(running, self.walks, question, ways, self.renting, self.halting)
        if not question.leg_alternatives:
            return made
        asked = transit_question(question, ways, vias)
        finder = Alternatives(running, self.lines)
        return made.with_alternatives(
            partial(finder.of, question=asked, n=question.leg_alternatives)
        )


def _ends_in_range(ways: tuple[Way, Way]) -> int:
    """How many of both ends reach a stop at all."""
    return sum(bool(way.reached.offsets.stop.size) for way in ways)
