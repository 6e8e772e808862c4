"""Bounds are right at once and strong soon; what was learned of old news is forgotten."""

from dataclasses import replace

import numpy as np

from maas.model import Profile
from routing.bounds_learning import SLACK, WEAK, BoundsLearning, Learned, learned_of, with_learned
from routing.live_windows import MANY, LiveWindows
from routing.window import Window, WindowKey, open_window
from routing.window_live import with_live
from tests.asking import Asking
from tests.networks import DAY, Line, Network, Run
from tests.oracle.news import overlay

KEY = WindowKey(DAY, Profile.WALK, mirrored=False)
ASKING = Asking("""
    M1    A      B      C
          08:00  08:10  08:20
    """)


def hurried(seconds: int) -> Window:
    """The window in which M1 takes so many seconds for each hop."""
    run = ASKING.run("M1")
    times = run.depart[0] + seconds * np.arange(3, dtype=np.int32)
    trips = overlay(ASKING.tables, [replace(run, arrive=times, depart=times)])
    scheduled = open_window(ASKING.tables, ASKING.transfers, KEY)
    return with_live(scheduled, KEY, ASKING.tables, ASKING.transfers, trips)


def windows(learning: BoundsLearning, seconds: int) -> LiveWindows:
    """The windows of one state of the news."""
    window = hurried(seconds)
    return LiveWindows(lambda _: window, learning)


def lacking(live: LiveWindows) -> list[list[int]]:
    """What the graph searched by does not know."""
    found: list[list[int]] = live.of(KEY).hierarchy.shorter.tolist()
    return found


def test_hops_faster_than_planned_stand_beside_the_hierarchy_until_learned() -> None:
    learning = BoundsLearning()
    live = windows(learning, 60)
    assert lacking(live) == [[0, 1, 60], [1, 2, 60]]
    learning.wait()
    assert lacking(live) == []
    assert live.of(KEY) is live.of(KEY)


def test_many_unknown_hops_are_searched_with_nothing_contracted() -> None:
    n = MANY + 2
    run = Run([(60 * i, 60 * i) for i in range(n)])
    asking = Asking(Network([f"S{i}" for i in range(n)], [Line("M1", range(n), [run])]))
    times = np.arange(n, dtype=np.int32)
    asking.hear(replace(asking.run("M1"), arrive=times, depart=times))
    for _ in range(2):
        assert asking.ask("S0", f"S{n - 1}", "00:00") == "00:00 live 00:01"
        asking.router.learned()


def test_a_little_faster_than_learned_is_known_already() -> None:
    learning = BoundsLearning()
    lacking(windows(learning, 60))
    learning.wait()
    assert lacking(windows(learning, int(60 * SLACK))) == []
    much = windows(learning, 30)
    assert lacking(much) == [[0, 1, 30], [1, 2, 30]]
    learning.wait()
    assert lacking(much) == []


def test_what_news_of_old_needed_is_forgotten_when_it_is_too_much() -> None:
    window = hurried(60)
    before = learned_of(hurried(10), None)
    kept = learned_of(window, before)
    assert with_learned(hurried(10), kept).hierarchy.shorter.size == 0
    old = Learned(before.graph, before.hierarchy, n_steps=2 * WEAK + 1)
    assert with_learned(hurried(10), learned_of(window, old)).hierarchy.shorter.shape == (2, 3)


def test_news_as_slow_as_planned_teach_nothing() -> None:
    learning = BoundsLearning()
    assert lacking(windows(learning, 600)) == []
    learning.wait()
    assert learning.find(KEY) is None
