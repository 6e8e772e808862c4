"""The lines of the invented city: which way each runs, where it stops, how often it comes.

Buses and trams follow streets; the metro, the train and the ferry have ways of their own.
"""

from cmath import phase, rect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import pi
from random import Random

import networkx as nx

from maas.demo.names import TOWNS, place_names
from maas.demo.plane import length, point_at, smooth
from maas.demo.streets import Corner, StreetPlan, same_bank

TRAM, METRO, RAIL, BUS, FERRY = 0, 1, 2, 3, 4
SPACING_M = {BUS: 360.0, TRAM: 460.0, METRO: 720.0}
SAME_PLACE_M = 150.0
COLORS = ("C62828", "1565C0", "2E7D32", "6A1B9A", "EF6C00", "00838F", "AD1457", "4E342E", "37474F",
          "558B2F", "283593", "D84315", "00695C", "9E9D24", "5D4037", "0277BD")  # fmt: skip


@dataclass(frozen=True, slots=True)
class StopPoint:
    """Where a vehicle of one mode stops, in one direction."""

    id: str
    name: str
    at: complex
    place: int
    """Number of the stop place it belongs to."""
    platform: str
    mode: int


@dataclass(frozen=True, slots=True)
class Way:
    """One direction of a line."""

    path: tuple[complex, ...]
    calls: tuple[tuple[StopPoint, float], ...]
    """Stops and how far along the path each is (m)."""
    headsign: str


@dataclass(frozen=True, slots=True)
class Line:
    """What passengers call the line."""

    id: str
    mode: int
    color: str
    headway_min: int
    """At the busiest hours of a weekday."""
    ways: tuple[Way, Way]
    by_night: bool = False

    @property
    def name(self) -> str:
        """From end to end."""
        return f"{self.ways[1].headsign} – {self.ways[0].headsign}"


class Places:
    """Stop places and their stops, made as lines ask for them; nearby lines share them."""

    def __init__(self, random: Random) -> None:
        self._names = place_names(random)
        self.at: list[complex] = []
        self.names: list[str] = []
        self.stops: dict[tuple[int, int, int], StopPoint] = {}

    def place(self, at: complex, name: str | None = None) -> int:
        """The stop place at a position, a new one if none is near."""
        near = [(abs(z - at), i) for i, z in enumerate(self.at) if abs(z - at) < SAME_PLACE_M]
        if near and name is None:
            return min(near)[1]
        self.at.append(at)
        self.names.append(name or next(self._names))
        return len(self.at) - 1

    def stop(self, at: complex, ahead: complex, mode: int, name: str | None = None) -> StopPoint:
        """The stop at the right-hand side of a way; heading is told apart by halves of the rose."""
        place = self.place(at, name)
        heading = int((phase(ahead) + pi / 2) % (2 * pi) // pi)
        key = place, mode, heading
        if key not in self.stops:
            beside = at - 1j * ahead * (5 if mode in (METRO, RAIL) else 8)
            platform = "AB"[heading] if mode in (TRAM, BUS) else "12"[heading]
            id = f"{place:03d}{'TMRBF'[mode]}{platform}"
            self.stops[key] = StopPoint(id, self.names[place], beside, place, platform, mode)
        return self.stops[key]


def plan_lines(plan: StreetPlan, n_stops: int, random: Random) -> tuple[tuple[Line, ...], Places]:
    """All lines of the city network, busiest first, and the railway's (route ids `R…`)."""
    places = Places(random)
    makers = LineMaker(plan, places, random)
    lines = [makers.metro(), *makers.rails()]
    lines += [makers.tram(i) for i in range(3)]
    i = 0
    while len(places.stops) < n_stops - 8 and i < n_stops:
        lines.append(makers.bus(i))
        i += 1
    lines += [makers.night(i) for i in range(2)]
    lines += makers.ferry()
    return tuple(lines), places


class LineMaker:
    """Draws lines over one street plan."""

    def __init__(self, plan: StreetPlan, places: Places, random: Random) -> None:
        self._plan = plan
        self._graph = plan.graph()
        self._places = places
        self._random = random
        bridges = [(s.line[0] + s.line[-1]) / 2 for s in plan.streets if s.is_bridge]
        self._bridges = sorted(bridges, key=lambda z: z.real)

    def metro(self) -> Line:
        """From the north-west through the old centre and under the river to the south-east."""
        r = self._plan.radius_m
        through = (rect(0.78 * r, 2.45), rect(0.4 * r, 2.2), 60 + 90j, 0.28 * r - 0.45j * r,
                   0.5 * r - 0.68j * r)  # fmt: skip
        return self._line("M", METRO, "7B1FA2", 4, tuple(smooth(through, 40)))

    def rails(self) -> Iterator[Line]:
        """Two suburban lines between neighbouring towns that meet at both stations of the city."""
        r = self._plan.radius_m
        central, south = -0.18 * r + 0.16j * r, -0.1 * r - 0.5j * r
        routes = (
            ("R1", (-3.4 + 1.1j, -1.9 + 0.8j, 1.6 - 1.5j), 30),
            ("R2", (-0.6 + 3.2j, -0.4 + 1.6j, -1.2 - 2.4j), 60),
        )
        towns = iter(TOWNS)
        for id, (far, near, beyond), headway in routes:
            through = (far * r, near * r, central, south, beyond * r)
            names = [next(towns), next(towns), "Gare Centrale", "Gare du Sud", next(towns)]
            yield self._railway(id, through, names, headway)

    def _railway(
        self, id: str, through: Sequence[complex], names: Sequence[str], headway: int
    ) -> Line:
        path = tuple(smooth(through, 100))
        ways = []
        for line, order in ((path, names), (path[::-1], names[::-1])):
            runs = [_run_of(line, z) for z in (through if line is path else through[::-1])]
            calls = []
            for run, name in zip(runs, order, strict=True):
                at, ahead = point_at(line, run)
                calls.append((self._station(at, ahead, name), run))
            ways.append(Way(line, tuple(calls), order[-1]))
        return Line(id, RAIL, "455A64", headway, (ways[0], ways[1]))

    def _station(self, at: complex, ahead: complex, name: str) -> StopPoint:
        known = [i for i, each in enumerate(self._places.names) if each == name]
        return self._places.stop(self._places.at[known[0]] if known else at, ahead, RAIL,
                                 None if known else name)  # fmt: skip

    def tram(self, i: int) -> Line:
        """Along wide streets through the centre's rim."""
        r, turn = self._plan.radius_m, (0.35, 1.5, 2.6)[i]
        central = -0.18 * r + 0.16j * r
        through = (rect(0.82 * r, turn), rect(0.3 * r, turn + 0.4), central if i else 60 + 300j,
                   rect(0.8 * r, turn + pi - 0.5))  # fmt: skip
        return self._street_line(f"T{i + 1}", TRAM, 6, through)

    def bus(self, i: int) -> Line:
        """Every fourth around the centre, the others across it."""
        r, golden = self._plan.radius_m, 2.399963 * i
        jitter = self._random.uniform(-0.3, 0.3)
        if i % 4 == 3:
            far = r * (0.45 + 0.1 * (i // 4 % 4))
            through = tuple(rect(far, golden + k * 1.1) for k in range(4))
        else:
            through = (rect(0.85 * r, golden), rect(0.3 * r, golden + 0.3),
                       rect(0.25 * r, golden + pi / 2),
                       rect(0.85 * r, golden + pi + jitter))  # fmt: skip
        return self._street_line(str(i + 1), BUS, (8, 10, 12, 15, 20)[min(4, i // 3)], through)

    def night(self, i: int) -> Line:
        """After the last metro, from the centre to the suburbs."""
        r, turn = self._plan.radius_m, (0.6, 2.2)[i]
        through = (rect(0.8 * r, turn), 60 + 330j, rect(0.8 * r, turn + pi))
        return self._street_line(f"N{i + 1}", BUS, 40, through, by_night=True)

    def ferry(self) -> Iterator[Line]:
        """Across the river where the next bridge is farthest, if streets lead to both banks."""
        river = self._plan.river
        gap, middle = max(
            ((b.real - a.real, (a + b) / 2) for a, b in pairwise(self._bridges)),
            key=lambda found: found[0],
        )
        at = min(river, key=lambda z: abs(z - middle))
        sides = [[z for z in self._corners() if (z.imag > at.imag) == n] for n in (True, False)]
        banks = [min(side, key=lambda z: abs(z - at)) for side in sides]
        if gap < 400 or same_bank(river, *banks):
            return
        a, b = (self._places.stop(z, (at - z) / abs(at - z), FERRY) for z in banks)
        crossing = abs(banks[0] - banks[1])
        ways = (
            Way((banks[0], banks[1]), ((a, 0.0), (b, crossing)), b.name),
            Way((banks[1], banks[0]), ((b, 0.0), (a, crossing)), a.name),
        )
        yield Line("F", FERRY, "0288D1", 12, ways)

    def _corners(self) -> list[complex]:
        return [self._plan.corners[corner] for corner in self._graph]

    def _street_line(
        self, id: str, mode: int, headway: int, through: Sequence[complex], by_night: bool = False
    ) -> Line:
        corners = [self._nearest(z) for z in through]
        path: list[Corner] = corners[:1]
        for a, b in pairwise(corners):
            path += nx.shortest_path(self._graph, a, b, weight="weight")[1:]
        points = [self._plan.corners[path[0]]]
        for a, b in pairwise(_without_spurs(path)):
            line = self._graph[a][b]["street"].line
            points += (line if self._graph[a][b]["street"].a == a else line[::-1])[1:]
        color = COLORS[(len(id) * 7 + sum(map(ord, id))) % len(COLORS)]
        return self._line(id, mode, color, headway, tuple(points), by_night)

    def _nearest(self, z: complex) -> Corner:
        nearest: Corner = min(self._graph, key=lambda corner: abs(self._plan.corners[corner] - z))
        return nearest

    def _line(
        self,
        id: str,
        mode: int,
        color: str,
        headway: int,
        path: tuple[complex, ...],
        by_night: bool = False,
    ) -> Line:
        out, back = self._way(path, mode), self._way(path[::-1], mode)
        return Line(id, mode, color, headway, (out, back), by_night)

    def _way(self, path: tuple[complex, ...], mode: int) -> Way:
        total = length(path)
        n = max(1, round((total - 40) / SPACING_M[mode]))
        runs = [20 + (total - 40) * k / n for k in range(n + 1)]
        if path[0].real > path[-1].real:
            runs = [total - run for run in runs[::-1]]
        calls: list[tuple[StopPoint, float]] = []
        for run in runs:
            at, ahead = point_at(path, run)
            stop = self._places.stop(at, ahead, mode)
            if not calls or stop.place != calls[-1][0].place:
                calls.append((stop, run))
        return Way(path, tuple(calls), calls[-1][0].name)


def _without_spurs(path: list[Corner]) -> list[Corner]:
    """Leave out ways in and back out of a dead end at a waypoint."""
    clean: list[Corner] = []
    for corner in path:
        if len(clean) > 1 and clean[-2] == corner:
            clean.pop()
        elif not clean or clean[-1] != corner:
            clean.append(corner)
    return clean


def _run_of(path: Sequence[complex], z: complex) -> float:
    """How far along a path the point nearest to z lies."""
    i = min(range(len(path)), key=lambda k: abs(path[k] - z))
    return length(path[: i + 1])
