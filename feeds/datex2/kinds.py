"""Types of situation records to kinds of incidents. Source: DATEX II 2.3 and 3, Situation."""

from collections.abc import Mapping

from maas.live.incidents import IncidentKind, Severity

KINDS: Mapping[str, IncidentKind] = {
    "Accident": IncidentKind.ACCIDENT,
    "AbnormalTraffic": IncidentKind.JAM,
    **dict.fromkeys(("MaintenanceWorks", "ConstructionWorks", "Roadworks"), IncidentKind.WORKS),
    **dict.fromkeys(
        (
            *("AnimalPresenceObstruction", "EnvironmentalObstruction", "GeneralObstruction"),
            *("InfrastructureDamageObstruction", "VehicleObstruction", "Obstruction"),
            *("PoorEnvironmentConditions", "WeatherRelatedRoadConditions", "Conditions"),
            *("NonWeatherRelatedRoadConditions", "RoadSurfaceConditionInformation"),
            *("EquipmentOrSystemFault", "NonOrderedObstruction"),
        ),
        IncidentKind.HAZARD,
    ),
    **dict.fromkeys(
        ("PublicEvent", "DisturbanceActivity", "AuthorityOperation"), IncidentKind.EVENT
    ),
    **dict.fromkeys(
        (
            *("RoadOrCarriagewayOrLaneManagement", "SpeedManagement", "WinterDrivingManagement"),
            *("GeneralInstructionOrMessageToRoadUsers", "GeneralNetworkManagement"),
        ),
        IncidentKind.RESTRICTION,
    ),
    **dict.fromkeys(
        (
            *("ReroutingManagement", "TransitInformation", "ServiceInformation"),
            *("RoadsideAssistance", "RoadsideServiceDisruption", "CarParks"),
            *("SignSetting", "OperatorAction", "TrafficElement", "GenericSituationRecord"),
        ),
        IncidentKind.OTHER,
    ),
}
"""Of types without their namespace."""

CLOSED = frozenset(
    {
        *("roadClosed", "carriagewayClosures", "closedPermanentlyForTheWinter", "iceRoadClosed"),
        *("bridgeClosed", "tunnelClosed", "blocked", "roadCompletelyBlocked", "impassable"),
    }
)
"""Values of a record that say that nobody gets through."""

SEVERITIES: Mapping[str, Severity] = {
    "highest": Severity.HIGH,
    "high": Severity.HIGH,
    "medium": Severity.MEDIUM,
    "low": Severity.LOW,
    "lowest": Severity.LOW,
}
PROBABILITIES: Mapping[str, float] = {
    "certain": 1.0,
    "probable": 0.75,
    "riskOf": 0.5,
    "improbable": 0.25,
}
"""How sure the source is."""
UNRELIABLE = 0.5
"""How sure it is at most of what somebody told who is not reliable."""
