"""Everything static a question is answered from: one generation, loaded."""

from collections.abc import Mapping
from dataclasses import dataclass

from maas.facilities import Facilities
from maas.model import Profile
from maas.streets import StreetNetwork
from maas.timetable import Timetable, Transfers
from routing.places.tables import PlaceIndex
from routing.streets import Landmarks, Links


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """The parts of a generation. A territory may lack timetables or streets, not both."""

    timetable: Timetable | None
    streets: StreetNetwork | None
    links: Links | None
    """Where the timetable's stops touch the streets; None if either is lacking."""
    transfers: Mapping[Profile, Transfers]
    """For WALK and WHEELCHAIR; empty without timetables."""
    places: PlaceIndex | None = None
    """What the geocoder finds."""
    facilities: Facilities | None = None
    """Where a map says that one can park."""
    landmarks: Landmarks | None = None
    """What draws cars to their goals; None: they are found when a router is made."""
