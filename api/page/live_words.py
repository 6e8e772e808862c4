"""What is said of trips that do not run as scheduled, in English and in French."""

from collections.abc import Mapping
from dataclasses import dataclass

from maas.live.trips import Occupancy


@dataclass(frozen=True, slots=True)
class LiveWords:
    """Delays, cancellations and how full vehicles are, in one language."""

    on_time: str
    cancelled: str
    missed: str
    """The vehicle leaves before one is there."""
    added: str
    """Runs in addition to the timetable."""
    skipped: str
    """`{name}`: a stop that the vehicle passes by."""
    instead: str
    """`{now}`, `{planned}`: platforms."""
    old: str
    """`{long}`: how old what is known is."""
    occupancy: Mapping[Occupancy, str]


ENGLISH = LiveWords(
    on_time="on time",
    cancelled="cancelled",
    missed="leaves before you are there",
    added="extra trip",
    skipped="does not stop at {name}",
    instead="{now} instead of {planned}",
    old="as known {long} ago",
    occupancy={
        Occupancy.EMPTY: "empty",
        Occupancy.MANY_SEATS_AVAILABLE: "many seats",
        Occupancy.FEW_SEATS_AVAILABLE: "few seats",
        Occupancy.STANDING_ROOM_ONLY: "standing room only",
        Occupancy.CRUSHED_STANDING_ROOM_ONLY: "crowded",
        Occupancy.FULL: "full",
        Occupancy.NOT_ACCEPTING_PASSENGERS: "takes nobody",
        Occupancy.NOT_BOARDABLE: "not to be boarded",
    },
)

FRENCH = LiveWords(
    on_time="à l’heure",
    cancelled="supprimé",
    missed="part avant votre arrivée",
    added="course supplémentaire",
    skipped="ne dessert pas {name}",
    instead="{now} au lieu de {planned}",
    old="connu il y a {long}",
    occupancy={
        Occupancy.EMPTY: "vide",
        Occupancy.MANY_SEATS_AVAILABLE: "beaucoup de places",
        Occupancy.FEW_SEATS_AVAILABLE: "peu de places",
        Occupancy.STANDING_ROOM_ONLY: "places debout seulement",
        Occupancy.CRUSHED_STANDING_ROOM_ONLY: "bondé",
        Occupancy.FULL: "complet",
        Occupancy.NOT_ACCEPTING_PASSENGERS: "ne prend personne",
        Occupancy.NOT_BOARDABLE: "sans voyageurs",
    },
)
