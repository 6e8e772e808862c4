"""Trips that run another way for some days, and ways and stops that the timetable does not have.

GTFS-Realtime calls them TripModifications, Shape and Stop. Ids and numbers as in `maas.live.trips`.
"""

import msgspec


class StopRef(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A call of a trip (StopSelector)."""

    sequence: int | None = None
    stop_id: str = ""


class SelectedTrips(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Trips that take the same detour."""

    trip_ids: tuple[str, ...] = ()
    shape_id: str = ""


class ReplacementStop(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A stop called at instead."""

    stop_id: str
    travel_s: int | None = None
    """From the section's reference stop."""


class Section(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A piece of the way that is replaced (Modification)."""

    start: StopRef
    end: StopRef | None = None
    """None: only `start` (nothing is left out where there are replacement stops alone)."""
    delay: int = 0
    """Of all calls after it."""
    stops: tuple[ReplacementStop, ...] = ()
    alert_id: str = ""


class Detour(msgspec.Struct, frozen=True, array_like=True, tag="detour", gc=False):
    """Trips that run another way for some days (TripModifications)."""

    id: str
    trips: tuple[SelectedTrips, ...] = ()
    start_times: tuple[int, ...] = ()
    """s of the service day; of frequency trips."""
    dates: tuple[int, ...] = ()
    """YYYYMMDD as numbers."""
    sections: tuple[Section, ...] = ()


class LiveShape(msgspec.Struct, frozen=True, array_like=True, tag="shape", gc=False):
    """A way that shapes.txt does not have."""

    id: str
    points: tuple[tuple[float, float], ...] = ()
    """Latitude, longitude."""


class LiveStop(msgspec.Struct, frozen=True, array_like=True, tag="stop", gc=False):
    """A stop that stops.txt does not have."""

    id: str
    name: str
    lat: float
    lon: float
    code: str = ""
    platform: str = ""
    parent_id: str = ""
    wheelchair: int = 0
    """maas.model.Access"""
