"""Which edges a drawn line runs along: the cheapest way beside it, one direction at a time.

A best-first search. A state is a directed edge with how far along the line its end lies, or a
place along the line that is off all streets. What is paid are metres: for being beside the line,
for being longer or shorter than what is passed of it, for another name, and for being off. So the
search follows a line that lies on a street straight to its end.

Differs from map matching by hidden Markov models (Newson, Krumm 2009) in that no candidates of
points are joined by shortest paths: the edges themselves are laid along the line, which is one
search for all of it.
"""

from math import sqrt
from typing import NamedTuple

import numpy as np

from routing.kernels.drawn_lines import BESIDE_M, bend_m, nearest_ahead, place, segment_at
from routing.kernels.kernel import kernel
from routing.kernels.snapping import M_PER_E7, nearest_on
from routing.kernels.streets import STATE_BITS, STATE_MASK, pop, push

OFF = -1
"""In `Labels.directed`: no street."""

OFF_COST = 1.0
"""For each metre of the line that no street is found for."""
ENTER_COST = 10.0
"""For coming back to the streets: a gap is not bridged for nothing."""
LENGTH_COST = 0.5
"""For each metre by which an edge is longer or shorter than what it passes of the line."""
OTHER_NAME_COST = 0.6
NO_NAME_COST = 0.1
"""For each metre of an edge that is called otherwise, or not at all, where a name is told."""
REACH_M = 30.0
"""How far a street may be from the line to be entered, where the line has its points."""
PIECE_M = 15.0
"""Edges are compared with the line so often."""
HOPELESS = 3.0
"""Cost per metre at which an edge is not taken."""


class Lanes(NamedTuple):
    """Directed edges, and what follows each. `first_out[v] : first_out[v + 1]` slices `out`."""

    first_out: np.ndarray  # int32[n_vertices + 1]
    out: np.ndarray  # int32[2 n_edges]  directed edges out of a vertex
    head: np.ndarray  # int32[2 n_edges]  vertex
    may: np.ndarray  # uint8[2 n_edges]  bit p: profile p may travel it
    length_m: np.ndarray  # float32[n_edges]
    name: np.ndarray  # int32[n_edges]  number of its name, -1: it has none


class Labels(NamedTuple):
    """Ways found so far: one row for each, the last edge of it."""

    directed: np.ndarray  # int32[n]  or OFF
    parent: np.ndarray  # int32[n]
    cost: np.ndarray  # float64[n]  m
    at_m: np.ndarray  # float64[n]  along the line, where the edge ends
    begin_share: np.ndarray  # float64[n]  of the edge
    end_share: np.ndarray  # float64[n]
    run_m: np.ndarray  # float64[n]  of the edge
    square: np.ndarray  # float64[n]  m³: distance from the line, squared, times metres
    is_end: np.ndarray  # uint8[n]  the line ends here
    heap: np.ndarray  # int64[n]
    settled: np.ndarray  # uint8[2 n_edges]  all 0 between searches
    near: np.ndarray  # int32[k]  rows of Shapes.edge near the line
    counts: np.ndarray  # int64[3]  of labels, of heap, of near


@kernel
def lay(shapes, lanes, line, directed, share, at_m):
    """Lay the rest of a directed edge along the line.

    Returns its cost, where along the line it ends, the share of it at which it or the line ends,
    whether the line does, its metres, and the sum of squared distances times metres.
    """
    edge = directed >> 1
    first, last = shapes.first_point[edge], shapes.first_point[edge + 1] - 1
    step, i = (1, first) if directed & 1 == 0 else (-1, last)
    total = line.at_m[line.at_m.size - 1]
    whole, skip = float(lanes.length_m[edge]), share * lanes.length_m[edge]
    ax = (shapes.lon_e7[i] - line.lon_e7) * line.east_m
    ay = (shapes.lat_e7[i] - line.lat_e7) * M_PER_E7
    passed, run, cost, square, now = 0.0, 0.0, 0.0, 0.0, at_m
    for _ in range(last - first):
        i += step
        bx = (shapes.lon_e7[i] - line.lon_e7) * line.east_m
        by = (shapes.lat_e7[i] - line.lat_e7) * M_PER_E7
        hop = sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay))
        begin = min(max(skip - passed, 0.0), hop)
        n = int((hop - begin) / PIECE_M) + 1 if hop > begin else 0
        for k in range(n):
            piece = (hop - begin) / n
            to = (begin + (k + 1) * piece) / hop
            x, y = ax + to * (bx - ax), ay + to * (by - ay)
            metres2, there = nearest_ahead(line, x, y, now, now + 1.5 * piece + PIECE_M)
            is_end = there >= total - 0.5
            if is_end:
                piece = min(piece, total - now)
                metres2 = min(metres2, 4.0 * BESIDE_M * BESIDE_M)
            bend = bend_m(line, there)
            cost += piece * min(metres2 / (bend * bend), 2.0 * HOPELESS)
            square += piece * metres2
            run += piece
            now = there
            if is_end or cost > HOPELESS * run + 2.0 * BESIDE_M:
                break
        passed += hop
        if now >= total - 0.5 or cost > HOPELESS * run + 2.0 * BESIDE_M:
            break
        ax, ay = bx, by
    cost += LENGTH_COST * abs(run - (now - at_m))
    if line.name >= 0 and lanes.name[edge] != line.name:
        cost += run * (NO_NAME_COST if lanes.name[edge] < 0 else OTHER_NAME_COST)
    if cost > HOPELESS * run + 2.0 * BESIDE_M:
        return np.inf, now, 1.0, False, run, square
    is_end = now >= total - 0.5
    end = min(1.0, (skip + run) / whole) if is_end and whole > 0.0 else 1.0
    return cost, now, end, is_end, run, square


@kernel
def note(labels, directed, parent, cost, at_m):
    """Add a way and have it looked at in its turn; its label, or -1 if there is no room."""
    label = labels.counts[0]
    if label == labels.directed.size:
        return -1
    labels.directed[label], labels.parent[label] = directed, parent
    labels.cost[label], labels.at_m[label] = cost, at_m
    labels.begin_share[label], labels.end_share[label] = 0.0, 1.0
    labels.run_m[label], labels.square[label], labels.is_end[label] = 0.0, 0.0, 0
    push(labels.heap, labels.counts[1], (np.int64(cost * 1000.0) << STATE_BITS) | label)
    labels.counts[0] += 1
    labels.counts[1] += 1
    return label


@kernel
def take(shapes, lanes, line, labels, directed, share, parent, entering):
    """Go on along a directed edge from a share of it, where the way of `parent` ends."""
    if labels.settled[directed] or not lanes.may[directed] & line.profiles:
        return
    cost, at_m, end, is_end, run, square = lay(
        shapes, lanes, line, directed, share, labels.at_m[parent]
    )
    if cost == np.inf or run <= 0.0:
        return
    label = note(labels, directed, parent, labels.cost[parent] + entering + cost, at_m)
    if label >= 0:
        labels.begin_share[label], labels.end_share[label] = share, end
        labels.run_m[label], labels.square[label] = run, square
        labels.is_end[label] = 1 if is_end else 0


@kernel
def enter(shapes, lanes, line, labels, parent):
    """Go onto the streets beside a place along the line."""
    at_m = labels.at_m[parent]
    i = segment_at(line, at_m)
    length = line.at_m[i + 1] - line.at_m[i]
    x, y = place(line, i, (at_m - line.at_m[i]) / length if length > 0.0 else 0.0)
    lat_e7, lon_e7 = line.lat_e7 + y / M_PER_E7, line.lon_e7 + x / line.east_m
    reach_m = REACH_M + bend_m(line, at_m) - BESIDE_M
    for k in range(labels.counts[2]):
        row = labels.near[k]
        north = (shapes.mid_lat_e7[row] - lat_e7) * M_PER_E7
        east = (shapes.mid_lon_e7[row] - lon_e7) * line.east_m
        around = reach_m + shapes.radius_m[row]
        if north * north + east * east > around * around:
            continue
        edge = shapes.edge[row]
        metres, share = nearest_on(shapes, edge, lat_e7, lon_e7)
        if metres <= reach_m:
            take(shapes, lanes, line, labels, 2 * edge, share, parent, ENTER_COST)
            take(shapes, lanes, line, labels, 2 * edge + 1, 1.0 - share, parent, ENTER_COST)


@kernel
def gather(shapes, lanes, cells, line, labels):
    """Note which edges that may be travelled pass some cells, each once."""
    for cell in cells:
        at = np.searchsorted(shapes.cell, cell)
        if at == shapes.cell.size or shapes.cell[at] != cell:
            continue
        for row in range(shapes.first_edge[at], shapes.first_edge[at + 1]):
            edge = shapes.edge[row]
            may = (lanes.may[2 * edge] | lanes.may[2 * edge + 1]) & line.profiles
            if may and not labels.settled[2 * edge] and labels.counts[2] < labels.near.size:
                labels.settled[2 * edge] = 1
                labels.near[labels.counts[2]] = row
                labels.counts[2] += 1
    for k in range(labels.counts[2]):
        labels.settled[2 * shapes.edge[labels.near[k]]] = 0


@kernel
def follow(
    shapes,
    lanes,
    line,
    cells,  # int64[n]  around the line
    labels,
    path,   # int32[n]  out: labels from the first to the last
):  # fmt: skip
    """The cheapest way along a line; returns how many labels it has (0: too far to be found)."""
    labels.counts[:] = 0
    gather(shapes, lanes, cells, line, labels)
    total = line.at_m[line.at_m.size - 1]
    note(labels, OFF, -1, 0.0, 0.0)
    found, next_off = -1, 0
    while labels.counts[1] > 0:
        label = np.int64(pop(labels.heap, labels.counts[1]) & STATE_MASK)
        labels.counts[1] -= 1
        at_m, cost = labels.at_m[label], labels.cost[label]
        if labels.is_end[label] or (labels.directed[label] == OFF and at_m >= total - 0.01):
            found = label
            break
        if labels.directed[label] == OFF:
            if int(at_m / line.step_m + 0.5) >= next_off:
                next_off = int(at_m / line.step_m + 0.5) + 1
                there = min(total, next_off * line.step_m)
                note(labels, OFF, label, cost + OFF_COST * (there - at_m), there)
                enter(shapes, lanes, line, labels, label)
            continue
        directed = labels.directed[label]
        if labels.settled[directed]:
            continue
        labels.settled[directed] = 1
        there = min(total, (int(at_m / line.step_m) + 1) * line.step_m)
        if int(there / line.step_m + 0.5) >= next_off or there >= total:
            note(labels, OFF, label, cost + OFF_COST * (there - at_m), there)
        vertex = lanes.head[directed]
        for k in range(lanes.first_out[vertex], lanes.first_out[vertex + 1]):
            if lanes.out[k] != directed ^ 1:
                take(shapes, lanes, line, labels, lanes.out[k], 0.0, label, 0.0)
    for i in range(labels.counts[0]):
        if labels.directed[i] >= 0:
            labels.settled[labels.directed[i]] = 0
    return trace(labels, found, path)


@kernel
def trace(labels, label, path):
    """Write down the way that ends with a label, its begin first; returns how long it is."""
    n = 0
    while label >= 0 and n < path.size:
        path[n] = label
        label = labels.parent[label]
        n += 1
    for i in range(n // 2):
        path[i], path[n - 1 - i] = path[n - 1 - i], path[i]
    return n
