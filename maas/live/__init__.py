"""What live feeds say, in their own words and ids: the records of batches.

One module per subject. Records cross processes, so they are msgspec structs with a tag each, and
`Record` lists them all.
"""

from maas.live.alerts import Alert, Selector, Text, in_language
from maas.live.detours import (
    Detour,
    LiveShape,
    LiveStop,
    ReplacementStop,
    Section,
    SelectedTrips,
    StopRef,
)
from maas.live.incidents import Incident
from maas.live.offers import CarpoolPlace, RideOffer
from maas.live.parking import ParkingFacility
from maas.live.public_reports import PublicReport
from maas.live.rentals import (
    PricingPlan,
    RentalAlert,
    RentalStation,
    RentalSystem,
    RentalVehicle,
    RentalZone,
    VehicleType,
)
from maas.live.roads import RoadState
from maas.live.trips import (
    CallDetails,
    StopEvent,
    StopEvents,
    StopUpdate,
    StopUpdates,
    TripKey,
    TripProperties,
    TripUpdate,
    VehicleLabel,
)
from maas.live.vehicles import Carriage, VehiclePosition

Record = (
    TripUpdate
    | VehiclePosition
    | Alert
    | Detour
    | LiveShape
    | LiveStop
    | RentalSystem
    | VehicleType
    | PricingPlan
    | RentalStation
    | RentalVehicle
    | RentalZone
    | RentalAlert
    | ParkingFacility
    | RoadState
    | RideOffer
    | CarpoolPlace
    | Incident
    | PublicReport
)
"""Everything a batch may hold."""

__all__ = [
    "Alert",
    "CallDetails",
    "CarpoolPlace",
    "Carriage",
    "Detour",
    "Incident",
    "LiveShape",
    "LiveStop",
    "ParkingFacility",
    "PricingPlan",
    "PublicReport",
    "Record",
    "RentalAlert",
    "RentalStation",
    "RentalSystem",
    "RentalVehicle",
    "RentalZone",
    "ReplacementStop",
    "RideOffer",
    "RoadState",
    "Section",
    "SelectedTrips",
    "Selector",
    "StopEvent",
    "StopEvents",
    "StopRef",
    "StopUpdate",
    "StopUpdates",
    "Text",
    "TripKey",
    "TripProperties",
    "TripUpdate",
    "VehicleLabel",
    "VehiclePosition",
    "VehicleType",
    "in_language",
]
