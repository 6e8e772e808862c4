"""What questions with ride offers are answered with, beside what all other questions are.

Over a graph in which the points of offers are stops, and in windows that hold their runs. Nothing
here costs questions that want no offers anything.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from threading import Lock
from zoneinfo import ZoneInfo

from maas.model import Profile
from maas.settings import RoutingSettings
from routing.answering import Answering
from routing.carpool.offers import Offers
from routing.carpool.stops import PointStops, rows_of
from routing.carpool.terrain import Terrain, terrain_of
from routing.carpool.trips import OfferTrips, lay_out
from routing.carpool.windows import with_offers
from routing.ends import Ends
from routing.graph import Graph
from routing.incidents.changes import Changes
from routing.indoors import IndoorWays
from routing.live_windows import Demand
from routing.over_streets import OverStreets
from routing.question import Question, Realtime
from routing.stop_places import StopPlaces
from routing.streets import StreetRouter
from routing.streets.avoiding import Avoiding
from routing.transit import TransitRouter
from routing.walks import Walks
from routing.window import Window, WindowKey

PARTIES = 3
"""Numbers of passengers whose trips are kept."""
STATES_KEPT = 2
"""States of the news, or numbers of passengers, whose windows are."""


def wants_offers(question: Question) -> bool:
    """Whether offers count: who knows how offers are in a wheelchair, or as scheduled?"""
    is_live = question.realtime is Realtime.REALTIME
    return question.sharing and is_live and question.profile is Profile.WALK


@dataclass(frozen=True, slots=True, eq=False)
class Meets:
    """A terrain, and what finds ways over it."""

    terrain: Terrain
    places: StopPlaces
    walks: Walks
    ends: Ends
    changes: Changes
    """On foot, where streets are closed."""

    @classmethod
    def over(
        cls,
        graph: Graph,
        streets: StreetRouter | None,
        terrain: Terrain,
        settings: RoutingSettings,
    ) -> "Meets":
        """Lay indexes over a terrain."""
        router = streets.with_stops(terrain.on_streets) if streets and terrain.on_streets else None
        places = StopPlaces(terrain.timetable, terrain.n_stops)
        indoors = IndoorWays.of(terrain.timetable)
        walks = Walks(router, indoors)
        links = terrain.on_streets.links if terrain.on_streets else None
        whole = replace(graph, timetable=terrain.timetable, links=links)
        ends = Ends(whole, router, places, walks, indoors)
        changes = Changes(terrain.timetable, {Profile.WALK: terrain.transfers}, settings)
        return cls(terrain, places, walks, ends, changes)


@dataclass(frozen=True, slots=True)
class Trodden:
    """Streets as who walks finds them; equal where nothing is closed to them."""

    closed: Avoiding | None
    streets: StreetRouter | None = field(compare=False)

    @classmethod
    def of(cls, streets: StreetRouter | None) -> "Trodden":
        """Those of a router."""
        avoiding = streets.avoiding if streets else None
        is_closed = avoiding is not None and Profile.WALK in avoiding.closed
        return cls(avoiding if is_closed else None, streets)


class Sharing:
    """Answers with one state of the offers. Thread-safe."""

    def __init__(
        self, meets: Meets, offers: Offers, zone: ZoneInfo, windows_asked_for: Demand
    ) -> None:
        self.meets = meets
        self.offers = offers
        terrain = meets.terrain
        row = rows_of(offers.points, terrain.own(offers.points), terrain.n_stops)
        stops = PointStops(terrain.timetable, row, terrain.n_stops)
        self._trips = lru_cache(PARTIES)(partial(lay_out, stops, offers, zone))
        self._lines: Callable[[TransitRouter, Trodden, int], TransitRouter] = lru_cache(
            STATES_KEPT
        )(partial(_lines_of, meets, self._trips, windows_asked_for))
        self._over = lru_cache(STATES_KEPT)(partial(_over_of, meets))

    def answering(self, plain: Answering, passengers: int) -> Answering:
        """What answers with offers that have room for some passengers, and with all that answers
        without offers."""
        assert plain.lines is not None
        assert plain.running is not None
        over, ends = self._over(plain.over)
        trips = self._trips(passengers)
        running = replace(plain.running, places=self.meets.places, offered=trips)
        lines = self._lines(plain.lines, Trodden.of(over.streets), passengers)
        return Answering(ends, over, lines, running)


class Carpool:
    """Makes what answers with offers, of what the offers before were answered with. Thread-safe."""

    def __init__(
        self, graph: Graph, streets: StreetRouter | None, settings: RoutingSettings, zone: ZoneInfo
    ) -> None:
        self._graph = graph
        self._streets = streets
        self._settings = settings
        self._zone = zone
        self._demand = Demand()
        self._last: Sharing | None = None
        self._lock = Lock()

    @property
    def is_asked(self) -> bool:
        """Whether anybody asked for offers lately."""
        return self._demand.is_any

    def sharing(self, offers: Offers) -> Sharing | None:
        """What answers with some offers; None: there are none, or there is no timetable."""
        if self._graph.timetable is None or not offers.runs.offer.size:
            return None
        with self._lock:
            if self._last is None or self._last.offers is not offers:
                self._last = Sharing(self._meets(offers), offers, self._zone, self._demand)
            return self._last

    def _meets(self, offers: Offers) -> Meets:
        before = self._last.meets if self._last else None
        known = before.terrain if before else None
        graph, streets = self._graph, self._streets
        terrain = terrain_of(graph, streets, self._settings, offers.points, known)
        if before is not None and terrain is known:
            return before
        return Meets.over(graph, streets, terrain, self._settings)


def _over_of(meets: Meets, over: OverStreets) -> tuple[OverStreets, Ends]:
    """Streets as they are known, with points as stops; the ends on them."""
    streets = meets.terrain.on_streets
    made = over
    if over.streets is not None and streets is not None:
        router = over.streets.with_stops(streets)
        made = over.on(router, meets.walks.over(router))
    ends = meets.ends.over(made.streets, made.walks)
    return made, ends.with_renting(made.renting).with_halting(made.halting)


def _lines_of(
    meets: Meets,
    trips: Callable[[int], OfferTrips],
    windows_asked_for: Demand,
    lines: TransitRouter,
    trodden: Trodden,
    passengers: int,
) -> TransitRouter:
    """Lines as they are known to run, and offers beside them."""
    terrain, laid = meets.terrain, trips(passengers)
    transfers = terrain.transfers
    if trodden.closed is not None and trodden.streets is not None:
        transfers = meets.changes.over(trodden.streets)[Profile.WALK]

    def lay(window: Window, key: WindowKey) -> Window:
        return with_offers(window, key, transfers, laid)

    return lines.with_runs(terrain.timetable, transfers, lay, windows_asked_for)
