"""Lines and rings to what a tile shows of them: simplified, clipped, in whole tile units."""

from typing import NamedTuple

import numpy as np
from numba import njit


class Plan(NamedTuple):
    """Where on the plane a tile lies, and what of it is drawn."""

    west: int
    north: int
    scale: float  # tile units per unit of the plane
    low: float  # least coordinate kept, in tile units
    high: float  # greatest


class Drawn(NamedTuple):
    """Room for what was drawn; `counts` says how much of it is taken."""

    x: np.ndarray  # int32[n]  tile units
    y: np.ndarray  # int32[n]
    first_point: np.ndarray  # int32[n]  of each line
    group: np.ndarray  # int32[n]  of each line
    counts: np.ndarray  # int64[2]  lines, points


@njit(cache=True, nogil=True)
def keep_corners(
    first,      # int64[n_lines + 1]  points of each line
    x,          # int32[n_points]
    y,          # int32[n_points]
    tolerance,  # float64  units of the plane
    keep,       # uint8[n_points]  out: 1 where a point stays
):  # fmt: skip
    """Which corners a line needs to stay within a tolerance (Douglas and Peucker 1973)."""
    stack = np.empty((64, 2), np.int64)
    for line in range(first.size - 1):
        low, high = first[line], first[line + 1] - 1
        keep[low], keep[high] = 1, 1
        stack[0, 0], stack[0, 1] = low, high
        n = 1
        while n:
            n -= 1
            a, b = stack[n, 0], stack[n, 1]
            far, at = farthest(x, y, a, b)
            if far <= tolerance:
                continue
            keep[at] = 1
            if n + 2 > stack.shape[0]:
                wider = np.empty((2 * stack.shape[0], 2), np.int64)
                wider[:n] = stack[:n]
                stack = wider
            stack[n, 0], stack[n, 1] = a, at
            stack[n + 1, 0], stack[n + 1, 1] = at, b
            n += 2


@njit(cache=True, nogil=True)
def farthest(x, y, a, b):
    """(distance, position) of the point between a and b that is farthest from their segment."""
    dx, dy = float(x[b] - x[a]), float(y[b] - y[a])
    square = dx * dx + dy * dy
    worst, at = -1.0, a
    for i in range(a + 1, b):
        px, py = float(x[i] - x[a]), float(y[i] - y[a])
        share = 0.0 if square == 0.0 else min(1.0, max(0.0, (px * dx + py * dy) / square))
        px, py = px - share * dx, py - share * dy
        distance = px * px + py * py
        if distance > worst:
            worst, at = distance, i
    return np.sqrt(max(worst, 0.0)), at


@njit(cache=True, nogil=True)
def draw_all(
    plan,
    rows,        # int64[n]  features to draw, those of one group together
    group,       # int32[n]  group of each
    shape,       # uint8[n]  Shape of each
    first_line,  # int32[n_features + 1]
    first_point, # int32[n_lines + 1]
    x,           # int32[n_points]
    y,           # int32[n_points]
    ring,        # float64[2, 2, m]  room for a ring before and after a cut
    drawn,       # out
):  # fmt: skip
    """Draw features one after another."""
    for i in range(rows.size):
        for line in range(first_line[rows[i]], first_line[rows[i] + 1]):
            low, high = first_point[line], first_point[line + 1]
            if shape[i] == 1:
                draw_point(plan, x[low], y[low], group[i], drawn)
            elif shape[i] == 2:
                draw_line(plan, x[low:high], y[low:high], group[i], drawn)
            else:
                is_hole = line > first_line[rows[i]]
                shown = draw_ring(plan, x[low:high], y[low:high], group[i], is_hole, ring, drawn)
                if not shown and not is_hole:
                    break  # no holes without their rim


@njit(cache=True, nogil=True)
def draw_point(plan, x, y, group, drawn):
    """A point, if it lies on the tile or beside it."""
    px, py = (x - plan.west) * plan.scale, (y - plan.north) * plan.scale
    if plan.low <= px <= plan.high and plan.low <= py <= plan.high:
        begin(drawn, group)
        put(drawn, px, py)
        end(drawn, 1)


@njit(cache=True, nogil=True)
def draw_line(plan, x, y, group, drawn):
    """The pieces of a line that lie on the tile (Liang and Barsky 1984)."""
    is_open = False
    for i in range(1, x.size):
        ax, ay = (x[i - 1] - plan.west) * plan.scale, (y[i - 1] - plan.north) * plan.scale
        bx, by = (x[i] - plan.west) * plan.scale, (y[i] - plan.north) * plan.scale
        enter, leave = inside_part(plan, ax, ay, bx - ax, by - ay)
        if enter > leave:
            if is_open:
                end(drawn, 2)
            is_open = False
            continue
        if not is_open or enter > 0.0:
            if is_open:
                end(drawn, 2)
            begin(drawn, group)
            put(drawn, ax + enter * (bx - ax), ay + enter * (by - ay))
        put(drawn, ax + leave * (bx - ax), ay + leave * (by - ay))
        is_open = leave == 1.0
        if not is_open:
            end(drawn, 2)
    if is_open:
        end(drawn, 2)


@njit(cache=True, nogil=True)
def inside_part(plan, ax, ay, dx, dy):
    """The part of a segment inside the tile, as shares of it; the first greater if none is."""
    enter, leave = 0.0, 1.0
    for start, step in ((ax, dx), (ay, dy)):
        if step == 0.0:
            if start < plan.low or start > plan.high:
                return 1.0, 0.0
            continue
        near, far = (plan.low - start) / step, (plan.high - start) / step
        if near > far:
            near, far = far, near
        enter, leave = max(enter, near), min(leave, far)
    return enter, leave


@njit(cache=True, nogil=True)
def draw_ring(plan, x, y, group, is_hole, ring, drawn):
    """A ring cut at the four sides of the tile (Sutherland and Hodgman 1974); whether any is left.

    What is left of a bent ring may run along the side it was cut at, outside of what is seen.
    """
    n = x.size
    for i in range(n):
        ring[0, 0, i] = (x[i] - plan.west) * plan.scale
        ring[0, 1, i] = (y[i] - plan.north) * plan.scale
    here = 0
    for side in range(4):
        limit = plan.low if side < 2 else plan.high
        n = cut(ring[here], ring[1 - here], n, side % 2, limit, side < 2)
        here = 1 - here
    begin(drawn, group)
    first = drawn.counts[1]
    for i in range(n):
        put(drawn, ring[here, 0, i], ring[here, 1, i])
    last = drawn.counts[1] - 1
    if last > first and drawn.x[first] == drawn.x[last] and drawn.y[first] == drawn.y[last]:
        drawn.counts[1] -= 1
    doubled = doubled_area(drawn.x, drawn.y, first, drawn.counts[1])
    if doubled == 0 or (doubled < 0) != is_hole:
        drawn.counts[1] = first
    return end(drawn, 3)


@njit(cache=True, nogil=True)
def cut(ring, kept, n, axis, limit, is_least):
    """What of a ring lies beyond (before) a limit on an axis; returns how many points."""
    m = 0
    for i in range(n):
        before = i - 1 if i else n - 1
        a, b = ring[axis, before], ring[axis, i]
        a_in = a >= limit if is_least else a <= limit
        b_in = b >= limit if is_least else b <= limit
        if a_in != b_in:
            share = (limit - a) / (b - a)
            other_a, other_b = ring[1 - axis, before], ring[1 - axis, i]
            kept[axis, m] = limit
            kept[1 - axis, m] = other_a + share * (other_b - other_a)
            m += 1
        if b_in:
            kept[0, m], kept[1, m] = ring[0, i], ring[1, i]
            m += 1
    return m


@njit(cache=True, nogil=True)
def doubled_area(x, y, first, end):
    """Twice the area of a ring, positive if it runs clockwise on a screen."""
    doubled = 0
    for i in range(first, end):
        j = i + 1 if i + 1 < end else first
        doubled += np.int64(x[i]) * y[j] - np.int64(x[j]) * y[i]
    return doubled


@njit(cache=True, nogil=True)
def begin(drawn, group):
    """Begin a line."""
    drawn.first_point[drawn.counts[0]] = drawn.counts[1]
    drawn.group[drawn.counts[0]] = group


@njit(cache=True, nogil=True)
def put(drawn, px, py):
    """Go on to a point, unless it rounds to the one before."""
    x, y = np.int32(np.rint(px)), np.int32(np.rint(py))
    n = drawn.counts[1]
    if n > drawn.first_point[drawn.counts[0]] and drawn.x[n - 1] == x and drawn.y[n - 1] == y:
        return
    drawn.x[n], drawn.y[n] = x, y
    drawn.counts[1] = n + 1


@njit(cache=True, nogil=True)
def end(drawn, least):
    """End a line; it is as if never begun where it has fewer points than `least`."""
    first = drawn.first_point[drawn.counts[0]]
    if drawn.counts[1] - first < least:
        drawn.counts[1] = first
        return False
    drawn.counts[0] += 1
    return True
