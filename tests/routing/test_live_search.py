"""Search with live news on networks drawn as text; each test shows one thing news may change."""

from dataclasses import replace
from datetime import timedelta

import numpy as np

from maas.model import Profile, TimeMeaning
from routing.overlays.live_trips import LiveRun
from routing.window import WindowKey, open_window
from routing.window_live import with_live
from tests.asking import Asking
from tests.networks import DAY, draw
from tests.oracle.news import overlay

LINE_AND_CONNECTION = """
    M1    A      B      C
          08:00  08:10  08:20
          08:30  08:40  08:50

    T7    C      D
          08:25  08:40
          08:55  09:10
"""

TERMINUS = """
    M1    A      B
          08:00  08:10  > M2.1

    M2    B      C
          08:12  08:20

    change B 5
"""

CROSSING = """
    M1    A      B      C
          08:00  08:10  08:20

    T7    E      B      D
          07:50  08:15  08:30
"""


def late(run: LiveRun, minutes: float) -> LiveRun:
    """A run all of whose times are later."""
    seconds = np.int32(60 * minutes)
    return replace(run, arrive=run.arrive + seconds, depart=run.depart + seconds)


def skipping(run: LiveRun, *positions: int) -> LiveRun:
    """A run that passes by some of its stops."""
    skipped = np.isin(np.arange(run.stop.size), positions)
    may = {"may_board": run.may_board & ~skipped, "may_alight": run.may_alight & ~skipped}
    return replace(run, skipped=skipped, **may)


def test_a_late_run_is_taken_at_its_live_time_and_misses_its_connection() -> None:
    asking = Asking(LINE_AND_CONNECTION)
    assert asking.ask("A", "D", "08:00") == "08:00 M1 T7 08:40"
    asking.hear(late(asking.run("M1"), 6))
    assert asking.ask("A", "C", "08:00") == "08:06 live 08:26"
    assert asking.ask("A", "D", "08:00") == "08:06 live T7 09:10"


def test_a_run_that_left_early_is_missed() -> None:
    asking = Asking(LINE_AND_CONNECTION)
    asking.hear(late(asking.run("M1"), -1))
    assert asking.ask("A", "C", "08:00") == "08:30 M1 08:50"
    assert asking.ask("A", "C", "07:59") == "07:59 live 08:19"


def test_a_cancelled_run_is_not_found() -> None:
    asking = Asking(LINE_AND_CONNECTION)
    asking.hear(replace(asking.run("M1"), cancelled=True))
    assert asking.ask("A", "C", "08:00") == "08:30 M1 08:50"


def test_a_run_overtaken_by_the_next_hides_neither() -> None:
    asking = Asking(LINE_AND_CONNECTION)
    asking.hear(late(asking.run("M1"), 40))
    assert asking.ask("A", "C", "08:00", window_s=3600) == "08:30 M1 08:50, 08:40 live 09:00"


def test_a_run_overtaken_on_the_way_is_still_the_first_to_leave() -> None:
    asking = Asking(LINE_AND_CONNECTION)
    slow = np.array([0, 45 * 60, 45 * 60], np.int32)
    run = asking.run("M1")
    asking.hear(replace(run, arrive=run.arrive + slow, depart=run.depart + slow))
    assert asking.ask("A", "C", "08:00", window_s=3600) == "08:30 M1 08:50"
    assert asking.ask("B", "C", "08:50") == "08:55 live 09:05"
    assert asking.ask("A", "B", "09:00", meaning=TimeMeaning.ARRIVE_BY) == "08:30 M1 08:40"


def test_late_runs_of_a_line_may_overtake_each_other() -> None:
    asking = Asking("""
    M1    A      B
          08:00  08:20
          08:05  08:25
          09:00  09:20
    """)
    slow, fast = late(asking.run("M1", 1), 10), late(asking.run("M1", 2), 6)
    asking.hear(replace(slow, arrive=slow.arrive + np.array([0, 900], np.int32)), fast)
    assert asking.ask("A", "B", "08:05") == "08:11 live 08:31"
    assert asking.ask("A", "B", "08:50", meaning=TimeMeaning.ARRIVE_BY) == "08:11 live 08:31"


def test_one_rides_past_a_skipped_stop() -> None:
    asking = Asking(LINE_AND_CONNECTION)
    asking.hear(skipping(asking.run("M1"), 1))
    assert asking.ask("A", "C", "08:00") == "08:00 live 08:20"
    assert asking.ask("A", "B", "08:00") == "08:30 M1 08:40"
    assert asking.ask("B", "C", "08:00") == "08:40 M1 08:50"


def test_a_detour_calls_where_nothing_else_does_and_one_walks_from_there() -> None:
    network = draw(CROSSING)
    a, b, c, *_ = range(len(network.stops))
    x, walk_s = len(network.stops), 180
    network = replace(network, stops=[*network.stops, "X"], walks=[(x, b, walk_s), (b, x, walk_s)])
    asking = Asking(network)
    asking.hear(replace(asking.run("M1"), stop=np.array([a, x, c], np.int32)))
    assert asking.ask("A", "X", "08:00") == "08:00 live 08:10"
    assert asking.ask("A", "B", "08:00") == ""
    assert asking.ask("A", "D", "08:00") == "08:00 live walk T7 08:30"
    assert asking.ask("A", "D", "08:30", meaning=TimeMeaning.ARRIVE_BY) == (
        "08:00 live walk T7 08:30"
    )
    asking.hear(late(replace(asking.run("M1"), stop=np.array([a, x, c], np.int32)), 3))
    assert asking.ask("A", "D", "08:00") == ""


def test_an_added_run_may_be_faster_than_any_was_planned() -> None:
    asking = Asking(LINE_AND_CONNECTION)
    run = replace(asking.run("M1"), base=-1)
    times = run.depart[0] + np.array([0, 1, 2], np.int32)
    asking.hear(replace(run, arrive=times, depart=times))
    for _ in range(2):
        assert asking.ask("A", "C", "08:00", window_s=60) == "08:00 live 08:00"
        asking.router.learned()


def test_one_stays_seated_while_the_vehicle_goes_on_late() -> None:
    asking = Asking(TERMINUS)
    assert asking.ask("A", "C", "08:00") == "08:00 M1|M2 08:20"
    asking.hear(late(asking.run("M1"), 2))
    assert asking.ask("A", "C", "08:00") == "08:02 live|M2 08:20"
    asking.hear(late(asking.run("M1"), 5))
    assert asking.ask("A", "C", "08:00") == ""
    asking.hear(late(asking.run("M1"), 5), late(asking.run("M2"), 5))
    assert asking.ask("A", "C", "08:00") == "08:05 live|live 08:25"
    asking.hear(replace(asking.run("M2"), cancelled=True))
    assert asking.ask("A", "C", "08:00") == ""


def test_a_vehicle_that_does_not_call_where_it_ends_goes_on_without_passengers() -> None:
    for line, position in (("M1", 1), ("M2", 0)):
        asking = Asking(TERMINUS)
        asking.hear(skipping(asking.run(line), position))
        assert asking.ask("A", "C", "08:00") == ""
        assert asking.ask("A", "C", "08:30", meaning=TimeMeaning.ARRIVE_BY) == ""


def test_nobody_stays_seated_where_a_vehicle_ends_or_begins_elsewhere() -> None:
    asking = Asking(TERMINUS + "    M3    D      E\n          09:00  09:10\n")
    a, _, c, d, _ = range(5)
    for line, stops in (("M1", [a, d]), ("M2", [d, c])):
        asking.hear(replace(asking.run(line), stop=np.array(stops, np.int32)))
        assert asking.ask("A", "C", "08:00") == ""
        assert asking.ask("A", "C", "08:30", meaning=TimeMeaning.ARRIVE_BY) == ""


def test_one_stays_seated_where_a_vehicle_ends_on_another_platform() -> None:
    asking = Asking(TERMINUS + "    M3    B2     S\n          09:00  09:10\n")
    stops = asking.tables.stops
    parent = stops.parent.copy()
    parent[[1, 3]] = 4
    asking.tables = replace(asking.tables, stops=replace(stops, parent=parent))
    asking.let_bikes(0)
    asking.hear(replace(asking.run("M1"), stop=np.array([0, 3], np.int32)))
    assert asking.ask("A", "C", "08:00") == "08:00 live|M2 08:20"


def test_yesterdays_last_run_may_be_todays_first() -> None:
    asking = Asking("""
    M1    A      B
          23:40  23:50
    """)
    assert asking.ask("A", "B", "00:10") == "23:40 M1 23:50"
    asking.hear(late(asking.run("M1", day=DAY - timedelta(days=1)), 40))
    assert asking.ask("A", "B", "00:10") == "00:20 live 00:30"


def test_only_who_wants_live_times_gets_them() -> None:
    asking = Asking(LINE_AND_CONNECTION)
    asking.hear(late(asking.run("M1"), 6))
    assert asking.ask("A", "C", "08:00", live=False) == "08:00 M1 08:20"


def test_a_router_goes_on_as_it_was_when_another_hears_the_news() -> None:
    asking = Asking(LINE_AND_CONNECTION)
    before, asked = asking.router, asking.question("A", "C", "08:00", vias=(asking.via("B"),))
    assert [each.departure for each in before.search(asked).journeys]
    asking.hear(replace(asking.run("M1"), cancelled=True))
    after = asking.router
    first, second = (router.search(asked).journeys[0] for router in (before, after))
    assert second.departure - first.departure == 30 * 60
    assert before.search(asked).journeys[0] == first


def test_a_run_still_in_order_stays_in_its_pattern() -> None:
    asking = Asking(LINE_AND_CONNECTION)
    for mirrored in (False, True):
        key = WindowKey(DAY, Profile.WALK, mirrored=mirrored)
        scheduled = open_window(asking.tables, asking.transfers, key)
        run = asking.run("M1")
        slow = replace(run, arrive=run.arrive + np.array([0, 2400, 3600], np.int32))
        for changed, own in ((late(run, 10), 0), (late(run, 40), 0), (slow, 1)):
            trips = overlay(asking.tables, [changed])
            live = with_live(scheduled, key, asking.tables, asking.transfers, trips)
            assert live.runs.mode.size == scheduled.runs.mode.size + own


def test_a_window_no_news_are_about_is_the_scheduled_one() -> None:
    asking = Asking(LINE_AND_CONNECTION)
    key = WindowKey(DAY - timedelta(days=3), Profile.WALK, mirrored=True)
    scheduled = open_window(asking.tables, asking.transfers, key)
    trips = overlay(asking.tables, [late(asking.run("M1"), 5)])
    assert with_live(scheduled, key, asking.tables, asking.transfers, trips) is scheduled


def test_an_added_run_is_found_on_a_day_without_any_other() -> None:
    network = draw(LINE_AND_CONNECTION)
    idle = [replace(run, days=frozenset()) for run in network.lines[0].runs]
    asking = Asking(replace(network, lines=[replace(network.lines[0], runs=idle)]))
    asking.hear(replace(asking.run("M1"), base=-1))
    assert asking.ask("A", "C", "08:00") == "08:00 live 08:20"
    assert asking.ask("A", "C", "08:20", meaning=TimeMeaning.ARRIVE_BY) == "08:00 live 08:20"
