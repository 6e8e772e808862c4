"""What is slowly but surely true of leaving a vehicle on the way: networkx on the layered graph."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import inf

import networkx as nx

from maas.model import Profile
from maas.streets import StreetNetwork
from routing.parking.search import UNSURE_MS
from routing.parking.sites import Room
from routing.parking.wanted import ParkingWanted
from routing.streets import Snap
from routing.streets.profiles import pace
from tests.rentalmoves import Candidate, Moves, points


@dataclass(frozen=True)
class Halt:
    """Where one may park: as one rides there, as one walks on, and whether there is room."""

    ride: Snap
    foot: Snap
    room: Room
    change_ms: int


@dataclass(frozen=True, eq=False)
class ParkingOracle:
    """All ways over any halt: ride, park, walk; or walk, come back to the vehicle, ride."""

    network: StreetNetwork
    halts: Sequence[Halt]
    wanted: ParkingWanted

    def ms(self, ridden: Snap, walked: Snap, max_ms: int, *, backward: bool = False) -> float:
        """Of the way that is told, inf if there is none in time.

        A halt without room is none; one of which nothing is known has to save much.
        """
        riding = self.riding(ridden, backward=backward)
        times = [
            inf
            if halt.room is Room.NONE or ms == inf
            else ms + self._on_foot(halt, walked, backward)
            for halt, ms in zip(self.halts, riding, strict=True)
        ]
        times = [ms if ms <= max_ms else inf for ms in times]
        sure, unsure = (
            min(
                (ms for ms, h in zip(times, self.halts, strict=True) if h.room is room), default=inf
            )
            for room in (Room.FREE, Room.UNKNOWN)
        )
        return unsure if unsure + UNSURE_MS < sure else sure

    @cache  # noqa: B019  # lives as long as one test
    def riding(self, ridden: Snap, *, backward: bool) -> list[float]:
        """From an end to each halt (backward: from each halt), parked; inf: too far."""
        speed_m_s = self.wanted.bike_speed_m_s if self.wanted.rides is Profile.BIKE else None
        rider = Moves(self.network, self.wanted.rides, speed_m_s)
        times = []
        for halt in self.halts:
            ends = self._ride(ridden), self._ride(halt.ride)
            ms = _between(rider, *(ends[::-1] if backward else ends))
            most_s = self.wanted.most_ridden_s
            is_short = most_s is None or ms <= 1000 * most_s
            times.append(ms + halt.change_ms if is_short else inf)
        return times

    def _on_foot(self, halt: Halt, walked: Snap, backward: bool) -> float:
        walker = Moves(self.network, self.wanted.profile, self.wanted.walk_speed_m_s)
        ends = self._walk(halt.foot), self._walk(walked)
        return _between(walker, *(ends[::-1] if backward else ends))

    def _walk(self, snap: Snap) -> list[Candidate]:
        stretch = pace(self.wanted.profile, self.wanted.walk_speed_m_s)
        return points(snap, self.wanted.profile, stretch)

    def _ride(self, snap: Snap) -> list[Candidate]:
        return points(snap, self.wanted.rides)


def _between(moves: Moves, begins: list[Candidate], ends: list[Candidate]) -> float:
    graph = nx.DiGraph()
    graph.add_nodes_from(["begin", "end"])
    moves.travel(graph, "layer", "begin", begins, [("end", ends)])
    return nx.single_source_dijkstra_path_length(graph, "begin").get("end", inf)
