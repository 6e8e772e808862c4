"""What CIFS has a word for, and what Waze wants to be known of each incident before it takes it.

Source: Waze's specification of its partner feed, CIFS version 2, and its schema.
"""

from enum import StrEnum

from maas.live.incidents import Incident, IncidentKind, Severity, Traveller

SHORTEST_ID, SHORTEST_STREET, FEWEST_POINTS = 3, 2, 2

_CLOSED = {
    IncidentKind.WORKS: "ROAD_CLOSED_CONSTRUCTION",
    IncidentKind.EVENT: "ROAD_CLOSED_EVENT",
    IncidentKind.HAZARD: "ROAD_CLOSED_HAZARD",
    IncidentKind.ACCIDENT: "ROAD_CLOSED_HAZARD",
}
_OPEN = {
    IncidentKind.WORKS: ("HAZARD", "HAZARD_ON_ROAD_CONSTRUCTION"),
    IncidentKind.ACCIDENT: ("ACCIDENT", ""),
    IncidentKind.HAZARD: ("HAZARD", "HAZARD_ON_ROAD"),
    IncidentKind.EVENT: ("HAZARD", "HAZARD_ON_ROAD"),
    IncidentKind.JAM: ("JAM", ""),
}
_BY_SEVERITY = {
    ("ACCIDENT", Severity.LOW): "ACCIDENT_MINOR",
    ("ACCIDENT", Severity.HIGH): "ACCIDENT_MAJOR",
    ("JAM", Severity.LOW): "JAM_LIGHT_TRAFFIC",
    ("JAM", Severity.MEDIUM): "JAM_MODERATE_TRAFFIC",
    ("JAM", Severity.HIGH): "JAM_HEAVY_TRAFFIC",
}
_OF_ROADS = ("CAR_STOPPED", "ICE", "LANE_CLOSED", "OBJECT", "OIL", "POT_HOLE", "ROAD_KILL")
_OF_WEATHER = (
    *("FLOOD", "FOG", "FREEZING_RAIN", "HAIL", "HEAT_WAVE", "HEAVY_RAIN", "HEAVY_SNOW"),
    *("HURRICANE", "MONSOON", "TORNADO"),
)
SUBTYPES = frozenset(
    {
        *_CLOSED.values(),
        *(subtype for _, subtype in _OPEN.values() if subtype),
        *_BY_SEVERITY.values(),
        *(f"HAZARD_ON_ROAD_{each}" for each in (*_OF_ROADS, "TRAFFIC_LIGHT_FAULT")),
        *(f"HAZARD_WEATHER_{each}" for each in _OF_WEATHER),
        *("HAZARD_WEATHER", "HAZARD_ON_SHOULDER", "HAZARD_ON_SHOULDER_ANIMALS"),
        *("HAZARD_ON_SHOULDER_CAR_STOPPED", "HAZARD_ON_SHOULDER_MISSING_SIGN"),
        "JAM_STAND_STILL_TRAFFIC",
    }
)
"""Those we tell; of the police, which the schema has as well, we tell nothing."""


class Untold(StrEnum):
    """Why an incident is not in a document."""

    NO_PLACE = "NO_PLACE"
    """It was not found on the streets, or takes up less than a line there."""
    NO_STREET = "NO_STREET"
    """The map knows no name of the street, and nobody told one."""
    NO_WORD = "NO_WORD"
    """The format has no word for it, as for what concerns no cars."""


def type_of(incident: Incident) -> tuple[str, str] | None:
    """Type and subtype ("": none) of CIFS; None: it has no word for it."""
    if closes_to_cars(incident):
        kind, usual = "ROAD_CLOSED", _CLOSED.get(incident.kind, "")
    elif incident.is_closed or incident.kind not in _OPEN or not concerns_cars(incident):
        return None
    else:
        kind, usual = _OPEN[incident.kind]
    own = incident.subtype
    if own in SUBTYPES and own.startswith(kind):
        return kind, own
    return kind, _BY_SEVERITY.get((kind, incident.severity), usual)


def closes_to_cars(incident: Incident) -> bool:
    """Whether no car gets through while it holds: the one thing other planners lead round."""
    is_closed = incident.is_closed or incident.kind is IncidentKind.CLOSURE
    return is_closed and concerns_cars(incident)


def concerns_cars(incident: Incident) -> bool:
    """Whether it is about cars at all."""
    named = not incident.concerns or Traveller.CAR in incident.concerns
    return named and Traveller.CAR not in incident.exempt


def why_untold(incident: Incident) -> Untold | None:
    """What is missing for an incident to be told, if anything is."""
    if type_of(incident) is None:
        return Untold.NO_WORD
    if len(incident.line) < FEWEST_POINTS or len(incident.id) < SHORTEST_ID:
        return Untold.NO_PLACE
    if len(incident.street.strip()) < SHORTEST_STREET:
        return Untold.NO_STREET
    return None
