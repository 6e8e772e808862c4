"""What park and ride costs a question: `benchmarks/parking_plans.py --territory T.toml`.

The same questions between positions of chance are planned on foot; with car parks of chance (as
in `benchmarks/parking.py`) before lines, and after them; with being driven to a stop; and by car
beside what is found without. Printed are the times of all, the ratio to those on foot, and how many
questions have a way by car and line. Needs a generation (`maas import T.toml`). One thread, CPU
time, best of some runs.
"""

import argparse
import os
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.boards import loaded, say, times_of
from benchmarks.parking import NOW, SOURCE, ZONE, CarParks
from benchmarks.plans import compare, pairs
from feeds.parkapi import parse
from maas.itinerary import Answer
from maas.model import Mode
from maas.settings import read_territory
from maas.snapshot import Batch
from routing.overlays.parking.applying import apply_parking
from routing.planner import Planner
from routing.question import Question

HOLD_S = 300
SPREAD_DEG = 0.15
"""From the middle of the map: who drives comes from farther than who rents."""
DRIVE_S = 1800
LIMITS: dict[str, Any] = {
    "max_access_s": DRIVE_S,
    "max_egress_s": DRIVE_S,
    "max_direct_s": 3600,
}

PARKING = (Mode.WALK, Mode.CAR_PARKING)
CASES: dict[str, dict[str, Any]] = {
    "on foot": {},
    "parking before lines": {"access_modes": PARKING},
    "parking before and after": {"access_modes": PARKING, "egress_modes": PARKING},
    "also without lines": {
        "access_modes": PARKING, "egress_modes": PARKING, "direct_modes": (Mode.CAR_PARKING,),
    },
    "driven to the stop": {"access_modes": (Mode.WALK, Mode.CAR_DROPOFF)},
    "by car and without": {"access_modes": (Mode.WALK, Mode.BIKE, Mode.CAR_PARKING)},
}  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--territory", type=Path, required=True)
    parser.add_argument("--car-parks", type=int, default=5000)
    parser.add_argument("--questions", type=int, default=60)
    given = parser.parse_args()
    territory = read_territory(given.territory, os.environ)
    graph = loaded(territory)
    assert graph.streets is not None and graph.timetable is not None
    planner = Planner(graph, territory.routing)
    at = times_of(graph.timetable, 1, 1)[0]
    planner.warm(at)
    dice = np.random.default_rng(1)
    town = CarParks(graph.streets, dice, given.car_parks)
    batch = Batch(SOURCE, NOW, parse(town.message(), NOW, HOLD_S).records)
    known = apply_parking(planner.streets, {SOURCE: batch}, graph.facilities, NOW, ZONE, None)
    began = time.process_time()
    parking = planner.with_parking(known)
    say("planner with parking", f"{(time.process_time() - began) * 1000:.1f} ms")
    ends = pairs(graph.streets, dice, given.questions, SPREAD_DEG)
    asked = [replace(Question(*each, at), **LIMITS) for each in ends]
    cases = {name: [replace(each, **changes) for each in asked] for name, changes in CASES.items()}
    compare(parking, cases, drives)


def drives(answers: Sequence[Answer]) -> str:
    """How many have a way by car and line."""
    found = sum(
        any(leg.mode is Mode.CAR for way in answer.itineraries for leg in way.legs)
        for answer in answers
    )
    return f"by car and line: {found} of {len(answers)}"


if __name__ == "__main__":
    main()
