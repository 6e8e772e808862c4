"""Graph, kernels, planner: our model to itineraries.

Sets NUMBA_CACHE_DIR before numba is first imported: on a read-only install without a writable home
numba would refuse to import kernels at all. The folder is named by a digest of all kernels: numba
looks only at the file a kernel stands in, not at those whose kernels it has compiled in.
"""

import hashlib
import os
import stat
import tempfile
from pathlib import Path


def _cache_dir() -> str:
    """A writable folder for compiled kernels: beside the code, else in the temporary folder."""
    here = Path(__file__).resolve().parent
    digest = hashlib.sha256()
    for kernel in sorted(here.glob("kernels/*.py")):
        digest.update(kernel.read_bytes())
    beside = here.parent / ".numba_cache"
    folder = beside if os.access(here.parent, os.W_OK) else _own(Path(tempfile.gettempdir()))
    return str(folder / digest.hexdigest()[:16])


def _own(temporary: Path) -> Path:
    """A folder that nobody else can write to; numba runs the machine code that it finds there.

    Its name can be guessed, so someone may have made it first: then a new one is made, which the
    next process does not find again.
    """
    folder = temporary / f"maas-numba-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        is_ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
        if not is_ours or found.st_mode & 0o022:
            return Path(tempfile.mkdtemp(prefix="maas-numba-", dir=temporary))
    return folder


os.environ.setdefault("NUMBA_CACHE_DIR", _cache_dir())
