"""What scripts/run says on a machine that lacks something."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.shared import ROOT

TOOLS = ("sh", "date", "dirname", "cat", "cksum")

OLD = "exit 1"
WITHOUT_VENV = 'case "$*" in *ensurepip*) exit 1 ;; --version) echo Python 3.11.2 ;; esac'


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A checkout, and beside it a `bin` with a few tools and nothing else."""
    shutil.copytree(ROOT / "scripts", tmp_path / "check out/scripts")
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(str(shutil.which(tool)))
    return tmp_path


@pytest.mark.parametrize(
    ("python", "told"),
    [
        (OLD, "sudo apt-get install python3 python3-venv"),
        (WITHOUT_VENV, "sudo apt-get install python3-venv"),
    ],
)
def test_says_the_one_command_to_type(machine: Path, python: str, told: str) -> None:
    interpreter = machine / "bin/python3"
    interpreter.write_text(f"#!/bin/sh\n{python}\n")
    interpreter.chmod(0o755)
    ended = subprocess.run(
        [machine / "check out/scripts/run"],
        check=False,
        env={"PATH": str(machine / "bin")},
        capture_output=True,
        text=True,
        timeout=10,
    )
    assert ended.returncode == 1
    assert ended.stderr.endswith(f" {told}\n")
