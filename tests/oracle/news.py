"""News by chance, and the oracle's own idea of what it changes.

Runs are rewritten one by one: nothing is known here of windows, patterns or overlays.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from zoneinfo import ZoneInfo

import numpy as np

from maas.model import TRANSIT_MODES, Access, Profile, SourceId
from maas.timetable import Timetable
from maas.units import NEVER, service_midnight
from routing.overlays.live_trips import LiveRun, LiveTrips
from routing.overlays.scheduled_run import scheduled_run
from tests.networks import DAY
from tests.oracle.scan import Oracle, Vehicle, later

DAYS_ABOUT = range(-2, 3)
SOURCE = SourceId("rt")


def by_chance(seed: Random, timetable: Timetable) -> list[LiveRun]:
    """News of a third of all runs, and a few runs nobody planned."""
    n_stops = timetable.stops.parent.size
    runs = [
        changed(seed, scheduled_run(timetable, trip, day.toordinal()), n_stops)
        for day in (DAY + timedelta(days=n) for n in DAYS_ABOUT)
        for trip in np.flatnonzero(timetable.services.active(day)[timetable.trips.service]).tolist()
        if seed.random() < 0.3
    ]
    runs += [added(seed, timetable) for _ in range(seed.choice([0, 1, 3]))]
    return [replace(run, id=f"live:{i}") for i, run in enumerate(runs)]


def changed(seed: Random, run: LiveRun, n_stops: int) -> LiveRun:
    """A run as it turns out: one thing or another is not as it was to be."""
    change = seed.choice([cancelled, moved, moved, hurried, skipping, rerouted, reopened])
    return change(seed, run, n_stops)


def cancelled(seed: Random, run: LiveRun, n_stops: int) -> LiveRun:
    """Does not run."""
    return replace(run, cancelled=True)


def moved(seed: Random, run: LiveRun, n_stops: int) -> LiveRun:
    """Late or early, more and more or less and less; it may stand still for long."""
    delay, times = seed.choice([-600, -120, 0, 120, 600, 3600, 86_400]), []
    for arrive, depart in zip(run.arrive.tolist(), run.depart.tolist(), strict=True):
        delay += seed.choice([-180, -60, 0, 0, 0, 60, 300])
        times += [arrive + delay, depart + delay + seed.choice([0, 0, 120])]
    return at_times(run, times)


def hurried(seed: Random, run: LiveRun, n_stops: int) -> LiveRun:
    """Faster than any run was ever planned, down to no time at all."""
    start, share = int(run.depart[0]), seed.choice([0.0, 0.2, 0.5])
    times = np.stack([run.arrive, run.depart], axis=1).ravel()
    return at_times(run, (start + (times - start) * share).astype(int).tolist())


def skipping(seed: Random, run: LiveRun, n_stops: int) -> LiveRun:
    """Passes some stops by, and is late perhaps."""
    skipped = np.array([seed.random() < 0.4 for _ in run.stop])
    passed = replace(
        run,
        skipped=skipped,
        may_board=run.may_board & ~skipped,
        may_alight=run.may_alight & ~skipped,
    )
    return seed.choice([passed, moved(seed, passed, n_stops)])


def rerouted(seed: Random, run: LiveRun, n_stops: int) -> LiveRun:
    """Calls elsewhere, at some stops that nothing else calls at."""
    stop = np.array([seed.choice([stop, seed.randrange(n_stops)]) for stop in run.stop], np.int32)
    return moved(seed, replace(run, stop=stop), n_stops)


def reopened(seed: Random, run: LiveRun, n_stops: int) -> LiveRun:
    """Takes other people than planned."""
    return replace(
        run,
        may_board=np.array([seed.random() < 0.7 for _ in run.stop]),
        may_alight=np.array([seed.random() < 0.7 for _ in run.stop]),
        wheelchair=seed.choice([0, 1, 2]),
        bikes=seed.choice([0, 1, 2]),
    )


def added(seed: Random, timetable: Timetable) -> LiveRun:
    """A run that no timetable knows."""
    trip, day = seed.randrange(timetable.trips.service.size), DAY + timedelta(seed.choice([-1, 0]))
    run = scheduled_run(timetable, trip, day.toordinal())
    unplanned = np.full(run.stop.size, NEVER, np.int32)
    run = replace(run, base=-1, scheduled_arrive=unplanned, scheduled_depart=unplanned)
    return rerouted(seed, run, timetable.stops.parent.size)


def at_times(run: LiveRun, times: Sequence[int]) -> LiveRun:
    """A run at (arrival, departure) after (arrival, departure), none before the one before."""
    risen = np.maximum.accumulate(np.array(times, np.int32)).reshape(-1, 2)
    return replace(run, arrive=risen[:, 0].copy(), depart=risen[:, 1].copy())


def overlay(timetable: Timetable, runs: Sequence[LiveRun]) -> LiveTrips:
    """The runs as the planner is given them."""
    return LiveTrips.of(timetable, runs, (SOURCE,))


def told(
    oracle: Oracle,
    timetable: Timetable,
    trips: LiveTrips,
    runs: Sequence[LiveRun],
    traveller: tuple[Profile, bool],
) -> Oracle:
    """An oracle that has heard the news. Traveller: who, with a bike or not."""
    known = {(run.base, run.day) for run in runs if run.base >= 0}
    standing = {
        (each.trip, each.day.toordinal()): (replace(each, onward=None), None)
        for each in oracle.vehicles
        if (each.trip, each.day.toordinal()) not in known
    }
    unplanned = []
    for run in runs:
        if run.cancelled or not is_for(run, *traveller):
            continue
        number = trips.n_scheduled + trips.timetable.trips.id.find(run.id)
        made = vehicle(timetable, run, number, traveller[0])
        if run.base < 0:
            unplanned.append(made)
        else:
            standing[run.base, run.day] = made, run
    link(timetable, standing)
    heard = copy(oracle)
    heard.vehicles = [each for each, _ in standing.values()] + unplanned
    return heard


def link(
    timetable: Timetable, standing: dict[tuple[int, int], tuple[Vehicle, LiveRun | None]]
) -> None:
    """Let vehicles go on as they were to, where both still meet there and the next starts later."""
    for (trip, day), (left, run) in standing.items():
        entered, after = standing.get((becomes(timetable, trip, day), day), (None, None))
        if entered is None or not (calls_at(timetable, run, -1) and calls_at(timetable, after, 0)):
            continue
        if entered.calls[0][2] >= left.calls[-1][1] and later(entered, left):
            left.onward = entered


def calls_at(timetable: Timetable, run: LiveRun | None, end: int) -> bool:
    """Whether a run calls where it was to begin (0) or end (-1), on whatever platform."""
    if run is None:
        return True
    pattern = int(timetable.trips.pattern[run.base])
    first, after = timetable.patterns.first_stop[pattern : pattern + 2].tolist()
    planned, now = int(timetable.patterns.stop[first:after][end]), int(run.stop[end])
    parent = timetable.stops.parent
    return not run.skipped[end] and (now == planned or parent[now] == parent[planned] >= 0)


def becomes(timetable: Timetable, trip: int, day: int) -> int:
    """The trip the vehicle of another was to go on as; -1: none."""
    active = timetable.services.active(date.fromordinal(day))
    rows = range(timetable.in_seat.first[trip], timetable.in_seat.first[trip + 1])
    candidates = (int(timetable.in_seat.trip[row]) for row in rows)
    return next((each for each in candidates if active[timetable.trips.service[each]]), -1)


def is_for(run: LiveRun, who: Profile, with_bike: bool) -> bool:
    """Whether somebody may take a run."""
    if who is Profile.WHEELCHAIR and run.wheelchair == Access.NO:
        return False
    return not with_bike or run.bikes == Access.YES


def vehicle(timetable: Timetable, run: LiveRun, number: int, who: Profile) -> Vehicle:
    """A run in the oracle's terms."""
    day = date.fromordinal(run.day)
    midnight = service_midnight(day, ZoneInfo(timetable.zones[run.zone]))
    closed = timetable.stops.wheelchair == Access.NO
    last, calls = run.stop.size - 1, []
    for i, stop in enumerate(run.stop.tolist()):
        usable = who is not Profile.WHEELCHAIR or not closed[stop]
        board = bool(run.may_board[i]) and usable and i < last
        alight = bool(run.may_alight[i]) and usable and i > 0
        arrive, depart = midnight + int(run.arrive[i]), midnight + int(run.depart[i])
        calls.append((stop, arrive, depart, board, alight))
    return Vehicle(number, day, calls, TRANSIT_MODES[run.mode])
