"""Memory that is free, back to the system."""

import ctypes
import gc

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
"""Of glibc's <malloc.h>."""

LARGE = 1 << 20
"""Bytes of an array that gets pages of its own, which go back to the system with it. Left to
itself, the allocator raises this each time a large one goes, and keeps the holes."""
SPARE = 8 << 20
"""Bytes it keeps at hand, lest every question asks the system for pages."""


def keep_little() -> None:
    """Have the allocator (glibc; others do as they do) keep less of what is free. Set this before
    threads and children are there: it is theirs, too.

    Threads share one arena: they mostly wait for each other to allocate anyway.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_MMAP_THRESHOLD, LARGE)
        mallopt(M_TRIM_THRESHOLD, SPARE)
        mallopt(M_ARENA_MAX, 1)


def give_back() -> None:
    """Collect what refers to itself, then hand free pages back. Not for the event loop.

    A world that nobody asks any more leaves some hundred megabytes that the allocator (glibc) would
    keep: four switches of a city would double what a worker takes. Elsewhere it only collects.
    """
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
