"""Signals as something to wait for, in a process without an event loop."""

import os
import select
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

AWAITED = (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)


class Signals:
    """Collects signals; one per process, made in its main thread."""

    def __init__(self) -> None:
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        for number in AWAITED:
            signal.signal(number, _noted)

    def wait(self, timeout_s: float) -> set[int]:
        """The signals that came, after the first one or the time-out."""
        select.select([self._reader], [], [], max(0.0, timeout_s))
        try:
            return set(self._reader.recv(4096))
        except BlockingIOError:
            return set()

    def forget(self) -> None:
        """Be an ordinary process again: what a forked child does first."""
        signal.set_wakeup_fd(-1)
        for number in AWAITED:
            signal.signal(number, signal.SIG_DFL)
        self._reader.close()
        self._writer.close()


@contextmanager
def held() -> Iterator[None]:
    """Hold signals back, so that none comes between a fork and what the child does first."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, AWAITED)
    owner = os.getpid()
    try:
        yield
    finally:
        if os.getpid() == owner:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _noted(_number: int, _frame: object) -> None:
    """The wake-up descriptor has the number; this only keeps the default from acting."""
