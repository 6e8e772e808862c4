"""Pages of events against a plain look at every stop time of every day."""

from datetime import timedelta
from random import Random
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.model import TRANSIT_MODES
from maas.timetable import Timetable
from maas.units import service_midnight
from routing.boards.calls import StopCalls
from routing.boards.events import EventFinder
from routing.boards.paging import Events, Page, Wanted
from tests.networks import timetable
from tests.oracle import chance

SEEDS = st.integers(0, 2**32 - 1).map(Random)
Row = tuple[int, int, int, int, bool]
"""Unix s, trip, service day, position, arriving."""


@given(SEEDS)
@settings(derandomize=True, deadline=None, max_examples=60)
def test_pages_are_what_a_plain_look_finds(seed: Random) -> None:
    tables, _ = timetable(chance.network(seed))
    finder = EventFinder(tables, StopCalls.of(tables))
    for _ in range(5):
        wanted, page = ask(seed, tables)
        expected = plain_page(plain(tables, wanted), page)
        assert sorted(rows(finder.find(wanted, page))) == sorted(expected)


@given(SEEDS)
@settings(derandomize=True, deadline=None, max_examples=20)
def test_following_pages_lose_and_repeat_nothing(seed: Random) -> None:
    tables, _ = timetable(chance.network(seed))
    finder = EventFinder(tables, StopCalls.of(tables))
    wanted, page = ask(seed, tables)
    later = walk(finder, wanted, page.time, later=True)
    earlier = walk(finder, wanted, page.time, later=False)
    assert sorted(earlier + later) == sorted(plain(tables, wanted))


def ask(seed: Random, tables: Timetable) -> tuple[Wanted, Page]:
    """A question of any kind."""
    n_stops = tables.stops.parent.size
    stops = np.array(sorted(seed.sample(range(n_stops), seed.randint(1, 3))), np.int32)
    sides = seed.choice([(True, False), (False, True), (True, True)])
    wanted = Wanted(stops, *sides, np.ones(len(TRANSIT_MODES), np.bool_), seed.random() < 0.3)
    time = chance.MIDNIGHT + seed.randint(-5, 5) * 86_400 + 60 * seed.randint(0, 1440)
    n = seed.choice([0, 1, 3, 10, 200])
    window = seed.choice([0, 0, 600, 7200, 100_000])
    return wanted, Page(time, seed.random() < 0.6, n, window, seed.choice([5, 500]))


def plain(tables: Timetable, wanted: Wanted) -> list[Row]:
    """Everything that ever happens at the stops."""
    found = []
    day = tables.services.first
    while day <= tables.services.last:
        active = tables.services.active(day)
        for trip in np.flatnonzero(active[tables.trips.service]).tolist():
            found += [row for row in calls(tables, trip, day) if asked(tables, wanted, row)]
        day += timedelta(days=1)
    return found


def calls(tables: Timetable, trip: int, day: object) -> list[Row]:
    """Both events of every call of a run."""
    zone = ZoneInfo(tables.zones[int(tables.patterns.zone[tables.trips.pattern[trip]])])
    midnight = service_midnight(day, zone)  # type: ignore[arg-type]
    times = slice(*tables.trips.first_time[trip : trip + 2].tolist())
    return [
        (midnight + second, trip, day.toordinal(), position, arriving)  # type: ignore[attr-defined]
        for arriving, column in (
            (True, tables.stop_times.arrive),
            (False, tables.stop_times.depart),
        )
        for position, second in enumerate(column[times].tolist())
    ]


def asked(tables: Timetable, wanted: Wanted, row: Row) -> bool:
    """Whether an event is one of those wanted."""
    _, trip, _, position, arriving = row
    patterns = tables.patterns
    first, end = patterns.first_stop[tables.trips.pattern[trip] :][:2].tolist()
    open_ = (patterns.may_alight if arriving else patterns.may_board)[first + position]
    return bool(
        patterns.stop[first + position] in wanted.stops
        and (wanted.arrivals if arriving else wanted.departures)
        and position != (0 if arriving else end - first - 1)
        and (open_ or wanted.skipped)
    )


def plain_page(found: list[Row], page: Page) -> list[Row]:
    """The page as its definition says."""
    side = sorted(
        (row for row in found if (row[0] >= page.time) == page.later),
        key=lambda row: row[0] if page.later else -row[0],
    )
    if page.later:
        in_window = sum(row[0] < page.time + page.window_s for row in side)
    else:
        in_window = sum(row[0] >= page.time - page.window_s for row in side)
    wanted = min(max(page.n, in_window), page.at_most)
    if wanted == 0:
        return []
    far = side[:wanted][-1:] or [(0, 0, 0, 0, False)]
    return side[:wanted] + [row for row in side[wanted:] if row[0] == far[0][0]]


def rows(events: Events) -> list[Row]:
    """As plain tuples, which are in order of time."""
    columns = (events.time, events.trip, events.day, events.position, events.arriving)
    assert (np.diff(events.time) >= 0).all()
    return list(zip(*(column.tolist() for column in columns), strict=True))


def walk(finder: EventFinder, wanted: Wanted, time: int, *, later: bool) -> list[Row]:
    """All pages in one direction, one after another."""
    found: list[Row] = []
    while page := rows(finder.find(wanted, Page(time, later, 3, 0, 500))):
        found += page
        time = page[-1][0] + 1 if later else page[0][0]
    return found
