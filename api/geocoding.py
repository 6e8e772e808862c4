"""What finds places by name or position, as handlers see it."""

from dataclasses import dataclass
from typing import Protocol

from maas.model import LatLon
from routing.places.match import Match, PlaceQuery


class Geocoder(Protocol):
    """Finds places; routing.places.geocoder.Geocoder is the real one."""

    def find(self, query: PlaceQuery, /) -> tuple[Match, ...]:
        """The places that a text may mean, best first."""

    def around(self, at: LatLon, query: PlaceQuery, /) -> tuple[Match, ...]:
        """The places nearest to a position, the nearest first."""


@dataclass(frozen=True, slots=True)
class NoPlaces:
    """A geocoder that knows no place."""

    def find(self, _: PlaceQuery, /) -> tuple[Match, ...]:
        """Nothing."""
        return ()

    def around(self, _: LatLon, __: PlaceQuery, /) -> tuple[Match, ...]:
        """Nothing."""
        return ()


NO_PLACES = NoPlaces()
