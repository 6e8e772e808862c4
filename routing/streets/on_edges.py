"""Positions joined to the streets of one profile once, for many searches."""

from dataclasses import dataclass

from maas.arrays import Float32s, Float64s, Int32s


@dataclass(frozen=True, slots=True, eq=False)
class OnEdges:
    """Positions on edges: `first[i] : first[i + 1]` are the candidates of spot i."""

    first: Int32s
    edge: Int32s
    share: Float64s
    """0 at the edge's tail, 1 at its head."""
    metres: Float32s
    """From the position, straight."""
