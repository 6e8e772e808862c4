"""Plots to sites: how full each is at one moment, whether it is open, and until when that holds.

Counts that are too old are unknown, and so is a count that stays the very same for a whole day.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from maas.live import ParkingFacility
from maas.live.parking import OpeningStatus, Users
from maas.model import SourceId
from routing.overlays.parking.laying import Records
from routing.overlays.parking.merging import bays_of_both
from routing.parking.opening import Spells
from routing.parking.plots import Plot
from routing.parking.sites import Room, Site

FROZEN_S = 86_400
"""A count that did not change for so long is none: the counter is broken."""
NEVER = 2**63 - 1
HAS_ROOM, UNKNOWN_ROOM, NO_ROOM = (int(each) for each in Room)


class Now(NamedTuple):
    """A site as it is at a moment."""

    site: Site
    room: int
    """Room"""
    until: int
    """When it changes by itself (Unix s)."""


class Counting:
    """Counts all plots at one moment."""

    def __init__(
        self, records: Records, read_at: Mapping[SourceId, int], spells: Spells, now: int
    ) -> None:
        self._records, self._read_at, self._spells = records, read_at, spells
        self._now = now

    def count(self, plot: Plot) -> Now:
        """How full a plot is, by the first of its sources that knows."""
        for source, id in plot.counters:
            record = self._records[source][id]
            end = _end(record)
            if record.free is not None and self._now < end:
                return self._counted(plot, source, record, end)
        for source, id in plot.counters:
            record = self._records[source][id]
            if _has_status(record, self._now):
                return self._uncounted(plot, source, record)
        source = plot.counters[0][0] if plot.counters else plot.source_id
        return self._uncounted(plot, source, plot.told)

    def frozen(self, source: SourceId) -> Iterator[str]:
        """What a source tells with a count that is not believed."""
        for record in self._records[source].values():
            if record.unchanged_since is not None and self._now >= _frozen_at(record):
                yield record.name or record.id

    def _counted(self, plot: Plot, source: SourceId, record: ParkingFacility, end: int) -> Now:
        told = record if len(plot.ids) == 1 else _told_by(record, plot.told)
        status, until = self._status(told)
        known_at = self._read_at[source] if record.counted_at is None else record.counted_at
        site = Site(plot.id, source, told, plot.ids, status, known_at, plot.priced_by)
        return Now(site, _room(told, status), until if until < end else end)

    def _uncounted(self, plot: Plot, source: SourceId, record: ParkingFacility) -> Now:
        """A plot of which it is not known how full it is, though it may be whether it is open."""
        told, end = plot.told, NEVER
        if record.status is not OpeningStatus.UNKNOWN:
            told = msgspec.structs.replace(told, status=record.status)
            end = record.counts_until or NEVER
        status, until = self._status(told)
        site = Site(plot.id, source, told, plot.ids, status, None, plot.priced_by)
        return Now(site, _room(told, status), min(until, end))

    def _status(self, told: ParkingFacility) -> tuple[OpeningStatus, int]:
        """Whether it is open by what the feed says, else by its hours; until when hours say so."""
        if told.status is OpeningStatus.UNKNOWN and told.opening_hours:
            spell = self._spells.get(told.opening_hours)
            return (spell.status, spell.until) if spell else (told.status, NEVER)
        return told.status, NEVER


def _end(record: ParkingFacility) -> int:
    """From when on its count is not known any more, be it in the past."""
    end = NEVER if record.counts_until is None else record.counts_until
    return end if record.unchanged_since is None else min(end, _frozen_at(record))


def _frozen_at(record: ParkingFacility) -> int:
    """From when on a count is not believed that has not changed for longer than is likely."""
    since = record.unchanged_since
    return NEVER if since is None or not record.is_live else since + FROZEN_S


def _has_status(record: ParkingFacility, now: int) -> bool:
    is_old = record.counts_until is not None and now >= record.counts_until
    return record.status is not OpeningStatus.UNKNOWN and not is_old


def _room(told: ParkingFacility, status: OpeningStatus) -> int:
    if status is OpeningStatus.CLOSED or told.users is not Users.ALL:
        return NO_ROOM
    if told.free is None:
        return UNKNOWN_ROOM
    return HAS_ROOM if told.free > 0 else NO_ROOM


def _told_by(record: ParkingFacility, told: ParkingFacility) -> ParkingFacility:
    """What all sources say together, with the counts of one; never more free than there are."""
    free, capacity = record.free, record.capacity or told.capacity
    is_possible = free is None or capacity is None or free <= capacity
    return msgspec.structs.replace(
        told,
        free=free,
        capacity=capacity if is_possible else None,
        status=record.status,
        counted_at=record.counted_at,
        counts_until=record.counts_until,
        unchanged_since=record.unchanged_since,
        bays=bays_of_both(record.bays, told.bays),
    )
