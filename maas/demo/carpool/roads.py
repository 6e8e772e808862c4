"""The roads of the invented city as those who drive there know them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import networkx as nx

from maas.demo.plane import length
from maas.demo.streets import Street, StreetPlan
from maas.demo.towns import Town
from maas.demo.villages import Village

KMH = {"primary": 30.0, "secondary": 30.0, "residential": 20.0}
"""By kind of street, lights and turns included; nobody drives on others."""
ROAD_KMH = 64.0


@dataclass(frozen=True, slots=True)
class Ride:
    """A way by car in the plane."""

    line: tuple[complex, ...]
    after_s: tuple[int, ...]
    """When each point is passed, since leaving."""


@dataclass(frozen=True, eq=False)
class Roads:
    """Everything one can drive on."""

    plan: StreetPlan
    towns: Sequence[Town]
    villages: Sequence[Village]

    @property
    def places(self) -> tuple[Town | Village, ...]:
        """Those outside the city."""
        return (*self.towns, *self.villages)

    @cached_property
    def graph(self) -> nx.DiGraph:
        """From corner to corner: `s`, and the `line` between them."""
        graph = nx.DiGraph()
        for line, kmh, is_oneway in self._pieces():
            lasts_s = length(line) / (kmh / 3.6)
            graph.add_edge(line[0], line[-1], s=lasts_s, line=line)
            if not is_oneway:
                graph.add_edge(line[-1], line[0], s=lasts_s, line=line[::-1])
        within = graph.subgraph(max(nx.strongly_connected_components(graph), key=len))
        return nx.DiGraph(within)  # a copy: looking through a view takes twice as long

    @cached_property
    def _back(self) -> nx.DiGraph:
        """The same, driven backwards."""
        return self.graph.reverse()

    def _pieces(self) -> Iterator[tuple[tuple[complex, ...], float, bool]]:
        streets: list[Street] = [*self.plan.streets]
        for place in self.places:
            streets += place.streets
            yield place.road, ROAD_KMH, False
        for street in streets:
            if street.kind in KMH:
                yield street.line, KMH[street.kind], street.is_oneway

    def nearest(self, z: complex) -> complex:
        """The corner where a car stops for somebody."""
        found: complex = min(self.graph, key=lambda corner: abs(corner - z))
        return found

    def ways_to(self, goal: complex) -> Mapping[complex, Sequence[complex]]:
        """The quickest way from every corner to one, as corners."""
        paths = nx.single_source_dijkstra_path(self._back, goal, weight="s")
        return {corner: path[::-1] for corner, path in paths.items()}

    def ways_from(self, origin: complex) -> Mapping[complex, Sequence[complex]]:
        """The quickest way from one corner to every other."""
        found: Mapping[complex, Sequence[complex]]
        found = nx.single_source_dijkstra_path(self.graph, origin, weight="s")
        return found

    def ride(self, corners: Sequence[complex]) -> Ride:
        """Along corners that follow each other."""
        line, after = [corners[0]], [0.0]
        for a, b in pairwise(corners):
            piece, lasts_s = self.graph[a][b]["line"], self.graph[a][b]["s"]
            total, run, began = length(piece), 0.0, after[-1]
            for before, z in pairwise(piece):
                run += abs(z - before)
                line.append(z)
                after.append(began + lasts_s * run / total)
        return Ride(tuple(line), tuple(round(s) for s in after))
