"""Pages of events with live trips, against a plain look at every call of every run."""

from dataclasses import replace
from datetime import date
from random import Random
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given, settings

from maas.timetable import Timetable
from maas.units import NEVER, service_midnight
from routing.boards.calls import StopCalls
from routing.boards.events import EventFinder
from routing.boards.paging import Wanted
from routing.overlays.live_trips import LiveRun, LiveTrips
from routing.question import Realtime
from tests.networks import timetable
from tests.oracle import chance, news
from tests.routing.boards.test_events import SEEDS, Row, ask, plain, plain_page, rows, walk


@given(SEEDS)
@settings(derandomize=True, deadline=None, max_examples=60)
def test_pages_are_what_a_plain_look_finds(seed: Random) -> None:
    tables, runs, live, finder = told(seed)
    for _ in range(5):
        wanted, page = ask(seed, tables)
        wanted = replace(wanted, realtime=seed.choice([*Realtime]))
        expected = plain_page(with_news(tables, runs, live, wanted), page)
        assert sorted(rows(finder.find(wanted, page))) == sorted(expected)


@given(SEEDS)
@settings(derandomize=True, deadline=None, max_examples=20)
def test_following_pages_lose_and_repeat_nothing(seed: Random) -> None:
    tables, runs, live, finder = told(seed)
    wanted, page = ask(seed, tables)
    later = walk(finder, wanted, page.time, later=True)
    earlier = walk(finder, wanted, page.time, later=False)
    assert sorted(earlier + later) == sorted(with_news(tables, runs, live, wanted))


def told(seed: Random) -> tuple[Timetable, list[LiveRun], LiveTrips, EventFinder]:
    """A network, the news of it, and who finds events with both."""
    tables, _ = timetable(chance.network(seed))
    runs = [kept(seed, run, tables) for run in news.by_chance(seed, tables)]
    live = news.overlay(tables, runs)
    return tables, runs, live, EventFinder(tables, StopCalls.of(tables)).with_live(live)


def kept(seed: Random, run: LiveRun, tables: Timetable) -> LiveRun:
    """A run, some of which nobody may be shown and some at another platform than planned."""
    run = replace(run, deleted=run.cancelled and seed.random() < 0.3)
    if seed.random() < 0.7:
        return run
    n_stops = tables.stops.parent.size
    planned = [seed.choice([stop, seed.randrange(n_stops)]) for stop in run.stop.tolist()]
    return replace(run, planned_stop=np.array(planned, np.int32))


def with_news(tables: Timetable, runs: list[LiveRun], live: LiveTrips, wanted: Wanted) -> list[Row]:
    """Everything that ever happens, or was to happen, at the stops."""
    scheduled = plain(tables, wanted)
    if wanted.realtime is Realtime.OFF:
        return scheduled
    superseded = {(run.base, run.day) for run in runs}
    found = [row for row in scheduled if row[1:3] not in superseded]
    for run in runs:
        number = live.n_scheduled + live.timetable.trips.id.find(run.id)
        found += [] if run.deleted else calls(tables, run, number, wanted)
    return found


def calls(tables: Timetable, run: LiveRun, number: int, wanted: Wanted) -> list[Row]:
    """The events wanted of a live run."""
    zone = ZoneInfo(tables.zones[run.zone])
    midnight = service_midnight(date.fromordinal(run.day), zone)
    found = []
    for i in range(run.stop.size):
        if not {int(run.stop[i]), int(run.planned_stop[i])} & set(wanted.stops.tolist()):
            continue
        for arriving in (True, False):
            asked = wanted.arrivals if arriving else wanted.departures
            edge = i == (0 if arriving else run.stop.size - 1)
            open_ = (run.may_alight if arriving else run.may_board)[i] or run.skipped[i]
            if asked and not edge and (open_ or wanted.skipped):
                time = midnight + shown_at(run, i, arriving, wanted.realtime)
                found.append((time, number, run.day, i, arriving))
    return found


def shown_at(run: LiveRun, i: int, arriving: bool, mode: Realtime) -> int:
    """The second by which an event stands on the board."""
    live = int((run.arrive if arriving else run.depart)[i])
    scheduled = int((run.scheduled_arrive if arriving else run.scheduled_depart)[i])
    as_planned = mode is Realtime.ANNOTATION_ONLY or run.cancelled or run.skipped[i]
    return scheduled if as_planned and scheduled != NEVER else live
