"""Where compiled kernels are kept.

Whoever has kernels sets NUMBA_CACHE_DIR before numba is first imported: on a read-only install
without a writable home numba would refuse to import kernels at all. The folder is named by a digest
of all kernels: numba looks only at the file a kernel stands in, not at those whose kernels it has
compiled in.
"""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

VARIABLE = "NUMBA_CACHE_DIR"


def cache_dir() -> str:
    """A writable folder for compiled kernels: beside the code, else in the temporary folder."""
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for kernel in sorted([*root.glob("routing/kernels/*.py"), *root.glob("feeds/*/kernels/*.py")]):
        digest.update(kernel.read_bytes())
    beside = root / ".numba_cache"
    folder = beside if os.access(root, os.W_OK) else own(Path(tempfile.gettempdir()))
    return str(folder / digest.hexdigest()[:16])


def own(temporary: Path) -> Path:
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
