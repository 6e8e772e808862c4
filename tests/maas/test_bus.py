"""The bus tells every follower the newest of everything, in order, whoever is slow or late."""

import asyncio
import socket
from contextlib import aclosing

from maas.bus import Message, SocketPublisher, follow
from maas.live import TripKey, TripUpdate
from maas.model import SourceId
from maas.snapshot import Batch, Snapshot
from maas.store import Store


def batch(source: str, *trip_ids: str) -> Batch:
    records = tuple(TripUpdate(TripKey(trip_id)) for trip_id in trip_ids)
    return Batch(SourceId(source), 100, records)


async def told(end: socket.socket, last: int) -> list[Message]:
    """What a follower hears until the message with the last number."""
    heard = []
    async with aclosing(follow(end)) as messages:
        async for message in messages:
            heard.append(message)
            if message.number == last:
                break
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


def test_a_snapshot_is_succeeded_never_changed() -> None:
    store = Store(Snapshot("g1"))
    before = store.snapshot
    store.publish(before.with_batch(1, batch("stcp"), {}))
    store.publish(store.snapshot.with_generation(2, "g2", {}))
    assert before.version == "g1.0" and not before.batches
    assert store.snapshot.version == "g2.2"
    assert list(store.snapshot.batches) == ["stcp"]
