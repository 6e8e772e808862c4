"""Bounds are right at once and strong soon; what was learned of old news is forgotten."""

from dataclasses import replace

import numpy as np
import pytest

from maas.model import Profile
from routing.bounds_learning import SLACK, WEAK, BoundsLearning, Learned, learn, with_learned
from routing.window import Window, WindowKey, open_window
from routing.window_live import with_live
from tests.asking import Asking
from tests.networks import DAY
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


@pytest.fixture
def learning() -> BoundsLearning:
    return BoundsLearning()


def test_hops_faster_than_planned_stand_beside_the_hierarchy_until_learned(
    learning: BoundsLearning,
) -> None:
    window = hurried(60)
    assert window.hierarchy.shorter.tolist() == [[0, 1, 60], [1, 2, 60]]
    assert learning.applied(KEY, window) is window
    learning.wait()
    learned = learning.applied(KEY, window)
    assert learned.hierarchy.shorter.size == 0
    assert learning.applied(KEY, window) is learned


def test_a_little_faster_than_learned_is_known_already(learning: BoundsLearning) -> None:
    learning.applied(KEY, hurried(60))
    learning.wait()
    assert learning.applied(KEY, hurried(int(60 * SLACK))).hierarchy.shorter.size == 0
    much = learning.applied(KEY, hurried(30))
    assert much.hierarchy.shorter.tolist() == [[0, 1, 30], [1, 2, 30]]
    learning.wait()
    assert learning.applied(KEY, hurried(30)).hierarchy.shorter.size == 0


def test_what_news_of_old_needed_is_forgotten_when_it_is_too_much() -> None:
    window = hurried(60)
    before = learn(hurried(10), None)
    kept = learn(window, before)
    assert with_learned(hurried(10), kept).hierarchy.shorter.size == 0
    old = Learned(before.graph, before.hierarchy, n_steps=2 * WEAK + 1)
    assert with_learned(hurried(10), learn(window, old)).hierarchy.shorter.shape == (2, 3)


def test_news_as_slow_as_planned_teach_nothing(learning: BoundsLearning) -> None:
    window = hurried(600)
    assert learning.applied(KEY, window) is window
    assert window.hierarchy.shorter.size == 0
