"""Where the real data lies that tests may read but the repository never holds."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = (ROOT / os.environ.get("MAAS_SHARED", "../shared")).resolve()


def shared(*parts: str) -> Path:
    """A file or folder of real data; skips the test that asks where it is missing."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"for want of data: {'/'.join(parts)}")
    return path
