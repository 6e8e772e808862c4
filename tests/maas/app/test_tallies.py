"""Figures of sources kept in the records, whatever happens to the writer or the disk."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from maas.app.tallies import KEPT_S, Tallies
from maas.clock import Clock
from maas.model import SourceId
from maas.records import SourceHour, open_records
from maas.sources import Condition, SourceStatus

RT = SourceId("rt")
NOON = 12 * 3600 + KEPT_S


@dataclass
class Hand:
    """A clock moved by hand."""

    at: int = NOON
    clock: Clock = field(init=False)

    def __post_init__(self) -> None:
        self.clock = Clock(0, 0, monotonic=lambda: self.at)


def good(at: int) -> SourceStatus:
    return SourceStatus(RT, Condition.OK, tried_at=at, good_at=at, made_at=at)


async def test_a_writer_goes_on_with_the_hour_its_predecessor_began(tmp_path: Path) -> None:
    hand, records = Hand(), open_records(tmp_path)
    for _ in range(2):
        tallies = Tallies.of(records, hand.clock, [RT])
        tallies.note(good(hand.at))
        hand.at += 100
        await tallies.flush()
        await tallies.flush()
    [hour] = records.hours(RT, NOON, NOON + 1)
    assert (hour.observed_s, hour.tries) == (200, 2)


async def test_what_was_added_up_is_kept_when_the_writer_ends(tmp_path: Path) -> None:
    hand, records = Hand(), open_records(tmp_path)
    running = asyncio.create_task(Tallies.of(records, hand.clock, [RT]).run())
    await asyncio.sleep(0)
    hand.at += 50
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert records.hours(RT, NOON, NOON + 1)[0].seconds_without == 50


async def test_a_disk_that_is_full_for_a_while_costs_no_figures(tmp_path: Path) -> None:
    hand, records = Hand(), open_records(tmp_path / "town")
    tallies = Tallies.of(records, hand.clock, [RT])
    (tmp_path / "town").write_text("no folder can be made here")
    for _ in range(3):
        hand.at += 3600
        await tallies.flush()
        assert tallies.is_lost
    (tmp_path / "town").unlink()
    await tallies.flush()
    assert not tallies.is_lost
    assert [hour.observed_s for hour in records.hours(RT, 0, hand.at)] == [3600] * 3
    assert [gap.until - gap.began for gap in records.outages(RT, 0, hand.at)] == [3 * 3600 - 300]


async def test_hours_are_forgotten_after_400_days(tmp_path: Path) -> None:
    hand, records = Hand(), open_records(tmp_path)
    records.put_hours([SourceHour(RT, 3600), SourceHour(RT, 12 * 3600)], [])
    await Tallies.of(records, hand.clock, [RT]).flush()
    assert [hour.hour for hour in records.hours(RT, 0, NOON)] == [12 * 3600]


async def test_other_sources_than_ours_are_nobodys_business(tmp_path: Path) -> None:
    tallies = Tallies.of(open_records(tmp_path), Hand().clock, [])
    tallies.note(good(NOON))
    await tallies.flush()
    assert list(tmp_path.iterdir()) == []
