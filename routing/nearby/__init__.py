"""What is near a place, by how long one walks there over streets."""

from routing.nearby.face import Nearby
from routing.nearby.question import (
    Near,
    NearbyQuestion,
    NearCarpoolPlace,
    NearParking,
    NearRental,
    NearStop,
    Neighbourhood,
    walk_of,
)

__all__ = [
    "Near",
    "NearCarpoolPlace",
    "NearParking",
    "NearRental",
    "NearStop",
    "Nearby",
    "NearbyQuestion",
    "Neighbourhood",
    "walk_of",
]
