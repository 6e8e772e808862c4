"""Scooters left anywhere: each has rides of its own through the day, and loses charge on them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from random import Random

from maas.demo.live.chance import chance
from maas.demo.rentals.places import Point, Site, metres
from maas.demo.rentals.rhythm import Choice, begins, day_of, inward, moments

RIDES = 7
"""Of a scooter on a day, at most."""
RANGE_M = 32_000
EMPTY = 0.06
"""Share of its charge at which a scooter waits for a fresh battery."""
SWAPPED_AFTER_S = 5400
RESERVED_BEFORE_S, RESERVED = 300, 0.3
BROKEN = 0.03
M_PER_S, DETOUR, UNLOCKING_S = 4.6, 1.25, 45


@dataclass(frozen=True, slots=True)
class Scooter:
    """One that stands somewhere."""

    id: str
    """Another after each ride, so that nobody can be followed."""
    at: Point
    charge: float
    """Of 1."""
    is_reserved: bool
    is_disabled: bool
    since: int
    """Unix s: when it was left there."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A scooter between two rides."""

    number: int
    """Of the stay on the day."""
    spot: int
    charge: float
    since: int
    until: int
    """Unix s."""


@dataclass(frozen=True, slots=True, eq=False)
class ScooterSystem:
    """Where scooters may be left, how many there are, and the seed of what happens."""

    spots: tuple[Site, ...]
    n: int
    seed: int
    choice: Choice

    @classmethod
    def of(cls, spots: tuple[Site, ...], n: int, seed: int) -> "ScooterSystem":
        """So many scooters."""
        return cls(spots, n, seed, Choice(spots))

    def at(self, now: int) -> list[Scooter]:
        """Those that stand somewhere (Unix s); who rides one has it for himself."""
        day = day_of(now)
        found = []
        for scooter in range(self.n):
            stay = next((s for s in self._stays(scooter, day) if s.since <= now < s.until), None)
            if stay is not None:
                found.append(self._standing(scooter, day, stay, now))
        return sorted(found, key=lambda each: each.id)

    def _stays(self, scooter: int, day: date) -> Iterator[Stay]:
        random = Random(f"scooters {self.seed} {day} {scooter}")
        spot = self.choice.draw(0, random)
        since, charge, number = begins(day), random.uniform(0.55, 1), 0
        for leaves in moments(day, random.randint(1, RIDES), random):
            if charge < EMPTY and leaves - since > SWAPPED_AFTER_S:
                yield Stay(number, spot, charge, since, since + SWAPPED_AFTER_S)
                since, charge = since + SWAPPED_AFTER_S, 1.0
                number += 1
            if leaves < since or charge < EMPTY or self._is_broken(scooter, day):
                continue
            to = self.choice.draw(inward(leaves), random)
            far = DETOUR * metres(self.spots[spot].at, self.spots[to].at)
            yield Stay(number, spot, charge, since, leaves)
            since = leaves + UNLOCKING_S + round(far / M_PER_S)
            spot, charge, number = to, max(0.02, charge - far / RANGE_M), number + 1
        yield Stay(number, spot, charge, since, begins(day) + 90_000)

    def _standing(self, scooter: int, day: date, stay: Stay, now: int) -> Scooter:
        subject = (day, scooter, stay.number)
        is_soon = stay.until - now < RESERVED_BEFORE_S
        return Scooter(
            _id(self.seed, *subject),
            self.spots[stay.spot].at,
            stay.charge,
            is_soon and chance(self.seed, "reserved", *subject) < RESERVED,
            self._is_broken(scooter, day) or stay.charge < EMPTY,
            stay.since,
        )

    def _is_broken(self, scooter: int, day: date) -> bool:
        return chance(self.seed, "broken scooter", day, scooter) < BROKEN


def _id(seed: int, *subject: object) -> str:
    text = "|".join(map(str, ("id", seed, *subject)))
    return blake2b(text.encode(), digest_size=12).hexdigest()
