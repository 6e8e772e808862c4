"""Counts that bear no time are as new as the last time they were read."""

from feeds.parsed import Parsed
from maas.app.desk import Desk
from maas.live import ParkingFacility
from maas.model import SourceId
from maas.settings import Source
from maas.sources import Condition
from tests.desks import START, Book, Time

HOLD_S = 300


def parse(content: bytes, now: int) -> Parsed:
    """Two car parks, one of which says when it was counted."""
    untimed = ParkingFacility("a", free=int(content), counts_until=now + HOLD_S)
    timed = ParkingFacility("b", free=1, counted_at=START, counts_until=START + HOLD_S)
    return Parsed((untimed, timed), ages_itself=True)


async def test_the_same_counts_again_hold_anew() -> None:
    time, book = Time(), Book()
    source = Source(SourceId("town"), "parking-table", "https://town.example", interval_s=60)
    desk = Desk(source, parse, book, time.clock)
    await desk.take(b"7")
    for seconds in range(60, 3601, 60):
        time.passed = seconds
        await (desk.take(b"7") if seconds % 120 else desk.confirm())
        untimed, timed = book.batches[-1].records
        assert isinstance(untimed, ParkingFacility) and isinstance(timed, ParkingFacility)
        assert untimed.counts_until == START + seconds + HOLD_S
        assert timed.counts_until == START + HOLD_S


async def test_car_parks_still_stand_when_nobody_counts() -> None:
    time, book = Time(), Book()
    source = Source(SourceId("town"), "parking-table", "https://town.example", interval_s=60)
    desk = Desk(source, parse, book, time.clock)
    await desk.take(b"7")
    time.passed = 2 * 3600
    desk.age()
    assert desk.state is Condition.LOST
    assert [len(batch.records) for batch in book.batches] == [2]


async def test_what_is_read_once_a_day_is_not_old_after_an_hour() -> None:
    time, book = Time(), Book()
    source = Source(SourceId("bnls"), "bnls", "https://state.example", interval_s=86_400)
    desk = Desk(source, parse, book, time.clock)
    await desk.take(b"7")
    time.passed = 3600
    desk.age()
    assert desk.condition is Condition.OK
    time.passed = 4 * 86_400
    desk.age()
    assert desk.condition is Condition.STALE
