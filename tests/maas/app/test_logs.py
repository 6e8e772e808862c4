"""Logs say what happened, never where somebody wants to go."""

import json
import subprocess
import sys

FAILING = """
import structlog
from maas.app.logs import configure_logs
configure_logs()
def plan(place):
    raise ValueError("a defect")
try:
    plan("41.15" + ",-8.61")
except ValueError:
    structlog.get_logger().exception("api.defect", path="/api/v6/plan")
"""


def test_a_traceback_shows_lines_but_no_values() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", FAILING], capture_output=True, text=True, check=True
    )
    (line,) = ended.stderr.splitlines()
    event = json.loads(line)
    assert (event["event"], event["level"]) == ("api.defect", "error")
    assert "ValueError: a defect" in event["exception"]
    assert "41.15,-8.61" not in line
