"""Positions joined to the streets of one profile once, for many searches."""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Bools, Float32s, Float64s, Int32s
from maas.model import LatLon, Profile
from maas.streets.chains import ranges
from routing.kernels.stops import StopsOnEdges
from routing.kernels.streets import Ends
from routing.streets.ends import off_street_ms
from routing.streets.graphs import offsets
from routing.streets.searching import Pace
from routing.streets.snapping import Snap


@dataclass(frozen=True, slots=True, eq=False)
class OnEdges:
    """Positions on edges: `first[i] : first[i + 1]` are the candidates of spot i."""

    first: Int32s
    edge: Int32s
    share: Float64s
    """0 at the edge's tail, 1 at its head."""
    metres: Float32s
    """From the position, straight."""


def candidates(on: OnEdges, spots: Int32s) -> tuple[Int32s, Int32s]:
    """The rows of the candidates of some spots, and for each row whose it is (a row of `spots`)."""
    size = (on.first[spots + 1] - on.first[spots]).astype(np.int64)
    whose = np.repeat(np.arange(spots.size, dtype=np.int32), size)
    return ranges(on.first[spots], size).astype(np.int32), whose


def by_edge(on: OnEdges, kept: Bools, profile: Profile, n_edges: int) -> StopsOnEdges:
    """Spots by edge, as the kernels read stops.

    Args:
        kept: [n_spots] Which ones; the others are on no edge.
        profile: who moves between the spots and the streets.
    """
    wanted, whose = candidates(on, np.flatnonzero(kept).astype(np.int32))
    spot = np.flatnonzero(kept).astype(np.int32)[whose]
    order = np.argsort(on.edge[wanted], kind="stable")
    row = wanted[order]
    return StopsOnEdges(
        offsets(on.edge[row], n_edges),
        spot[order],
        on.share[row],
        off_street_ms(on.metres[row], profile),
    )


def snap_of(on: OnEdges, at: LatLon, spot: int) -> Snap:
    """A spot, which lies there, as a snap."""
    row = slice(on.first[spot], on.first[spot + 1])
    return Snap(at, on.edge[row], on.share[row], on.metres[row].astype(np.float64))


def ends_at(
    on: OnEdges, spots: Int32s, ms: Int32s, profile: Profile, pace: Pace
) -> tuple[Ends, Int32s]:
    """Some spots at these times as ends of one search.

    Returns them with, for each candidate, whose it is (a row of `spots`).
    """
    row, whose = candidates(on, spots)
    plain_ms = off_street_ms(on.metres[row], profile)
    off_ms = np.ceil(plain_ms * pace.off_street).astype(np.int32)
    return Ends(on.edge[row], on.share[row], ms[whose] + off_ms), whose
