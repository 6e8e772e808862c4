"""What the handlers serve from: the planner and the facts about its data, swapped as one.

A request takes `Holder.current` once and reads nothing else, so its answer is consistent however
long it takes. Who composes a `Served` is maas.app; nothing here knows feeds, files or processes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol
from zoneinfo import ZoneInfo

from api.geocoding import NO_PLACES
from api.geocoding import Geocoder as Geocoder
from maas.arrays import Bytes
from maas.emissions import USUAL, Factors
from maas.itinerary import Answer, Itinerary
from maas.live import PublicReport
from maas.model import Box, LatLon
from maas.report import Report
from maas.settings import Policy
from maas.settings.exchange import USUAL_EXCHANGE, ExchangeSettings
from maas.sources import Condition, SourceStatus
from maas.timetable import Timetable
from routing.atlas import Atlas
from routing.boards import Boards
from routing.carpool.offers import Offers
from routing.incidents.crossing.hindering import Hindering
from routing.incidents.laid import Incidents
from routing.known_trips import KnownLeg
from routing.many import ManyQuestion, Pair
from routing.nearby import NearbyQuestion, Neighbourhood
from routing.one_to_all import Reachable
from routing.overlays.live import Live
from routing.parking.asking import FoundParking, ParkingQuestion
from routing.parking.sites import Parking
from routing.question import Question
from routing.rentals.fleets import Rentals
from routing.streets import StreetRouter
from routing.streets.pieces import NamedStreets
from routing.streets.roads import Roads


class Planner(Protocol):
    """Answers questions; routing.planner.Planner is the real one."""

    def plan(self, question: Question, stop: Bytes, /) -> Answer:
        """Search; `stop[0] = 1`, set by any thread, ends it early with what was found.

        Raises:
            NotFound: no stop has the id that an end names.
            BadPlace: an end lies off the map or far from any street and stop.
        """

    def refresh(self, legs: Sequence[KnownLeg], question: Question, /) -> Itinerary:
        """The same trips as the timetable has them now.

        Raises:
            NotFound: a trip is gone, or a change is no longer possible.
        """

    @property
    def boards(self) -> Boards:
        """What the timetable says without a search.

        Raises:
            NotFound: there is none.
        """

    @property
    def rentals(self) -> Rentals:
        """The vehicles to rent that are known."""

    @property
    def parking(self) -> Parking:
        """The places to park that are known."""

    @property
    def roads(self) -> Roads:
        """How roads are, where they are not as usual."""

    @property
    def offers(self) -> Offers:
        """The ride offers that are known."""

    @property
    def streets(self) -> StreetRouter | None:
        """The streets, as they are; None: there are none."""

    @property
    def incidents(self) -> Incidents:
        """The incidents that are known."""

    def find_parking(self, question: ParkingQuestion, /) -> FoundParking:
        """The best places to park around a place or in a box.

        Raises:
            NotFound: no stop has the id.
            BadPlace: a place is off the map, or far from any street and stop.
        """

    def one_to_all(self, question: Question, stop: Bytes, /) -> Reachable:
        """Every stop within `max_travel_s` of the origin (arriving: of the destination).

        Raises:
            NotFound: no stop has the id; there is no timetable.
            BadPlace: the place is off the map.
        """

    def one_to_many(self, question: ManyQuestion, stop: Bytes, /) -> list[Pair | None]:
        """How long ways over streets take from one place to each of many, or back.

        Raises:
            BadPlace: the one is off the map, or far from any street.
        """

    def nearby(self, question: NearbyQuestion, stop: Bytes, /) -> Neighbourhood:
        """Stops, what can be rented, places to park and to meet, by how long one walks there.

        Raises:
            NotFound: no stop has the id.
            BadPlace: the place is off the map, or far from any street and stop.
        """

    def find_levels(self, box: Box, /) -> tuple[float, ...]:
        """The storeys of a piece of the map, the highest first."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Where and when the planner knows its way."""

    name: str
    zone: ZoneInfo
    south_west: LatLon | None = None
    north_east: LatLon | None = None
    first_day: date | None = None
    """First service day of the timetables; None without timetables."""
    last_day: date | None = None
    has_streets: bool = True

    def holds(self, at: LatLon) -> bool:
        """Whether a position lies in it, as far as is known."""
        low, high = self.south_west, self.north_east
        return low is None or high is None or at in Box(low, high)

    @property
    def middle(self) -> LatLon | None:
        """Half-way between its corners; None where nothing is known of it."""
        low, high = self.south_west, self.north_east
        if low is None or high is None:
            return None
        return LatLon((low.lat + high.lat) / 2, (low.lon + high.lon) / 2)


@dataclass(frozen=True, slots=True)
class Import:
    """How a static source came into the generation."""

    at: int
    """Unix s at which its file was read."""
    report: Report | None
    """What reading it gave."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """One configured source: whose data it is and how it is doing."""

    id: str
    kind: str
    licence: str = ""
    attribution: str = ""
    is_live: bool = False
    tried: bool = True
    """Whether a live source was asked once since the start, well or badly."""
    state: str = "OK"
    """OK, STALE or LOST."""
    last_good: int | None = None
    """Unix s of the last good reading."""
    last_error: str = ""
    address: str = ""
    """Where it comes from, without what may be secret: `https://example.org`, `gtfs.zip`."""
    ids_of: tuple[str, ...] = ()
    """The static sources whose ids a live one speaks."""
    imported: Import | None = None
    """None: it is live, or no version of it could be used."""
    passes_on: bool = False
    """Whether incidents it tells may be given on to other platforms."""
    status: SourceStatus | None = None
    """All that is known of a live source; None until it was tried once."""

    def condition(self, now: int) -> Condition:
        """How it is doing at `now` (Unix s): what was told last grows old by itself."""
        told, status = Condition(self.state), self.status
        if status is None or status.made_at is None:
            return told
        age_s = now - status.made_at
        return told.or_worse(Condition.of_age(age_s, status.interval_s))

    def with_status(self, status: SourceStatus | None) -> "SourceState":
        """The same source as it is doing now."""
        if status is None:
            return self
        return replace(
            self,
            tried=self.tried or status.tried_at is not None,
            state=status.state,
            last_good=status.good_at,
            last_error=status.error,
            status=status,
        )


@dataclass(frozen=True, slots=True)
class News:
    """What live sources say of a timetable, to be passed on."""

    timetable: Timetable
    live: Live | None = None
    read_at: int = 0
    """When the newest of it was read (Unix s); 0: nothing was yet."""
    hindering: Hindering | None = None
    """What is closed on the ways of lines; None: nothing is."""


RENTAL_KINDS = frozenset({"gbfs"})
"""Of sources of vehicles to rent."""

OFFER_KINDS = frozenset({"standard-covoiturage", "amarillo"})
"""Of sources of ride offers."""


@dataclass(frozen=True, slots=True)
class Served:
    """One consistent world: a planner, its data's version, sources and coverage."""

    planner: Planner
    version: str
    """`<generation>.<batch number>`"""
    coverage: Coverage
    sources: tuple[SourceState, ...] = ()
    factors: Factors = USUAL
    """What travelling is reckoned to give off."""
    geocoder: Geocoder = NO_PLACES
    atlas: Atlas | None = None
    """What tiles are drawn from."""
    news: News | None = None
    """None: there is no timetable that they could be about."""
    reports: tuple[PublicReport, ...] = ()
    """What people say is wrong."""
    named_streets: NamedStreets | None = None
    """None: there are no streets."""
    exchange: ExchangeSettings = USUAL_EXCHANGE
    policies: tuple[Policy, ...] = ()
    """The town's own rules for vehicles."""
    """How what is known here is given on."""

    @property
    def generation(self) -> str:
        """The id of the generation of static data."""
        return self.version.rpartition(".")[0]

    @property
    def has_rentals(self) -> bool:
        """Whether a source tells of vehicles to rent, be it well or badly."""
        return any(source.kind in RENTAL_KINDS for source in self.sources)

    @property
    def has_offers(self) -> bool:
        """Whether there may be seats in private cars: a source tells of them, or partners did."""
        kinds = {source.kind for source in self.sources}
        return not OFFER_KINDS.isdisjoint(kinds) or bool(self.planner.offers.offers)


class Holder:
    """Where the newest `Served` stands; one assignment swaps it."""

    def __init__(self, current: Served) -> None:
        self.current = current
