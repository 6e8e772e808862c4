"""For how long counts of car parks hold."""

from msgspec.structs import replace

from maas.live.parking import OpeningStatus, ParkingFacility
from maas.settings import Source

SHORTEST_HOLD_S = 300


def hold_s(source: Source) -> int:
    """For how long what a source counts is believed: three readings, at least five minutes."""
    return max(round(3 * (source.interval_s or 0)), SHORTEST_HOLD_S)


def held(facility: ParkingFacility, now: int, hold: int) -> ParkingFacility:
    """The same, saying until when its counts hold if it has any, and whether it is open.

    Args:
        now: when it was read (Unix s): from then on, if it does not say when it was counted.
    """
    is_counted = facility.free is not None or any(each.free is not None for each in facility.bays)
    if not is_counted and facility.status is OpeningStatus.UNKNOWN:
        return facility
    at = now if facility.counted_at is None else facility.counted_at
    return replace(facility, is_live=is_counted or facility.is_live, counts_until=at + hold)
