"""Streets as arrays: the border type, made by feeds.osm and read by routing."""

from maas.streets.assembly import assemble
from maas.streets.chains import Chains, Turn
from maas.streets.joining import join
from maas.streets.tables import (
    CellIndex,
    Control,
    Controls,
    Edges,
    Points,
    Restrictions,
    Street,
    StreetNetwork,
    Vertices,
    WayFlag,
    Ways,
)

__all__ = [
    "CellIndex",
    "Chains",
    "Control",
    "Controls",
    "Edges",
    "Points",
    "Restrictions",
    "Street",
    "StreetNetwork",
    "Turn",
    "Vertices",
    "WayFlag",
    "Ways",
    "assemble",
    "join",
]
