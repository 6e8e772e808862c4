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
        told = [(source, self._records[source][id]) for source, id in plot.counters]
        for source, record in told:
            if is_counted(record, self._now):
                return self._counted(plot, source, record)
        source, record = next(
            (each for each in told if _has_status(each[1], self._now)),
            told[0] if told else (plot.source_id, plot.told),
        )
        return self._uncounted(plot, source, record)

    def frozen(self, source: SourceId) -> Iterator[str]:
        """What a source tells with a count that is not believed."""
        for record in self._records[source].values():
            if is_frozen(record, self._now) and not _is_old(record, self._now):
                yield record.name or record.id

    def _counted(self, plot: Plot, source: SourceId, record: ParkingFacility) -> Now:
        told = record if len(plot.ids) == 1 else _told_by(record, plot.told)
        status, until = self._status(record.status, told)
        frozen_at = NEVER if record.unchanged_since is None else record.unchanged_since + FROZEN_S
        until = min(until, frozen_at if record.is_live else NEVER, _end(record))
        known_at = self._read_at[source] if record.counted_at is None else record.counted_at
        site = Site(plot.id, source, told, plot.ids, status, known_at, plot.priced_by)
        return Now(site, _room(told, status), until)

    def _uncounted(self, plot: Plot, source: SourceId, record: ParkingFacility) -> Now:
        """A plot of which it is not known how full it is, though it may be whether it is open."""
        has_status = _has_status(record, self._now)
        told = plot.told
        if has_status:
            told = msgspec.structs.replace(told, status=record.status)
        status, until = self._status(told.status, told)
        until = min(until, _end(record)) if has_status else until
        site = Site(plot.id, source, told, plot.ids, status, None, plot.priced_by)
        return Now(site, _room(told, status), until)

    def _status(self, said: OpeningStatus, told: ParkingFacility) -> tuple[OpeningStatus, int]:
        """Whether it is open by what the feed says, else by its hours; until when hours say so."""
        if said is not OpeningStatus.UNKNOWN:
            return said, NEVER
        spell = self._spells.get(told.opening_hours)
        return (spell.status, spell.until) if spell else (said, NEVER)


def is_counted(record: ParkingFacility, now: int) -> bool:
    """Whether it is known how full it is."""
    return record.free is not None and not _is_old(record, now) and not is_frozen(record, now)


def is_frozen(record: ParkingFacility, now: int) -> bool:
    """Whether nothing changed for longer than is likely."""
    since = record.unchanged_since
    return record.is_live and since is not None and now >= since + FROZEN_S


def _is_old(record: ParkingFacility, now: int) -> bool:
    return record.counts_until is not None and now >= record.counts_until


def _has_status(record: ParkingFacility, now: int) -> bool:
    return record.status is not OpeningStatus.UNKNOWN and not _is_old(record, now)


def _end(record: ParkingFacility) -> int:
    return NEVER if record.counts_until is None else record.counts_until


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
