"""Between the one writer and every worker: news one way, questions and answers both ways.

News are numbered messages, the newest per subject, in order: a follower that is slow, new or
restarted gets the newest message of each subject and never an older one after it; what it missed
in between it does not need. Questions are answered each on its own, in any order.
"""

import asyncio
import itertools
import socket
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Protocol

import msgspec

from maas.errors import WriterAway
from maas.live import Record
from maas.requests import Answer, Request
from maas.snapshot import Batch
from maas.sources import SourceStatus

MAX_FRAME = 512 * 1024 * 1024
"""Bytes of one frame; more is a broken stream."""

SLICE = 200
"""Records that are read in one go, some milliseconds; a worker answers questions in between. (A
thread would not help: reading them never lets go of the interpreter.)"""

_NEWS, _NO_MORE, _QUESTION, _ANSWER = b"n", b"e", b"q", b"a"
"""Kinds of frames; `_NO_MORE` ends the news that a new follower has missed."""


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
    """The writer's end, as whoever has news sees it."""

    def publish(self, message: Message) -> None:
        """Tell every follower, now and later ones; never waits."""


class SocketPublisher:
    """Publishes over socket pairs, one per follower, and answers what comes back over them."""

    def __init__(self, answer: Callable[[Request], Awaitable[Answer]] | None = None) -> None:
        self._newest: dict[str, bytes] = {}
        self._followers: set[_Follower] = set()
        self._answer = answer

    def publish(self, message: Message) -> None:
        """Tell every follower, now and later ones; never waits."""
        news = _packed(message)
        self._newest.pop(message.subject, None)
        self._newest[message.subject] = news
        for follower in self._followers:
            follower.offer(message.subject, news)

    async def feed(self, end: socket.socket) -> None:
        """Serve one follower until it goes away; a new one gets the newest of everything first."""
        reader, writer = await asyncio.open_connection(sock=end)
        follower = _Follower(dict(self._newest))
        self._followers.add(follower)
        sending = asyncio.ensure_future(follower.send_to(writer))
        try:
            await self._answer_all(reader, follower)
        finally:
            self._followers.discard(follower)
            sending.cancel()
            writer.close()

    async def _answer_all(self, reader: asyncio.StreamReader, follower: "_Follower") -> None:
        """Answer each question in a task of its own; ends with the follower."""
        decoder = msgspec.msgpack.Decoder(tuple[int, Request])
        async with asyncio.TaskGroup() as group:
            async for _, question in _frames(reader):
                number, request = decoder.decode(question)
                group.create_task(self._answer_one(number, request, follower))

    async def _answer_one(self, number: int, request: Request, follower: "_Follower") -> None:
        if self._answer is not None:
            answer = await self._answer(request)
            follower.reply(msgspec.msgpack.encode((number, answer)))


class Line:
    """A worker's end: hears the news, asks the writer."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._inbox: dict[str, Message] = {}
        self._came = asyncio.Event()
        self._has_caught_up = self._is_over = False
        self._numbers = itertools.count(1)
        self._asked: dict[int, asyncio.Future[Answer]] = {}
        self._hearing = asyncio.ensure_future(self._hear())

    @classmethod
    async def opened(cls, end: socket.socket) -> "Line":
        """The line over one end of a socket pair."""
        return cls(*await asyncio.open_connection(sock=end))

    async def news(self) -> AsyncIterator[list[Message]]:
        """All that came since the last time, the newest per subject, in order.

        The first lot is all that holds already, maybe nothing; ends when the writer goes away.
        """
        while True:
            await self._came.wait()
            self._came.clear()
            lot, self._inbox = list(self._inbox.values()), {}
            if lot or not self._is_over:
                yield lot
            if self._is_over:
                return

    async def ask(self, request: Request, timeout_s: float) -> Answer:
        """What the writer answers.

        Raises:
            WriterAway: it did not in time; whether it was done nobody knows.
        """
        number = next(self._numbers)
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._asked[number] = answer
        try:
            async with asyncio.timeout(timeout_s):
                if self._is_over:
                    raise ConnectionError
                _write(self._writer, _QUESTION, msgspec.msgpack.encode((number, request)))
                await self._writer.drain()
                return await answer
        except (TimeoutError, ConnectionError):
            raise WriterAway("what takes news is not there; try again") from None
        finally:
            self._asked.pop(number, None)

    def close(self) -> None:
        """Hang up."""
        self._hearing.cancel()
        self._end()
        self._writer.close()

    async def _hear(self) -> None:
        answers = msgspec.msgpack.Decoder(tuple[int, Answer])
        async for kind, content in _frames(self._reader):
            if kind == _NEWS:
                self._take(await _unpacked(content))
            elif kind == _NO_MORE:
                self._has_caught_up = True
                self._came.set()
            elif kind == _ANSWER:
                number, answer = answers.decode(content)
                if number in self._asked and not self._asked[number].done():
                    self._asked[number].set_result(answer)
        self._end()

    def _take(self, message: Message) -> None:
        self._inbox.pop(message.subject, None)
        self._inbox[message.subject] = message
        if self._has_caught_up:
            self._came.set()

    def _end(self) -> None:
        self._is_over = True
        self._came.set()
        for answer in self._asked.values():
            if not answer.done():
                answer.set_exception(ConnectionError())


class _Follower:
    """What one follower has yet to be told: at most one message per subject, and answers."""

    def __init__(self, pending: dict[str, bytes]) -> None:
        self._pending = pending
        self._replies: deque[bytes] = deque()
        self._news = asyncio.Event()

    def offer(self, subject: str, news: bytes) -> None:
        self._pending.pop(subject, None)
        self._pending[subject] = news
        self._news.set()

    def reply(self, answer: bytes) -> None:
        self._replies.append(answer)
        self._news.set()

    async def send_to(self, writer: asyncio.StreamWriter) -> None:
        """Send until cancelled; a follower that died is replaced and gets a new pair."""
        try:
            await self._send_all(writer)
            _write(writer, _NO_MORE, b"")
            while True:
                await self._news.wait()
                self._news.clear()
                await self._send_all(writer)
        except ConnectionError:
            return

    async def _send_all(self, writer: asyncio.StreamWriter) -> None:
        while self._replies or self._pending:
            if self._replies:
                _write(writer, _ANSWER, self._replies.popleft())
            else:
                _write(writer, _NEWS, self._pending.pop(next(iter(self._pending))))
            await writer.drain()


_PACKED = msgspec.msgpack.Decoder(tuple[Message, list[bytes]])
"""A message without the records of its batch, and these in slices."""

_RECORDS = msgspec.msgpack.Decoder(list[Record])


def _packed(message: Message) -> bytes:
    batch = message.batch
    if batch is None:
        return msgspec.msgpack.encode((message, []))
    slices = [
        msgspec.msgpack.encode(batch.records[i : i + SLICE])
        for i in range(0, len(batch.records), SLICE)
    ]
    head = replace(message, batch=replace(batch, records=()))
    return msgspec.msgpack.encode((head, slices))


async def _unpacked(content: bytes) -> Message:
    """A message, read slice by slice: the loop does other things in between."""
    head, slices = _PACKED.decode(content)
    if head.batch is None:
        return head
    records: list[Record] = []
    for each in slices:
        records += _RECORDS.decode(each)
        await asyncio.sleep(0)
    return replace(head, batch=replace(head.batch, records=tuple(records)))


def _write(writer: asyncio.StreamWriter, kind: bytes, content: bytes) -> None:
    writer.write(len(content).to_bytes(4, "big") + kind)
    writer.write(content)


async def _frames(reader: asyncio.StreamReader) -> AsyncIterator[tuple[bytes, bytes]]:
    """Kind and content of each frame, until the other end goes away."""
    try:
        while True:
            head = await reader.readexactly(5)
            size = int.from_bytes(head[:4], "big")
            if size > MAX_FRAME:
                return
            yield head[4:], await reader.readexactly(size)
    except (asyncio.IncompleteReadError, ConnectionError):
        return
