"""The parts of a street: a name may be that of several, and one may be cut.

Parts less than `GAP_M` apart are one, such as both carriageways of a street.
"""

import numpy as np

from maas.arrays import Bools, Float64s, Int32s, Int64s
from maas.streets.tables import E7
from routing.incidents.matcher import Matcher

GAP_M = 60.0
METRES = 111_195.0
"""Of a degree of latitude."""


def parts_of(matcher: Matcher, edges: Int32s) -> list[Int32s]:
    """The edges apart by street, the longest first. O(n²) in their number."""
    of = matcher.network.edges
    vertices = vertices_of(matcher, edges)
    at = positions(matcher, vertices)
    near = np.argwhere(apart_m(at, at) <= GAP_M).T
    joined = np.searchsorted(vertices, np.stack([of.tail[edges], of.head[edges]]))
    label = _labels(vertices.size, np.concatenate([near, joined], axis=1))
    whose = label[joined[0]]
    found = [edges[whose == each] for each in np.unique(whose)]
    return sorted(found, key=lambda each: -float(matcher.lanes.length_m[each].sum()))


def directed_of(matcher: Matcher, edges: Int32s, bits: int) -> Int32s:
    """Some edges in all directions that profiles may travel, sorted."""
    both = np.stack([2 * edges, 2 * edges + 1], axis=1).ravel()
    return np.sort(both[(matcher.lanes.may[both] & bits) > 0]).astype(np.int32)


def is_open(matcher: Matcher, edges: Int32s, bits: int) -> Bools:
    """[n] Whether one of the profiles may travel an edge, whichever way."""
    may = matcher.lanes.may.reshape(-1, 2)[edges]
    found: Bools = ((may[:, 0] | may[:, 1]) & bits) > 0
    return found


def vertices_of(matcher: Matcher, edges: Int32s) -> Int32s:
    """The ends of some edges, sorted, each once."""
    of = matcher.network.edges
    return np.unique(np.concatenate([of.tail[edges], of.head[edges]])).astype(np.int32)


def positions(matcher: Matcher, vertices: Int32s) -> Float64s:
    """[n, 2] Latitude and longitude."""
    of = matcher.network.vertices
    return np.stack([of.lat_e7[vertices] * E7, of.lon_e7[vertices] * E7], axis=1)


def apart_m(one: Float64s, other: Float64s) -> Float64s:
    """[n, m] How far each of some positions is from each of others, within a town, in metres."""
    turn = float(np.cos(np.radians(one[0, 0]))) if one.size else 1.0
    north, east = np.moveaxis(one[:, None] - other[None], 2, 0) * METRES
    apart: Float64s = np.hypot(north, east * turn)
    return apart


def _labels(n: int, pairs: Int64s) -> Int64s:
    """[n] The same number for all that pairs ([2, m]) hold together: the least of them."""
    label = np.arange(n)
    while True:
        least = label.copy()
        np.minimum.at(least, pairs[0], label[pairs[1]])
        np.minimum.at(least, pairs[1], label[pairs[0]])
        least = least[least]
        if (least == label).all():
            return label
        label = least
