"""Whether sites have room for one more at the moment at which one gets there.

Counts, and what a feed says of now, hold whatever time is asked for, as vehicles to rent do; only
opening hours are known ahead.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from maas.arrays import Bools, Bytes, Int32s, Int64s
from maas.live.parking import BayKind, OpeningStatus, ParkingFacility, Purpose, Users
from routing.opening_hours import OpeningHours, parse_hours
from routing.parking.sites import Parking, Room

MINUTE_S = 60
REMEMBERED = 4096
"""Answers whether something is open: many sites share their hours."""


@dataclass(frozen=True, slots=True, eq=False)
class Rooms:
    """The room of each site of an overlay, by when one gets there. Of all arrays a row is a site.

    A site that is shut is so whenever one comes; others open and close by their hours.
    """

    counted: Bytes
    """[n] Room by what is counted."""
    counted_disabled: Bytes
    """[n] The same for who needs a bay for disabled people."""
    shut: Bools
    """[n] By its feed, or not for everyone."""
    hours: Mapping[int, OpeningHours]
    """Of the sites whose hours say when they are open."""
    zone: ZoneInfo

    @classmethod
    def of(cls, parking: Parking) -> "Rooms":
        """The rooms of all sites."""
        hours, told = dict(_hours(parking)), [site.told for site in parking.sites]
        closed = [
            each.status is OpeningStatus.CLOSED and row not in hours
            for row, each in enumerate(told)
        ]
        kept_out = [each.users is not Users.ALL for each in told]
        return cls(
            np.array([_room(each.free) for each in told], np.uint8),
            np.array([room_disabled(each) for each in told], np.uint8),
            np.array(closed, np.bool_) | np.array(kept_out, np.bool_),
            hours,
            parking.zone,
        )

    def are_open(self, rows: Int32s, moments: Int64s) -> Bools:
        """[k] Whether one gets into each of some sites, or out, at a moment of its own (Unix s)."""
        is_open = ~self.shut[rows]
        for i, row in enumerate(rows.tolist()):
            hours = self.hours.get(row)
            if hours is not None and not _is_open(hours, int(moments[i]) // MINUTE_S, self.zone):
                is_open[i] = False
        return is_open


@lru_cache(REMEMBERED)
def _is_open(hours: OpeningHours, minute: int, zone: ZoneInfo) -> bool:
    return hours.is_open(minute * MINUTE_S, zone)


def _hours(parking: Parking) -> Iterator[tuple[int, OpeningHours]]:
    """Hours that can be relied on: what the feed says of now does not contradict them."""
    for row, site in enumerate(parking.sites):
        hours = parse_hours(site.told.opening_hours) if site.told.opening_hours else None
        if hours is None:
            continue
        status = site.told.status
        is_open = hours.is_open(parking.since, parking.zone)
        if status is OpeningStatus.UNKNOWN or (status is OpeningStatus.OPEN) == is_open:
            yield row, hours


def _room(free: int | None) -> Room:
    if free is None:
        return Room.UNKNOWN
    return Room.FREE if free > 0 else Room.NONE


def room_disabled(told: ParkingFacility) -> Room:
    """Of bays for disabled people; a place that does not speak of any may have some, unless it is
    full."""
    if told.purpose is Purpose.BIKE:
        return _room(told.free)
    bays = [each for each in told.bays if each.kind is BayKind.DISABLED]
    if bays and not any(each.capacity != 0 for each in bays):
        return Room.NONE
    counts = [each.free for each in bays if each.free is not None]
    if not counts:
        return Room.NONE if told.free == 0 else Room.UNKNOWN
    return _room(sum(counts))
