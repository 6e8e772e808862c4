"""Which kinds of live sources speak of what."""

from maas.settings import PARKING_KINDS, Territory

TRIP_KINDS = frozenset({"gtfs-rt"})
"""Of trips of a timetable."""
RENTAL_KINDS = frozenset({"gbfs"})
"""Of vehicles to rent."""

__all__ = ["PARKING_KINDS", "RENTAL_KINDS", "TRIP_KINDS", "has_rentals"]


def has_rentals(territory: Territory) -> bool:
    """Whether a source of a territory may tell of vehicles to rent."""
    return any(source.kind in RENTAL_KINDS for source in territory.live_sources)
