"""A run made to take a detour (TripModifications).

The calls left out stay as skipped ones; the stops called at instead stand after them, as long after
the section's reference stop as the feed says; everything after is as late as it says. A trip that
does not have the stops a detour names, or not in that order, or that would be a day late, is left
as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from maas.arrays import Int32s
from maas.live import ReplacementStop, Section, StopRef
from maas.live.trips import Occupancy
from maas.timetable import Timetable
from maas.units import NEVER
from routing.kernels.news import straighten
from routing.overlays.columns import CallRows, Columns
from routing.overlays.lookup import rows_of
from routing.overlays.trips.rules import DETOURS, Tally
from routing.overlays.trips.timing import CALLED_AT

FARTHEST_S = 86_400
"""No detour takes longer."""

INSERTED = -1
"""Instead of the position of a scheduled call."""


@dataclass(frozen=True, slots=True)
class Diversion:
    """What a detour makes of one run."""

    sections: tuple[Section, ...]
    prefix: str
    """Of the ids it names."""
    source: int
    """Number of the feed."""
    known_at: int
    """Unix s."""
    detour_id: str
    shape_id: str
    """The shape that it is said to run along instead; "": none."""


@dataclass(frozen=True, slots=True)
class _Call:
    """A call on the way taken; times are s of the service day."""

    position: int
    """Of the scheduled call, or INSERTED."""
    stop: int
    arrive: int
    depart: int
    skipped: bool = False
    known: bool = False


def divert(timetable: Timetable, way: Columns, diversion: Diversion, tally: Tally) -> Columns:
    """One run on its detour; the very same where the detour does not fit it."""
    example = f"{diversion.detour_id}, trip {way.runs.id[0]}"
    if not _is_bounded(diversion.sections, way.calls.stop.size):
        tally.count("excessive_detour", example, DETOURS)
        return way
    pieces = _pieces(timetable, way, diversion)
    if pieces is None:
        tally.count("incomplete_detour", example, DETOURS)
        return way
    taken = _Way(way.calls)
    for begin, end, section in pieces:
        taken.keep(begin)
        taken.leave_out(end)
        taken.insert(section, _rows(timetable, section.stops, diversion, tally))
        if begin == end and not section.stops:  # only the street is another, after this stop
            taken.keep(begin + 1)
        taken.delay += section.delay
    taken.keep(way.calls.stop.size)
    return _laid_out(way, taken.calls, diversion.shape_id)


def _is_bounded(sections: Sequence[Section], n_calls: int) -> bool:
    """Whether there is at most one section per call, and none of them, nor all, take too long."""
    if len(sections) > n_calls:
        return False
    travels = (stop.travel_s or 0 for section in sections for stop in section.stops)
    late = sum(abs(section.delay) for section in sections)
    return late <= FARTHEST_S and all(abs(travel) <= FARTHEST_S for travel in travels)


def _pieces(
    timetable: Timetable, way: Columns, diversion: Diversion
) -> list[tuple[int, int, Section]] | None:
    """Which calls, from one up to but not with another, each section replaces."""
    stops = [timetable.original(stop) for stop in way.calls.stop.tolist()]
    pieces = []
    for section in diversion.sections:
        begin = _find(timetable, way, stops, section.start, diversion.prefix)
        last = None
        if section.end is not None:
            last = _find(timetable, way, stops, section.end, diversion.prefix)
        if begin is None or (section.end is not None and (last is None or last < begin)):
            return None
        if (
            begin == 0
            and last is None
            and (section.stops and (section.stops[0].travel_s or 0) >= 0)
        ):
            begin = 1  # the first stop is itself what travel times count from
        pieces.append((begin, begin if last is None else last + 1, section))
    pieces.sort(key=lambda piece: piece[:2])
    ends = [0, *(end for _, end, _ in pieces)]
    in_order = all(
        end >= begin >= before for (begin, end, _), before in zip(pieces, ends, strict=False)
    )
    return pieces if in_order else None


def _find(
    timetable: Timetable, way: Columns, stops: Sequence[int], ref: StopRef, prefix: str
) -> int | None:
    """The one call that is meant; None: there is none, or several."""
    found = range(len(stops))
    if ref.sequence is not None:
        found = [i for i in found if way.calls.sequence[i] == ref.sequence]  # type: ignore[assignment]
    if ref.stop_id:
        row = timetable.stops.id.find(prefix + ref.stop_id)
        found = [i for i in found if stops[i] == row]  # type: ignore[assignment]
    return found[0] if len(found) == 1 else None


def _rows(
    timetable: Timetable, stops: Sequence[ReplacementStop], diversion: Diversion, tally: Tally
) -> list[tuple[int, int | None]]:
    """Stops called at instead, and when; those that the timetable does not have are left out."""
    rows = rows_of(timetable.stops.id, [diversion.prefix + stop.stop_id for stop in stops])
    found = []
    for stop, row in zip(stops, rows.tolist(), strict=True):
        if row < 0 or timetable.stops.kind[row] not in CALLED_AT:
            tally.count("E011", f"{diversion.detour_id}, stop {stop.stop_id}", DETOURS)
        else:
            found.append((row, stop.travel_s))
    return found


class _Way:
    """The calls of a run on detours, as they are put together."""

    def __init__(self, planned: CallRows) -> None:
        self._planned = planned
        self._position = 0
        self.calls: list[_Call] = []
        self.delay = 0

    def keep(self, end: int) -> None:
        """Call as planned, up to but not with a position."""
        self._go_on(end, skipped=False)

    def leave_out(self, end: int) -> None:
        """Call nowhere up to a position."""
        self._go_on(end, skipped=True)

    def insert(self, section: Section, stops: Sequence[tuple[int, int | None]]) -> None:
        """Call at stops of a section: evenly spread where it does not say when."""
        called = [call for call in self.calls if not call.skipped]
        reference = called[-1].arrive if called else int(self._planned.arrive[0])
        before = after = called[-1].depart if called else reference
        if self._position < self._planned.stop.size:
            after = int(self._planned.arrive[self._position]) + self.delay + section.delay
        for i, (stop, travel_s) in enumerate(stops, 1):
            spread = before + (after - before) * i // (len(stops) + 1)
            time = spread if travel_s is None else reference + travel_s
            self.calls.append(_Call(INSERTED, stop, time, time, known=True))

    def _go_on(self, end: int, *, skipped: bool) -> None:
        planned = self._planned
        for i in range(self._position, end):
            arrive, depart = (
                int(planned.arrive[i]) + self.delay,
                int(planned.depart[i]) + self.delay,
            )
            known = self.delay != 0
            stop = int(planned.stop[i])
            self.calls.append(_Call(i, stop, arrive, depart, skipped, known))
        self._position = max(self._position, end)


def _laid_out(way: Columns, calls: Sequence[_Call], shape_id: str) -> Columns:
    position = _ints(call.position for call in calls)
    inserted = position == INSERTED
    arrive, depart = _risen(calls)
    planned, at = way.calls, np.maximum(position, 0)
    stop = _ints(call.stop for call in calls)
    rows = CallRows(
        stop=stop,
        arrive=arrive,
        depart=depart,
        scheduled_arrive=np.where(inserted, NEVER, planned.scheduled_arrive[at]).astype(np.int32),
        scheduled_depart=np.where(inserted, NEVER, planned.scheduled_depart[at]).astype(np.int32),
        planned_stop=np.where(inserted, stop, planned.planned_stop[at]).astype(np.int32),
        may_board=inserted | planned.may_board[at],
        may_alight=inserted | planned.may_alight[at],
        skipped=np.array([call.skipped for call in calls], np.bool_),
        known=np.array([call.known for call in calls], np.bool_),
        occupancy=np.full(len(calls), Occupancy.UNKNOWN, np.int32),
        headsign=np.where(inserted, "", planned.headsign[at]),
        sequence=np.where(inserted, -1, planned.sequence[at]).astype(np.int32),
    )
    runs = way.runs
    if shape_id or inserted.any():
        none, own = np.full(1, -1), np.array([shape_id], object)
        runs = replace(runs, shape=none.astype(np.int32), first_cut=none.astype(np.int64), way=own)
    return Columns(runs, rows, np.array([0, len(calls)], np.int64))


def _risen(calls: Sequence[_Call]) -> tuple[Int32s, Int32s]:
    """Arrivals and departures, none before the one before."""
    times = np.stack([_ints(call.arrive for call in calls), _ints(call.depart for call in calls)])
    certain = np.array([not call.skipped for call in calls], np.bool_)
    first, raised = np.array([0, len(calls)], np.int64), np.empty((2, 1), np.int32)
    straighten(first, times, np.stack([certain, certain]), raised)
    return times[0], times[1]


def _ints(numbers: Any) -> Int32s:
    return np.array(list(numbers), np.int32)
