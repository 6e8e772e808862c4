"""The streets as incidents are matched to them: made once for a network, shared by all threads."""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Bytes, Int32s
from maas.model import Profile
from maas.streets import StreetNetwork
from routing.incidents.named import StreetNames
from routing.kernels.following import Labels, Lanes
from routing.kernels.snapping import Shapes
from routing.overlays.rentals.covering import Boxes
from routing.streets.graphs import offsets
from routing.streets.snapping import read_only, shapes

MOST_LABELS = 20_000
"""Of one line: what takes more is given up; a long one along a street takes some hundreds."""
MOST_NEAR = 50_000
"""Edges near one line that are looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class Matcher:
    """A network, and what finds edges in it by place, by name and by what they lead to."""

    network: StreetNetwork
    shapes: Shapes
    lanes: Lanes
    names: StreetNames
    boxes: Boxes

    @classmethod
    def of(cls, network: StreetNetwork, known: Shapes | None = None) -> "Matcher":
        """For a network. O(n log n) in its edges: a tenth of a second for a city.

        Args:
            known: the shapes of its edges, if somebody has them already.
        """
        names = StreetNames.of(network)
        everyone = read_only(np.full(network.n_edges, 0xFF, np.uint8))
        shown = known._replace(taking=everyone) if known else shapes(network, everyone)
        return cls(network, shown, _lanes(network, names.of_edge), names, Boxes.of(network))

    def labels(self) -> Labels:
        """Memory for following lines, for one thread at a time."""
        n = MOST_LABELS
        directed, parent = np.empty(n, np.int32), np.empty(n, np.int32)
        cost, at_m, begin, end, run_m, square = np.empty((6, n))
        is_end, heap = np.empty(n, np.uint8), np.empty(n, np.int64)
        settled = np.zeros(self.lanes.may.size, np.uint8)
        near = np.empty(min(MOST_NEAR, self.network.n_edges), np.int32)
        counts = np.zeros(3, np.int64)
        return Labels(
            directed,
            parent,
            cost,
            at_m,
            begin,
            end,
            run_m,
            square,
            is_end,
            heap,
            settled,
            near,
            counts,
        )


def profile_bits(profiles: frozenset[Profile]) -> int:
    """Bit p: profile p is among them."""
    return sum(1 << profile for profile in profiles)


def _lanes(network: StreetNetwork, name: Int32s) -> Lanes:
    edges = network.edges
    tail = np.stack([edges.tail, edges.head], axis=1).ravel()
    head = np.stack([edges.head, edges.tail], axis=1).ravel()
    out = np.argsort(tail, kind="stable").astype(np.int32)
    first = offsets(tail[out], network.n_vertices)
    return Lanes(first, out, head, _may(network), read_only(edges.length_m), name)


def _may(network: StreetNetwork) -> Bytes:
    """[2 n_edges] Bit p: profile p may travel that way."""
    bits = np.zeros((network.n_edges, 2), np.uint8)
    opened = network.ways.open[network.edges.way]
    for profile in Profile:
        for way in (0, 1):
            may = (opened >> (2 * profile + way)) & 1
            bits[:, way] |= (may << profile).astype(np.uint8)
    return bits.ravel()
