"""Ways as chains of nodes: the form streets have in a file, before they are cut into edges."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maas.arrays import Bytes, Int32s, Int64s
from maas.streets.tables import Controls, Ways


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn restriction as OSM says it.

    From way `origin` over the node `node`, or over the ways `over`, onto way `onto`.
    """

    origin: int
    onto: int
    only: bool
    node: int | None = None
    over: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Chains:
    """Ways as runs of located nodes.

    `first[c] : first[c + 1]` slices node, lat_e7 and lon_e7 for chain c, which is of way `way[c]`:
    a way with nodes missing from the file has several chains, each of two nodes or more.
    """

    ways: Ways
    way: Int32s
    first: Int64s
    node: Int64s
    lat_e7: Int32s
    lon_e7: Int32s
    barrier: Int64s
    """Sorted ids of the nodes that block some profile."""
    blocked: Bytes
    """Bit p: barrier i stops who moves by profile p."""
    turns: tuple[Turn, ...]
    controls: Controls


def ranges(first: npt.NDArray[np.integer], size: npt.NDArray[np.integer]) -> Int64s:
    """The numbers first[i], first[i] + 1, … (size[i] of them) of every i, one after another."""
    size = size.astype(np.int64)
    ends = np.cumsum(size)
    total = int(ends[-1]) if size.size else 0
    shift: Int64s = np.repeat(first.astype(np.int64) - ends + size, size)
    return np.arange(total, dtype=np.int64) + shift
