"""Pieces of line that meet end to end and say the same, as longer lines."""

import numpy as np

from maas.arrays import Bools, Int32s, Int64s


def chained(same: Int32s, tail: Int32s, head: Int32s, directed: Bools) -> list[list[int]]:
    """Chains of pieces: 2 p is piece p from tail to head, 2 p + 1 from head to tail.

    Two pieces are joined where they are the only ones of the same number `same` that end at a
    point; directed ones only where one ends and the other begins.
    """
    partner = _partners(same, tail, head, directed)
    used = bytearray(same.size)
    ends = (*np.flatnonzero(partner < 0).tolist(), *range(2 * same.size))  # rings come last
    chains = [_walk(end, partner, used) for end in ends if not used[end >> 1]]
    return [_turned(chain) if _is_against(chain[0], directed) else chain for chain in chains]


def _is_against(end: int, directed: Bools) -> bool:
    return bool(directed[end >> 1]) and end & 1 == 1


def _partners(same: Int32s, tail: Int32s, head: Int32s, directed: Bools) -> Int64s:
    """[2 n] The end that each end (2 p: tail, 2 p + 1: head) goes on at, or -1."""
    n = same.size
    point = np.stack([tail, head], axis=1).ravel().astype(np.int64)
    key = np.repeat(same.astype(np.int64), 2) * (int(point.max(initial=0)) + 1) + point
    order = np.argsort(key, kind="stable")
    is_first = np.ones(2 * n, np.bool_)
    is_first[1:] = np.diff(key[order]) != 0
    starts = np.flatnonzero(is_first)
    pairs = starts[np.diff(np.append(starts, 2 * n)) == 2]
    a, b = order[pairs], order[pairs + 1]
    fits = ~directed[a >> 1] | ((a ^ b) & 1 == 1)
    partner = np.full(2 * n, -1, np.int64)
    partner[a[fits]], partner[b[fits]] = b[fits], a[fits]
    return partner


def _walk(end: int, partner: Int64s, used: bytearray) -> list[int]:
    """Follow pieces from an end until there is no partner or it was used."""
    chain = []
    while end >= 0 and not used[end >> 1]:
        used[end >> 1] = 1
        chain.append(end)
        end = int(partner[end ^ 1])
    return chain


def _turned(chain: list[int]) -> list[int]:
    return [piece ^ 1 for piece in reversed(chain)]
