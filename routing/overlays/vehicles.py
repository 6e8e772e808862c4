"""Where vehicles are, by the trips they run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maas.live import VehiclePosition
from maas.model import SourceId

TOO_OLD_S = 30 * 60
"""Older positions say nothing of a vehicle any more (PROMISES 6)."""


@dataclass(frozen=True, slots=True)
class SeenVehicle:
    """A vehicle where it was last seen."""

    position: VehiclePosition
    source: SourceId
    seen_at: int
    """Unix s"""


Seen = tuple[int, int, SeenVehicle]
"""A trip (numbered on from the scheduled ones if it is none of those), its service day (proleptic
ordinal), and the vehicle that runs it."""


@dataclass(frozen=True, slots=True, eq=False)
class LiveVehicles:
    """Vehicles that run a trip."""

    by_run: Mapping[tuple[int, int], SeenVehicle]
    """By the scheduled trip, for others the live one, and the service day."""

    @classmethod
    def of(cls, seen: Iterable[Seen]) -> "LiveVehicles":
        """Of several vehicles that claim one trip the one seen last, then of the first source."""
        by_run: dict[tuple[int, int], SeenVehicle] = {}
        for trip, day, vehicle in seen:
            known = by_run.get((trip, day))
            if known is None or known.seen_at < vehicle.seen_at:
                by_run[trip, day] = vehicle
        return cls(by_run)
