"""Graph, kernels, planner: our model to itineraries.

Sets NUMBA_CACHE_DIR before numba is first imported: on a read-only install without a writable home
numba would refuse to import kernels at all. The folder is named by a digest of all kernels: numba
looks only at the file a kernel stands in, not at those whose kernels it has compiled in.
"""

import hashlib
import os
import tempfile
from pathlib import Path


def _cache_dir() -> str:
    """A writable folder for compiled kernels: beside the code, else in the temporary folder."""
    here = Path(__file__).resolve().parent
    digest = hashlib.sha256()
    for kernel in sorted(here.glob("kernels/*.py")):
        digest.update(kernel.read_bytes())
    beside = here.parent / ".numba_cache"
    fallback = Path(tempfile.gettempdir()) / f"maas-numba-{os.getuid()}"
    folder = beside if os.access(here.parent, os.W_OK) else fallback
    return str(folder / digest.hexdigest()[:16])


os.environ.setdefault("NUMBA_CACHE_DIR", _cache_dir())
