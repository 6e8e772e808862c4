"""A timetable of which live sources know much less than of the one that serves is not taken."""

import pytest

from maas.app.fitness import ENOUGH_TRIPS, misfit
from maas.model import SourceId
from maas.snapshot import Batch
from maas.timetable import Timetable
from routing.overlays.applying import LiveFeed
from tests.livefeeds import NOW, RT, feed_timetable, late, news


def line(runs: int) -> Timetable:
    """A timetable with trips s:0.0, s:0.1 …"""
    times = "\n".join(f"    08:{i:02}  09:{i:02}" for i in range(runs))
    return feed_timetable(f"1   A      B\n{times}")


def told(trips: int) -> dict[SourceId, Batch]:
    """News of the first trips."""
    records = tuple(news(f"0.{i}", late("A", 60)) for i in range(trips))
    return {RT: Batch(RT, NOW, records)}


def doubt(batches: dict[SourceId, Batch], before: int, after: int) -> str:
    return misfit([LiveFeed(RT)], batches, line(before), line(after))


@pytest.mark.parametrize(("after", "taken"), [(50, True), (40, True), (39, False), (1, False)])
def test_a_fall_by_more_than_a_fifth_is_a_reason(after: int, taken: bool) -> None:
    assert (doubt(told(50), 50, after) == "") == taken


def test_the_reason_is_told_in_words() -> None:
    assert doubt(told(50), 50, 30).startswith(
        "only 60% of the trips that rt speaks of now are in the new version, 100% in the one before"
    )


def test_what_never_fitted_is_no_reason() -> None:
    assert doubt(told(50), 20, 18) == ""


def test_few_trips_are_no_reason() -> None:
    assert doubt(told(ENOUGH_TRIPS - 1), 50, 1) == ""


def test_without_news_there_is_no_reason() -> None:
    assert doubt({}, 50, 1) == ""
    assert misfit([LiveFeed(RT)], told(50), None, line(1)) == ""
