"""Where vehicles of lines are (GTFS-RT VehiclePosition); ids are the feed's own."""

import msgspec

from maas.live.trips import Occupancy, TripKey, VehicleLabel


class Carriage(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One carriage of a train, the first one being in front."""

    label: str = ""
    occupancy: Occupancy = Occupancy.UNKNOWN
    percentage: int | None = None


class VehiclePosition(msgspec.Struct, frozen=True, array_like=True, tag="vehicle", gc=False):
    """One vehicle."""

    key: TripKey | None
    """The trip it runs; None: none, or not said."""
    vehicle: VehicleLabel
    lat: float
    lon: float
    timestamp: int | None = None
    """When it was there; None: when the message was made."""
    bearing: float | None = None
    """Degrees clockwise from north."""
    speed: float | None = None
    """m/s"""
    sequence: int | None = None
    """stop_sequence of the stop that `status` is about."""
    stop_id: str = ""
    status: int = 2
    """GTFS-RT VehicleStopStatus: 0 incoming at, 1 stopped at, 2 in transit to."""
    congestion: int = 0
    """GTFS-RT CongestionLevel."""
    occupancy: Occupancy = Occupancy.UNKNOWN
    percentage: int | None = None
    carriages: tuple[Carriage, ...] = ()
