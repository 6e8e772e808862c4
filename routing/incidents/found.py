"""Directed edges that something lies on, and how surely."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from maas.arrays import Float64s, Int32s
from routing.incidents.matcher import Matcher

ENOUGH = 0.5
"""Of quality: what fits less is shown, and nobody is led otherwise for it."""


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """Where something lies. A row is a directed edge."""

    directed: Int32s = field(default_factory=lambda: np.empty(0, np.int32))
    """Sorted, each once."""
    share: Float64s = field(default_factory=lambda: np.empty(0))
    """Of each one's length."""
    quality: float = 0.0
    """0 … 1"""


NO_MATCH = Match()


def of_one_street(matcher: Matcher, there: Match, back: Match) -> Match:
    """Of a way back what is the same street as the way there: its other direction, or its other
    carriageway, called like most of it or, without a name, of its kind. Where a street leads one
    way only, another one beside it is not its other direction."""
    if min(there.quality, back.quality) < ENOUGH:
        return back
    lanes, network = matcher.lanes, matcher.network
    edge, way = back.directed >> 1, network.edges.way[back.directed >> 1]
    main = there.directed[np.argmax(lanes.length_m[there.directed >> 1])] >> 1
    is_alike = lanes.name[edge] == lanes.name[main]
    if lanes.name[main] < 0:
        is_alike &= network.ways.kind[way] == network.ways.kind[network.edges.way[main]]
    kept = np.isin(back.directed ^ 1, there.directed) | is_alike
    return Match(back.directed[kept], back.share[kept], back.quality if kept.any() else 0.0)


def both_ways(matcher: Matcher, found: Match, bits: int) -> Match:
    """What was found, with the other direction of each edge where profiles may travel that: people
    on foot where cars go one way, and who comes the other way where only one way fits a line."""
    back = found.directed ^ 1
    new = ((matcher.lanes.may[back] & bits) > 0) & ~np.isin(back, found.directed)
    directed = np.concatenate([found.directed, back[new]])
    order = np.argsort(directed)
    share = np.concatenate([found.share, found.share[new]])
    return Match(directed[order], share[order], found.quality)


def street_of(matcher: Matcher, found: Match) -> str:
    """The name of the street that most of what was found lies on; "" if that has none."""
    edges = matcher.network.edges
    metres: dict[str, float] = {}
    for edge in np.unique(found.directed >> 1).tolist():
        name = matcher.network.ways.name[int(edges.way[edge])]
        metres[name] = metres.get(name, 0.0) + float(matcher.lanes.length_m[edge])
    return max(metres, key=metres.__getitem__, default="")


def joined(matches: Sequence[Match]) -> Match:
    """Those that are sure enough as one; without any, none, of the quality of the best."""
    sure = [each for each in matches if each.quality >= ENOUGH]
    best = max((each.quality for each in matches), default=0.0)
    if not sure:
        return Match(quality=best)
    if len(sure) == 1:
        return sure[0]
    directed = np.concatenate([each.directed for each in sure])
    share = np.concatenate([each.share for each in sure])
    rows, whose = np.unique(directed, return_inverse=True)
    most = np.zeros(rows.size)
    np.maximum.at(most, whose, share)
    return Match(rows, most, best)
