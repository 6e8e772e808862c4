"""What the road costs, and how well its incidents are found: `benchmarks/incidents.py --territory
T.toml [--lines 1000] [--jams 2000]`.

Lines are drawn along ways of chance over the streets for cars, 100 to 1,500 m long, simplified and
moved about as feeds have them, and matched again: printed is how much of what was found is
right (precision) and how much of what is right was found (recall), by length, of all lines and of
those that would be applied. Then a minute of Waze as large as New York's: what each step costs from
the bytes to the next way by car, and the same for one closure more. Needs a generation (`maas
import T.toml`). One thread, CPU time, best of some runs.
"""

import argparse
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from benchmarks.boards import loaded, say
from benchmarks.plans import pairs
from benchmarks.timing import cpu_ms
from feeds.waze.parsing import parse
from maas.arrays import Float64s
from maas.live.incidents import Direction, Incident, IncidentKind
from maas.model import Mode, Profile, SourceId
from maas.settings import Territory, read_territory
from maas.snapshot import Batch
from maas.streets.tables import degrees
from maas.units import EARTH_RADIUS_M
from routing.incidents.laid import Incidents
from routing.incidents.matching import ENOUGH, Match, Matcher, match
from routing.overlays.incidents.applying import apply_incidents
from routing.overlays.roads.applying import apply_roads
from routing.planner import Planner
from routing.policies.rules import DrivingRules
from routing.question import Question
from routing.streets import StreetRouter

WAZE = SourceId("waze")
M_PER_DEGREE = EARTH_RADIUS_M * np.pi / 180
STRAIGHT_ON = 0.8
"""So often a way goes on as straight as it can."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """How exactly lines are drawn."""

    moved_m: float
    """Standard deviation of each point, each way."""
    simplified_m: float
    """So far no point that is left out was from the line."""


DRAWINGS = (Drawing(0, 1), Drawing(3, 5), Drawing(5, 10), Drawing(10, 10), Drawing(5, 30))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--territory", type=Path, required=True)
    parser.add_argument("--lines", type=int, default=1000)
    parser.add_argument("--jams", type=int, default=2000)
    given = parser.parse_args()
    territory = read_territory(given.territory, os.environ)
    graph = loaded(territory)
    assert graph.streets is not None, "incidents lie on streets"
    planner = Planner(graph, territory.routing, rules=DrivingRules.of(territory))
    streets = planner.streets
    assert streets is not None
    say("matcher made", f"{cpu_ms(lambda: Matcher.of(streets.network, streets.shapes)):.0f} ms")
    walker = Walker(Matcher.of(streets.network, streets.shapes), np.random.default_rng(1))
    recover(walker, [walker.walk() for _ in range(given.lines)])
    from_bytes(planner, territory, walker, given.jams)


@dataclass(frozen=True, slots=True)
class Walker:
    """Goes ways of chance by car."""

    matcher: Matcher
    dice: np.random.Generator

    def walk(self) -> list[int]:
        """A way of 100 to 1,500 m that passes no street twice."""
        wanted_m = self.dice.uniform(100, 1500)
        while True:
            way = self._walk(wanted_m)
            if self.metres(way) > 0.7 * wanted_m:
                return way

    def _walk(self, wanted_m: float) -> list[int]:
        way = [self._first()]
        while self.metres(way) < wanted_m:
            onward = list(self._onward(way))
            if not onward:
                break
            onward.sort(key=lambda each: abs(self._turn(way[-1], each)))
            is_straight = self.dice.random() < STRAIGHT_ON
            way.append(onward[0 if is_straight else int(self.dice.integers(len(onward)))])
        return way

    def _first(self) -> int:
        may = self.matcher.lanes.may
        while True:
            directed = int(self.dice.integers(may.size))
            if may[directed] >> Profile.CAR & 1:
                return directed

    def _onward(self, way: Sequence[int]) -> Iterator[int]:
        lanes = self.matcher.lanes
        vertex, passed = int(lanes.head[way[-1]]), {each >> 1 for each in way}
        for row in range(lanes.first_out[vertex], lanes.first_out[vertex + 1]):
            directed = int(lanes.out[row])
            if lanes.may[directed] >> Profile.CAR & 1 and directed >> 1 not in passed:
                yield directed

    def _turn(self, one: int, other: int) -> float:
        """Radians, from straight on."""
        (a, b), (c, d) = self.line([one])[-2:], self.line([other])[:2]
        headings = [
            np.arctan2(*((end - begin) * (0.75, 1.0))[::-1]) for begin, end in ((a, b), (c, d))
        ]
        return float((headings[1] - headings[0] + np.pi) % (2 * np.pi) - np.pi)

    def metres(self, way: Sequence[int]) -> float:
        """How long a way is."""
        return float(self.matcher.lanes.length_m[np.array(way, np.int32) >> 1].sum())

    def line(self, way: Sequence[int]) -> Float64s:
        """[n, 2] Its points."""
        network = self.matcher.network
        points: list[Float64s] = []
        for directed in way:
            row = slice(*network.edges.first_point[(directed >> 1) : (directed >> 1) + 2].tolist())
            columns = network.points.lat_e7[row], network.points.lon_e7[row]
            at = np.stack([degrees(column) for column in columns], axis=1)
            points.append(at[::-1] if directed & 1 else at)
        return np.concatenate([points[0], *(each[1:] for each in points[1:])])

    def drawn(self, way: Sequence[int], drawing: Drawing) -> Float64s:
        """Its points as a feed would have them."""
        line = self.line(way)
        scale = np.array([1.0, np.cos(np.radians(line[0, 0]))]) * M_PER_DEGREE
        kept = line[simplified(line * scale, drawing.simplified_m)]
        return kept + self.dice.normal(0, 1, kept.shape) * drawing.moved_m / scale


def simplified(line: Float64s, most_m: float) -> list[int]:
    """The rows of a line that are kept (Douglas, Peucker 1973)."""
    if len(line) < 3:
        return list(range(len(line)))
    whole, off = line[-1] - line[0], line[1:-1] - line[0]
    apart = np.abs(whole[0] * off[:, 1] - whole[1] * off[:, 0]) / max(np.hypot(*whole), 0.1)
    worst = int(apart.argmax()) + 1
    if apart[worst - 1] <= most_m:
        return [0, len(line) - 1]
    behind = simplified(line[worst:], most_m)
    return [*simplified(line[: worst + 1], most_m), *(worst + row for row in behind[1:])]


def recover(walker: Walker, ways: Sequence[Sequence[int]]) -> None:
    """Find ways by what is drawn of them."""
    labels = walker.matcher.labels()
    for drawing in DRAWINGS:
        lines = [walker.drawn(way, drawing) for way in ways]
        told = [incident_on(line, str(row)) for row, line in enumerate(lines)]
        began = time.process_time()
        found = [match(walker.matcher, each, labels) for each in told]
        spent_ms = (time.process_time() - began) * 1000 / len(told)
        sure = [row for row, each in enumerate(found) if each.quality >= ENOUGH]
        precision, recall = shares(
            walker, [ways[row] for row in sure], [found[row] for row in sure]
        )
        everything = shares(walker, ways, found)[1]
        say(
            f"lines moved by {drawing.moved_m:.0f} m, simplified to {drawing.simplified_m:.0f} m",
            f"applied {len(sure) / len(found):.1%}, of these precision {precision:.2%}, recall"
            f" {recall:.2%}; recall of all {everything:.2%}; {spent_ms:.2f} ms each",
        )


def incident_on(line: Float64s, name: str) -> Incident:
    """A jam along a line."""
    points = tuple((lat, lon) for lat, lon in line.tolist())
    return Incident(name, IncidentKind.JAM, line=points, direction=Direction.ONE)


def shares(
    walker: Walker, ways: Sequence[Sequence[int]], found: Sequence[Match]
) -> tuple[float, float]:
    """Precision and recall, by metres."""
    right_m = found_m = true_m = 0.0
    for way, each in zip(ways, found, strict=True):
        directed = each.directed.tolist()
        right_m += walker.metres(sorted(set(way).intersection(directed)))
        found_m += walker.metres(directed)
        true_m += walker.metres(way)
    return right_m / max(found_m, 1.0), right_m / max(true_m, 1.0)


def from_bytes(planner: Planner, territory: Territory, walker: Walker, n: int) -> None:
    """A minute of Waze, from its bytes to the next way; and one closure more."""
    streets, now = planner.streets, int(time.time())
    assert streets is not None
    jams = [jam_of(walker.drawn(walker.walk(), Drawing(3, 5)), i, now) for i in range(n)]
    content, closed = waze_of(jams), waze_of([*jams, {**jams[0], "uuid": "closed", "level": 5}])
    ends = pairs(streets.network, np.random.default_rng(1), 1, 0.05)[0]
    question = Question(*ends, now, direct_modes=(Mode.CAR,), transit_modes=frozenset())

    def applied(message: bytes, before: Incidents | None) -> Incidents:
        batches = {WAZE: Batch(WAZE, now, parse(message).records)}
        return apply_incidents(streets, None, batches, now, territory.zone, before)

    known = applied(content, Incidents(matcher=walker.matcher))
    told = sum(each.directed.size > 0 for each in known.laid)
    say("jams told, and found on streets", f"{n}, {told} ({len(content) / 1e6:.1f} MB)")
    steps(planner, streets, known, question, lambda: parse(content))
    empty = Incidents(matcher=walker.matcher)
    say("bytes to incidents, all new", f"{cpu_ms(lambda: applied(content, empty)):.0f} ms")
    say("bytes to incidents, one closure more", f"{cpu_ms(lambda: applied(closed, known)):.0f} ms")
    one = waze_of([{**jams[0], "level": 5}])
    say(
        "alone: bytes to the next way, one closure",
        f"{cpu_ms(lambda: answered(planner, applied(one, empty), question)):.0f} ms",
    )


def steps(
    planner: Planner,
    streets: StreetRouter,
    known: Incidents,
    question: Question,
    parsed: Callable[[], object],
) -> None:
    """What comes before and after laying them."""
    roads = apply_roads(streets, {}, known.since, None, known)
    say("message parsed", f"{cpu_ms(parsed):.0f} ms")
    say("speeds", f"{cpu_ms(lambda: apply_roads(streets, {}, known.since, None, known)):.0f} ms")

    def first_way() -> object:
        """With all that is made when it is first needed."""
        return planner.with_incidents(known).with_roads(roads).plan(question)

    say("first way by car after them", f"{cpu_ms(first_way):.0f} ms")
    driven = planner.with_incidents(known).with_roads(roads)
    say("way by car, as usual", f"{cpu_ms(lambda: planner.plan(question)):.1f} ms")
    say("way by car, with all jams", f"{cpu_ms(lambda: driven.plan(question)):.1f} ms")


def answered(planner: Planner, incidents: Incidents, question: Question) -> object:
    """The next answer after news."""
    return planner.with_incidents(incidents).plan(question)


def jam_of(line: Float64s, number: int, now: int) -> dict[str, Any]:
    """A jam as Waze tells it."""
    points = [{"x": round(lon, 6), "y": round(lat, 6)} for lat, lon in line.tolist()]
    told = {"uuid": str(number), "level": 3, "speed": 3.0, "speedKMH": 10.8, "delay": 60}
    return {**told, "length": 500, "line": points, "pubMillis": now * 1000, "type": "NONE"}


def waze_of(jams: Sequence[dict[str, Any]]) -> bytes:
    """A message of jams alone."""
    return orjson.dumps({"alerts": [], "jams": list(jams), "irregularities": []})


if __name__ == "__main__":
    main()
