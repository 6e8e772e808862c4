"""Windows are opened once each, side by side, and only the last ones are kept."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from maas.model import Profile
from routing.window import WindowKey, open_window
from routing.windows import WINDOWS_KEPT, Windows
from tests.networks import DAY, draw, timetable

TABLES, TRANSFERS = timetable(
    draw("""
    M1    A      B
          08:00  08:10
    """)
)
TODAY = WindowKey(DAY, Profile.WALK, mirrored=False, with_bike=False)


def opened() -> Windows:
    return Windows(lambda key: open_window(TABLES, {Profile.WALK: TRANSFERS}[key.profile], key))


def test_all_who_ask_for_one_window_get_the_same() -> None:
    windows = opened()
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(windows.of, [TODAY] * 8))
    assert len({id(window) for window in found}) == 1


def test_windows_opened_side_by_side_are_the_ones_asked_for_later() -> None:
    windows = opened()
    keys = [TODAY, TODAY._replace(mirrored=True)]
    windows.open_all(keys)
    assert [windows.of(key).mirrored for key in keys] == [False, True]


def test_the_window_asked_for_longest_ago_is_forgotten() -> None:
    windows = opened()
    first = windows.of(TODAY)
    for days in range(1, WINDOWS_KEPT):
        windows.of(TODAY._replace(day=DAY + timedelta(days)))
    assert windows.of(TODAY) is first
    windows.of(TODAY._replace(mirrored=True))
    assert windows.of(TODAY) is first
    for days in range(1, WINDOWS_KEPT + 1):
        windows.of(TODAY._replace(day=DAY + timedelta(days)))
    assert windows.of(TODAY) is not first


def test_a_window_that_fails_to_open_is_tried_again() -> None:
    windows = opened()
    on_wheels = TODAY._replace(profile=Profile.WHEELCHAIR)
    for _ in range(2):
        with pytest.raises(KeyError):
            windows.of(on_wheels)
    assert windows.of(TODAY).base > 0


def test_all_who_wait_for_a_window_that_fails_are_told_why() -> None:
    on_wheels = TODAY._replace(profile=Profile.WHEELCHAIR)
    windows = opened()
    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(windows.of, on_wheels) for _ in range(64)]
    assert {type(each.exception()) for each in asked} == {KeyError}
