"""Between the supervisor and each child: one socket pair that hands over ends of the bus.

It is a life line as well: when the supervisor dies, however it dies, the child reads an end of
file and ends itself.
"""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import suppress


def hand_over(control: socket.socket, end: socket.socket) -> None:
    """Give a child an end of a pair; if it died just now, its successor will get another."""
    with suppress(OSError):
        socket.send_fds(control, [b"+"], [end.fileno()])


def introduce(one: socket.socket, other: socket.socket) -> None:
    """Connect two children over their controls; nothing of the pair stays here."""
    near, far = socket.socketpair()
    with near, far:
        hand_over(one, near)
        hand_over(other, far)


async def handed(control: socket.socket) -> AsyncIterator[socket.socket]:
    """Yield the ends that the supervisor hands over; ends when the supervisor is gone."""
    loop = asyncio.get_running_loop()
    control.setblocking(False)
    arrived = asyncio.Event()
    loop.add_reader(control, arrived.set)
    try:
        while True:
            await arrived.wait()
            arrived.clear()
            try:
                content, ends, _, _ = socket.recv_fds(control, 1, 1)
            except BlockingIOError:
                continue
            except OSError:
                return
            if not content:
                return
            for end in ends:
                yield socket.socket(fileno=end)
    finally:
        loop.remove_reader(control)
