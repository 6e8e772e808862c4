"""Incidents street by street, each part with an id that lasts as long as the incident."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from feeds.cifs.telling import concerns_cars
from maas.model import Profile
from routing.incidents.laid import Incidents, LaidIncident
from routing.streets.pieces import NamedStreets, Piece


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a street that an incident lies on."""

    name: str
    """Tells the pieces of one incident apart: made of the street's name, not of any order."""
    piece: Piece


@lru_cache(2)
def stretches(incidents: Incidents, streets: NamedStreets | None) -> dict[str, tuple[Stretch, ...]]:
    """Where each incident lies that was found on the streets, by id; of what concerns cars as far
    as they go there.

    Remembered, for lines have news more often than roads. Not for the event loop.
    """
    if streets is None:
        return {}
    return {each.id: tuple(_stretches(each, streets)) for each in incidents.laid}


def _stretches(laid: LaidIncident, streets: NamedStreets) -> Iterator[Stretch]:
    """Pieces in their order; where the map has no name, the one that was told."""
    known: dict[str, int] = {}
    profile = Profile.CAR if concerns_cars(laid.incident) else None
    for piece in streets.pieces(laid.directed, profile):
        street = piece.street or laid.incident.street
        digest = sha256(street.casefold().encode()).hexdigest()[:8]
        known[digest] = number = known.get(digest, 0) + 1
        name = digest if number == 1 else f"{digest}.{number}"
        yield Stretch(name, Piece(street, piece.line, piece.direction))
