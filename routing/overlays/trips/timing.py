"""News of runs brought to their calls: times, stops not called at, platforms, headsigns.

The rules of GTFS Realtime: a delay holds for all calls after the one it is said of, until another
is said or NO_DATA. Calls before the first one said keep their scheduled times, but none after it.
Where times that are said fall, the later ones are raised.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from maas.arrays import Bools, Bytes, Int32s, Int64s
from maas.live import StopUpdates, TripUpdate
from maas.live.trips import Occupancy, TripRelationship
from maas.model import StopKind
from maas.timetable import Timetable
from maas.units import NEVER
from routing.kernels.news import BY_STOP, NOT_THERE, REASSIGNED, TWICE, foretell, place, straighten
from routing.overlays.columns import CallRows, Columns
from routing.overlays.lookup import rows_of
from routing.overlays.trips.news import News, read_news
from routing.overlays.trips.rules import Tally

EARLIEST_S, LATEST_S = -2 * 3600, 86_400
"""What is said of a call may be this far from what is scheduled. No vehicle runs hours early: that
would be another day's."""

CALLED_AT = (StopKind.STOP, StopKind.BOARDING_AREA)
NOT_RUNNING = frozenset({TripRelationship.CANCELED, TripRelationship.DELETED})


@dataclass(frozen=True, slots=True)
class TripNews:
    """An update, whose it is and since when it is known."""

    update: TripUpdate
    prefix: str
    """Of the ids it names, "<source>:"."""
    source: int
    """Number of the feed."""
    known_at: int
    """Unix s."""
    made_at: int
    """When the message was made that says it, Unix s."""

    @property
    def cancels(self) -> bool:
        """Whether the trip does not run at all."""
        return self.update.key.relationship in NOT_RUNNING

    @property
    def is_silent(self) -> bool:
        """Whether nothing is said of a trip but its name."""
        update = self.update
        said = update.stops.stop_id or update.delay is not None or update.properties is not None
        return not (said or self.cancels)


@dataclass(frozen=True, slots=True, eq=False)
class Retiming:
    """Runs as they are planned, and what is said of each."""

    timetable: Timetable
    columns: Columns
    """[n]"""
    updates: Sequence[TripNews]
    """[n]"""
    midnight: Int64s
    """[n] Second 0 of the service day, Unix s."""
    tallies: Sequence[Tally]
    """[feeds] Where to count what does not fit."""

    def done(self) -> Columns:
        """The runs as they are said to run."""
        placed = self._plausible(self._placed())
        self._count(placed)
        calls = self._foretold(placed)
        cancelled = np.array([told.cancels for told in self.updates], np.bool_)
        cancelled |= _all_skipped(calls.skipped, self.columns.first)
        calls = self._with_more(self._as_planned(calls, cancelled), placed)
        runs = replace(self.columns.runs, cancelled=cancelled)
        return replace(self.columns, runs=runs, calls=_passed_by(calls))

    def _placed(self) -> "_Placed":
        news = read_news(
            self.timetable,
            [
                (told.prefix, StopUpdates() if told.cancels else told.update.stops, second)
                for told, second in zip(self.updates, self.midnight.tolist(), strict=True)
            ],
        )
        calls = self.columns.calls
        of, found = np.full(calls.stop.size, -1, np.int32), np.zeros(news.stop.size, np.uint8)
        time = np.where(news.time[1] == NEVER, news.time[0], news.time[1])
        place(
            self.columns.first, calls.stop, calls.sequence, calls.depart,
            self.timetable.stops.parent, news.first, news.stop, news.sequence, time, of, found,
        )  # fmt: skip
        call = np.full(news.stop.size, -1, np.int64)
        about = np.flatnonzero(of >= 0)
        call[of[about]] = about
        return _Placed(news, of, found, call)

    def _plausible(self, placed: "_Placed") -> "_Placed":
        """News without the times that cannot be true."""
        j = np.flatnonzero(placed.call >= 0)
        calls, at = self.columns.calls, placed.call[j]
        time, late = placed.news.time.copy(), placed.news.late.copy()
        wrong = np.zeros(j.size, np.bool_)
        for event, planned in enumerate((calls.arrive[at], calls.depart[at])):
            for said, expected in ((time[event], planned), (late[event], np.zeros_like(planned))):
                far = _is_far(said[j].astype(np.int64) - expected) & (said[j] != NEVER)
                said[j[far]] = NEVER
                wrong |= far
        for i in j[wrong].tolist():
            self._note("E001", i, placed.news)
        return replace(placed, news=replace(placed.news, time=time, late=late))

    def _count(self, placed: "_Placed") -> None:
        unknown = placed.news.stop == -1
        rules = (
            ("E011", unknown),
            ("E045", placed.found == BY_STOP),
            ("E051", (placed.found == NOT_THERE) & ~unknown),
            ("E036", placed.found == TWICE),
        )
        for rule, broken in rules:
            for j in np.flatnonzero(broken).tolist():
                self._note(rule, j, placed.news)

    def _note(self, rule: str, j: int, news: News) -> None:
        u = int(np.searchsorted(news.first, j, side="right")) - 1
        update = self.updates[u].update
        stop = update.stops[j - int(news.first[u])]
        example = f"trip {update.key.trip_id}, stop {stop.stop_id or stop.sequence}"
        self.tallies[self.updates[u].source].count(rule, example)

    def _foretold(self, placed: "_Placed") -> CallRows:
        calls, first, news = self.columns.calls, self.columns.first, placed.news
        expected = np.empty((2, calls.stop.size), np.int32)
        certain, flags = np.empty((2, 2, calls.stop.size), np.bool_)
        foretell(
            first, np.stack([calls.arrive, calls.depart]), calls.skipped, self._delays(),
            placed.of, news.relation, news.time, news.late, expected, certain, *flags,
        )  # fmt: skip
        raised = np.empty((2, first.size - 1), np.int32)
        straighten(first, expected, certain, raised)
        for rule, counts in zip(("E022", "E025"), raised, strict=True):
            for r in np.flatnonzero(counts).tolist():
                told = self.updates[r]
                trip = f"trip {told.update.key.trip_id}"
                self.tallies[told.source].count(rule, trip, n=int(counts[r]))
        skipped, known = flags
        arrive, depart = expected
        known |= calls.known
        return replace(calls, arrive=arrive, depart=depart, skipped=skipped, known=known)

    def _delays(self) -> Int32s:
        """[n] s; NEVER: not said of the whole trip."""
        delays = np.full(len(self.updates), NEVER, np.int32)
        for i, told in enumerate(self.updates):
            said = None if told.cancels else told.update.delay
            if said is None:
                continue
            if EARLIEST_S <= said <= LATEST_S:
                delays[i] = said
            else:
                self.tallies[told.source].count("E001", f"trip {told.update.key.trip_id}")
        return delays

    def _as_planned(self, calls: CallRows, cancelled: Bools) -> CallRows:
        """The calls of cancelled runs as they were."""
        back, before = np.repeat(cancelled, np.diff(self.columns.first)), self.columns.calls
        return replace(
            calls,
            arrive=np.where(back, before.arrive, calls.arrive),
            depart=np.where(back, before.depart, calls.depart),
            skipped=np.where(back, before.skipped, calls.skipped),
            known=np.where(back, before.known, calls.known),
        )

    def _with_more(self, calls: CallRows, placed: "_Placed") -> CallRows:
        """Other stops, headsigns and ways to board than planned; how full it leaves."""
        headsign, occupancy = calls.headsign.copy(), calls.occupancy.copy()
        may_board, may_alight = calls.may_board.copy(), calls.may_alight.copy()
        for j, said in placed.news.more:
            at = int(placed.call[j])
            if at < 0:
                continue
            if said.occupancy is not Occupancy.UNKNOWN:
                occupancy[at] = said.occupancy
            headsign[at] = said.headsign or headsign[at]
            may_board[at] = may_board[at] if said.may_board is None else said.may_board
            may_alight[at] = may_alight[at] if said.may_alight is None else said.may_alight
        return replace(
            calls,
            stop=self._stops(calls.stop, placed),
            headsign=headsign,
            occupancy=occupancy,
            may_board=may_board,
            may_alight=may_alight,
        )

    def _stops(self, planned: Int32s, placed: "_Placed") -> Int32s:
        """[calls] Stops, other platforms where those are said."""
        stop, news, kind = planned.copy(), placed.news, self.timetable.stops.kind
        moved = np.flatnonzero((placed.found == REASSIGNED) & (placed.call >= 0))
        moved = moved[np.isin(kind[news.stop[moved]], CALLED_AT)]
        stop[placed.call[moved]] = news.stop[moved]
        assigned = [(j, said) for j, said in news.more if said.assigned_stop_id]
        owner = np.searchsorted(news.first, [j for j, _ in assigned], side="right") - 1
        names = [
            self.updates[u].prefix + said.assigned_stop_id
            for u, (_, said) in zip(owner.tolist(), assigned, strict=True)
        ]
        rows = rows_of(self.timetable.stops.id, names).tolist()
        for (j, _), row in zip(assigned, rows, strict=True):
            if row < 0 or kind[row] not in CALLED_AT:
                self._note("E011", j, news)
            elif placed.call[j] >= 0:
                stop[placed.call[j]] = row
        return stop


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """News, and the calls they are about."""

    news: News
    of: Int32s
    """[calls] News about each call; -1: none."""
    found: Bytes
    """[news] kernels.news.FITS …"""
    call: Int64s
    """[news] Call each is about; -1: none."""


def _is_far(late: Int64s) -> Bools:
    """Where so many seconds late cannot be true."""
    far: Bools = (late < EARLIEST_S) | (late > LATEST_S)
    return far


def _all_skipped(skipped: Bools, first: Int64s) -> Bools:
    if not skipped.size:
        return np.zeros(first.size - 1, np.bool_)
    every: Bools = np.logical_and.reduceat(skipped, first[:-1])
    return every


def _passed_by(calls: CallRows) -> CallRows:
    """Calls with nobody getting on or off where the vehicle does not stop."""
    return replace(
        calls,
        may_board=calls.may_board & ~calls.skipped,
        may_alight=calls.may_alight & ~calls.skipped,
    )
