"""What a desk does with good messages, bad ones, old ones and none."""

import threading

import pytest
from structlog.testing import capture_logs

from feeds.parsed import Parsed
from maas.app.desk import Desk
from maas.app.matching import Fit
from maas.errors import FeedMalformed
from maas.model import SourceId
from maas.settings import Source
from tests.desks import START, Book, Time, parse


@pytest.fixture
def desk(time: Time, book: Book) -> Desk:
    source = Source(SourceId("bus-rt"), "gtfs-rt", "https://example.org", interval_s=20)
    return Desk(source, parse, book, time.clock)


async def test_a_message_is_numbered_told_and_archived(desk: Desk, book: Book, time: Time) -> None:
    time.passed = 50
    assert await desk.take(b"!40 a") == 1
    assert book.trips == ["a"]
    assert book.archived == [(1, b"!40 a")]
    status = book.statuses[-1]
    assert (status.state, status.made_at, status.good_at) == ("OK", START + 40, START + 50)
    assert (status.error, status.counts) == ("", {"trip": 1})


@pytest.mark.parametrize("again", [b"!0 a", None])
async def test_the_same_again_is_no_news(
    desk: Desk, book: Book, time: Time, again: bytes | None
) -> None:
    await desk.take(b"!0 a")
    time.passed = 60
    await (desk.take(again) if again else desk.confirm())
    assert len(book.batches) == len(book.archived) == 1
    assert (book.statuses[-1].good_at, book.statuses[-1].made_at) == (START + 60, START)


async def test_garbage_leaves_what_is_known_and_is_told(desk: Desk, book: Book) -> None:
    await desk.take(b"!0 a")
    with pytest.raises(FeedMalformed):
        await desk.take(b"<html>")
    await desk.fail("the message has no header")
    assert book.trips == ["a"]
    assert len(book.archived) == 1
    assert book.statuses[-1].error == "the message has no header"
    assert book.statuses[-1].counts == {"trip": 1}


async def test_an_older_message_does_not_replace_a_newer_one(
    desk: Desk, book: Book, time: Time
) -> None:
    time.passed = 50
    await desk.take(b"!40 new")
    time.passed = 60
    assert await desk.take(b"!30 old") is None
    assert book.trips == ["new"]
    assert "older message" in book.statuses[-1].warning
    assert book.statuses[-1].tried_at == START + 60


async def test_a_time_that_stands_still_is_noted_and_the_news_taken(desk: Desk, book: Book) -> None:
    await desk.take(b"!0 a")
    await desk.take(b"!0 b")
    assert book.trips == ["b"]
    assert [finding.rule for finding in book.statuses[-1].rejections] == ["E017"]


async def test_a_producer_whose_clock_is_ahead_is_not_believed_for_ever(
    desk: Desk, book: Book, time: Time
) -> None:
    await desk.take(b"!50 early")
    time.passed = 30
    await desk.take(b"!35 right")
    assert book.trips == ["right"]


async def test_data_grows_old_and_is_dropped_and_comes_back(
    desk: Desk, book: Book, time: Time
) -> None:
    await desk.take(b"!0 a")
    states: list[tuple[str, list[str]]] = []
    for minutes in (5, 5.1, 30, 30.1, 30.2):
        time.passed = minutes * 60
        await desk.confirm()
        desk.age()
        states.append((book.statuses[-1].state, book.trips))
    assert states == [
        *(("OK", ["a"]), ("STALE", ["a"]), ("STALE", ["a"])),
        *(("LOST", []), ("LOST", [])),
    ]
    assert len(book.batches) == 2
    await desk.take(f"!{round(time.passed)} b".encode())
    assert (book.statuses[-1].state, book.trips) == ("OK", ["b"])


async def test_a_message_that_is_too_old_already_is_not_used(
    desk: Desk, book: Book, time: Time
) -> None:
    time.passed = 3600
    await desk.take(b"!0 a")
    assert (book.statuses[-1].state, book.trips) == ("LOST", [])
    assert book.statuses[-1].counts == {}


async def test_a_message_without_a_time_is_as_new_as_it_was_last_seen(
    desk: Desk, book: Book, time: Time
) -> None:
    await desk.take(b"! a")
    time.passed = 3000
    await desk.confirm()
    desk.age()
    assert (book.statuses[-1].state, book.statuses[-1].made_at) == ("OK", START + 3000)
    time.passed = 5000
    desk.age()
    assert book.trips == []
    await desk.confirm()
    assert (book.statuses[-1].state, book.trips) == ("OK", ["a"])


async def test_workers_learn_that_a_message_without_a_time_was_confirmed(
    desk: Desk, book: Book, time: Time
) -> None:
    await desk.take(b"! a")
    for seconds in range(20, 3601, 20):
        time.passed = seconds
        await (desk.take(b"! a") if seconds % 40 else desk.confirm())
        assert START + seconds - book.batches[-1].made_at < 60
        assert book.trips == ["a"]
    assert len(book.batches) == 1 + 60
    assert len(book.archived) == 1


async def test_one_line_is_logged_when_it_fails_and_one_when_it_is_back(
    desk: Desk, time: Time
) -> None:
    with capture_logs() as logs:
        await desk.take(b"!0 a")
        for _ in range(3):
            await desk.fail("no answer within 10 s")
        await desk.take(b"!0 b")
        time.passed = 400
        desk.age()
        desk.age()
        await desk.take(b"!400 c")
    told = [(line["event"], line.get("problem", "")) for line in logs]
    assert told == [
        ("source.lost", "no answer within 10 s"),
        ("source.back", ""),
        ("source.lost", "its newest data is older than 5 min"),
        ("source.back", ""),
    ]


async def test_what_workers_were_told_by_a_writer_before_is_dropped_when_it_cannot_be_asked(
    desk: Desk, book: Book
) -> None:
    desk.is_inherited = True
    await desk.fail("no answer")
    await desk.fail("no answer")
    assert len(book.batches) == 1 and book.trips == []


async def test_goes_on_from_what_was_archived(desk: Desk, book: Book, time: Time) -> None:
    desk.is_inherited = True
    time.passed = 60
    await desk.restore(b"!20 a", START + 30)
    assert book.trips == ["a"] and book.archived == []
    assert (book.statuses[-1].good_at, book.statuses[-1].made_at) == (START + 30, START + 20)
    await desk.fail("no answer")
    assert book.trips == ["a"]


async def test_what_is_not_archived_is_archived_when_it_comes_again(desk: Desk, book: Book) -> None:
    book.is_full = True
    await desk.take(b"!0 a")
    assert not desk.is_kept
    assert "not archived" in book.statuses[-1].warning
    book.is_full = False
    await desk.take(b"!0 a")
    assert book.statuses[-1].warning == ""
    assert desk.is_kept and book.archived == [(1, b"!0 a")]


async def test_how_well_it_fits_is_told(desk: Desk, book: Book, time: Time) -> None:
    await desk.take(b"!0 a")
    desk.fits(Fit(40, 10, warning="only 25% of its trips are scheduled"))
    status = book.statuses[-1]
    assert (status.trips, status.matched, status.warning[:8]) == (40, 10, "only 25%")
    desk.fits(Fit(40, 40))
    assert book.statuses[-1].warning == ""


async def test_large_messages_are_parsed_beside_the_loop(book: Book, time: Time) -> None:
    threads: list[str] = []

    def noting(content: bytes, now: int) -> Parsed:
        threads.append(threading.current_thread().name)
        return parse(content[:4], now)

    source = Source(SourceId("bus-rt"), "gtfs-rt", "https://example.org")
    desk = Desk(source, noting, book, time.clock)
    await desk.take(b"!0 a")
    await desk.take(b"!0 b" + bytes(200_000))
    main = threading.main_thread().name
    assert threads[0] == main != threads[1]


async def test_what_is_acknowledged_is_on_disk(desk: Desk, book: Book) -> None:
    await desk.take(b"!0 a")
    assert book.settled == [], "who is polled acknowledges nothing"
    await desk.take(b"!0 a", lasting=True)
    await desk.take(b"!10 b", lasting=True)
    assert book.settled == [1, 2] and len(book.archived) == 2


async def test_what_the_disk_lost_is_archived_again(desk: Desk, book: Book) -> None:
    book.loses = True
    await desk.take(b"!0 a", lasting=True)
    assert not desk.is_kept and "not archived" in book.statuses[-1].warning
    book.loses = False
    await desk.take(b"!0 a", lasting=True)
    assert desk.is_kept and book.archived == [(1, b"!0 a"), (1, b"!0 a")]
