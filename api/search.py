"""Searches in threads: the event loop never waits, and whoever leaves ends his own search.

The queue before the threads is bounded: whoever does not fit is told so at once, because a queue
that grows answers nobody in time.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import TypeVar

import numpy as np

from api.metrics.meters import Gauge
from maas.arrays import Bytes
from maas.errors import Overloaded

T = TypeVar("T")


class Searches:
    """Threads that search, and the places in the queue before them."""

    def __init__(self, threads: int, waiting: int, gauge: Gauge) -> None:
        self.gauge = gauge
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="search")
        self._places = BoundedSemaphore(threads + waiting)

    def submit(self, work: Callable[[Bytes], T], stop: Bytes) -> "Future[T]":
        """Queue `work(stop)`.

        Raises:
            Overloaded: every thread is busy and the queue is full.
        """
        if not self._places.acquire(blocking=False):
            self.gauge.refuse()
            raise Overloaded("more is asked than can be answered in time: try again soon")
        future = self._threads.submit(work, stop)
        future.add_done_callback(lambda _: self._places.release())
        return future

    def close(self) -> None:
        """Begin nothing any more."""
        self._threads.shutdown(wait=False, cancel_futures=True)


async def run_search(searches: Searches, work: Callable[[Bytes], T], time_limit_s: float) -> T:
    """Run `work(stop)` in a thread; `stop[0]` turns 1 at the time limit and on cancellation.

    Raises:
        Overloaded: the queue is full; nothing was begun.
    """
    stop = np.zeros(1, np.uint8)
    future = searches.submit(work, stop)
    searches.gauge.begin()
    alarm = asyncio.get_running_loop().call_later(time_limit_s, stop.fill, 1)
    try:
        return await asyncio.wrap_future(future)
    finally:
        alarm.cancel()
        searches.gauge.end()
        stop.fill(1)
