"""Messages whose records age by themselves: lists of stations outlive their counts."""

from dataclasses import replace

import pytest

from feeds.parsed import Parsed
from maas.app.desk import Desk
from maas.model import SourceId
from maas.settings import Source
from tests.desks import START, Book, Time, parse


def parse_stations(content: bytes, now: int) -> Parsed:
    return replace(parse(content, now), ages_itself=True)


@pytest.fixture
def desk(time: Time, book: Book) -> Desk:
    source = Source(SourceId("bikes"), "gbfs", "https://example.org", interval_s=30)
    return Desk(source, parse_stations, book, time.clock)


async def test_it_stays_as_long_as_it_is_seen_and_its_age_is_told(
    desk: Desk, book: Book, time: Time
) -> None:
    states = []
    await desk.take(b"!0 a")
    for passed in (200, 400, 3600):
        time.passed = passed
        await desk.confirm()
        desk.age()
        states.append(str(book.statuses[-1].state))
    assert (states, book.trips) == (["OK", "STALE", "STALE"], ["a"])
    assert book.statuses[-1].made_at == START


async def test_a_document_that_did_not_change_for_long_is_as_good_as_new(
    book: Book, time: Time
) -> None:
    source = Source(SourceId("town"), "cifs", "https://example.org", interval_s=300)
    desk = Desk(source, parse_stations, book, time.clock)
    await desk.take(b"!0 a")
    time.passed = 86_400
    await desk.confirm()
    desk.age()
    assert (book.statuses[-1].state, book.statuses[-1].made_at) == ("OK", START + 86_400)
    time.passed += 5_400
    desk.age()
    assert book.statuses[-1].state == "LOST"


async def test_an_older_one_after_a_newer_one_is_left_aside(desk: Desk, book: Book) -> None:
    assert await desk.take(b"!50 a") is not None
    assert await desk.take(b"!49 b") is None
    assert await desk.take(b"! c") is not None
    assert book.trips == ["c"]


async def test_it_is_withdrawn_once_nobody_has_seen_it_for_long(
    desk: Desk, book: Book, time: Time
) -> None:
    await desk.take(b"!0 a")
    time.passed = 1801
    desk.age()
    assert (book.statuses[-1].state, book.trips) == ("LOST", [])


async def test_a_writer_goes_on_from_it(desk: Desk, book: Book, time: Time) -> None:
    time.passed = 700
    await desk.restore(b"!0 a", START + 650)
    assert (book.trips, book.statuses[-1].state) == (["a"], "STALE")
