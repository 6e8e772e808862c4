"""One timetable of several: rows below each other, indices shifted, zones and days shared."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar, cast

import numpy as np

from maas.arrays import Bytes, Int16s, Int32s, Int64s, Texts, frozen
from maas.timetable.fares import Fares
from maas.timetable.numbering import Numbering
from maas.timetable.rows import stack_ids, stack_offsets, stack_rows
from maas.timetable.tables import (
    InSeat,
    Patterns,
    Services,
    Shapes,
    Timetable,
    Trips,
)

Index = TypeVar("Index", Int32s, Int64s)


def join(timetables: Sequence[Timetable]) -> Timetable:
    """All rows of all timetables, in their order; rows of the first keep their numbers.

    Raises:
        ValueError: there is nothing to join.
    """
    if not timetables:
        raise ValueError("no timetable to join")
    if len(timetables) == 1:
        return timetables[0]
    zones = list(dict.fromkeys(zone for each in timetables for zone in each.zones))
    moved, shift = [], _Shift()
    for each in timetables:
        moved.append(_moved(each, shift, zones))
        shift = shift.past(each)
    return frozen(_stacked(moved, zones))


@dataclass(frozen=True, slots=True)
class _Shift:
    """How many rows stand before those of a timetable."""

    stops: int = 0
    agencies: int = 0
    routes: int = 0
    patterns: int = 0
    trips: int = 0
    stop_times: int = 0
    services: int = 0
    shapes: int = 0
    cuts: int = 0
    numberings: int = 0

    def past(self, timetable: Timetable) -> "_Shift":
        return _Shift(
            self.stops + len(timetable.stops.id),
            self.agencies + len(timetable.agencies.id),
            self.routes + len(timetable.routes.id),
            self.patterns + timetable.patterns.mode.size,
            self.trips + timetable.trips.route.size,
            self.stop_times + timetable.stop_times.arrive.size,
            self.services + len(timetable.services.id),
            self.shapes + timetable.shapes.first.size - 1,
            self.cuts + timetable.shapes.cut.size,
            self.numberings + timetable.numbering.first.size - 1,
        )


def _moved(timetable: Timetable, shift: _Shift, zones: Sequence[str]) -> Timetable:
    """A timetable whose indices are those of the joined one."""
    stops, agencies, rules = timetable.stops, timetable.agencies, timetable.transfer_rules
    zone = np.array([zones.index(name) for name in timetable.zones], np.int16)
    return replace(
        timetable,
        stops=replace(stops, parent=_plus(stops.parent, shift.stops), zone=_map(zone, stops.zone)),
        agencies=replace(agencies, zone=_map(zone, agencies.zone)),
        routes=replace(timetable.routes, agency=_plus(timetable.routes.agency, shift.agencies)),
        patterns=replace(
            timetable.patterns,
            stop=_plus(timetable.patterns.stop, shift.stops),
            zone=_map(zone, timetable.patterns.zone),
        ),
        trips=_moved_trips(timetable.trips, shift),
        stop_headsigns=replace(
            timetable.stop_headsigns,
            stop_time=_plus(timetable.stop_headsigns.stop_time, shift.stop_times),
        ),
        in_seat=replace(timetable.in_seat, trip=_plus(timetable.in_seat.trip, shift.trips)),
        transfer_rules=replace(
            rules,
            from_stop=_plus(rules.from_stop, shift.stops),
            to_stop=_plus(rules.to_stop, shift.stops),
        ),
        numbering=replace(timetable.numbering, of=_plus(timetable.numbering.of, shift.numberings)),
        pathways=replace(
            timetable.pathways,
            from_stop=_plus(timetable.pathways.from_stop, shift.stops),
            to_stop=_plus(timetable.pathways.to_stop, shift.stops),
        ),
    )


def _moved_trips(trips: Trips, shift: _Shift) -> Trips:
    return replace(
        trips,
        route=_plus(trips.route, shift.routes),
        service=_plus(trips.service, shift.services),
        pattern=_plus(trips.pattern, shift.patterns),
        shape=_plus(trips.shape, shift.shapes),
        first_cut=_plus(trips.first_cut, shift.cuts),
    )


def _plus(index: Index, shift: int) -> Index:
    """Indices of rows that now stand further down; -1 stays "none"."""
    return cast(Index, np.where(index < 0, index, index + shift).astype(index.dtype))


def _map(zone: Int16s, own: Int16s) -> Int16s:
    return zone[own] if zone.size else own


def _stacked(moved: Sequence[Timetable], zones: Sequence[str]) -> Timetable:
    return Timetable(
        feeds=stack_rows([each.feeds for each in moved]),
        zones=Texts.of(zones),
        stops=stack_rows([each.stops for each in moved]),
        agencies=stack_rows([each.agencies for each in moved]),
        routes=stack_rows([each.routes for each in moved]),
        patterns=_patterns([each.patterns for each in moved]),
        trips=_trips([each.trips for each in moved]),
        stop_times=stack_rows([each.stop_times for each in moved]),
        stop_headsigns=stack_rows([each.stop_headsigns for each in moved]),
        services=_services([each.services for each in moved]),
        in_seat=_in_seat([each.in_seat for each in moved]),
        transfer_rules=stack_rows([each.transfer_rules for each in moved]),
        shapes=_shapes([each.shapes for each in moved]),
        numbering=_numbering([each.numbering for each in moved]),
        fares=_fares([each.fares for each in moved]),
        translations=stack_rows([each.translations for each in moved]),
        pathways=stack_rows([each.pathways for each in moved]),
    )


def _fares(parts: Sequence[Fares]) -> Fares:
    """Rows name their source and rows of their own feed only, so none has to move."""
    return Fares(
        **{
            table.name: stack_rows([getattr(part, table.name) for part in parts])
            for table in fields(Fares)
        }
    )


def _patterns(parts: Sequence[Patterns]) -> Patterns:
    rows = stack_rows(parts)
    return replace(
        rows,
        first_stop=stack_offsets([part.first_stop for part in parts]),
        first_trip=stack_offsets([part.first_trip for part in parts]),
    )


def _trips(parts: Sequence[Trips]) -> Trips:
    return replace(stack_rows(parts), first_time=stack_offsets([part.first_time for part in parts]))


def _in_seat(parts: Sequence[InSeat]) -> InSeat:
    return replace(stack_rows(parts), first=stack_offsets([part.first for part in parts]))


def _shapes(parts: Sequence[Shapes]) -> Shapes:
    return replace(stack_rows(parts), first=stack_offsets([part.first for part in parts]))


def _numbering(parts: Sequence[Numbering]) -> Numbering:
    return replace(stack_rows(parts), first=stack_offsets([part.first for part in parts]))


def _services(parts: Sequence[Services]) -> Services:
    """Bits of all services, from the first day of any to the last."""
    first = min(int(part.first_day[0]) for part in parts)
    last = max(int(part.first_day[0]) + 8 * part.runs.shape[1] for part in parts)
    runs = [_repacked(part, first, last) for part in parts]
    ids = stack_ids([part.id for part in parts])
    return Services(ids, np.array([first], np.int32), np.concatenate(runs))


def _repacked(services: Services, first: int, last: int) -> Bytes:
    days = np.unpackbits(services.runs, axis=1, bitorder="little")
    before = int(services.first_day[0]) - first
    after = last - first - before - days.shape[1]
    return np.packbits(np.pad(days, ((0, 0), (before, after))), axis=1, bitorder="little")
