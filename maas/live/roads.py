"""What is true of roads now: how fast one drives, and what is closed.

Edges are named by OpenStreetMap's ids, which outlast a generation.
"""

import msgspec


class RoadState(msgspec.Struct, frozen=True, array_like=True, tag="road-state", gc=False):
    """A way between two of its nodes, in that direction, for cars."""

    way: int
    """OSM way id."""
    from_node: int = 0
    to_node: int = 0
    """OSM node ids; both 0: the whole way, in both directions."""
    kmh: float | None = None
    """How fast one really drives; None: as usual."""
    is_closed: bool = False
    until: int | None = None
    """When it ends (Unix s); None: when the source says something else."""
