"""The bus tells every follower the newest of everything, in order, whoever is slow or late."""

import asyncio
import socket

import pytest

from maas.bus import SLICE, Line, Message, SocketPublisher
from maas.errors import NotFound, WriterAway
from maas.live import TripKey, TripUpdate
from maas.model import SourceId
from maas.requests import Answer, Done, PushedMessage, Refused, Request
from maas.snapshot import Batch, Snapshot
from maas.store import Store


def batch(source: str, *trip_ids: str) -> Batch:
    records = tuple(TripUpdate(TripKey(trip_id)) for trip_id in trip_ids)
    return Batch(SourceId(source), 100, records)


async def told(end: socket.socket, last: int) -> list[Message]:
    """What a follower hears until the message with the last number."""
    heard: list[Message] = []
    line = await Line.opened(end)
    async for lot in line.news():
        heard += lot
        if lot and lot[-1].number == last:
            break
    line.close()
    return heard


async def test_every_follower_hears_everything_in_order() -> None:
    publisher = SocketPublisher()
    pairs = [socket.socketpair() for _ in range(3)]
    feeding = [asyncio.ensure_future(publisher.feed(pair[0])) for pair in pairs]
    hearing = [asyncio.ensure_future(told(pair[1], 3)) for pair in pairs]
    await asyncio.sleep(0)
    for number in (1, 2, 3):
        publisher.publish(Message(number, "g", batch("stcp", str(number))))
        await asyncio.sleep(0.01)
    for heard in await asyncio.wait_for(asyncio.gather(*hearing), 5):
        assert [message.number for message in heard] == [1, 2, 3]
        assert heard[-1].batch == batch("stcp", "3")
    await asyncio.wait_for(asyncio.gather(*feeding), 5)


async def test_a_late_follower_gets_the_newest_of_each_subject() -> None:
    publisher = SocketPublisher()
    publisher.publish(Message(0, "g"))
    for number in range(1, 50):
        publisher.publish(Message(number, "g", batch("a" if number % 2 else "b")))
    near, far = socket.socketpair()
    feeding = asyncio.ensure_future(publisher.feed(near))
    heard = await asyncio.wait_for(told(far, 49), 5)
    assert [message.number for message in heard] == [0, 48, 49]
    await asyncio.wait_for(feeding, 5)


async def test_a_follower_that_does_not_read_costs_one_batch_and_delays_nobody() -> None:
    publisher = SocketPublisher()
    slow, quick = socket.socketpair(), socket.socketpair()
    feeding = [asyncio.ensure_future(publisher.feed(pair[0])) for pair in (slow, quick)]
    hearing = asyncio.ensure_future(told(quick[1], 40))
    await asyncio.sleep(0)
    for number in range(1, 41):
        publisher.publish(Message(number, "g", batch("big", "x" * 1_000_000)))
        await asyncio.sleep(0.001)
    assert (await asyncio.wait_for(hearing, 10))[-1].number == 40
    late = await asyncio.wait_for(told(slow[1], 40), 10)
    assert len(late) < 10
    await asyncio.wait_for(asyncio.gather(*feeding), 5)


async def test_the_first_lot_is_all_that_holds_already() -> None:
    publisher = SocketPublisher()
    publisher.publish(Message(7, "g"))
    publisher.publish(Message(8, "g", batch("stcp", "x" * 5_000_000)))
    near, far = socket.socketpair()
    feeding = asyncio.ensure_future(publisher.feed(near))
    line = await Line.opened(far)
    lot = await asyncio.wait_for(anext(line.news()), 5)
    assert [message.number for message in lot] == [7, 8]
    line.close()
    await asyncio.wait_for(feeding, 5)


async def test_what_comes_while_one_is_busy_is_told_once_and_in_order() -> None:
    publisher = SocketPublisher()
    near, far = socket.socketpair()
    feeding = asyncio.ensure_future(publisher.feed(near))
    line = await Line.opened(far)
    news = line.news()
    assert await asyncio.wait_for(anext(news), 5) == []
    for number in range(1, 21):
        publisher.publish(Message(number, "g", batch("a" if number % 2 else "b")))
        await asyncio.sleep(0.001)
    await asyncio.sleep(0.05)
    assert [m.number for m in await asyncio.wait_for(anext(news), 5)] == [19, 20]
    line.close()
    await asyncio.wait_for(feeding, 5)


async def test_a_large_message_is_read_slice_by_slice() -> None:
    """So that a worker answers in between; all its bytes are there before it begins."""
    sent = Message(1, "g", batch("stcp", *map(str, range(10 * SLICE + 1))))
    publisher = SocketPublisher()
    publisher.publish(sent)
    near, far = socket.socketpair()
    feeding = asyncio.ensure_future(publisher.feed(near))
    came, writer = await asyncio.open_connection(sock=far)
    head = await came.readexactly(5)
    rest = await came.readexactly(int.from_bytes(head[:4], "big") + 5)
    reader, turns = asyncio.StreamReader(), 0
    reader.feed_data(head + rest)
    line = Line(reader, writer)
    hearing = asyncio.ensure_future(anext(line.news()))
    while not hearing.done():
        await asyncio.sleep(0)
        turns += 1
    assert hearing.result() == [sent]
    assert turns > 10
    line.close()
    await asyncio.wait_for(feeding, 5)


async def asked(answer: Answer | None, *requests: Request) -> list[Answer]:
    """What a writer that answers so answers; None: never."""

    async def slowly(request: Request) -> Answer:
        await asyncio.sleep(60 if answer is None else 0.01)
        return answer or Done()

    near, far = socket.socketpair()
    feeding = asyncio.ensure_future(SocketPublisher(slowly).feed(near))
    line = await Line.opened(far)
    try:
        return await asyncio.gather(*(line.ask(request, 0.5) for request in requests))
    finally:
        line.close()
        feeding.cancel()


async def test_questions_are_answered_each_on_its_own() -> None:
    large = PushedMessage("stcp", bytes(3_000_000))
    assert await asked(Done(5), large, large) == [Done(5), Done(5)]
    refused = Refused.by(NotFound("no live source is called 'x'"))
    assert await asked(refused, large) == [refused]
    assert isinstance(refused.error, NotFound)


async def test_a_writer_that_is_silent_or_gone_is_away() -> None:
    with pytest.raises(WriterAway):
        await asked(None, PushedMessage("stcp", b""))
    near, far = socket.socketpair()
    line = await Line.opened(far)
    asking = asyncio.ensure_future(line.ask(PushedMessage("stcp", b""), 5))
    await asyncio.sleep(0.01)
    near.close()
    with pytest.raises(WriterAway):
        await asyncio.wait_for(asking, 1)
    assert [lot async for lot in line.news()] == []
    line.close()


def test_a_snapshot_is_succeeded_never_changed() -> None:
    store = Store(Snapshot("g1"))
    before = store.snapshot
    store.publish(before.with_batch(1, batch("stcp"), {}))
    store.publish(store.snapshot.with_generation(2, "g2", {}))
    assert before.version == "g1.0" and not before.batches
    assert store.snapshot.version == "g2.2"
    assert list(store.snapshot.batches) == ["stcp"]
