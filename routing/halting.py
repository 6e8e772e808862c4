"""Ways on which one leaves one's own vehicle, or is set down, doors included."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from types import MappingProxyType

import numpy as np

from maas.arrays import Bools, Bytes, Int32s, Int64s
from maas.itinerary import Itinerary, Leg
from maas.live.parking import Purpose
from maas.model import Mode, TimeMeaning
from maas.settings import RoutingSettings
from routing.cursor import Cursor
from routing.indoors.pace import Walker
from routing.parking.halts import Halts, kerbs, kerbs_at, parks
from routing.parking.rooms import Rooms
from routing.parking.search import HaltSearch
from routing.parking.sites import Parking, Room
from routing.parking.wanted import ParkingWanted
from routing.parking.ways import ParkedWay
from routing.question import Question
from routing.reached import NO_STOPS, Near
from routing.rentals.saving import SAVED_S as RENTED_SAVED_S
from routing.streets import Snap, StreetRouter
from routing.walks import Doorway, Walks

OTHER_END_S = 1800
"""So long before it ends a journey has about begun."""

CAR_SAVED_S = 300
"""A car is taken to a line only if one is there so much sooner than on foot."""

SAVED_S: Mapping[Mode, int] = MappingProxyType(
    {
        Mode.RENTAL: RENTED_SAVED_S,
        Mode.CAR_PARKING: CAR_SAVED_S,
        Mode.CAR_DROPOFF: CAR_SAVED_S,
    }
)
WINDOW_S = 900
"""Who asks when to leave may leave so much later; `without_closed` looks again."""

PURPOSES = {Mode.CAR_PARKING: Purpose.CAR, Mode.BIKE: Purpose.BIKE}


def halts_on(mode: Mode, question: Question) -> bool:
    """Whether the vehicle of a mode stays behind when one takes a line."""
    is_bike = mode is Mode.BIKE and question.bike_parking
    return is_bike or mode in (Mode.CAR_PARKING, Mode.CAR_DROPOFF)


def savings(question: Question) -> Mapping[Mode, int]:
    """How much sooner than on foot one must be there by modes that take some trouble (s)."""
    return {**SAVED_S, **({Mode.BIKE: RENTED_SAVED_S} if question.bike_parking else {})}


@dataclass(frozen=True, slots=True)
class Bounds:
    """Which way is looked for."""

    max_s: int
    halt: int | None = None
    """As `reach` said of the stop, where that is known: then no other is looked at."""
    egress: bool = False
    """One walks to the vehicle and rides home."""


@dataclass(frozen=True, slots=True, eq=False)
class Halting:
    """Where one may halt now, and who finds ways with that."""

    streets: StreetRouter
    parking: Parking
    walks: Walks
    rooms: Callable[[], Rooms]
    search: Callable[[Mode], HaltSearch | None]
    """None: there is nowhere to leave such a vehicle."""

    @classmethod
    def of(
        cls, streets: StreetRouter, parking: Parking, walks: Walks, settings: RoutingSettings
    ) -> "Halting":
        """What is laid out when somebody first asks, for all who ask later."""
        rooms = lru_cache(1)(lambda: Rooms.of(parking))

        def search(mode: Mode) -> HaltSearch | None:
            if mode is Mode.CAR_DROPOFF:
                return HaltSearch(streets, kerbs(streets), _always_room)
            if parking.ride is None or parking.foot is None or not parking.sites:
                return None
            laid = _parks(streets, parking, PURPOSES[mode], settings)
            return HaltSearch(streets, laid, _room_of(rooms()))

        return cls(streets, parking, walks, rooms, lru_cache(len(Mode))(search))

    def reach(self, at: Snap, mode: Mode, question: Question, max_s: int, *, egress: bool) -> Near:
        """The stops within a time of a point on the streets (egress: from where it is so), and
        over which halt one gets to each."""
        search = self.search(mode)
        if search is None:
            return Near(NO_STOPS, NO_STOPS, mode)
        wanted = _wanted(mode, question, egress=egress)
        stops, seconds, halt = search.reach(at, wanted, max_s, backward=egress)
        return Near(stops, seconds, mode, halt)

    def way(
        self,
        ends: tuple[Sequence[Doorway], Sequence[Doorway]],
        mode: Mode,
        question: Question,
        bounds: Bounds,
    ) -> ParkedWay | None:
        """The quickest way between an end from where (egress: to which) one rides and another that
        one walks to (from), None if there is none in time."""
        search = self.search(mode)
        return None if search is None else self._way(search, ends, mode, question, bounds)

    def way_to_kerb(
        self,
        ends: tuple[Sequence[Doorway], Sequence[Doorway]],
        kerbside: Sequence[Doorway],
        question: Question,
        bounds: Bounds,
    ) -> ParkedWay | None:
        """The way of who is driven to the street beside a destination, None if there is none.

        Args:
            kerbside: the destination as cars come there.
        """
        laid = kerbs_at(self.streets, [each.snap for each in kerbside if each.snap is not None])
        search = HaltSearch(self.streets, laid, _always_room)
        return self._way(search, ends, Mode.CAR_DROPOFF, question, bounds)

    def without_closed(self, itineraries: Iterable[Itinerary]) -> tuple[Itinerary, ...]:
        """The itineraries but those that come to a site, or back to it, while that is closed.

        The search knows but about when one gets there.
        """
        return tuple(each for each in itineraries if all(map(self._is_open, each.legs)))

    def _is_open(self, leg: Leg) -> bool:
        if leg.parking is None:
            return True
        comes = leg.destination.place.at == leg.parking.at
        moment = leg.arrival if comes else leg.departure
        return bool(self.are_open([leg.parking.id], [moment])[0])

    def are_open(self, sites: Sequence[str], moments: Sequence[int]) -> Bools:
        """Whether one gets in at each of some sites, or out, at a moment (Unix s)."""
        rows = np.array([self.parking.row[site] for site in sites], np.int32)
        return self.rooms().are_open(rows, np.array(moments, np.int64))

    def _way(
        self,
        search: HaltSearch,
        ends: tuple[Sequence[Doorway], Sequence[Doorway]],
        mode: Mode,
        question: Question,
        bounds: Bounds,
    ) -> ParkedWay | None:
        best: ParkedWay | None = None
        wanted = _wanted(mode, question, egress=bounds.egress)
        for ridden, walked in _pairs(*ends):
            left_s = (best.seconds - 1 if best else bounds.max_s) - ridden.seconds - walked.seconds
            if ridden.snap is None or walked.snap is None or left_s < 0:
                continue
            way = search.way(
                ridden.snap, walked.snap, wanted, left_s, bounds.halt, backward=bounds.egress
            )
            if way is not None and way.seconds <= left_s:
                walker = Walker(wanted.profile, wanted.walk_speed_m_s or 0.0)
                best = self._with_indoors(way, ridden, walked, walker)
        return best

    def _with_indoors(
        self, way: ParkedWay, ridden: Doorway, walked: Doorway, walker: Walker
    ) -> ParkedWay:
        walks = self.walks
        if way.backward:
            return replace(
                way,
                walk=walks.from_inside(walked, way.walk, walker),
                ride=walks.to_inside(way.ride, ridden, walker),
            )
        return replace(
            way,
            ride=walks.from_inside(ridden, way.ride, walker),
            walk=walks.to_inside(way.walk, walked, walker),
        )


def _pairs(
    ridden: Sequence[Doorway], walked: Sequence[Doorway]
) -> Iterator[tuple[Doorway, Doorway]]:
    pairs = product(ridden, walked)
    yield from sorted(pairs, key=lambda pair: pair[0].seconds + pair[1].seconds)


def _parks(
    streets: StreetRouter, parking: Parking, purpose: Purpose, settings: RoutingSettings
) -> Halts:
    kept = np.array([site.told.purpose is purpose for site in parking.sites], np.bool_)
    rides = ParkingWanted(purpose).rides
    park_s = settings.park_s if purpose is Purpose.CAR else settings.park_bike_s
    return parks(streets, parking, kept, rides, park_s)


def _always_room(rows: Int32s, *_: object) -> Bytes:
    return np.full(rows.size, Room.FREE, np.uint8)


def _room_of(rooms: Rooms) -> Callable[[Int32s, Int64s, ParkingWanted, bool], Bytes]:
    def room_of(rows: Int32s, moments: Int64s, wanted: ParkingWanted, comes_back: bool) -> Bytes:
        is_open = rooms.are_open(rows, moments) | rooms.are_open(rows, moments + WINDOW_S)
        room = rooms.counted_disabled if wanted.needs_disabled_bay else rooms.counted
        there = np.full(rows.size, Room.FREE) if comes_back else room[rows]
        return np.where(is_open, there, Room.NONE).astype(np.uint8)

    return room_of


def _wanted(mode: Mode, question: Question, *, egress: bool) -> ParkingWanted:
    wanted = ParkingWanted(
        PURPOSES.get(mode, Purpose.CAR),
        question.profile,
        question.walk_speed_m_s,
        question.bike_speed_m_s,
        _when(question, egress=egress),
    )
    spared = question.spared
    if spared is None or mode is Mode.BIKE:
        return wanted
    return replace(
        wanted,
        most_ridden_s=spared.most_s,
        away_from=spared.origin if egress else spared.destination,
        least_m=spared.least_m,
    )


def _when(question: Question, *, egress: bool) -> int:
    """About when one leaves, or (egress) is there."""
    at = Cursor.parse(question.cursor).time if question.cursor else question.time
    if question.meaning is TimeMeaning.DEPART_AT:
        return at + OTHER_END_S if egress else at
    return at if egress else at - OTHER_END_S
