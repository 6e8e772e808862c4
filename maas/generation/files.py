"""Files that are on disk when we say so: written, flushed, then renamed into place."""

import os
from pathlib import Path


def write_durably(path: Path, content: bytes) -> None:
    """Replace a file at once or not at all, whenever the machine stops."""
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
