"""A small world to serve from: a planner that answers what it is told to."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from api.served import Coverage, Holder, Served, SourceState
from maas.arrays import Bytes
from maas.errors import NotFound
from maas.itinerary import Answer, Itinerary, Place
from maas.model import Box, LatLon, Mode
from routing.carpool.offers import NO_OFFERS, Offers
from routing.incidents.laid import NO_INCIDENTS, Incidents
from routing.known_trips import KnownLeg
from routing.nearby import NearbyQuestion, Neighbourhood
from routing.parking.asking import FoundParking, ParkingQuestion
from routing.parking.sites import Parking
from routing.places.match import Match, MatchArea, MatchType, PlaceQuery
from routing.question import Question
from routing.rentals.fleets import Rentals
from routing.streets import StreetRouter
from routing.streets.roads import Roads
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
    looked_for: PlaceQuery | None = None
    rentals: Rentals = field(default_factory=Rentals)
    parking: Parking = field(default_factory=Parking)
    offers: Offers = NO_OFFERS
    incidents: Incidents = NO_INCIDENTS
    roads: Roads = field(default_factory=Roads)
    streets: StreetRouter | None = None

    @property
    def boards(self) -> "FakePlanner":
        """As boards: places of stops."""
        return self

    def place(self, stop_id: str, parameter: str) -> Place:
        """A stop it has."""
        for place in self.stops:
            if place.stop_id == stop_id:
                return place
        raise NotFound(f"{parameter}: no stop has the id {stop_id!r}")

    def nearby(self, question: NearbyQuestion, stop: Bytes) -> Neighbourhood:
        """Nothing, around a place."""
        return Neighbourhood(self.stops[0], ())

    def find_parking(self, question: ParkingQuestion) -> FoundParking:
        """Nothing, anywhere."""
        return FoundParking((), 0)

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

    def find(self, query: PlaceQuery) -> tuple[Match, ...]:
        """As a geocoder: the stops whose name holds what was typed."""
        self.looked_for = query
        typed = query.text.strip().lower()
        found = (place for place in self.stops if typed in place.name.lower())
        return tuple(map(match_of, found))[: query.n]

    def around(self, at: LatLon, query: PlaceQuery) -> tuple[Match, ...]:
        """As a geocoder: the nearest stops."""
        self.looked_for = query
        nearest = sorted(self.stops, key=lambda place: place.at.distance_m(at))
        return tuple(map(match_of, nearest))[: query.n]


def match_of(place: Place) -> Match:
    """A stop as the geocoder finds it."""
    return Match(
        MatchType.STOP,
        place.name,
        place.stop_id or "",
        place.at,
        score=0.9,
        tokens=((0, 3),),
        areas=(MatchArea("Porto", 8, is_matched=True, is_default=True),),
        zone="Europe/Lisbon",
        description=place.description,
        stop_code=place.stop_code,
        modes=(Mode.BUS,),
        importance=0.5,
    )


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
    return Holder(Served(planner, "g1.7", PORTO, sources or (STATIC,), geocoder=planner))


def now() -> int:
    """The service clock, standing still."""
    return NINE
