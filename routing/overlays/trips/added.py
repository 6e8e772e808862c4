"""Trips that an update says in full: new ones, and those that replace a scheduled one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from maas.arrays import Bools, Int32s, Int64s
from maas.live import StopEvent, StopUpdate
from maas.live.trips import StopRelationship
from maas.timetable import Timetable
from maas.units import NEVER
from routing.overlays.live_run import LiveRun
from routing.overlays.lookup import rows_of
from routing.overlays.scheduled_run import scheduled_run
from routing.overlays.trips.claims import Claim
from routing.overlays.trips.days import Days, ordinal
from routing.overlays.trips.rules import Tally
from routing.overlays.trips.timing import CALLED_AT

LONGEST_S = 3 * 86_400
"""A trip begins and ends within so much of its service day's first second."""


@dataclass(frozen=True, slots=True)
class _Call:
    """One call; times are Unix s."""

    stop: int
    said: StopUpdate
    arrive: int
    depart: int


class Incomplete(ValueError):
    """Not a trip that can run; says which rule is broken."""


def run_told(timetable: Timetable, days: Days, claim: Claim, tally: Tally) -> LiveRun:
    """The run as an update alone says it.

    Raises:
        Incomplete: it does not say enough.
    """
    update = claim.told.update
    frame = _frame(timetable, claim)
    calls = _whole(_calls(timetable, claim, tally))
    if len(calls) < 2 or not (update.key.trip_id or claim.run):
        raise Incomplete("incomplete_trip")
    day = claim.run.day if claim.run else _day(days, claim, frame.zone, calls[0].depart)
    midnight = days.midnight(day, frame.zone)
    arrive, depart = _rising(calls, midnight, tally, update.key.trip_id)
    scheduled = _scheduled(calls, midnight, frame, timetable)
    skipped = _flags(calls, lambda said: said.relationship is StopRelationship.SKIPPED)
    stop = np.array([call.stop for call in calls], np.int32)
    return replace(
        frame,
        day=day,
        stop=stop,
        arrive=arrive,
        depart=depart,
        scheduled_arrive=scheduled[0],
        scheduled_depart=scheduled[1],
        planned_stop=stop,
        may_board=_flags(calls, lambda said: said.may_board is not False) & ~skipped,
        may_alight=_flags(calls, lambda said: said.may_alight is not False) & ~skipped,
        skipped=skipped,
        known=_flags(calls, lambda said: said.relationship is not StopRelationship.NO_DATA),
        occupancy=np.array([call.said.occupancy for call in calls], np.int32),
        stop_headsigns=tuple((i, c.said.headsign) for i, c in enumerate(calls) if c.said.headsign),
        cancelled=bool(skipped.all()),
    )


def _frame(timetable: Timetable, claim: Claim) -> LiveRun:
    """What is not said of single calls: of the trip that is replaced, else of the route alone."""
    key, prefix = claim.told.update.key, claim.told.prefix
    route = int(rows_of(timetable.routes.id, [prefix + key.route_id])[0])
    if claim.run is not None:
        base = scheduled_run(timetable, claim.run.trip, claim.run.day)
        return replace(base, route=base.route if route < 0 else route, shape=-1, first_cut=-1)
    if route < 0 and not key.route_id:  # ADDED may bear the id of the trip it is like
        trip = int(rows_of(timetable.trips.id, [prefix + key.trip_id])[0])
        route = int(timetable.trips.route[trip]) if trip >= 0 else -1
    if route < 0:
        raise Incomplete("E004")
    none, no = np.zeros(0, np.int32), np.zeros(0, np.bool_)
    return LiveRun(
        -1, 0, prefix + key.trip_id, route,
        none, none, none, none, none, none, no, no, no, no, none,
        mode=int(timetable.routes.mode[route]),
        zone=int(timetable.agencies.zone[timetable.routes.agency[route]]),
        direction=key.direction,
    )  # fmt: skip


def _calls(timetable: Timetable, claim: Claim, tally: Tally) -> list[tuple[int, StopUpdate]]:
    """Where it calls; stops that the timetable does not have are left out."""
    update, prefix = claim.told.update, claim.told.prefix
    names = [prefix + (stop.assigned_stop_id or stop.stop_id) for stop in update.stops]
    found = []
    for stop, row in zip(update.stops, rows_of(timetable.stops.id, names).tolist(), strict=True):
        if row < 0 or timetable.stops.kind[row] not in CALLED_AT:
            tally.count("E011", f"trip {update.key.trip_id}, stop {stop.stop_id}")
        else:
            found.append((row, stop))
    return found


def _whole(called: Sequence[tuple[int, StopUpdate]]) -> list[_Call]:
    """Calls with times: evenly between the ones around where none is said, none at the ends."""
    times = [_times(said) for _, said in called]
    known = [i for i, time in enumerate(times) if time is not None]
    calls = []
    for i in range(known[0], known[-1] + 1) if known else ():
        time = times[i]
        if time is None:
            before = max(k for k in known if k < i)
            after = min(k for k in known if k > i)
            (_, start), (end, _) = times[before] or (0, 0), times[after] or (0, 0)
            time = (start + (end - start) * (i - before) // (after - before),) * 2
        calls.append(_Call(*called[i], *time))
    return calls


def _times(said: StopUpdate) -> tuple[int, int] | None:
    arrive, depart = _time(said.arrival), _time(said.departure)
    arrive, depart = depart if arrive is None else arrive, arrive if depart is None else depart
    return None if arrive is None or depart is None else (arrive, depart)


def _time(event: StopEvent | None) -> int | None:
    if event is None or event.time is not None:
        return None if event is None else event.time
    return None if event.scheduled is None else event.scheduled + (event.delay or 0)


def _day(days: Days, claim: Claim, zone: int, first: int) -> int:
    start_date = claim.told.update.key.start_date
    try:
        day = ordinal(start_date) if start_date else days.today(first, zone)
    except (ValueError, OverflowError, OSError) as problem:  # no such year
        raise Incomplete("E001") from problem
    if day is None or not days.is_near(day, claim.told.made_at):
        raise Incomplete("start_date_far_away")
    return day


def _rising(
    calls: Sequence[_Call], midnight: int, tally: Tally, trip_id: str
) -> tuple[Int32s, Int32s]:
    """Times of day, none before the one before."""
    times = [time - midnight for call in calls for time in (call.arrive, call.depart)]
    if max(map(abs, times)) > LONGEST_S:
        raise Incomplete("E001")
    said = np.array(times, np.int64)
    passed = _flags(calls, lambda told: told.relationship is StopRelationship.SKIPPED).repeat(2)
    risen = _between(said, passed)
    for event, rule in enumerate(("E022", "E025")):
        raised = np.count_nonzero(((risen != said) & ~passed)[event::2])
        tally.count(rule, f"trip {trip_id}", n=int(raised))
    return risen[::2].copy(), risen[1::2].copy()


def _between(said: Int64s, passed: Bools) -> Int32s:
    """Times raised to those before; of calls that are passed by, brought between those around."""
    low = np.maximum.accumulate(np.where(passed, -LONGEST_S, said))
    high = np.minimum.accumulate(np.where(passed, LONGEST_S, low)[::-1])[::-1]
    return np.maximum.accumulate(np.clip(said, low, high)).astype(np.int32)


def _scheduled(
    calls: Sequence[_Call], midnight: int, base: LiveRun, timetable: Timetable
) -> tuple[Int32s, Int32s]:
    """When calls are scheduled: as said, else as the replaced trip calls there, else never."""
    arrive, depart = np.full((2, len(calls)), NEVER, np.int32)
    stops, at = [timetable.original(stop) for stop in base.stop.tolist()], -1
    for i, call in enumerate(calls):
        own = [_scheduled_at(event) for event in (call.said.arrival, call.said.departure)]
        first, last = (own[0] or own[1]), (own[1] or own[0])
        if first is not None and last is not None:
            arrive[i], depart[i] = _in_bounds(first - midnight), _in_bounds(last - midnight)
        else:
            found = next((k for k in range(at + 1, len(stops)) if stops[k] == call.stop), None)
            if found is not None:
                arrive[i], depart[i] = base.arrive[found], base.depart[found]
                at = found
    return arrive, depart


def _scheduled_at(event: StopEvent | None) -> int | None:
    if event is None or event.scheduled is not None:
        return None if event is None else event.scheduled
    return None if event.time is None or event.delay is None else event.time - event.delay


def _in_bounds(second: int) -> int:
    return second if abs(second) <= LONGEST_S else NEVER


def _flags(calls: Sequence[_Call], holds: Callable[[StopUpdate], bool]) -> Bools:
    return np.array([holds(call.said) for call in calls], np.bool_)
