"""Searches in threads: the event loop never waits, and whoever leaves ends his own search."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np

from maas.arrays import Bytes

T = TypeVar("T")


async def run_search(
    threads: ThreadPoolExecutor, work: Callable[[Bytes], T], time_limit_s: float
) -> T:
    """Run `work(stop)` in a thread; `stop[0]` turns 1 at the time limit and on cancellation."""
    stop = np.zeros(1, np.uint8)
    loop = asyncio.get_running_loop()
    alarm = loop.call_later(time_limit_s, stop.fill, 1)
    try:
        return await loop.run_in_executor(threads, work, stop)
    finally:
        alarm.cancel()
        stop.fill(1)
