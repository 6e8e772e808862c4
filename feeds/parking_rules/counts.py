"""Which counts of a car park can be true.

Counting loops drift, displays show what is taken as what is free, capacities are out of date. A
small error is repaired; where one cannot know, the count is unknown. Both are findings.
"""

from dataclasses import dataclass

from msgspec.structs import replace

from feeds.notices import Notes
from maas.live.parking import Bays, ParkingFacility

SLIGHT, SLIGHT_PLACES = 0.05, 2
"""How far counts may pass the capacity: of it, or so many places where that is more."""

FAR, FAR_PLACES = 0.2, 5
"""How far free and taken places together may be from the capacity, of which some is closed."""

FAR_PERCENT = 10.0
"""How far the share that is told may be from the one that is counted."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a record tells beside its free places."""

    occupied: int | None = None
    percent: float | None = None
    """How much is taken, 0 to 100."""


NOTHING = Beside()


def plausible(told: ParkingFacility, notices: Notes, beside: Beside = NOTHING) -> ParkingFacility:
    """A facility as it is told, without what cannot be true of its counts.

    Where it does not tell how many places are free, that is made of what it tells beside them.
    """
    capacity = _capacity(told, beside, notices)
    free = told.free
    if free is not None and free < 0:
        notices.note("negative_count", f"{told.id}: {free}")
        free = None
    elif free == 0 == told.capacity and not beside.occupied:
        notices.note("none_of_none", told.id)
        free = None
    elif free is None:
        free = _made(told.id, capacity, beside, notices)
    elif capacity is not None:
        free = _judged(told.id, capacity, free, beside, notices)
    bays = tuple(_bays(told.id, each, notices) for each in told.bays)
    return replace(told, capacity=capacity, free=free, bays=bays)


def _capacity(told: ParkingFacility, beside: Beside, notices: Notes) -> int | None:
    capacity = told.capacity
    if capacity is None or capacity > 0:
        return capacity
    if capacity < 0:
        notices.note("negative_count", f"{told.id}: capacity {capacity}")
    elif told.free or beside.occupied:
        notices.note("capacity_of_zero", told.id)
    return None


def _made(id: str, capacity: int | None, beside: Beside, notices: Notes) -> int | None:
    """Free places out of those that are taken."""
    if capacity is None:
        return None
    occupied = beside.occupied
    if occupied is None and beside.percent is not None and 0 <= beside.percent <= 100:
        occupied = round(capacity * beside.percent / 100)
    if occupied is None:
        return None
    shown = f"{id}: {occupied} of {capacity} taken"
    if occupied < 0:
        notices.note("negative_count", f"{id}: {occupied}")
        return None
    if occupied > capacity + _slight(capacity):
        notices.note("counts_disagree", shown)
        return None
    if occupied > capacity:
        notices.note("taken_over_capacity", shown)
    return max(0, capacity - occupied)


def _judged(id: str, capacity: int, free: int, beside: Beside, notices: Notes) -> int | None:
    """Free places, None where they cannot be so many."""
    shown = f"{id}: {free} of {capacity}"
    if free > capacity + _slight(capacity):
        notices.note("free_over_capacity", shown)
        return None
    if rule := _contradiction(capacity, free, beside):
        notices.note(rule, f"{shown}, {_said(beside)}")
        return None
    if free > capacity:
        notices.note("free_slightly_over_capacity", shown)
    return min(free, capacity)


def _contradiction(capacity: int, free: int, beside: Beside) -> str:
    """The rule that free places break against what is told beside them; "": none."""
    if beside.percent is not None and 0 <= beside.percent <= 100:
        taken = 100 * (1 - free / capacity)
        near = max(FAR_PERCENT, 100 * SLIGHT_PLACES / capacity)
        if abs(taken - beside.percent) > near:
            swapped = abs(100 * free / capacity - beside.percent) <= near
            return "occupied_as_free" if swapped else "percentage_disagrees"
    if beside.occupied is not None and beside.occupied >= 0:
        far = max(FAR * capacity, FAR_PLACES)
        if abs(free + beside.occupied - capacity) > far:
            is_same = free == beside.occupied
            return "occupied_as_free" if is_same else "counts_disagree"
    return ""


def _said(beside: Beside) -> str:
    percent = "" if beside.percent is None else f"{beside.percent:g} % taken"
    return percent or f"{beside.occupied} taken"


def _bays(id: str, bays: Bays, notices: Notes) -> Bays:
    capacity, free = bays.capacity, bays.free
    if (capacity is not None and capacity < 0) or (free is not None and free < 0):
        notices.note("negative_count", f"{id}: {bays.kind}")
        capacity = None if capacity is not None and capacity < 0 else capacity
        free = None
    if capacity is not None and free is not None and free > capacity:
        notices.note("bays_over_capacity", f"{id}: {free} of {capacity} {bays.kind}")
        free = None if free > capacity + _slight(capacity) else capacity
    return Bays(bays.kind, capacity, free)


def _slight(capacity: int) -> float:
    return max(SLIGHT * capacity, SLIGHT_PLACES)
