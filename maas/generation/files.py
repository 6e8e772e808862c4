"""Files that are on disk when we say so: written, flushed, then renamed into place."""

import os
from pathlib import Path

from maas.disk import flush


def write_durably(path: Path, content: bytes) -> None:
    """Replace a file at once or not at all, whenever the machine stops."""
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    flush(path.parent)
