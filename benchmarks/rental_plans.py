"""What renting costs a question: `benchmarks/rental_plans.py --territory T.toml`.

The same questions between positions of chance are planned on foot, and with rented vehicles of
chance (as in `benchmarks/rentals.py`) allowed before and after lines. Printed are the times of both
and their ratio. Needs a generation (`maas import T.toml`). One thread, CPU time, best of some runs.
"""

import argparse
import os
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.boards import loaded, times_of
from benchmarks.rentals import NOW, SOURCE, City, say
from feeds.gbfs import parse
from maas.model import LatLon, Mode
from maas.settings import read_territory
from maas.snapshot import Batch
from maas.streets import StreetNetwork
from routing.overlays.rentals.applying import apply_rentals
from routing.planner import Planner
from routing.question import End, Question

RUNS = 3
ON_FOOT = (Mode.WALK,)
RENTING = (Mode.WALK, Mode.RENTAL)
SPREAD_DEG = 0.05


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--territory", type=Path, required=True)
    parser.add_argument("--stations", type=int, default=600)
    parser.add_argument("--vehicles", type=int, default=3000)
    parser.add_argument("--questions", type=int, default=100)
    given = parser.parse_args()
    territory = read_territory(given.territory, os.environ)
    graph = loaded(territory)
    assert graph.streets is not None and graph.timetable is not None
    planner = Planner(graph, territory.routing)
    at = times_of(graph.timetable, 1, 1)[0]
    planner.warm(at)
    dice = np.random.default_rng(1)
    city = City(graph.streets, dice, given.stations, given.vehicles)
    batch = Batch(SOURCE, NOW, parse(city.message([]), SOURCE, NOW).records)
    rentals = apply_rentals(planner.streets, {SOURCE: batch}, NOW, None)
    began = time.process_time()
    renting = planner.with_rentals(rentals)
    say("planner with rentals", f"{(time.process_time() - began) * 1000:.1f} ms")
    compare(renting, questions(graph.streets, dice, given.questions, at))


def questions(streets: StreetNetwork, dice: np.random.Generator, n: int, at: int) -> list[Question]:
    """Between random vertices in the middle of the map."""
    lat, lon = streets.vertices.lat_e7 / 1e7, streets.vertices.lon_e7 / 1e7
    middle = np.median(lat), np.median(lon)
    near = (abs(lat - middle[0]) < SPREAD_DEG) & (abs(lon - middle[1]) < SPREAD_DEG)
    rows = dice.choice(np.flatnonzero(near), (n, 2)).tolist()
    ends = [[End(at=LatLon(float(lat[row]), float(lon[row])), name="") for row in pair]
            for pair in rows]  # fmt: skip
    return [Question(origin, destination, at) for origin, destination in ends]


def compare(planner: Planner, asked: list[Question]) -> None:
    """The times of the same questions, with and without renting."""
    everywhere = {"access_modes": RENTING, "egress_modes": RENTING}
    cases = {
        "on foot": asked,
        "before and after lines": [replace(each, **everywhere) for each in asked],
        "also without lines": [replace(each, **everywhere, direct_modes=RENTING) for each in asked],
    }
    medians = {}
    for name, batch in cases.items():
        for each in batch[:10]:
            planner.plan(each)  # the kernels compile
        times = np.array([_best(planner, each) for each in batch]) * 1000
        medians[name] = float(np.median(times))
        p95 = float(np.percentile(times, 95))
        ratio = medians[name] / medians["on foot"]
        say(name, f"p50 {medians[name]:.1f} ms  p95 {p95:.1f} ms  {ratio:.2f} x on foot")


def _best(planner: Planner, question: Question) -> float:
    times = []
    for _ in range(RUNS):
        began = time.thread_time()
        planner.plan(question)
        times.append(time.thread_time() - began)
    return min(times)


if __name__ == "__main__":
    main()
