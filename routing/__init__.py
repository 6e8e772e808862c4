"""Graph, kernels, planner: our model to itineraries.

Sets NUMBA_CACHE_DIR before numba is first imported: on a read-only install without a writable home
numba would refuse to import kernels at all.
"""

import os
import tempfile
from pathlib import Path


def _cache_dir() -> str:
    """A writable folder for compiled kernels: beside the code, else in the temporary folder."""
    beside = Path(__file__).resolve().parent.parent / ".numba_cache"
    if os.access(beside.parent, os.W_OK):
        return str(beside)
    return str(Path(tempfile.gettempdir()) / f"maas-numba-{os.getuid()}")


os.environ.setdefault("NUMBA_CACHE_DIR", _cache_dir())
