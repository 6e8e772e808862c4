"""After warming nothing is left to compile: no first question, of whatever kind, waits for it."""

import subprocess
import sys
from pathlib import Path

import pytest

ASK_EVERYTHING = """
from numba.core.dispatcher import Dispatcher

from maas.model import Mode, Profile, TimeMeaning
from routing.question import ViaStop
from tests.routing.test_planner import TOWN

TOWN.planner.warm()
compiled, compile = [], Dispatcher.compile


def noting(self, signature):
    compiled.append(self.py_func.__name__)
    return compile(self, signature)


Dispatcher.compile = noting
for asked in (
    {},
    {"meaning": TimeMeaning.ARRIVE_BY},
    {"profile": Profile.WHEELCHAIR},
    {"access_modes": (Mode.WALK, Mode.BIKE), "direct_modes": (Mode.BIKE, Mode.CAR)},
    {"with_bike": True},
    {"vias": (ViaStop("bus:C", 60),)},
    {"leg_alternatives": 2},
    {"min_transfer_s": 60},
):
    TOWN.ask("A", "D", **asked)
print(*compiled)
"""


@pytest.mark.slow
def test_nothing_is_compiled_after_warming() -> None:
    root = Path(__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", ASK_EVERYTHING], capture_output=True, text=True, cwd=root, check=True
    )
    assert ran.stdout.split() == []
