"""Memory that is free goes back to the system."""

import sys
from pathlib import Path

import numpy as np
import pytest

from maas.app.memory import give_back


def resident_mb() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 >> 20


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_a_world_that_refers_to_itself_goes() -> None:
    give_back()
    before = resident_mb()
    for _ in range(4):
        world: dict[str, object] = {"arrays": [np.ones(12_000) for _ in range(500)]}
        world["itself"] = world
    del world
    give_back()
    assert resident_mb() - before < 20
