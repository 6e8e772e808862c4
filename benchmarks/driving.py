"""How fast ways by car are found: `benchmarks/driving.py --osm FILE` or `--demo CITIES`.

Between random places so many kilometres apart, as the crow flies: the time of the search alone
with landmarks and drawn by the straight line only, how many states each settles, and the time until
the way is told with its line and steps. A sample is checked against networkx on the graph of all
turns. Beside the figures stand those of the yardstick, for machines differ. One thread, CPU time.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import networkx as nx
import numpy as np

from benchmarks.boards import say
from benchmarks.yardstick import measured
from feeds.osm import read
from maas.demo.osm import OsmWriter, street_tags
from maas.demo.plane import Projection
from maas.demo.streets import Corner, StreetPlan, plan_streets
from maas.model import LatLon, Profile, SourceId
from maas.streets import StreetNetwork
from maas.streets.tables import degrees
from routing.kernels.fastest import aim_at_goals, mark_goals, unmark_goals
from routing.kernels.streets import Graph, clear, seed, spread
from routing.streets import Snap, StreetRouter, unlinked
from routing.streets.ends import ends_of, pace_of
from routing.streets.snapping import read_only

CAR = Profile.CAR
DAY_S = 86_400
FAR_MS = DAY_S * 1000
SNAP_M = 250.0
SPREAD = 0.1
"""How much farther or nearer than asked for two places may be."""
CHECKED = 10
CITY_STOPS = 1500
LIT = 0.15
"""Share of corners with lights."""
ROAD_M = 500.0
ROAD = {"highway": "secondary", "maxspeed": "80"}
RUNS = 3

Pair = tuple[Snap, Snap]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--osm", type=Path)
    which.add_argument("--demo", type=int, metavar="CITIES", help="the invented city so often")
    parser.add_argument("--km", type=float, default=20.0)
    parser.add_argument("--n", type=int, default=200, help="pairs of places")
    given = parser.parse_args()
    network = read(given.osm, SourceId("osm"))[0] if given.osm else invented(given.demo)
    began = time.process_time()
    router = StreetRouter(network, unlinked(network))
    say("router made", f"{time.process_time() - began:.2f} s")
    cars = router.search.streets[CAR].graph
    say("states, arcs", f"{cars.x_m.size:,}, {cars.edge.size:,}")
    say("memory of landmarks", f"{cars.far.nbytes / 1e6:.1f} MB")
    pairs = list(random_pairs(router, given.km, given.n))
    plain = cars._replace(far=read_only(np.empty((cars.x_m.size, 0), np.uint16)))
    with_landmarks, straight = (Asked.of(router, graph, pairs) for graph in (cars, plain))
    say(f"pairs {given.km:g} km apart", f"{len(pairs)}, {sum(with_landmarks.found)} with a way")
    say("search with landmarks", with_landmarks.said)
    say("search by the straight line", straight.said)
    ratio = np.median(straight.ms) / np.median(with_landmarks.ms)
    say("landmarks are quicker by", f"{ratio:.1f} x")
    say("told with line and steps", quantiles(routed_ms(router, pairs)))
    assert with_landmarks.best == straight.best
    say("as networkx says", f"{checked(router, cars, pairs[:CHECKED])} of {CHECKED}")
    say("yardstick", ", ".join(f"{name} {figure}" for name, figure in measured().items()))


def invented(n_cities: int) -> StreetNetwork:
    """The streets of the invented city so many times, in two rows with roads between them.

    One so large would take its inventor an hour.
    """
    plan, dice = plan_streets(CITY_STOPS, Random(1)), Random(1)
    step_m = 2.0 * max(abs(z) for z in plan.corners.values()) + ROAD_M
    with TemporaryDirectory() as folder:
        path = Path(folder) / "cities.osm.pbf"
        writer = OsmWriter(Projection(LatLon(46.2, -2.6)))
        shifts = [complex(i // 2, i % 2) * step_m for i in range(n_cities)]
        nodes = [_city(writer, plan, shift, dice) for shift in shifts]
        for i, here in enumerate(nodes):
            for j, direction in ((i + 2, 1 + 0j), (i + 1 if i % 2 == 0 else n_cities, 1j)):
                if j < n_cities:
                    for a, b in _facing(plan, direction):
                        writer.way([here[a], nodes[j][b]], ROAD)
        writer.write(path)
        return read(path, SourceId("osm"))[0]


def _city(writer: OsmWriter, plan: StreetPlan, shift: complex, dice: Random) -> dict[Corner, int]:
    """One city, with lights at some corners; its nodes by corner."""
    lights = {"highway": "traffic_signals"}
    nodes = {
        corner: writer.node(z + shift, lights if dice.random() < LIT else None)
        for corner, z in sorted(plan.corners.items())
    }
    for street in plan.streets:
        between = [writer.node(z + shift) for z in street.line[1:-1]]
        writer.way([nodes[street.a], *between, nodes[street.b]], street_tags(street))
    return nodes


def _facing(plan: StreetPlan, direction: complex) -> Iterator[tuple[Corner, Corner]]:
    """Corners from which roads lead in a direction, and those of the next city where they end."""
    reach_m = max(abs(z) for z in plan.corners.values())
    for side in (-0.6, -0.2, 0.2, 0.6):
        off = complex(1.0, side) * direction * reach_m
        back = complex(-1.0, side) * direction * reach_m
        yield (
            min(plan.corners, key=lambda c: abs(plan.corners[c] - off)),
            min(plan.corners, key=lambda c: abs(plan.corners[c] - back)),
        )


def random_pairs(router: StreetRouter, km: float, n: int) -> Iterator[Pair]:
    """Places on streets so far apart."""
    dice = np.random.default_rng(1)
    vertices = router.network.vertices
    lat, lon = degrees(vertices.lat_e7), degrees(vertices.lon_e7)
    made = 0
    for a, b in dice.integers(0, lat.size, (1000 * n, 2)).tolist():
        ends = [LatLon(float(lat[row]), float(lon[row])) for row in (a, b)]
        if abs(ends[0].distance_m(ends[1]) / 1000 - km) > SPREAD * km:
            continue
        origin, destination = (router.snap(at, CAR, SNAP_M) for at in ends)
        if origin is not None and destination is not None:
            yield origin, destination
            made += 1
        if made == n:
            return


@dataclass(frozen=True)
class Asked:
    """What some searches took and found."""

    ms: list[float]
    settled: list[int]
    best: list[int]

    @classmethod
    def of(cls, router: StreetRouter, graph: Graph, pairs: Sequence[Pair]) -> "Asked":
        """Search every pair; the best of some runs counts."""
        searched(router, graph, pairs[0])
        runs = [[searched(router, graph, pair) for pair in pairs] for _ in range(RUNS)]
        ms = [min(each[0] for each in same) for same in zip(*runs, strict=True)]
        return cls(ms, [each[1] for each in runs[0]], [each[2] for each in runs[0]])

    @property
    def found(self) -> list[bool]:
        """Whether there was a way at all."""
        return [best < FAR_MS for best in self.best]

    @property
    def said(self) -> str:
        """Times and states."""
        return f"{quantiles(self.ms)}; {np.median(self.settled):,.0f} states settled (median)"


def searched(router: StreetRouter, graph: Graph, pair: Pair) -> tuple[float, int, int]:
    """Milliseconds of one search, states it settled, the time of the way (ms)."""
    pace = pace_of(CAR, None)
    origin, goal = (ends_of(end, CAR, pace) for end in pair)
    ms_per_m = router.search.ms_per_m(CAR)
    aim = router.aim(pair[1].at)._replace(ms_per_m=ms_per_m)
    scratch = router.search.scratch()
    began = time.process_time()
    mark_goals(graph, goal, 1.0, scratch)
    aim_at_goals(graph, goal, 1.0, scratch)
    seed(graph, origin, 1.0, aim, FAR_MS, scratch)
    best, _ = spread(graph, 1.0, aim, FAR_MS, scratch)
    took = time.process_time() - began
    settled = int(scratch.is_settled.sum())
    unmark_goals(graph, goal, scratch)
    clear(scratch)
    return took * 1000, settled, int(best)


def routed_ms(router: StreetRouter, pairs: Sequence[Pair]) -> list[float]:
    """Milliseconds until each way is told."""
    took = []
    for pair in pairs:
        began = time.process_time()
        router.route(*pair, CAR, DAY_S)
        took.append((time.process_time() - began) * 1000)
    return took


def quantiles(ms: Sequence[float]) -> str:
    """Median, 95th and 99th percentile."""
    middle, late, latest = np.percentile(ms, [50, 95, 99])
    return f"median {middle:.1f}, p95 {late:.1f}, p99 {latest:.1f} ms"


def checked(router: StreetRouter, graph: Graph, pairs: Sequence[Pair]) -> int:
    """How many ways take as long as networkx says."""
    turns = nx.DiGraph()
    costs = (graph.move_ms + graph.fixed_ms).tolist()
    for tail, head, ms in zip(graph.tail.tolist(), graph.head.tolist(), costs, strict=True):
        if not turns.has_edge(tail, head) or turns[tail][head]["ms"] > ms:
            turns.add_edge(tail, head, ms=ms)
    return sum(_expected(graph, turns, pair) == _took(router, pair) for pair in pairs)


def _took(router: StreetRouter, pair: Pair) -> int | None:
    path = router.route(*pair, CAR, DAY_S)
    return path.seconds if path else None


def _expected(graph: Graph, turns: nx.DiGraph, pair: Pair) -> int | None:
    """The time of the fastest way in networkx, rounded as ours; ends are never on one edge."""
    pace = pace_of(CAR, None)
    origin, goal = (ends_of(end, CAR, pace) for end in pair)
    turns.add_nodes_from(("from", "to"))
    turns.remove_nodes_from(("from", "to"))
    ends = zip(origin.edge.tolist(), origin.share.tolist(), origin.off_ms.tolist(), strict=True)
    for edge, share, off in ends:
        for directed, rest in ((2 * edge, 1.0 - share), (2 * edge + 1, share)):
            state = int(graph.entry[directed])
            whole = int(graph.edge_move_ms[directed] + graph.edge_fixed_ms[directed])
            for arc in range(*graph.first_arc[state : state + 2].tolist()) if state >= 0 else ():
                ms = (
                    off + ceil(rest * whole) + int(graph.move_ms[arc] + graph.fixed_ms[arc]) - whole
                )
                _offer(turns, "from", int(graph.head[arc]), ms)
    ends = zip(goal.edge.tolist(), goal.share.tolist(), goal.off_ms.tolist(), strict=True)
    for edge, share, off in ends:
        for directed, part in ((2 * edge, share), (2 * edge + 1, 1.0 - share)):
            whole = int(graph.edge_move_ms[directed] + graph.edge_fixed_ms[directed])
            state = int(graph.entry[directed])
            while state >= 0:
                _offer(turns, state, "to", off + ceil(part * whole))
                state = int(graph.twin[state])
    try:
        ms = nx.dijkstra_path_length(turns, "from", "to", weight="ms")
    except (nx.NetworkXNoPath, nx.NodeNotFound):
        return None
    return int(ms + 500) // 1000


def _offer(turns: nx.DiGraph, tail: object, head: object, ms: int) -> None:
    if not turns.has_edge(tail, head) or turns[tail][head]["ms"] > ms:
        turns.add_edge(tail, head, ms=ms)


if __name__ == "__main__":
    main()
