"""What is near a place, by how long one walks there over streets."""

from routing.nearby.face import Nearby
from routing.nearby.question import (
    Near,
    NearbyQuestion,
    NearParking,
    NearRental,
    NearStop,
    Neighbourhood,
    walk_of,
)

__all__ = [
    "Near",
    "NearParking",
    "NearRental",
    "NearStop",
    "Nearby",
    "NearbyQuestion",
    "Neighbourhood",
    "walk_of",
]
