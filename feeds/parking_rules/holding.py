"""For how long counts of car parks hold."""

from msgspec.structs import replace

from maas.live.parking import ParkingFacility
from maas.settings import Source

SHORTEST_HOLD_S = 300


def hold_s(source: Source) -> int:
    """For how long what a source counts is believed: three readings, at least five minutes."""
    return max(round(3 * (source.interval_s or 0)), SHORTEST_HOLD_S)


def held(facility: ParkingFacility, now: int, hold: int) -> ParkingFacility:
    """The same, saying until when its counts hold if it has any.

    Args:
        now: when it was read (Unix s): from then on, if it does not say when it was counted.
    """
    if facility.free is None and all(bays.free is None for bays in facility.bays):
        return facility
    at = now if facility.counted_at is None else facility.counted_at
    return replace(facility, is_live=True, counts_until=at + hold)
