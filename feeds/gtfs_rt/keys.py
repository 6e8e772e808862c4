"""What names a trip and a vehicle: TripDescriptor and VehicleDescriptor."""

from typing import Any

from google.protobuf.unknown_fields import UnknownFieldSet

from feeds.gtfs_rt.fields import day, identifier, time_of_day, words
from feeds.gtfs_rt.notices import Notices
from maas.live import TripKey, VehicleLabel
from maas.live.trips import TripRelationship
from maas.model import Access

RELATIONSHIPS = {int(each): each for each in TripRelationship}
WHEELCHAIR = {2: Access.YES, 3: Access.NO}


def trip_key(trip: Any, notices: Notices) -> TripKey:
    """A TripDescriptor.

    Raises:
        Unusable: an id, the start date or the start time cannot be read; guessing which run is
            meant could cancel another one.
    """
    modified = trip.modified_trip if trip.HasField("modified_trip") else None
    return TripKey(
        trip_id=identifier(trip.trip_id),
        route_id=identifier(trip.route_id),
        direction=direction(trip, notices),
        start_date=day(trip.start_date or (modified.start_date if modified else "")),
        start_time=time_of_day(trip.start_time or (modified.start_time if modified else "")),
        relationship=_relationship(trip, notices),
        modified_by=identifier(modified.modifications_id) if modified else "",
        affected_trip_id=identifier(modified.affected_trip_id) if modified else "",
    )


def vehicle_label(vehicle: Any, notices: Notices) -> VehicleLabel:
    """A VehicleDescriptor; number plates are not taken."""
    return VehicleLabel(
        id=identifier(vehicle.id),
        label=words(vehicle.label, notices),
        wheelchair=WHEELCHAIR.get(vehicle.wheelchair_accessible, Access.UNKNOWN),
    )


def direction(message: Any, notices: Notices) -> int:
    """direction_id of a trip or selector; -1: not said."""
    if not message.HasField("direction_id"):
        return -1
    if message.direction_id > 1:
        notices.note("number_out_of_range", message.direction_id)
        return -1
    return int(message.direction_id)


def _relationship(trip: Any, notices: Notices) -> TripRelationship:
    """Numbers that are newer than the bindings are kept apart by them, and read as SCHEDULED."""
    if not trip.HasField("schedule_relationship"):
        number = type(trip).SCHEDULE_RELATIONSHIP_FIELD_NUMBER
        for field in UnknownFieldSet(trip):
            if field.field_number == number:
                notices.note("unexpected_enum_value", field.data)
    return RELATIONSHIPS[trip.schedule_relationship]
