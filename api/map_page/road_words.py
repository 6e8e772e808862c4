"""What the map says of the road: the layer of incidents, and what the public may report."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoadWords:
    """Closures, works and jams on the map, in one language; `{…}` is filled in by the page."""

    show: str
    around: str
    """Names the list of what is near; opens it."""
    none_around: str
    unverified: str
    not_laid: str
    """Its street was not found on the map."""
    not_now: str
    """It holds at other hours."""
    from_until: str
    """`{begin}`, `{end}`: days with hours."""
    since: str
    """`{begin}`."""
    speed: str
    """`{n}`: km/h."""
    delay: str
    """`{long}`: by so much it takes longer."""
    only_for: str
    """`{whom}`: whom it concerns, where it is not everybody who drives."""
    whom: Mapping[str, str]
    """By `Traveller`."""
    report: str
    """Opens the choice of what to report here."""
    reports: Mapping[str, str]
    """What the public may report, by the kind's name."""
    reported: str


ENGLISH = RoadWords(
    show="Closures, works and jams",
    around="On the road near here",
    none_around="Nothing out of the ordinary on the roads near here.",
    unverified="not confirmed yet",
    not_laid="its street was not found: ways do not heed it",
    not_now="not at this hour",
    from_until="from {begin} until {end}",
    since="since {begin}",
    speed="{n} km/h",
    delay="{long} longer",
    only_for="for {whom}",
    whom={"CAR": "cars", "TRUCK": "lorries", "BUS": "buses", "BIKE": "bikes", "WALK": "walkers"},
    report="Report something here",
    reports={
        "OBSTACLE": "Obstacle",
        "ACCIDENT": "Accident",
        "WORKS": "Roadworks",
        "HAZARD": "Hazard",
    },
    reported="Thank you. Others see it once more people report it, or the town confirms it.",
)

FRENCH = RoadWords(
    show="Fermetures, travaux et embouteillages",
    around="Sur la route près d’ici",
    none_around="Rien à signaler sur les routes près d’ici.",
    unverified="pas encore confirmé",
    not_laid="rue introuvable : les itinéraires n’en tiennent pas compte",
    not_now="pas à cette heure",
    from_until="du {begin} au {end}",
    since="depuis le {begin}",
    speed="{n} km/h",
    delay="{long} de plus",
    only_for="pour {whom}",
    whom={
        "CAR": "les voitures",
        "TRUCK": "les camions",
        "BUS": "les bus",
        "BIKE": "les vélos",
        "WALK": "les piétons",
    },
    report="Signaler quelque chose ici",
    reports={
        "OBSTACLE": "Obstacle",
        "ACCIDENT": "Accident",
        "WORKS": "Travaux",
        "HAZARD": "Danger",
    },
    reported="Merci. Ce sera visible quand d’autres l’auront signalé ou que la ville l’aura"
    " confirmé.",
)
