"""Where vehicles are: VehiclePosition."""

from math import isfinite
from typing import Any

from feeds.gtfs_rt.fields import identifier, optional, timestamp, words
from feeds.gtfs_rt.keys import trip_key, vehicle_label
from feeds.gtfs_rt.notices import Notices
from feeds.gtfs_rt.reading import Reading
from feeds.notices import Unusable
from maas.live import Carriage, TripKey, VehicleLabel, VehiclePosition
from maas.live.trips import Occupancy

FASTEST_M_S = 170
"""Trains on wheels reach 160 m/s on a record run."""

MOST_PERCENT = 1000

FLOAT_DIGITS = 6
"""Degrees come as 32-bit floats: more digits than these are noise."""


def vehicle_position(entity: Any, reading: Reading) -> VehiclePosition:
    """A VehiclePosition.

    Raises:
        Unusable: it is nowhere, or an id cannot be read.
    """
    said, notices = entity.vehicle, reading.notices
    if not said.HasField("position"):
        raise Unusable("missing_position")
    lat, lon = place(said.position.latitude, said.position.longitude, "E026")
    return VehiclePosition(
        key=_key(said, notices),
        vehicle=_label(entity, notices),
        lat=lat,
        lon=lon,
        timestamp=timestamp(said.timestamp, reading.made_at, notices),
        bearing=_bearing(said.position, notices),
        speed=_speed(said.position, notices),
        sequence=optional(said, "current_stop_sequence"),
        stop_id=identifier(said.stop_id),
        status=int(said.current_status),
        congestion=int(said.congestion_level),
        occupancy=_occupancy(said),
        percentage=_percentage(said, notices),
        carriages=tuple(
            _carriage(each, notices)
            for each in sorted(said.multi_carriage_details, key=lambda each: each.carriage_sequence)
        ),
    )


def place(lat: float, lon: float, rule: str) -> tuple[float, float]:
    """A position on earth that is not 0, 0, where devices are that do not know where they are.

    Raises:
        Unusable: it is none; breaks this rule.
    """
    on_earth = isfinite(lat) and isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180
    if not on_earth or (lat == 0 and lon == 0):
        raise Unusable(rule, f"{lat}, {lon}")
    return round(lat, FLOAT_DIGITS), round(lon, FLOAT_DIGITS)


def _key(said: Any, notices: Notices) -> TripKey | None:
    key = trip_key(said.trip, notices)
    return key if key.trip_id or key.route_id or key.modified_by else None


def _label(entity: Any, notices: Notices) -> VehicleLabel:
    label = vehicle_label(entity.vehicle.vehicle, notices)
    if label.id:
        return label
    notices.note("W002")
    return VehicleLabel(identifier(entity.id), label.label, label.wheelchair)


def _bearing(position: Any, notices: Notices) -> float | None:
    if not position.HasField("bearing"):
        return None
    if 0 <= position.bearing <= 360:
        return round(float(position.bearing), 1)
    notices.note("E027", position.bearing)
    return None


def _speed(position: Any, notices: Notices) -> float | None:
    if not position.HasField("speed"):
        return None
    if 0 <= position.speed <= FASTEST_M_S:
        return round(float(position.speed), 2)
    notices.note("W004", position.speed)
    return None


def _occupancy(said: Any) -> Occupancy:
    known = said.HasField("occupancy_status")
    return Occupancy(said.occupancy_status) if known else Occupancy.UNKNOWN


def _percentage(said: Any, notices: Notices) -> int | None:
    percentage: int | None = optional(said, "occupancy_percentage")
    if percentage is not None and percentage > MOST_PERCENT:
        notices.note("number_out_of_range", percentage)
        return None
    return percentage


def _carriage(said: Any, notices: Notices) -> Carriage:
    percentage = said.occupancy_percentage
    return Carriage(
        label=words(said.label or said.id, notices),
        occupancy=_occupancy(said),
        percentage=percentage if 0 <= percentage <= MOST_PERCENT else None,
    )
