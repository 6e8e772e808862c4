"""Memory that is free goes back to the system."""

import platform
import subprocess
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


HOLES = """
import sys
import numpy as np
from maas.app.memory import keep_little
from tests.maas.app.test_memory import resident_mb

if "keep" in sys.argv:
    keep_little()
before = resident_mb()
np.ones(1 << 19)  # goes at once: from now on such arrays would be cut from the heap
large = [(np.ones(1 << 18), bytearray(5000)) for _ in range(100)]
kept = [small for _, small in large]
del large
print(resident_mb() - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="of glibc")
@pytest.mark.parametrize("keeps_little", [True, False])
def test_large_arrays_leave_no_holes(keeps_little: bool) -> None:
    """200 MB go; what was made between them stays."""
    command = [sys.executable, "-c", HOLES, *(["keep"] if keeps_little else [])]
    left_mb = int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert (left_mb < 50) == keeps_little
