"""Kinds of incidents in Waze's words, which its partner feed and CIFS have in common."""

from collections.abc import Mapping

from feeds.notices import Notes, Unusable
from maas.live.incidents import IncidentKind, Severity

KINDS: Mapping[str, IncidentKind] = {
    "ACCIDENT": IncidentKind.ACCIDENT,
    "CONSTRUCTION": IncidentKind.WORKS,
    "HAZARD": IncidentKind.HAZARD,
    "WEATHERHAZARD": IncidentKind.HAZARD,
    "JAM": IncidentKind.JAM,
    "ROAD_CLOSED": IncidentKind.CLOSURE,
    "MISC": IncidentKind.OTHER,
    "OTHER": IncidentKind.OTHER,
    "CHIT_CHAT": IncidentKind.OTHER,
}
POLICE = frozenset({"POLICE", "POLICEMAN"})
WORKS = frozenset({"HAZARD_ON_ROAD_CONSTRUCTION"})
"""Hazards that are works."""

SEVERITIES: Mapping[str, Severity] = {
    "ACCIDENT_MAJOR": Severity.HIGH,
    "ACCIDENT_MINOR": Severity.LOW,
    "JAM_LIGHT_TRAFFIC": Severity.LOW,
    "JAM_MODERATE_TRAFFIC": Severity.MEDIUM,
    "JAM_HEAVY_TRAFFIC": Severity.HIGH,
    "JAM_STAND_STILL_TRAFFIC": Severity.HIGH,
}


def told_kind(told: str, subtype: str, notices: Notes) -> IncidentKind:
    """What a type and a subtype mean; a type that nobody knows is another kind.

    Raises:
        Unusable: it tells where the police is.
    """
    name = told.strip().upper()
    if name in POLICE:
        raise Unusable("police")
    if subtype in WORKS:
        return IncidentKind.WORKS
    if name not in KINDS:
        notices.note("unknown_kind", name)
    return KINDS.get(name, IncidentKind.OTHER)


def severity_of(subtype: str, is_closed: bool) -> Severity:
    """How bad it is."""
    return Severity.HIGH if is_closed else SEVERITIES.get(subtype, Severity.UNKNOWN)
