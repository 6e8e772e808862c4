"""Pages of events with live trips, against a plain look at every call of every run."""

from dataclasses import replace
from datetime import date
from random import Random
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings

from maas.model import TRANSIT_MODES
from maas.timetable import Timetable
from maas.units import NEVER, service_midnight
from routing.boards.calls import StopCalls
from routing.boards.events import EventFinder
from routing.boards.paging import Page, Wanted
from routing.overlays.live_trips import LiveRun, LiveTrips
from routing.question import Realtime
from tests.livefeeds import applied, feed_timetable, skipped
from tests.livefeeds import news as news_of
from tests.networks import DAY, timetable, unix
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


@pytest.mark.parametrize(
    ("drawing", "passed", "departing"),
    [("M1 A B- C", "B", "A"), ("M1 A B C", "B", "AB"), ("M1 A B C", "C", "A")],
)
def test_only_who_was_to_leave_is_passed_by(drawing: str, passed: str, departing: str) -> None:
    tables = feed_timetable(f"{drawing}\n08:00 08:10 08:20")
    trips = applied(tables, news_of("0.0", skipped(passed))).live.trips
    finder = EventFinder(tables, StopCalls.of(tables)).with_live(trips)
    modes = np.ones(len(TRANSIT_MODES), np.bool_)
    wanted = Wanted(np.arange(3, dtype=np.int32), True, False, modes)
    found = finder.find(wanted, Page(unix("07:00"), True, 1, 7200, 500))
    today = found.take(found.day == DAY.toordinal())
    assert "".join("ABC"[i] for i in today.position.tolist()) == departing


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
            edge = i == edge_of(run, i, arriving)
            open_ = may(tables, run, i, arriving)
            if asked and not edge and (open_ or wanted.skipped):
                time = midnight + shown_at(run, i, arriving, wanted.realtime)
                found.append((time, number, run.day, i, arriving))
    return found


def edge_of(run: LiveRun, i: int, arriving: bool) -> int:
    """Where a run begins (ends): of the calls it serves, but for those it was to serve."""
    served = np.arange(run.stop.size) if run.skipped[i] else np.flatnonzero(~run.skipped)
    return int(served[0 if arriving else -1])


def may(tables: Timetable, run: LiveRun, i: int, arriving: bool) -> bool:
    """Whether one may alight (board), or might have where a planned call is skipped."""
    if not run.skipped[i]:
        return bool((run.may_alight if arriving else run.may_board)[i])
    planned = tables.patterns
    call = int(planned.first_stop[tables.trips.pattern[run.base]]) + i
    return run.base < 0 or bool((planned.may_alight if arriving else planned.may_board)[call])


def shown_at(run: LiveRun, i: int, arriving: bool, mode: Realtime) -> int:
    """The second by which an event stands on the board."""
    live = int((run.arrive if arriving else run.depart)[i])
    scheduled = int((run.scheduled_arrive if arriving else run.scheduled_depart)[i])
    as_planned = mode is Realtime.ANNOTATION_ONLY or run.cancelled or run.skipped[i]
    return scheduled if as_planned and scheduled != NEVER else live
