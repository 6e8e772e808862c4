"""Whether two sources tell of one place to park."""

from enum import IntEnum
from typing import NamedTuple

from maas.facilities import Position
from maas.live import ParkingFacility
from maas.live.parking import ParkingKind, Users
from maas.model import SourceId
from routing.overlays.parking.names import Likeness, compare, sign_in, sign_of

NEAR_M = 150.0
"""Who gives the address and who the way in may be so far from each other."""
BESIDE_M = 30.0
CAPACITY_SHARE = 0.3
"""Counts of bays that differ by no more may be of one place."""
PART = 5
"""So many times as large is another place."""
TELLING = 30
"""Bays; smaller numbers are those of half the street."""

_ON_GROUND = frozenset({ParkingKind.GROUND, ParkingKind.ON_STREET})
_BUILT = frozenset({ParkingKind.UNDERGROUND, ParkingKind.CAR_PARK})


class Told(NamedTuple):
    """A record and who tells it."""

    source_id: SourceId
    record: ParkingFacility
    entrances: tuple[Position, ...] = ()
    is_mapped: bool = False
    """By a map, not by who runs the place."""

    @property
    def id(self) -> str:
        """`<source>:<local>`"""
        return f"{self.source_id}:{self.record.id}"


class Reason(IntEnum):
    """Why two records may be of one place, the best reason first."""

    SAME_OBJECT = 0
    """Both name the same object of OpenStreetMap."""
    SAME_NAME = 1
    NAMES_ALIKE = 2
    CAPACITY = 3
    BESIDE = 4


def reason(one: Told, other: Told, metres: float) -> Reason | None:
    """Why two records of different sources are of one place; None: they are not.

    Args:
        metres: how far they are from each other.
    """
    a, b = one.record, other.record
    if a.osm_id and a.osm_id == b.osm_id:
        return Reason.SAME_OBJECT
    if a.purpose is not b.purpose or metres > NEAR_M or (a.osm_id and b.osm_id):
        return None
    if _are_apart(one, other):
        return None
    names = names_of(a, b)
    if names is Likeness.SAME:
        return Reason.SAME_NAME
    if names is Likeness.ALIKE and not _is_part(a, b):
        return Reason.NAMES_ALIKE
    is_alike = _have_alike_capacity(a, b)
    is_telling = bool(is_alike) and (a.capacity or 0) >= TELLING
    if _contradict(one, other):
        return None
    if names is Likeness.UNKNOWN and is_telling:
        return Reason.CAPACITY
    are_garages = a.kind in _BUILT and b.kind in _BUILT  # a part of whose bays may be for all
    is_possible = is_alike is not False or are_garages
    is_same = is_telling or (names is Likeness.UNKNOWN and is_possible)
    return Reason.BESIDE if is_same and metres <= BESIDE_M else None


def names_of(a: ParkingFacility, b: ParkingFacility) -> Likeness:
    """How two records are called; an id may tell what stands on the signs."""
    found = compare(a.name, b.name)
    signs = [sign_of(each.name) or sign_in(each.id) for each in (a, b)]
    is_signed = found is not Likeness.SAME and all(signs) and signs[0] == signs[1]
    return Likeness.SAME if is_signed else found


def _are_apart(one: Told, other: Told) -> bool:
    """Whether what they are rules out that they are one, whatever they are called: bays at the
    kerb are no garage, and those for a few are not those for all around them."""
    kinds = {one.record.kind, other.record.kind}
    users = {one.record.users, other.record.users}
    is_for_few = any(
        each.record.users is Users.SUBSCRIBERS and not each.is_mapped for each in (one, other)
    )
    is_at_kerb = ParkingKind.ON_STREET in kinds and bool(kinds & _BUILT)
    return is_at_kerb or (is_for_few and len(users) > 1)


def _is_part(a: ParkingFacility, b: ParkingFacility) -> bool:
    """Whether one is so much larger that a name alike tells that they are of one neighbourhood."""
    sizes = sorted((a.capacity or 0, b.capacity or 0))
    return bool(sizes[0]) and sizes[0] * PART < sizes[1]


def _contradict(one: Told, other: Told) -> bool:
    """Whether what they are rules out that they are one: nobody parks in a private yard that a
    town counts."""
    kinds = {one.record.kind, other.record.kind}
    is_private = any(
        each.is_mapped and each.record.users is Users.SUBSCRIBERS for each in (one, other)
    )
    return is_private or bool(kinds & _ON_GROUND and kinds & _BUILT)


def _have_alike_capacity(a: ParkingFacility, b: ParkingFacility) -> bool | None:
    """None: one does not say."""
    if not a.capacity or not b.capacity:
        return None
    return abs(a.capacity - b.capacity) <= CAPACITY_SHARE * max(a.capacity, b.capacity)
