"""What closures cost a question: `benchmarks/incidents_effect.py --territory T.toml`.

The same questions between positions of chance, on foot, by bike, by car and by lines, are planned
with nothing closed, one street closed to everybody, many, as many at some hours, and with
as many jams that close nothing. Printed are the times and the ratio to those with nothing; what
it takes to know the incidents, and the first answer after that, which makes the closed streets.
Needs a generation (`maas import T.toml`). One thread, CPU time, best of some runs.
"""

import argparse
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.boards import loaded, say, times_of
from benchmarks.plans import best_s, pairs
from maas.hindered import Meeting
from maas.itinerary import Answer
from maas.live.incidents import Incident, IncidentKind
from maas.model import Mode, Profile, SourceId
from maas.settings import read_territory
from maas.streets import StreetNetwork
from routing.incidents.laid import Incidents
from routing.incidents.laid_incident import LaidIncident, Span
from routing.planner import Planner
from routing.question import Question

SOURCE = SourceId("works")
EVERYBODY = frozenset(Profile)
NOBODY: frozenset[Profile] = frozenset()
SPREAD_DEG = 0.04
HOUR_S = 3600
ASKED: dict[str, Any] = {
    "direct_modes": (Mode.WALK, Mode.BIKE, Mode.CAR),
    "max_direct_s": HOUR_S,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--territory", type=Path, required=True)
    parser.add_argument("--closures", type=int, default=200)
    parser.add_argument("--questions", type=int, default=60)
    given = parser.parse_args()
    territory = read_territory(given.territory, os.environ)
    graph = loaded(territory)
    assert graph.streets is not None and graph.timetable is not None
    planner = Planner(graph, territory.routing)
    at = times_of(graph.timetable, 1, 1)[0]
    planner.warm(at)
    dice = np.random.default_rng(1)
    town, n = Streets(graph.streets, dice), given.closures
    ends = pairs(graph.streets, dice, given.questions, SPREAD_DEG)
    asked = [replace(Question(*each, at), **ASKED) for each in ends]
    always = (at - 24 * HOUR_S, at + 24 * HOUR_S)

    def soon() -> Span:
        begin = at + int(dice.integers(-HOUR_S, HOUR_S))
        return begin, begin + int(dice.integers(HOUR_S // 4, HOUR_S))

    cases: Mapping[str, Incidents] = {
        "nothing": Incidents(),
        f"{n} jams": town.incidents(n, NOBODY, lambda: always),
        "1 closure": town.incidents(1, EVERYBODY, lambda: always),
        f"{n} closures": town.incidents(n, EVERYBODY, lambda: always),
        f"{n} to cars alone": town.incidents(n, frozenset({Profile.CAR}), lambda: always),
        f"{n} at some hours": town.incidents(n, EVERYBODY, soon),
    }
    first_ms = 0.0
    for name, incidents in cases.items():
        known, known_ms = timed(lambda incidents=incidents: planner.with_incidents(incidents))
        _, answer_ms = timed(lambda known=known: known.plan(asked[0]))
        answers = [known.plan(each) for each in asked]
        times = np.array([best_s(known, each) for each in asked]) * 1000
        median, p95 = (float(np.percentile(times, share)) for share in (50, 95))
        first_ms = first_ms or median
        told = f"p50 {median:.1f} ms  p95 {p95:.1f} ms  {median / first_ms:.2f} x nothing"
        say(name, f"{told}  known in {known_ms:.0f} ms, then answered in {answer_ms:.0f} ms")
        say("", f"legs that go round: {gone_round(answers)}")


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What some work makes, and its CPU time (ms)."""
    began = time.thread_time()
    made = work()
    return made, (time.thread_time() - began) * 1000


def gone_round(answers: list[Answer]) -> int:
    """How many legs go round something."""
    return sum(
        told.meeting is Meeting.AVOIDED
        for answer in answers
        for way in (*answer.direct, *answer.itineraries)
        for leg in way.legs
        for told in leg.incidents
    )


class Streets:
    """Whole ways of the map near its middle, of which some are closed by chance."""

    def __init__(self, network: StreetNetwork, dice: np.random.Generator) -> None:
        lat, lon = network.vertices.lat_e7 / 1e7, network.vertices.lon_e7 / 1e7
        tail = network.edges.tail
        near = abs(lat[tail] - np.median(lat)) < SPREAD_DEG
        near &= abs(lon[tail] - np.median(lon)) < SPREAD_DEG
        self._way = network.edges.way
        self._near = np.unique(self._way[near])
        self._dice = dice

    def incidents(self, n: int, closes: frozenset[Profile], span: Callable[[], Span]) -> Incidents:
        """Some ways with something on each."""
        rows = self._dice.choice(self._near, n, replace=False).tolist()
        return Incidents(tuple(self._laid(row, closes, span()) for row in rows))

    def _laid(self, way: int, closes: frozenset[Profile], span: Span) -> LaidIncident:
        edge = np.flatnonzero(self._way == way)
        directed = np.stack([2 * edge, 2 * edge + 1], axis=1).ravel().astype(np.int32)
        kind = IncidentKind.CLOSURE if closes else IncidentKind.JAM
        told, share = Incident(str(way), kind), np.ones(directed.size)
        return LaidIncident(f"works:{way}", SOURCE, told, directed, share, 1.0, (span,), closes)


if __name__ == "__main__":
    main()
