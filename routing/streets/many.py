"""One position and many others: one search over streets answers them all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from maas.arrays import Float64s, Int32s
from maas.model import LatLon
from routing.kernels.stops import StopsOnEdges
from routing.streets.beside import BESIDE_M
from routing.streets.graphs import offsets
from routing.streets.snapping import Snap

DEGREES_BESIDE = 2 * BESIDE_M / 111_000


@dataclass(frozen=True, slots=True, eq=False)
class Many:
    """Where ways end (backward: begin); None is off the streets and never reached."""

    snaps: Sequence[Snap | None]
    backward: bool = False

    @property
    def n(self) -> int:
        """How many there are."""
        return len(self.snaps)

    @property
    def metres(self) -> list[Float64s]:
        """How far each that is on the streets is from its points there."""
        return [snap.metres for snap in self.snaps if snap is not None]

    def on_edges(self, off_ms: Sequence[Int32s], n_edges: int) -> StopsOnEdges:
        """As the kernels read stops: by edge, with the time from there (as `metres`)."""
        found = [(i, snap) for i, snap in enumerate(self.snaps) if snap is not None]
        edge = np.concatenate([np.empty(0, np.int32), *(snap.edge for _, snap in found)])
        share = np.concatenate([np.empty(0), *(snap.share for _, snap in found)])
        size = np.array([snap.edge.size for _, snap in found], np.int64)
        number = np.repeat(np.array([i for i, _ in found], np.int32), size)
        ms = np.concatenate([np.empty(0, np.int32), *off_ms])
        order = np.argsort(edge, kind="stable")
        by_edge = number[order], share[order], ms[order]
        return StopsOnEdges(offsets(edge[order], n_edges), *by_edge)

    def beside(self, at: LatLon) -> Iterator[tuple[int, Snap]]:
        """Those so near to a position that one might walk straight (and some that are not)."""
        for i, snap in enumerate(self.snaps):
            if snap is not None and abs(snap.at.lat - at.lat) < DEGREES_BESIDE:
                yield i, snap
