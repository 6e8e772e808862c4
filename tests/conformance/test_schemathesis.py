"""schemathesis asks a running server what /openapi.json says may be asked, and what may not."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.service import Service
from tests.shared import ROOT

pytestmark = pytest.mark.slow


def test_nothing_fails_and_nothing_breaks(server: Service, tmp_path: Path) -> None:
    ran = subprocess.run(
        [
            Path(sys.executable).with_name("st"),
            "--config-file", ROOT / "schemathesis.toml", "--no-color", "run",
            f"http://127.0.0.1:{server.port}/openapi.json", "--max-examples", "20",
            "--generation-deterministic", "--continue-on-failure",
            "--phases", "examples,coverage,fuzzing",
        ],
        cwd=tmp_path, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    summary = ran.stdout[-6000:]
    assert ran.returncode == 0, summary
    assert "No issues found" in summary or "passed" in summary, summary
    assert not [event for event in server.events if event["event"] == "api.defect"]
