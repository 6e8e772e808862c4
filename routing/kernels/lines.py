"""Ways drawn: the lines of their edges cut at both ends and joined, and where each edge turns."""

from math import atan2, cos, degrees, hypot, radians
from typing import NamedTuple

from maas.arrays import Float32s, Int32s
from maas.streets.tables import E7
from routing.kernels.kernel import inlined, kernel

SIGHT_DEG = 5e-5
"""About 5 m: bearings are taken over this distance, so that crooked kerbs do not turn anyone."""

METRES, LOOKS_ON, LOOKS_BACK = 0, 1, 2
"""Columns of what is told of edges: as far as each is travelled; where one looks, clockwise from
north, on entering it and, turned around, on leaving it."""


class Lines(NamedTuple):
    """The lines of edges: `first_point[e] : first_point[e + 1]` slices lat_e7 and lon_e7."""

    first_point: Int32s
    lat_e7: Int32s
    lon_e7: Int32s
    length_m: Float32s


@kernel
def draw_way(
    lines,     # Lines
    directed,  # int32[n]  directed edges, each beginning where the one before ends
    shares,    # (float, float)  of the first and the last edge, counted from their tails
    line,      # float64[., 2]  out, from row 1 on: latitudes, longitudes
    last,      # int32[n]  out: the row of line at which each edge ends
    told,      # float64[n, 3]  out: METRES, LOOKS_ON, LOOKS_BACK of each edge
):  # fmt: skip
    """Draw a way from a share of its first edge to one of its last. Returns the last row."""
    row = 0
    for i in range(directed.size):
        edge, is_last = directed[i], i == directed.size - 1
        begin = along(edge, shares[0]) if i == 0 else 0.0
        end = along(edge, shares[1]) if is_last else 1.0
        if i == 0 or is_last:
            row = draw_part(lines, edge, begin, end, i == 0, line, row)
        else:
            row = draw_whole(lines, edge, line, row)
        first = last[i - 1] if i > 0 else 1
        last[i] = row
        told[i, METRES] = lines.length_m[edge >> 1] * (end - begin)
        told[i, LOOKS_ON] = bearing_deg(line, first, row, 1)
        told[i, LOOKS_BACK] = bearing_deg(line, row, first, -1)
    return row


@inlined
def along(directed, share):
    """A share counted from where a directed edge begins."""
    return 1.0 - share if directed & 1 else share


@inlined
def point_of(lines, directed, k):
    """The row of point k of an edge, counted from where the directed edge begins."""
    edge = directed >> 1
    return lines.first_point[edge + 1] - 1 - k if directed & 1 else lines.first_point[edge] + k


@kernel
def draw_whole(lines, directed, line, row):
    """Draw all points of an edge but the first, which is there. Returns the last row."""
    n = lines.first_point[(directed >> 1) + 1] - lines.first_point[directed >> 1]
    for k in range(1, n):
        point = point_of(lines, directed, k)
        row += 1
        line[row, 0], line[row, 1] = lines.lat_e7[point] * E7, lines.lon_e7[point] * E7
    return row


@kernel
def draw_part(lines, directed, begin, end, is_first, line, row):
    """Draw an edge from one share of its length to another. Returns the last row.

    is_first: its first point is not there yet
    """
    n_hops = lines.first_point[(directed >> 1) + 1] - lines.first_point[directed >> 1] - 1
    east = cos(radians(lines.lat_e7[point_of(lines, directed, 0)] * E7))
    whole = 0.0
    for k in range(n_hops):
        whole += hop(lines, directed, k, east)
    low, high = begin * whole, end * whole
    here, is_there = 0.0, not is_first
    for k in range(n_hops):
        ahead = here + hop(lines, directed, k, east)
        is_end = k == n_hops - 1
        if not is_there and (low < ahead or is_end):
            row = draw_between(lines, directed, k, (low, here, ahead), line, row)
            is_there = True
        if high < ahead or is_end:
            return draw_between(lines, directed, k, (high, here, ahead), line, row)
        if low < ahead < high:
            row = draw_between(lines, directed, k, (ahead, here, ahead), line, row)
        here = ahead
    return row


@inlined
def hop(lines, directed, k, east):
    """How far it is from point k of an edge to the next, in degrees of latitude."""
    a, b = point_of(lines, directed, k), point_of(lines, directed, k + 1)
    north = (lines.lat_e7[b] - lines.lat_e7[a]) * E7
    return hypot(north, (lines.lon_e7[b] - lines.lon_e7[a]) * E7 * east)


@kernel
def draw_between(lines, directed, k, at, line, row):
    """Draw a point between point k of an edge and the next. Returns its row.

    at: (float, float, float)  where it lies along the edge, and where both of them do
    """
    a, b = point_of(lines, directed, k), point_of(lines, directed, k + 1)
    share = (at[0] - at[1]) / (at[2] - at[1]) if at[0] < at[2] else 1.0
    lat, lon = lines.lat_e7[a], lines.lon_e7[a]
    row += 1
    line[row, 0] = (lat + (lines.lat_e7[b] - lat) * share) * E7
    line[row, 1] = (lon + (lines.lon_e7[b] - lon) * share) * E7
    return row


@kernel
def bearing_deg(line, first, last, step):
    """Where one looks from a row of a line towards another, clockwise from north."""
    lat, lon = line[first, 0], line[first, 1]
    east_share = cos(radians(lat))
    north = east = 0.0
    row = first
    while row != last:
        row += step
        north, east = line[row, 0] - lat, (line[row, 1] - lon) * east_share
        if north * north + east * east >= SIGHT_DEG * SIGHT_DEG:
            break
    return degrees(atan2(east, north))
