"""Ways without lines, from door to door: on foot, by bike, by car, with rented vehicles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from maas.itinerary import Itinerary
from maas.live.rentals import FormFactor
from maas.model import LatLon, Mode, TimeMeaning
from maas.units import STRAIGHT_LINE_FACTOR
from routing.assemble import Way
from routing.halt_legs import halt_legs
from routing.halting import Bounds, Halting
from routing.moving import profile_of, speed_of, walker_of
from routing.question import Question
from routing.rental_legs import Span, rental_legs
from routing.rentals.fleets import Rentals
from routing.rentals.saving import SAVED_S
from routing.rentals.wanted import Wanted
from routing.renting import Renting
from routing.stop_index import crow_flies_m
from routing.streets import StreetPath
from routing.walks import Bout, Walks, street_leg

HALTING = frozenset({Mode.CAR_PARKING, Mode.CAR_DROPOFF})
MOST_RENTED = 8
"""Kinds of vehicles and their providers of which the way of each is told, at most: those nearby."""


@dataclass(frozen=True, slots=True)
class Direct:
    """The ways without lines between two ends."""

    own: Mapping[Mode, Itinerary]
    """The quickest by each mode that needs nothing rented."""
    rented: tuple[Itinerary, ...] = ()
    """The quickest with each kind of vehicle of each provider, the quickest first."""

    @property
    def all(self) -> tuple[Itinerary, ...]:
        """Every way."""
        return (*self.own.values(), *self.rented)


class DirectWays:
    """Finds them for one question between two ends."""

    def __init__(
        self,
        walks: Walks,
        renting: Renting | None,
        halting: Halting | None,
        question: Question,
        ends: tuple[Way, Way],
    ) -> None:
        self._walks = walks
        self._renting = renting
        self._halting = halting
        self._question = question
        self._origin, self._destination = ends

    def find(self, stop: npt.NDArray[np.uint8]) -> Direct:
        """The ways by all modes asked for; rented vehicles are compared with walking always."""
        modes = self._question.direct_modes
        own: dict[Mode, Itinerary] = {}
        for mode in modes:
            if mode is Mode.RENTAL:
                continue
            way = self._halted(mode) if mode in HALTING else self._own(mode)
            if way is not None:
                own[mode] = way
        if Mode.RENTAL not in modes or self._renting is None:
            return Direct(own)
        walk = own.get(Mode.WALK) if Mode.WALK in modes else self._own(Mode.WALK)
        rented = list(self._rented(self._renting, walk.duration if walk else None, stop))
        return Direct(own, tuple(sorted(rented, key=lambda way: way.duration)))

    def _own(self, mode: Mode) -> Itinerary | None:
        """The quickest way by one street mode at the asked time, None beyond `max_direct_s`."""
        question = self._question
        path = self._path(mode)
        seconds = path.seconds if path is not None else self._straight_s(mode)
        if seconds is None or seconds > question.max_direct_s:
            return None
        departure, arrival = self._times(seconds)
        origin, destination = self._origin.located.place, self._destination.located.place
        bout = Bout(mode, departure, arrival, path)
        return Itinerary((street_leg(origin, destination, bout, question),))

    def _halted(self, mode: Mode) -> Itinerary | None:
        """The quickest way by car to somewhere near, and on from there on foot; None, too, where
        walking all the way takes no longer."""
        halting, question = self._halting, replace(self._question, spared=None)
        if halting is None:
            return None
        ends = self._origin.doorways[mode], self._destination.doorways[Mode.WALK]
        bounds = Bounds(question.max_direct_s)
        if mode is Mode.CAR_DROPOFF:
            kerbside = self._destination.doorways[mode]
            way = halting.way_to_kerb(ends, kerbside, question, bounds)
        else:
            way = halting.way(ends, mode, question, bounds)
        if way is None or way.seconds > question.max_direct_s or self._walks_sooner(way.seconds):
            return None
        places = self._origin.located.place, self._destination.located.place
        span = Span(*places, *self._times(way.seconds))
        return Itinerary(halt_legs(halting, way, mode, span, question))

    def _walks_sooner(self, seconds: int) -> bool:
        """Whether one is there as soon on foot alone: then nobody drives to walk back."""
        walk = self._own(Mode.WALK)
        return walk is not None and walk.duration <= seconds

    def _path(self, mode: Mode) -> StreetPath | None:
        return self._walks.way(
            self._origin.doorways[mode],
            self._destination.doorways[mode],
            (profile_of(mode, self._question), speed_of(mode, self._question)),
            walker_of(self._question),
            self._question.max_direct_s,
        )

    def _straight_s(self, mode: Mode) -> int | None:
        """Where no streets are known one walks as the crow flies, somewhat longer."""
        speed = speed_of(mode, self._question)
        ends = (self._origin, self._destination)
        is_open = all(way.doorways[mode] for way in ends)
        if self._walks.has_streets or not is_open or mode is not Mode.WALK or speed is None:
            return None
        metres = self._origin.located.place.at.distance_m(self._destination.located.place.at)
        return int(metres * STRAIGHT_LINE_FACTOR / speed) + 1

    def _rented(
        self, renting: Renting, walk_s: int | None, stop: npt.NDArray[np.uint8]
    ) -> Iterator[Itinerary]:
        question, walker = self._question, walker_of(self._question)
        ends = self._origin.doorways[Mode.RENTAL], self._destination.doorways[Mode.RENTAL]
        places = self._origin.located.place, self._destination.located.place
        limit_s = question.max_direct_s
        if walk_s is not None:
            limit_s = min(limit_s, walk_s - SAVED_S)
        for wanted in _kinds(renting.rentals, question.direct_rental, places[0].at):
            if stop[0] or limit_s < 0:
                return
            way = renting.way(*ends, wanted, walker, limit_s)
            if way is not None:
                span = Span(*places, *self._times(way.seconds))
                yield Itinerary(rental_legs(renting.rentals, way, span, question))

    def _times(self, seconds: int) -> tuple[int, int]:
        at = self._question.time
        departs = self._question.meaning is TimeMeaning.DEPART_AT
        return (at, at + seconds) if departs else (at - seconds, at)


def _kinds(rentals: Rentals, wanted: Wanted, origin: LatLon) -> list[Wanted]:
    """What is wanted, kind by kind of vehicle and provider by provider, by how near to the origin
    one can be taken: a territory may have many providers, each in a town of its own."""
    metres: dict[tuple[FormFactor, str], float] = {}
    for fleet in rentals.fleets:
        if fleet.taking.place.size and wanted.takes(rentals, fleet):
            kind = fleet.type.form, str(rentals.systems[fleet.system].source_id)
            here_m = float(crow_flies_m(origin, *fleet.taking.at.T).min())
            metres[kind] = min(here_m, metres.get(kind, here_m))
    return [
        replace(wanted, forms=frozenset({form}), groups=frozenset({group}))
        for form, group in sorted(metres, key=metres.__getitem__)[:MOST_RENTED]
    ]
