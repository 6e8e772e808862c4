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
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.boards import loaded, say, times_of
from benchmarks.parking import NOW, SOURCE, ZONE, CarParks
from feeds.parkapi import parse
from maas.itinerary import Answer
from maas.model import LatLon, Mode
from maas.settings import read_territory
from maas.snapshot import Batch
from maas.streets import StreetNetwork
from routing.overlays.parking.applying import apply_parking
from routing.planner import Planner
from routing.question import End, Question

RUNS = 3
HOLD_S = 300
SPREAD_DEG = 0.15
"""From the middle of the map: who drives comes from farther than who rents."""
DRIVE_S = 1800

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
    compare(parking, questions(graph.streets, dice, given.questions, at))


def questions(streets: StreetNetwork, dice: np.random.Generator, n: int, at: int) -> list[Question]:
    """Between random vertices around the middle of the map."""
    lat, lon = streets.vertices.lat_e7 / 1e7, streets.vertices.lon_e7 / 1e7
    middle = np.median(lat), np.median(lon)
    near = (abs(lat - middle[0]) < SPREAD_DEG) & (abs(lon - middle[1]) < SPREAD_DEG)
    rows = dice.choice(np.flatnonzero(near), (n, 2)).tolist()
    ends = [
        [End(at=LatLon(float(lat[row]), float(lon[row])), name="") for row in pair] for pair in rows
    ]
    limits: dict[str, Any] = {"max_access_s": DRIVE_S, "max_egress_s": DRIVE_S, "max_direct_s": 3600}
    asked = [Question(origin, destination, at) for origin, destination in ends]
    return [replace(each, **limits) for each in asked]


def compare(planner: Planner, asked: list[Question]) -> None:
    """The times of the same questions in each case."""
    on_foot_ms = 0.0
    for name, changes in CASES.items():
        batch = [replace(each, **changes) for each in asked]
        for each in batch[:5]:
            planner.plan(each)  # the kernels compile
        answers = [planner.plan(each) for each in batch]
        times = np.array([_best(planner, each) for each in batch]) * 1000
        median, p95 = (float(np.percentile(times, share)) for share in (50, 95))
        on_foot_ms = on_foot_ms or median
        found = sum(map(_drives, answers))
        say(
            name,
            f"p50 {median:.1f} ms  p95 {p95:.1f} ms  {median / on_foot_ms:.2f} x on foot"
            f"  by car and line: {found} of {len(batch)}",
        )


def _drives(answer: Answer) -> bool:
    return any(leg.mode is Mode.CAR for way in answer.itineraries for leg in way.legs)


def _best(planner: Planner, question: Question) -> float:
    times = []
    for _ in range(RUNS):
        began = time.thread_time()
        planner.plan(question)
        times.append(time.thread_time() - began)
    return min(times)


if __name__ == "__main__":
    main()
