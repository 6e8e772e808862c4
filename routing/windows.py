"""The service windows in memory: each is opened once, whoever and however many ask for it."""

import sys
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock

from routing.window import Window, WindowKey

WINDOWS_KEPT = 8
"""A few days, both ways; about 15 MB each for a region like Berlin and Brandenburg."""


class Windows:
    """Opens windows and keeps those asked for last. Thread-safe: who asks for one that another
    thread opens waits for it, who asks for a different one does not."""

    def __init__(self, open_one: Callable[[WindowKey], Window], kept: int = WINDOWS_KEPT) -> None:
        self._open_one = open_one
        self._kept = kept
        self._opened: OrderedDict[WindowKey, Future[Window]] = OrderedDict()
        self._lock = Lock()

    def of(self, key: WindowKey) -> Window:
        """The window, opened if it is not yet."""
        with self._lock:
            known = self._opened.get(key)
            window: Future[Window] = known or Future()
            self._opened[key] = window
            self._opened.move_to_end(key)
            while len(self._opened) > self._kept:
                self._opened.popitem(last=False)
        if known is None:
            self._open(key, window)
        return window.result()

    def open_all(self, keys: Sequence[WindowKey]) -> None:
        """Open several side by side: most of the work needs no interpreter."""
        with ThreadPoolExecutor(len(keys)) as threads:
            list(threads.map(self.of, keys))

    def _open(self, key: WindowKey, window: Future[Window]) -> None:
        """Open a window for all who wait. One that fails is not kept: those who wait are told why,
        the next to ask tries again."""
        try:
            window.set_result(self._open_one(key))
        finally:
            if not window.done():
                with self._lock:
                    if self._opened.get(key) is window:
                        del self._opened[key]
                window.set_exception(sys.exception())
