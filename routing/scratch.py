"""The memory a search works in: allocated once per thread and size of window, not per question."""

import threading
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from maas.units import NEVER
from routing.kernels.journeys import N_COLUMNS
from routing.kernels.subjects import (
    DONE,
    FAR,
    FOUND_FULL,
    LOG_FULL,
    RIDES_FULL,
    STARTS_FULL,
    STOPPED,
    Scratch,
)
from routing.window import Window

N_LAYERS = 16
LONGEST_S = 86_400
N_COUNTERS = 5
FEW = 1 << 12
SCRATCHES_KEPT = 2
"""Per thread: an ordinary one, and one for windows with vias or of another size."""


class Sizes(NamedTuple):
    """What of a window decides how much memory a search needs."""

    stops: int
    patterns: int
    calls: int
    core: int
    """Steps of the hierarchy's core."""


class Room(NamedTuple):
    """What of a question does; enlarged when it turns out too small."""

    log: int = 1 << 16
    starts: int = 1 << 12
    found: int = 1 << 8
    rides: int = 1 << 12


def sizes_of(window: Window) -> Sizes:
    """The sizes of a window."""
    core = window.hierarchy.step.shape[0]
    return Sizes(window.stop_of.size, window.runs.mode.size, window.runs.call.size, core)


def serves(scratch: Scratch, sizes: Sizes) -> bool:
    """Whether a scratch is large enough for a window, and not so large that clearing it costs."""
    has = _sizes_in(scratch)
    is_enough = all(need <= size for need, size in zip(sizes, has, strict=True))
    return is_enough and has.stops <= 2 * sizes.stops + FEW and has.calls <= 2 * sizes.calls + FEW


def roomier(sizes: Sizes) -> Sizes:
    """A little more than a window needs: the same one with live news in it needs that much."""
    return Sizes(*(size + size // 16 for size in sizes))


def _sizes_in(scratch: Scratch) -> Sizes:
    n_stops = scratch.bound.size
    core = scratch.item.shape[0] - n_stops
    return Sizes(n_stops, scratch.seated.size, scratch.ridden.size, core)


ROOM = Room()


def allocate(sizes: Sizes, room: Room = ROOM) -> Scratch:
    """Scratch for a window."""
    n_stops, n_patterns, n_calls, n_core = sizes
    i4, u8 = np.int32, np.uint64
    return Scratch(
        labels=np.full((N_LAYERS * n_stops, 4), NEVER, i4),
        boarded_by=np.zeros(n_stops, i4),
        egress=np.full(n_stops, FAR, i4),
        ridden=np.full(n_calls, FAR, i4),
        arrived=np.zeros(n_stops // 64 + 1, u8),
        ready=np.zeros(n_stops // 64 + 1, u8),
        boards=np.zeros(n_calls // 64 + 1, u8),
        board_words=np.zeros(n_calls // 4096 + 1, u8),
        seat=np.full((n_patterns, 2), FAR, i4),
        seated=np.zeros(n_patterns, i4),
        target=np.full((N_LAYERS + 2, 2), FAR, i4),
        log=np.zeros((room.log, 4), i4),
        first_start=np.empty(LONGEST_S + 1, i4),
        starts=np.zeros((room.starts, 2), i4),
        found=np.zeros((room.found, 6), i4),
        rides=np.zeros((room.rides, N_COLUMNS), i4),
        first_ride=np.zeros(room.found + 1, i4),
        counters=np.zeros(N_COUNTERS, np.int64),
        bound=np.full(n_stops, FAR, i4),
        settled=np.zeros(n_stops, np.bool_),
        head=np.full(LONGEST_S + 1, -1, i4),
        item=np.zeros((n_core + n_stops, 2), i4),
    )


def enlarged(scratch: Scratch, full: int) -> Scratch:
    """Fresh scratch with four times the room of what was too small."""
    room = Room(
        scratch.log.shape[0] * (4 if full == LOG_FULL else 1),
        scratch.starts.shape[0] * (4 if full == STARTS_FULL else 1),
        scratch.found.shape[0] * (4 if full == FOUND_FULL else 1),
        scratch.rides.shape[0] * (4 if full == RIDES_FULL else 1),
    )
    return allocate(_sizes_in(scratch), room)


class Scratches:
    """The scratches of every thread, kept from search to search."""

    def __init__(self) -> None:
        self._local = threading.local()

    def run(self, window: Window, kernel: Callable[[Scratch], int]) -> tuple[Scratch, bool]:
        """Run a kernel, with more memory where this thread's is too small.

        Returns what it worked in, and whether it came to its end.
        """
        if not hasattr(self._local, "kept"):
            self._local.kept = []
        kept: list[Scratch] = self._local.kept
        sizes = sizes_of(window)
        fitting = (i for i, each in enumerate(kept) if serves(each, sizes))
        at = next(fitting, None)
        scratch = allocate(roomier(sizes)) if at is None else kept.pop(at)
        while (status := kernel(scratch)) not in (DONE, STOPPED):
            scratch = enlarged(scratch, status)
        if status == DONE:  # else its marks are not cleared
            kept[:] = [*kept[1 - SCRATCHES_KEPT :], scratch]
        return scratch, status == DONE
