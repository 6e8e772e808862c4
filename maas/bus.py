"""From the one writer to every worker: numbered messages, newest per subject, in order.

A follower that is slow, new or restarted gets the newest message of each subject and never an
older one after it: what it missed in between it does not need.
"""

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

import msgspec

from maas.snapshot import Batch
from maas.sources import SourceStatus

MAX_FRAME = 512 * 1024 * 1024
"""Bytes of one message; more is a broken stream."""


@dataclass(frozen=True, slots=True)
class Message:
    """What holds from now on: this generation and, unless only that is new, this batch or status.

    A status alone does not make a new version: its number is the last batch's.
    """

    number: int
    generation: str
    batch: Batch | None = None
    status: SourceStatus | None = None

    @property
    def subject(self) -> str:
        """What a later message about the same replaces."""
        if self.status is not None:
            return f"status:{self.status.source_id}"
        return self.batch.source_id if self.batch else ""


class Publisher(Protocol):
    """The writer's end."""

    def publish(self, message: Message) -> None:
        """Tell every follower, now and later ones; never waits."""


class SocketPublisher:
    """Publishes over socket pairs, one per follower."""

    def __init__(self) -> None:
        self._newest: dict[str, bytes] = {}
        self._followers: set[_Follower] = set()

    def publish(self, message: Message) -> None:
        """Tell every follower, now and later ones; never waits."""
        frame = msgspec.msgpack.encode(message)
        self._newest.pop(message.subject, None)
        self._newest[message.subject] = frame
        for follower in self._followers:
            follower.offer(message.subject, frame)

    async def feed(self, end: socket.socket) -> None:
        """Serve one follower until it goes away; a new one gets the newest of everything first."""
        follower = _Follower(dict(self._newest))
        self._followers.add(follower)
        try:
            await follower.send_to(end)
        except ConnectionError:
            pass  # a worker that died is replaced and gets a new pair
        finally:
            self._followers.discard(follower)
            end.close()


async def follow(end: socket.socket) -> AsyncIterator[Message]:
    """Yield messages as they come; ends when the writer goes away."""
    decoder = msgspec.msgpack.Decoder(Message)
    reader, writer = await asyncio.open_connection(sock=end)
    try:
        while True:
            size = int.from_bytes(await reader.readexactly(4), "big")
            if size > MAX_FRAME:
                return
            yield decoder.decode(await reader.readexactly(size))
    except (asyncio.IncompleteReadError, ConnectionError):
        return
    finally:
        writer.close()


class _Follower:
    """What one follower has yet to be told: at most one frame per subject."""

    def __init__(self, pending: dict[str, bytes]) -> None:
        self._pending = pending
        self._news = asyncio.Event()
        self._news.set()

    def offer(self, subject: str, frame: bytes) -> None:
        self._pending.pop(subject, None)
        self._pending[subject] = frame
        self._news.set()

    async def send_to(self, end: socket.socket) -> None:
        reader, writer = await asyncio.open_connection(sock=end)
        gone = asyncio.ensure_future(reader.read())
        try:
            while not gone.done():
                while self._pending:
                    frame = self._pending.pop(next(iter(self._pending)))
                    writer.write(len(frame).to_bytes(4, "big") + frame)
                    await writer.drain()
                self._news.clear()
                news = asyncio.ensure_future(self._news.wait())
                await asyncio.wait({gone, news}, return_when=asyncio.FIRST_COMPLETED)
                news.cancel()
        finally:
            gone.cancel()
            writer.close()
