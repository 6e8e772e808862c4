"""How late the vehicles of the invented city are: what happens, and what is foreseen.

What happens to a run depends on the seed and the run alone. What is foreseen at a moment knows
only what happened before it: a delay is expected to be made up for slowly.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from maas.demo.live.chance import chance
from maas.demo.live.schedule import Run
from maas.demo.live.troubles import Trouble

KINDS = ((0.62, 20, 130), (0.92, 90, 300), (1.0, 240, 660))
"""(share of runs up to here, least and most delay at the worst place, s)."""

CALM_TYPES = frozenset((1, 2))
"""Metro and trains have a way of their own: half as late."""

MADE_UP = 0.97
"""Share of a delay that is left after the next stop, as far as one can foresee."""

KNOWN_BEFORE_S = 600
"""A late start is known this long before."""

Calls = tuple[tuple[int, int], ...]
"""Arrival and departure at each stop of a run (Unix s), never decreasing."""


@dataclass(frozen=True, slots=True)
class Running:
    """A run as it is known at one moment."""

    run: Run
    actual: Calls
    """What will have happened in the end."""
    expected: Calls
    """What was, as far as `last`; from there on what is foreseen."""
    last: int
    """The last stop that was departed from; -1: it has not started."""


def scheduled(run: Run) -> Calls:
    """As the timetable says."""
    return tuple((run.start + arrive, run.start + depart) for arrive, depart in run.way.times)


def happening(run: Run, seed: int, troubles: Sequence[Trouble]) -> Calls:
    """When the run is where in the end; `troubles`: all it may have met by now."""
    u = chance(seed, "late", run.key)
    low, high = next((low, high) for share, low, high in KINDS if u < share)
    worst = low + (high - low) * chance(seed, "worst", run.key)
    worst *= 0.5 if run.way.route_type in CALM_TYPES else 1.0
    turn = 0.3 + 0.5 * chance(seed, "turn", run.key)
    n, lost = len(run.way.stops), 0.0
    calls: list[tuple[int, int]] = []
    for i, (arrive, depart) in enumerate(scheduled(run)):
        share = i / (n - 1)
        late = worst * (0.2 + 0.8 * share / turn if share < turn else 1 - 0.6 * (share - turn))
        lost *= MADE_UP
        for trouble in troubles:
            lost += trouble.costs_s(run.way, i, arrive + round(late))
        calls.append((arrive + round(late + lost), depart + round(late + lost)))
    calls[0] = calls[0][1], calls[0][1]
    return _in_order(calls, calls[0][0])


def foreseen(run: Run, actual: Calls, now: int) -> Running:
    """The run as it is known now."""
    last = sum(depart <= now for _, depart in actual) - 1
    plan = scheduled(run)
    if last < 0:
        known = actual[0][1] - plan[0][1] if plan[0][1] - now < KNOWN_BEFORE_S else 0
        left, calls = float(known), []
    else:
        left, calls = float(actual[last][1] - plan[last][1]), list(actual[: last + 1])
    for i in range(last + 1, len(plan)):
        arrive, depart = plan[i]
        if actual[i][0] <= now:  # it stands there
            left = float(actual[i][0] - arrive)
            calls.append((actual[i][0], max(now, depart + round(left))))
        else:
            calls.append((max(now, arrive + round(left)), max(now, depart + round(left))))
        left *= MADE_UP
    return Running(run, actual, _in_order(calls, calls[0][0]), last)


def _in_order(calls: list[tuple[int, int]], start: int) -> Calls:
    """No vehicle is anywhere before it was at the stop before."""
    ordered, before = [], start
    for arrive, depart in calls:
        arrive = max(arrive, before)
        before = max(depart, arrive)
        ordered.append((arrive, before))
    return tuple(ordered)
