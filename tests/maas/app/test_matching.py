"""The share of trips that match: counted for every batch, and a fall is noticed."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest
from structlog.testing import capture_logs

from maas.app import matching
from maas.app.matching import Fit, History, Matching
from maas.model import SourceId
from maas.snapshot import Batch
from maas.timetable import Timetable
from routing.overlays.applying import Applied, LiveFeed, apply
from tests.livefeeds import NOW, RT, feed_timetable, late, news

ONE_LINE = """
    1   A      B
        08:00  08:10
        08:30  08:40
"""


def warnings(*shares: float) -> list[str]:
    history = History()
    return [history.judged(Fit(100, round(100 * share))).warning for share in shares]


def test_a_sudden_fall_is_told_until_the_share_is_back() -> None:
    told = warnings(0.98, 0.97, 0.99, 0.7, 0.7, 0.7, 0.95)
    assert [bool(text) for text in told] == [False, False, False, True, True, True, False]
    assert told[3].startswith("only 70% of its trips are scheduled, 98% before")


def test_what_comes_and_goes_a_little_is_no_fall() -> None:
    assert not any(warnings(0.98, 0.9, 0.85, 0.95))


def test_a_source_that_never_fitted_is_doubtful_too() -> None:
    assert warnings(0.3, 0.31) == [
        "only 30% of its trips are scheduled",
        "only 31% of its trips are scheduled",
    ]


def test_few_trips_tell_little() -> None:
    history = History()
    assert history.judged(Fit(19, 0)).warning == ""
    assert not history.shares


@dataclass
class Found:
    """Counts what is found."""

    fits: list[tuple[SourceId, Fit]] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    def __call__(self, source_id: SourceId, fit: Fit) -> None:
        self.fits.append((source_id, fit))
        self.came.set()

    async def next(self) -> tuple[int, int]:
        await asyncio.wait_for(self.came.wait(), 10)
        self.came.clear()
        return self.fits[-1][1].trips, self.fits[-1][1].matched


def batch(*trip_ids: str) -> Batch:
    return Batch(RT, NOW, tuple(news(trip_id, late("A", 60)) for trip_id in trip_ids))


async def test_each_batch_is_counted_and_all_anew_on_another_timetable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(matching, "SETTLE_S", 0.01)
    counting = Matching({RT: LiveFeed(RT)}, found := Found())
    running = asyncio.ensure_future(counting.run())
    counting.submit(batch("0.0", "unknown"))
    counting.switch(feed_timetable(ONE_LINE))
    assert await found.next() == (2, 1)
    counting.submit(Batch(SourceId("other"), 0))
    counting.submit(batch("0.0", "0.1"))
    assert await found.next() == (2, 2)
    counting.switch(feed_timetable("1  A      B\n   08:00  08:10"))
    assert await found.next() == (2, 1)
    running.cancel()


async def test_a_message_that_breaks_the_count_costs_itself_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fragile(timetable: Timetable, feeds: Any, batches: Any, previous: None) -> Applied:
        if not batches[RT].records:
            raise ZeroDivisionError
        return apply(timetable, feeds, batches, previous)

    monkeypatch.setattr(matching, "SETTLE_S", 0.01)
    monkeypatch.setattr(matching, "apply", fragile)
    counting = Matching({RT: LiveFeed(RT)}, found := Found(), feed_timetable(ONE_LINE))
    running = asyncio.ensure_future(counting.run())
    with capture_logs() as logs:
        counting.submit(batch())
        assert await found.next() == (0, 0)
        assert found.fits[-1][1].warning.startswith("its newest message could not be applied")
        counting.submit(batch("0.0"))
        assert await found.next() == (1, 1)
        assert found.fits[-1][1].warning == ""
    assert [line["event"] for line in logs] == ["matching.defect"]
    running.cancel()
