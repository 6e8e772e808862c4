"""What is near a place: stops, what is rented, where one parks or meets, by how long one walks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from maas.arrays import Bools, Bytes, Float64s
from maas.live import CarpoolPlace
from maas.live.parking import Users
from maas.live.rentals import FormFactor
from maas.model import LatLon, Mode
from routing.boards import Boards
from routing.ends import Ends, Located
from routing.moving import walker_of
from routing.nearby.question import (
    Near,
    NearbyQuestion,
    NearCarpoolPlace,
    NearParking,
    NearRental,
    NearStop,
    Neighbourhood,
)
from routing.nearby.walking import Walkers
from routing.parking.sites import Parking, Site
from routing.question import Question
from routing.rentals.counting import on_street
from routing.rentals.fleets import Rentals
from routing.rentals.placed import Placed, placed
from routing.rentals.types import type_id_of, types_at, types_of
from routing.stop_index import crow_flies_m
from routing.streets import StreetRouter
from routing.walks import Doorway, Walks

PLACE = "place"
"""The parameter that names it."""

ON_MAP_S = 15 * 60
"""Where no street is, a stop so near makes it a place of the territory, however little is asked."""


@dataclass(frozen=True, slots=True, eq=False)
class Nearby:
    """Answers on one state of the graph."""

    ends: Ends
    walks: Walks
    streets: StreetRouter | None
    boards: Boards | None
    rentals: Rentals
    parking: Parking
    carpool_places: Mapping[str, CarpoolPlace]
    """By `<source>:<local>`."""

    def ask(self, asked: NearbyQuestion, question: Question, stop: Bytes) -> Neighbourhood:
        """The nearest things.

        Args:
            question: who walks and how far, with speeds; its origin is the place.
            stop: where it turns 1, metres are not looked for any more.

        Raises:
            NotFound: no stop has the id.
            BadPlace: the place is off the map, or far from any street and stop.
        """
        located = self.ends.locate(replace(asked.place, name=asked.place.name or PLACE), PLACE)
        at_hand = replace(question, max_access_s=max(asked.max_s, ON_MAP_S))
        self.ends.check_on_map(located, PLACE, at_hand)
        doorways = self.ends.doorways(located, Mode.WALK, question, egress=False)
        assert question.walk_speed_m_s is not None
        walkers = Walkers(self.streets, doorways, question.profile, question.walk_speed_m_s)
        found: list[Near] = [
            *self._stops(asked, located, question),
            *self._rentals(asked, located, walkers),
            *self._parking(asked, located, walkers),
            *self._carpool_places(asked, located, walkers),
        ]
        found.sort(key=lambda near: near.seconds)
        measured = self._measured(found[: asked.n], walkers, question, stop)
        return Neighbourhood(located.place, tuple(measured))

    def _stops(
        self, asked: NearbyQuestion, located: Located, question: Question
    ) -> Iterator[NearStop]:
        """The nearest stop of each stop place that a line of the modes serves."""
        if self.boards is None or self.ends.index is None or not asked.transit_modes:
            return
        reached = self.ends.reached(located, question, egress=False).offsets
        if asked.radius_m is not None:
            inside, _ = self.ends.index.near(located.place.at, asked.radius_m)
            kept = np.isin(reached.stop, inside)
            reached = replace(reached, stop=reached.stop[kept], seconds=reached.seconds[kept])
        modes, languages = asked.transit_modes, asked.languages
        for each in self.boards.nearest(reached.stop, reached.seconds, modes, asked.n, languages):
            yield NearStop(*each)

    def _rentals(
        self, asked: NearbyQuestion, located: Located, walkers: Walkers
    ) -> Iterator[NearRental]:
        """The nearest stations and vehicles, together."""
        if not asked.with_rentals or not self.rentals.systems:
            return
        where, at = placed(self.rentals), located.place.at
        stations = np.flatnonzero(self._is_fit(where.stations, self._station_forms(), asked, at))
        is_free = on_street(self.rentals, asked.now)
        forms = self._vehicle_forms()
        vehicles = np.flatnonzero(is_free & self._is_fit(where.vehicles, forms, asked, at))
        lat = np.concatenate([where.stations.lat[stations], where.vehicles.lat[vehicles]])
        lon = np.concatenate([where.stations.lon[stations], where.vehicles.lon[vehicles]])
        positions = np.stack([lat, lon], axis=1)
        found = zip(*walkers.nearest(at, positions, asked.n, asked.max_s), strict=True)
        for row, seconds in found:
            is_station = row < stations.size
            kind = where.stations if is_station else where.vehicles
            own = stations[row] if is_station else vehicles[row - stations.size]
            system, there = int(kind.system[own]), (float(lat[row]), float(lon[row]))
            yield NearRental(bool(is_station), system, int(kind.row[own]), there, int(seconds))

    def _parking(
        self, asked: NearbyQuestion, located: Located, walkers: Walkers
    ) -> Iterator[NearParking]:
        """The nearest places to park."""
        sites = self.parking.sites
        rows = np.array([row for row, site in enumerate(sites) if _is_open(site, asked)], np.int64)
        for i, at, seconds in _nearest(asked, located, walkers, self.parking.at[rows]):
            yield NearParking(int(rows[i]), at, seconds)

    def _carpool_places(
        self, asked: NearbyQuestion, located: Located, walkers: Walkers
    ) -> Iterator[NearCarpoolPlace]:
        """The nearest places where people who share cars meet."""
        if not asked.with_carpool_places or not self.carpool_places:
            return
        ids = tuple(self.carpool_places)
        positions = np.array([(each.lat, each.lon) for each in self.carpool_places.values()])
        for i, at, seconds in _nearest(asked, located, walkers, positions):
            yield NearCarpoolPlace(ids[i], at, seconds)

    def _is_fit(
        self,
        where: Placed,
        forms: Iterable[frozenset[FormFactor]],
        asked: NearbyQuestion,
        at: LatLon,
    ) -> Bools:
        """[n] Which are of a form that is wanted, and in the circle."""
        fit = np.ones(where.row.size, np.bool_)
        if asked.forms:
            fit &= np.fromiter((bool(own & asked.forms) for own in forms), np.bool_, fit.size)
        if asked.radius_m is not None:
            fit &= crow_flies_m(at, where.lat, where.lon) <= asked.radius_m
        return fit

    def _station_forms(self) -> Iterator[frozenset[FormFactor]]:
        for system in self.rentals.systems:
            types = types_of(system)
            for station in system.stations:
                yield frozenset(type.form for type in types_at(station, types))

    def _vehicle_forms(self) -> Iterator[frozenset[FormFactor]]:
        for system in self.rentals.systems:
            types = types_of(system)
            for vehicle in system.vehicles:
                yield frozenset({types[type_id_of(system, vehicle)].form})

    def _measured(
        self, things: Sequence[Near], walkers: Walkers, question: Question, stop: Bytes
    ) -> Iterator[Near]:
        """Things with the length of the walks to them."""
        for near in things:
            if stop[0] or self.streets is None:
                yield near
                continue
            path = self.walks.way(
                walkers.doorways,
                self._doorways(near, walkers, question),
                (walkers.profile, walkers.speed_m_s),
                walker_of(question),
                near.seconds + 1,  # which were rounded
            )
            yield replace(near, metres=path.distance_m) if path else near

    def _doorways(self, near: Near, walkers: Walkers, question: Question) -> Sequence[Doorway]:
        if isinstance(near, NearStop):
            walker = walker_of(question)
            return self.walks.doorways(near.row, walkers.profile, walker, outward=False)
        return (Doorway(LatLon(*near.at), walkers.snap(np.array(near.at))),)


def _nearest(
    asked: NearbyQuestion, located: Located, walkers: Walkers, positions: Float64s
) -> Iterator[tuple[int, tuple[float, float], int]]:
    """(row, where, seconds) of the nearest of [m, 2] positions in the circle."""
    at, rows = located.place.at, np.arange(len(positions))
    if asked.radius_m is not None:
        crow_m = crow_flies_m(at, positions[:, 0], positions[:, 1])
        rows = np.flatnonzero(crow_m <= asked.radius_m)
    found = walkers.nearest(at, positions[rows], asked.n, asked.max_s)
    for i, seconds in zip(*found, strict=True):
        lat, lon = positions[rows[i]].tolist()
        yield int(rows[i]), (lat, lon), int(seconds)


def _is_open(site: Site, asked: NearbyQuestion) -> bool:
    """Whether something that is wanted can be parked there, by everyone."""
    return site.told.purpose in asked.parked and site.told.users is Users.ALL
