"""The oracle's own idea of visiting vias, by trying every moment to set out on a walk."""

from itertools import accumulate

from routing.transit import TransitQuestion

Vias = list[tuple[frozenset[int], int]]
"""Stops, shortest stay (s)."""


def vias_of(question: TransitQuestion) -> Vias:
    """The vias of a question."""
    return [(frozenset(via.stop.tolist()), via.stay_s) for via in question.vias]


def passed(vias: Vias, stage: int, stop: int) -> int:
    """How many vias are visited after a vehicle called at a stop."""
    while stage < len(vias) and stop in vias[stage][0] and vias[stage][1] == 0:
        stage += 1
    return stage


def at_end(vias: Vias, stop: int, seconds: int) -> int | None:
    """Seconds from the origin until one may board, or from alighting to the destination."""
    if not all(stop in stops for stops, _ in vias):
        return None
    return seconds + (sum(stay for _, stay in vias) if seconds else 0)


def on_foot(vias: Vias, here: int, there: int, walk_s: int) -> int | None:
    """Seconds from alighting here to boarding there with stays at all of some vias between."""
    moments = {0, *accumulate(stay for _, stay in vias)}
    ready = (_leaving(vias, here, there, walk_s, leave) for leave in moments)
    return min((seconds for seconds in ready if seconds is not None), default=None)


def _leaving(vias: Vias, here: int, there: int, walk_s: int, leave: int) -> int | None:
    now, walked = 0, False
    for stops, stay in vias:
        if there in stops and here not in stops:
            now, walked = max(now, leave + walk_s), True
        if there not in stops and (walked or here not in stops or now + stay > leave):
            return None  # nobody walks back, be it in no time
        now += stay
    return max(now, leave + walk_s)
