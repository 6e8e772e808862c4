"""The fastest way between two positions: one search, drawn to its goals."""

import numpy as np

from routing.kernels.kernel import kernel
from routing.kernels.streets import NEVER, NO_WAY, clear, part_ms, seed, spread


@kernel
def least_on_one_edge(graph, origin, goal, pace):
    """The best way that stays on one edge: (ms, origin candidate, goal candidate, direction)."""
    best = (np.int64(NEVER), -1, -1, 0)
    for i in range(origin.edge.size):
        for j in range(goal.edge.size):
            if origin.edge[i] != goal.edge[j]:
                continue
            for direction in range(2):
                directed = 2 * origin.edge[i] + direction
                share = goal.share[j] - origin.share[i]
                share = -share if direction == 1 else share
                if graph.entry[directed] < 0 or share < 0.0:
                    continue
                ms = origin.off_ms[i] + part_ms(graph, directed, share, pace) + goal.off_ms[j]
                if ms < best[0]:
                    best = (ms, i, j, direction)
    return best


@kernel
def mark_goals(graph, goal, pace, scratch):
    """Mark the states from which an edge of the goal is begun; of several ends the best counts."""
    for i in range(goal.edge.size):
        for direction in range(2):
            directed = 2 * goal.edge[i] + direction
            share = 1.0 - goal.share[i] if direction == 1 else goal.share[i]
            ms = goal.off_ms[i] + part_ms(graph, directed, share, pace)
            state = graph.entry[directed]
            while state >= 0:
                if not scratch.is_goal[state] or ms < scratch.goal_ms[state]:
                    scratch.is_goal[state] = 1
                    scratch.goal_ms[state] = ms
                    scratch.goal_end[state] = 2 * i + direction
                state = graph.twin[state]


@kernel
def unmark_goals(graph, goal, scratch):
    """Take the marks of `mark_goals` away."""
    for i in range(goal.edge.size):
        for direction in range(2):
            state = graph.entry[2 * goal.edge[i] + direction]
            while state >= 0:
                scratch.is_goal[state] = 0
                state = graph.twin[state]


@kernel
def aim_at_goals(graph, goal, pace, scratch):
    """Note how far landmarks are from the goals that are marked, all of them together."""
    unit = graph.far_ms * min(pace, 1.0)
    scratch.goal_far[graph.far.shape[1]] = unit
    for i in range(0, graph.far.shape[1], 2):
        scratch.goal_far[i], scratch.goal_far[i + 1] = np.inf, -np.inf
    for j in range(2 * goal.edge.size):
        state = graph.entry[2 * goal.edge[j >> 1] + (j & 1)]
        while state >= 0:
            left = scratch.goal_ms[state]
            for i in range(0, graph.far.shape[1], 2):
                before, after = graph.far[state, i], graph.far[state, i + 1]
                if before != NO_WAY:
                    ms = unit * before + left
                    scratch.goal_far[i] = min(scratch.goal_far[i], ms)
                ms = unit * (after + 1.0) - left if after != NO_WAY else np.inf
                scratch.goal_far[i + 1] = max(scratch.goal_far[i + 1], ms)
            state = graph.twin[state]
    for i in range(1, graph.far.shape[1], 2):
        if scratch.goal_far[i] == -np.inf:  # there is no goal that anybody could drive to
            scratch.goal_far[i] = np.inf


@kernel
def trace(graph, origin, goal, state, scratch, directed):
    """Write the directed edges of the way to a goal's state, last first, to directed (out).

    Returns how many, and the candidates of origin and goal at its ends.
    """
    end = scratch.goal_end[state]
    directed[0] = 2 * goal.edge[end >> 1] + (end & 1)
    n = 1
    while scratch.via[state] >= 0:
        directed[n] = graph.edge[scratch.via[state]]
        state = graph.tail[scratch.via[state]]
        n += 1
    begin = -1 - scratch.via[state]
    directed[n] = 2 * origin.edge[begin >> 1] + (begin & 1)
    return n + 1, begin >> 1, end >> 1


@kernel
def fastest(graph, origin, goal, pace, aim, limit_ms, scratch, directed):
    """The fastest way between two positions: (ms, n, candidate of origin, candidate of goal).

    Its n directed edges are written to directed (out: int32[n_states + 2]), last first; ms is NEVER
    if there is none within the limit.
    """
    ms, i, j, direction = least_on_one_edge(graph, origin, goal, pace)
    mark_goals(graph, goal, pace, scratch)
    aim_at_goals(graph, goal, pace, scratch)
    seed(graph, origin, pace, aim, min(ms, limit_ms), scratch)
    best, state = spread(graph, pace, aim, min(ms, limit_ms), scratch)
    n = 1
    if best < ms:
        ms = best
        n, i, j = trace(graph, origin, goal, state, scratch, directed)
    elif i >= 0:
        directed[0] = 2 * origin.edge[i] + direction
    unmark_goals(graph, goal, scratch)
    clear(scratch)
    if ms > limit_ms:
        return np.int64(NEVER), 0, -1, -1
    return ms, n, i, j
