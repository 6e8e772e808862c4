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
from benchmarks.plans import compare, pairs
from benchmarks.rentals import NOW, SOURCE, City, say
from feeds.gbfs import parse
from maas.model import Mode
from maas.settings import read_territory
from maas.snapshot import Batch
from routing.overlays.rentals.applying import apply_rentals
from routing.planner import Planner
from routing.question import Question

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
    ends = pairs(graph.streets, dice, given.questions, SPREAD_DEG)
    compare(renting, cases([Question(origin, destination, at) for origin, destination in ends]))


def cases(asked: list[Question]) -> dict[str, list[Question]]:
    """The same questions, with and without renting."""
    everywhere = {"access_modes": RENTING, "egress_modes": RENTING}
    return {
        "on foot": asked,
        "before and after lines": [replace(each, **everywhere) for each in asked],
        "also without lines": [replace(each, **everywhere, direct_modes=RENTING) for each in asked],
    }


if __name__ == "__main__":
    main()
