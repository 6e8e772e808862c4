"""Stays at vias, where they cost least.

A search for the earliest arrival alone does not mind when one sets out: it may stay at a via before
the first ride although there was time for it at a change (a search for the latest departure: after
the last ride). With the rides as they are, stays are moved away from that end.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from maas.arrays import Int32s
from routing.journeys import Ride
from routing.vias import Vias
from routing.window import Window


class _Passed(NamedTuple):
    """A ride, told against the search."""

    ride: Ride
    stop: Int32s
    """Where it calls for passengers, in the window's numbers."""
    until_s: int | None
    """s until the next one; None: one stays seated, or it is the last."""


def restaged(window: Window, vias: Vias, rides: Sequence[Ride]) -> list[Ride]:
    """Rides of a journey with as much as possible visited at the end that was searched for.

    Args:
        window: the plain one that was searched.
        vias: in the order against the search.
        rides: in the order of travel; their stages count from the origin.
    """
    n_vias = len(vias.stay)
    against = _told_against(window, rides)
    first = against[0].ride
    stage = first.stages[0] if window.mirrored else n_vias - first.stages[1]
    made: list[Ride] = []
    for (entered, left), passed in zip(_stages(window, vias, against, stage), against, strict=True):
        stages = (entered, left) if window.mirrored else (n_vias - left, n_vias - entered)
        made.append(replace(passed.ride, stages=stages))
    return made if window.mirrored else made[::-1]


def _stages(
    window: Window, vias: Vias, against: Sequence[_Passed], stage: int
) -> list[tuple[int, int]]:
    """The highest stage in which each ride can be entered and left: a higher one is never worse."""
    advance = vias.advance()
    stages: list[tuple[int, int]] = []
    for passed, after in zip(against, [*against[1:], None], strict=True):
        entered = stage
        for stop in passed.stop.tolist():
            stage = int(advance[stage, stop])
        stages.append((entered, stage))
        if after is not None and passed.until_s is not None:
            here, there = int(passed.stop[-1]), int(after.stop[0])
            ways = vias.on_foot(stage, here, there, on_foot_s(window, there, here))
            stage = max(way.stage for way in ways if way.ready_s <= passed.until_s)
    return stages


def on_foot_s(window: Window, here: int, there: int) -> int:
    """Seconds from alighting to boarding without a stay, in the order of the search."""
    walks = window.walks
    if here == there:
        return int(walks.change[here])
    first, end = walks.first[here : here + 2]
    return int(walks.seconds[first:end][walks.stop[first:end] == there][0])


def _told_against(window: Window, rides: Sequence[Ride]) -> list[_Passed]:
    """Rides in the order against the search."""
    gaps = [
        None if after.stays_seated else after.departure - before.arrival
        for before, after in pairwise(rides)
    ]
    if window.mirrored:
        ordered, gaps = list(rides), [*gaps, None]
    else:
        ordered, gaps = list(rides[::-1]), [*gaps[::-1], None]
    return [
        _Passed(ride, _calls(window, ride), gap) for ride, gap in zip(ordered, gaps, strict=True)
    ]


def _calls(window: Window, ride: Ride) -> Int32s:
    """Where a ride calls for passengers, its ends included, against the search."""
    runs = window.runs
    run = int(np.flatnonzero((window.trip == ride.trip) & (window.day == ride.day.toordinal()))[0])
    pattern = int(np.searchsorted(runs.first_run, run, side="right")) - 1
    calls = runs.call[runs.first_call[pattern] : runs.first_call[pattern + 1]][::-1]
    n = calls.size
    ridden = slice(ride.board, ride.alight + 1)
    if not window.mirrored:
        ridden = slice(n - 1 - ride.alight, n - ride.board)
    ridden_calls = calls[ridden]
    served: Int32s = ridden_calls[(ridden_calls & 3) != 0] >> 2
    return served
