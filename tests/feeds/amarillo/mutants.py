"""Published offers gone wrong at random, the same ones for the same seed."""

from collections.abc import Iterator

from tests.feeds.amarillo.carpools import carpool
from tests.mutation import json_mutants

OFFERS = [
    carpool(id=f"c{number}", departureDate="2026-01-16" if number % 2 else ["monday"], seats=2)
    for number in range(4)
]


def mutants(seed: int) -> Iterator[bytes]:
    """Without end messages with one to five things wrong."""
    return json_mutants((OFFERS, {"carpools": OFFERS}, OFFERS[0]), seed)
