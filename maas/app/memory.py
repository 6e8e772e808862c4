"""Memory that is free, back to the system."""

import ctypes
import gc


def give_back() -> None:
    """Collect what refers to itself, then hand free pages back. Not for the event loop.

    A world that nobody asks any more leaves some hundred megabytes that the allocator (glibc) would
    keep: four switches of a city would double what a worker takes. Elsewhere it only collects.
    """
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
