"""What a newcomer does: clone, scripts/run, ask the example, stop; with a home like /dev/null."""

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.shared import ROOT

FIRST_ITINERARY_S = 180
STOP_S = 15

EXAMPLE = re.compile(r"http://\S+/api/v6/plan\?[^\s'\"]+")


@pytest.mark.slow
def test_from_clone_to_first_itinerary(tmp_path: Path) -> None:
    began = time.monotonic()
    clone = tmp_path / "a new place"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    with running(clone / "scripts/run", "--port", "0") as run:
        with urlopen(example(run), timeout=10) as answer:
            assert json.load(answer)["itineraries"]
        assert time.monotonic() - began < FIRST_ITINERARY_S
        os.killpg(run.pid, signal.SIGINT)
        assert run.wait(STOP_S) in (0, 130)
        with pytest.raises(ProcessLookupError):
            os.killpg(run.pid, 0)


@contextmanager
def running(script: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A script as a terminal runs it: in a group of its own, all output in one stream."""
    fresh = {key: value for key, value in os.environ.items() if key != "NUMBA_CACHE_DIR"}
    process = subprocess.Popen(
        [script, *options],
        env=fresh | {"HOME": "/dev/null"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def example(run: subprocess.Popen[str]) -> str:
    """The question it tells its reader to ask."""
    assert run.stdout is not None
    said = []
    for line in run.stdout:
        said.append(line)
        if found := EXAMPLE.search(line):
            return found[0]
    raise AssertionError("".join(said))
