"""Bikes at docks: rides take them from stations and bring them to others, until the next morning.

Whoever finds no bike goes on foot, whoever finds no free dock rides to the next station.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from random import Random

from maas.demo.live.chance import chance
from maas.demo.rentals.places import Site, metres
from maas.demo.rentals.rhythm import Choice, begins, day_of, inward, moments

RIDES_PER_DOCK = 2.2
"""On a day."""
FULL_AT_FOUR = 0.5
ELECTRIC = 0.4
"""Share of the bikes."""
DETOUR, M_PER_S, FUMBLING_S = 1.3, 4.0, 90
SHORTEST_M, FARTHEST_M = 400, 5000
BROKEN = 0.03
"""Share of the docks with a broken bike on a day."""


@dataclass(frozen=True, slots=True)
class Ride:
    """What somebody means to do."""

    leaves: int
    origin: int
    destination: int
    wants_electric: bool


@dataclass(slots=True)
class Stock:
    """What stands at a station."""

    mechanical: int
    electric: int
    broken: int
    free: int
    changed_at: int
    """Unix s."""

    def take(self, *, electric: bool, at: int) -> bool | None:
        """Whether the bike that is taken is electric; None: there is none at all."""
        if not self.mechanical + self.electric:
            return None
        electric = self.electric > 0 and (electric or not self.mechanical)
        self.electric -= electric
        self.mechanical -= not electric
        self.free += 1
        self.changed_at = at
        return electric

    def put(self, *, electric: bool, at: int) -> None:
        """Into one of the free docks."""
        self.electric += electric
        self.mechanical += not electric
        self.free -= 1
        self.changed_at = at


@dataclass(frozen=True, slots=True, eq=False)
class BikeSystem:
    """Its stations, and the seed of what happens."""

    docks: tuple[Site, ...]
    seed: int
    choice: Choice
    nearest: tuple[tuple[int, ...], ...]
    """Of each station all, the nearest first."""

    @classmethod
    def of(cls, docks: tuple[Site, ...], seed: int) -> "BikeSystem":
        """Find out which stations are near each other."""
        nearest = tuple(
            tuple(sorted(range(len(docks)), key=lambda i: metres(site.at, docks[i].at)))
            for site in docks
        )
        return cls(docks, seed, Choice(docks), nearest)

    def at(self, now: int) -> list[Stock]:
        """What stands at each station (Unix s)."""
        day = day_of(now)
        stocks = [self._in_the_morning(site, day) for site in self.docks]
        under_way: list[tuple[int, int, bool]] = []
        for ride in self.rides(day):
            if ride.leaves > now:
                break
            self._arrive(stocks, under_way, ride.leaves)
            if self.is_closed(ride.origin, day):
                continue
            taken = stocks[ride.origin].take(electric=ride.wants_electric, at=ride.leaves)
            if taken is not None:
                heappush(under_way, (self._arrival(ride), ride.destination, taken))
        self._arrive(stocks, under_way, now)
        return stocks

    def rides(self, day: date) -> Iterator[Ride]:
        """What people mean to do on a day, in order."""
        random = Random(f"bikes {self.seed} {day}")
        n = round(RIDES_PER_DOCK * sum(site.capacity for site in self.docks))
        for moment in moments(day, n, random):
            lean = inward(moment)
            origin, destination = self.choice.draw(-lean, random), self.choice.draw(lean, random)
            far = metres(self.docks[origin].at, self.docks[destination].at)
            electric = random.random() < ELECTRIC + far / 10_000
            if SHORTEST_M < far < FARTHEST_M:
                yield Ride(moment, origin, destination, electric)

    def is_closed(self, station: int, day: date) -> bool:
        """Whether there are works at a station all day: at one of them."""
        return station == self._drawn("closed", day)

    def is_silent(self, station: int, day: date) -> bool:
        """Whether nobody hears of a station all day: of one that is open."""
        return station == self._drawn("silent", day) and not self.is_closed(station, day)

    def _drawn(self, what: str, day: date) -> int:
        return int(chance(self.seed, what, day) * len(self.docks))

    def _in_the_morning(self, site: Site, day: date) -> Stock:
        broken = sum(chance(self.seed, "broken", day, site.id, i) < BROKEN for i in range(9))
        share = FULL_AT_FOUR + 0.3 * (chance(self.seed, "stock", day, site.id) - site.pull)
        bikes = min(site.capacity - broken, max(0, round(share * site.capacity)))
        electric = round(ELECTRIC * bikes)
        free = site.capacity - broken - bikes
        return Stock(bikes - electric, electric, broken, free, begins(day))

    def _arrival(self, ride: Ride) -> int:
        far = metres(self.docks[ride.origin].at, self.docks[ride.destination].at)
        return ride.leaves + FUMBLING_S + round(DETOUR * far / M_PER_S)

    def _arrive(
        self, stocks: list[Stock], under_way: list[tuple[int, int, bool]], until: int
    ) -> None:
        """Put back all bikes that come by then, each where there is a free dock."""
        while under_way and under_way[0][0] <= until:
            at, destination, electric = heappop(under_way)
            open_to = (i for i in self.nearest[destination] if self._takes(stocks, i, at))
            stocks[next(open_to)].put(electric=electric, at=at)

    def _takes(self, stocks: list[Stock], station: int, at: int) -> bool:
        return stocks[station].free > 0 and not self.is_closed(station, day_of(at))
