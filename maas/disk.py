"""What is on disk when we say so, whenever the machine stops: names in folders, bytes in files."""

import os
from contextlib import suppress
from pathlib import Path


def flush(path: Path) -> None:
    """Wait until the disk holds a file's content, or the names in a folder.

    Raises:
        OSError: it is not there, or the disk is broken.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """A folder and those above it, each of which the disk knows by name.

    Raises:
        OSError: it cannot be made.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    flush(folder.parent)


def append(path: Path, content: bytes) -> None:
    """Write at the end of a file; what was half written is cut off again. Not yet flushed.

    Raises:
        OSError: the disk is full, read-only or broken; the file is as before.
    """
    before = size_of(path)
    try:
        with path.open("ab", buffering=0) as file:
            written = file.write(content)
        if written != len(content):
            raise OSError(f"{path}: {written} of {len(content)} bytes written")
    except OSError:
        with suppress(OSError):
            os.truncate(path, before) if before else path.unlink()
        raise


def size_of(path: Path) -> int:
    """Bytes of a file; 0 if there is none."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
