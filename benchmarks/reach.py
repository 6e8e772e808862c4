"""How fast what can be reached is found: `benchmarks/reach.py --territory T.toml`.

In process, one thread: `one-to-all` from random stops at eight in the morning (the search alone,
and as told with places), and where there are streets `one-to-many` from random places to 1,000
others, anywhere on the map and all within walking distance. Needs a generation (`maas import
T.toml`). Best of three runs.
"""

import argparse
import os
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from datetime import time as clock
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from benchmarks.boards import loaded
from maas.model import LatLon, Mode, TimeMeaning
from maas.settings import read_territory
from maas.streets import StreetNetwork
from maas.streets.tables import degrees
from maas.timetable import Timetable
from routing.graph import Graph
from routing.many import ManyQuestion
from routing.planner import Planner
from routing.question import End, Question
from routing.transit import Offsets, TransitQuestion, TransitRouter

RUNS = 3
N_TARGETS = 1000
NEAR_M = 2000.0
GO = np.zeros(1, np.uint8)


def main() -> None:
    """Ask everything of one territory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--territory", type=Path, required=True)
    parser.add_argument("--n", type=int, default=60, help="questions of each kind")
    parser.add_argument("--minutes", type=int, default=90)
    given = parser.parse_args()
    territory = read_territory(given.territory, os.environ)
    graph = loaded(territory)
    planner = Planner(graph, territory.routing)
    if graph.timetable is not None:
        at = morning(graph.timetable)
        planner.warm(at)
        ask_all(graph, planner, at, (given.n, given.minutes))
    if graph.streets is not None:
        planner.warm()
        ask_many(graph.streets, planner, given.n)


def morning(timetable: Timetable) -> int:
    """Eight on the middle day of the timetable (Unix s)."""
    services = timetable.services
    middle = services.first + (services.last - services.first) / 2
    return int(datetime.combine(middle, clock(8), ZoneInfo(timetable.zones[0])).timestamp())


def ask_all(graph: Graph, planner: Planner, at: int, asked: tuple[int, int]) -> None:
    """From stops drawn by how many patterns call there, both ways."""
    n, minutes = asked
    timetable = graph.timetable
    assert timetable is not None
    rows = np.random.default_rng(1).choice(timetable.patterns.stop, n)  # the busy ones more often
    router = TransitRouter(timetable, graph.transfers)
    for meaning in TimeMeaning:
        searches = [from_stop(int(row), at, meaning, minutes) for row in rows]
        found = [router.reach(search).stop.size for search in searches]
        what = f"one-to-all, {minutes} min, {meaning.value}"
        measure(f"{what}: search", router.reach, searches, f"{np.median(found):.0f} stops")
        ends = (End(stop_id=timetable.stops.id[timetable.original(int(row))]) for row in rows)
        questions = [Question(e, e, at, meaning, max_travel_s=60 * minutes) for e in ends]
        measure(f"{what}: with places", lambda q: planner.one_to_all(q, GO), questions)


def from_stop(row: int, at: int, meaning: TimeMeaning, minutes: int) -> TransitQuestion:
    """The search from (to) one stop."""
    here = Offsets(np.array([row], np.int32), np.zeros(1, np.int32))
    return TransitQuestion(here, here, at, meaning=meaning, max_travel_s=60 * minutes)


def ask_many(streets: StreetNetwork, planner: Planner, n: int) -> None:
    """A thousand targets at most half an hour on foot away."""
    dice = np.random.default_rng(1)
    lat, lon = degrees(streets.vertices.lat_e7), degrees(streets.vertices.lon_e7)
    ones = dice.integers(0, lat.size, n)
    anywhere, near = [], []
    for one in ones.tolist():
        at = LatLon(float(lat[one]), float(lon[one]))
        north = (lat - at.lat) * 111_195
        east = (lon - at.lon) * 111_195 * np.cos(np.radians(at.lat))
        beside = np.flatnonzero(np.hypot(north, east) < NEAR_M)
        for questions, pool in ((anywhere, np.arange(lat.size)), (near, beside)):
            rows = dice.choice(pool, N_TARGETS)
            many = [LatLon(float(lat[row]), float(lon[row])) for row in rows]
            questions.append(ManyQuestion(at, many, Mode.WALK, 1800))
    for what, questions in (("anywhere", anywhere), ("within 2 km", near)):
        pairs = [planner.one_to_many(question, GO) for question in questions]
        reached = np.median([sum(pair is not None for pair in found) for found in pairs])
        measure(
            f"one-to-many, 1,000 {what}",
            lambda question: planner.one_to_many(question, GO),
            questions,
            f"{reached:.0f} reached",
        )


def measure(
    what: str, ask: Callable[..., object], questions: Sequence[object], more: str = ""
) -> None:
    """Print median, p95 and p99 of the best of three runs."""
    ask(questions[0])
    runs = []
    for _ in range(RUNS):
        took = []
        for question in questions:
            began = time.perf_counter()
            ask(question)
            took.append((time.perf_counter() - began) * 1000)
        runs.append(np.percentile(took, [50, 95, 99]))
    p50, p95, p99 = min(runs, key=lambda run: float(run[0]))
    print(f"{what:44} p50 {p50:7.2f}, p95 {p95:7.2f}, p99 {p99:7.2f} ms  {more}")


if __name__ == "__main__":
    main()
