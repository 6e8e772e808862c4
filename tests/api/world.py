"""A small world to serve from: a planner that answers what it is told to."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from api.served import Coverage, Holder, Served, SourceState
from maas.arrays import Bytes
from maas.itinerary import Answer, Itinerary, Place
from maas.model import Box, LatLon
from routing.known_trips import KnownLeg
from routing.question import Question
from tests.itineraries import ALIADOS, ANSWER, CASA, NINE


@dataclass
class FakePlanner:
    """Remembers what it was asked; answers or raises what it was given."""

    answer: Answer = ANSWER
    error: Exception | None = None
    stops: tuple[Place, ...] = (ALIADOS, CASA)
    asked: list[Question] = field(default_factory=list)
    known: list[KnownLeg] = field(default_factory=list)
    box: Box | None = None

    def plan(self, question: Question, stop: Bytes) -> Answer:
        self.asked.append(question)
        if self.error is not None:
            raise self.error
        return self.answer

    def refresh(self, legs: Sequence[KnownLeg], question: Question) -> Itinerary:
        self.known, self.asked = list(legs), [*self.asked, question]
        if self.error is not None:
            raise self.error
        return self.answer.itineraries[0]

    def find_levels(self, box: Box) -> tuple[float, ...]:
        self.box = box
        return (1.0, 0.0, -1.5)

    def find_stops(self, name: str, n: int) -> tuple[Place, ...]:
        return tuple(place for place in self.stops if name.lower() in place.name.lower())[:n]


@dataclass
class EndlessPlanner(FakePlanner):
    """Searches until it is told to stop."""

    stopped: bool = False

    def plan(self, question: Question, stop: Bytes) -> Answer:
        self.asked.append(question)
        deadline = time.monotonic() + 10
        while not stop[0] and time.monotonic() < deadline:
            time.sleep(0.005)
        self.stopped = bool(stop[0])
        return Answer(ANSWER.origin, ANSWER.destination, (), (), complete=False)


PORTO = Coverage(
    "porto",
    ZoneInfo("Europe/Lisbon"),
    LatLon(41.0, -8.8),
    LatLon(41.3, -8.4),
    date(2023, 9, 1),
    date(2023, 12, 31),
)
STATIC = SourceState("stcp", "gtfs", licence="CC-BY-4.0", attribution="STCP <Porto>")


def holder(planner: FakePlanner, *sources: SourceState) -> Holder:
    """A world around a planner."""
    return Holder(Served(planner, "g1.7", PORTO, sources or (STATIC,)))


def now() -> int:
    """The service clock, standing still."""
    return NINE
