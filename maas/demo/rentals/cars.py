"""Cars that are brought back to where they were taken: each is booked now and then."""

from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from random import Random

from maas.demo.rentals.places import Site
from maas.demo.rentals.rhythm import HOUR, begins, day_of

BOOKINGS = (0, 1, 1, 2, 2, 3)
"""Of a car on a day."""
HOURS = (1, 2, 2, 3, 4, 6)
TYPES = ("city", "city", "estate", "van")
RANGE_M = {"city": 290_000, "estate": 720_000, "van": 640_000}
KM_PER_HOUR = 14
FULL = 0.2
"""Below this share of charge or fuel the next driver fills up, at our cost."""


@dataclass(frozen=True, slots=True)
class Car:
    """One that stands at home."""

    id: str
    """Another after each booking."""
    kind: str
    home: int
    """Row of the bays."""
    charge: float
    """Of 1: of the battery, or the tank."""
    until: int | None
    """When it is booked next on this day (Unix s)."""
    since: int
    """When it came back (Unix s)."""


@dataclass(frozen=True, slots=True)
class CarSystem:
    """Where the cars have their homes, and the seed of what happens."""

    bays: tuple[Site, ...]
    seed: int

    def at(self, now: int) -> list[Car]:
        """Those that stand at home (Unix s)."""
        homes = [home for home, bay in enumerate(self.bays) for _ in range(bay.capacity)]
        cars = (self._car(number, home, now) for number, home in enumerate(homes))
        return [car for car in cars if car is not None]

    def kind(self, number: int) -> str:
        """What the car of a number is."""
        return TYPES[number % len(TYPES)]

    def _car(self, number: int, home: int, now: int) -> Car | None:
        day, kind = day_of(now), self.kind(number)
        since, n = begins(day), 0
        charge = Random(f"tank {self.seed} {day} {number}").uniform(0.4, 1)
        for leaves, comes in self._bookings(number, day):
            if now < leaves:
                return Car(_id(self.seed, day, number, n), kind, home, charge, leaves, since)
            if now < comes:
                return None
            driven_m = (comes - leaves) / HOUR * KM_PER_HOUR * 1000
            charge -= driven_m / RANGE_M[kind]
            charge = charge if charge > FULL else 0.95
            since, n = comes, n + 1
        return Car(_id(self.seed, day, number, n), kind, home, charge, None, since)

    def _bookings(self, number: int, day: date) -> list[tuple[int, int]]:
        """(from, until) of those of a day, one after the other; all within opening hours."""
        random = Random(f"cars {self.seed} {day} {number}")
        free, found = 7, []
        for _ in range(random.choice(BOOKINGS)):
            start = free + random.choice((0, 1, 2, 4))
            end = start + random.choice(HOURS)
            if end > 22:
                break
            found.append((start, end))
            free = end + 1
        begin = begins(day)
        return [(begin + (a - 4) * HOUR, begin + (b - 4) * HOUR) for a, b in found]


def _id(seed: int, *subject: object) -> str:
    text = "|".join(map(str, ("car", seed, *subject)))
    return blake2b(text.encode(), digest_size=12).hexdigest()
