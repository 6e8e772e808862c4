"""The kernels as plain Python, where reading past an array's end is an error with a line number."""

import os
import subprocess
import sys

import pytest

from tests.shared import ROOT

SMALL_NETWORKS = ["tests/routing", "tests/oracle", "tests/feeds/gtfs_rt/test_plain.py"]


@pytest.mark.slow
def test_kernels_pass_their_tests_uncompiled() -> None:
    command = [sys.executable, "-m", "pytest", "-m", "not slow and not real", *SMALL_NETWORKS]
    ended = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        timeout=1200,
    )
    assert ended.returncode == 0, ended.stdout[-5000:]
