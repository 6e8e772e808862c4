"""How fast buses through closed streets are found: `benchmarks/crossing.py --territory T.toml`.

Ways of chance are closed to all who drive, on streets of any kind and on such as buses run along.
Printed is what finding the lines through all of them costs at first, and when nothing is new; how
many shapes of lines they hinder; and what reckoning a way round costs. Needs a generation
(`maas import T.toml`). One thread, processor time; of what is repeated the best of some runs.
"""

import argparse
import os
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.boards import loaded, say
from benchmarks.timing import cpu_ms
from maas.live.incidents import INCIDENTS, Incident, IncidentKind
from maas.model import Profile
from maas.settings import read_territory
from maas.streets import Street, StreetNetwork
from routing.incidents.crossing.crossings import Crossings, find_crossings
from routing.incidents.crossing.line_shapes import LineShapes
from routing.incidents.crossing.ways_round import WaysRound
from routing.incidents.laid import LaidIncident
from routing.streets import StreetRouter, unlinked

ALWAYS = ((0, 1 << 31),)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--territory", type=Path, required=True)
    parser.add_argument("--n", type=int, default=50, help="closures of each kind")
    given = parser.parse_args()
    graph = loaded(read_territory(given.territory, os.environ))
    timetable, network = graph.timetable, graph.streets
    assert timetable is not None
    assert network is not None
    say("shapes of buses, once", f"{cpu_ms(lambda: LineShapes.of(timetable)):.1f} ms")
    shapes = LineShapes.of(timetable)
    roads = np.flatnonzero(np.isin(network.ways.kind, range(Street.LIVING + 1)))
    ways = np.random.default_rng(1).permutation(roads)[: 60 * given.n].tolist()
    laid = [closure(network, way) for way in ways]
    report("any street", shapes, network, laid[: given.n])
    busy = [each for each in laid if find_crossings(shapes, network, [each], {}).by_shape]
    found = report("streets with buses", shapes, network, busy[: given.n])
    streets = StreetRouter(network, graph.links or unlinked(network), landmarks=graph.landmarks)
    streets.warm()
    say("a way round", f"{round_ms(streets, shapes, found):.1f} ms")


def closure(network: StreetNetwork, way: int) -> LaidIncident:
    """A way that is closed in both directions."""
    edges = np.flatnonzero(network.edges.way == way)
    directed = np.sort(np.concatenate([2 * edges, 2 * edges + 1])).astype(np.int32)
    incident = Incident(str(way), IncidentKind.CLOSURE)
    share, closes = np.ones(directed.size), frozenset({Profile.CAR})
    return LaidIncident(f"bench:{way}", INCIDENTS, incident, directed, share, 1.0, ALWAYS, closes)


def report(
    what: str, shapes: LineShapes, network: StreetNetwork, laid: Sequence[LaidIncident]
) -> Crossings:
    """Print what finding the lines through some closures costs."""
    found = find_crossings(shapes, network, laid, {})
    first = cpu_ms(lambda: find_crossings(shapes, network, laid, {}))
    again = cpu_ms(lambda: find_crossings(shapes, network, laid, found.known))
    say(f"{len(laid)} closures of {what}", f"{first:.0f} ms, {again:.2f} ms when nothing is new")
    say("shapes of lines through them", f"{len(found.by_shape)} of {shapes.row.size}")
    return found


def round_ms(streets: StreetRouter, shapes: LineShapes, found: Crossings) -> float:
    """What reckoning one way round costs, on average, when all that is closed is known."""
    ways = WaysRound(streets, shapes, found)
    rows = frozenset(range(len(found.laid)))
    asked = [(shape, at.low, at.high) for shape, met in found.by_shape.items() for at in met]
    ways.longer_s(asked[0], rows)  # closes the streets
    started = time.process_time()
    for piece in asked[1:]:
        ways.longer_s(piece, rows)
    return (time.process_time() - started) * 1000 / max(1, len(asked) - 1)


if __name__ == "__main__":
    main()
