"""On which storeys a way begins and ends: the tags level, repeat_on, incline and layer.

`level` lists storeys in any order ("0;-1" of stairs that climb to the ground); which end of the way
is the higher one, `incline` tells, or else the ways that meet it there.
"""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from feeds.osm.access import Tags

_ONE = re.compile(r"-?\d{1,3}(?:\.\d{1,2})?", re.ASCII)
_RANGE = re.compile(rf"({_ONE.pattern})\s*-\s*({_ONE.pattern})", re.ASCII)
_SEPARATOR = re.compile("[;,]")

UP, DOWN = frozenset({"up", "yes"}), frozenset({"down"})


@dataclass(frozen=True, slots=True)
class Storeys:
    """Where a way begins and ends, 0 being the ground and what is taken where nothing is tagged."""

    begin: float = 0.0
    end: float = 0.0
    is_told: bool = True
    """Else it may as well be the other way round."""
    door: float = 0.0
    """Tells the ways apart that meet at an elevator: storey or, where none is tagged, layer."""


def storeys(tags: Tags, *, climbs: bool) -> Storeys:
    """The storeys of a way; what climbs (stairs, elevators) may be repeated on others."""
    levels = _values(tags.get("level", ""))
    if climbs:
        levels += _values(tags.get("repeat_on", ""))
    if not levels:
        return Storeys(door=next(iter(_values(tags.get("layer", ""))), 0.0))
    low, high, goes_up = min(levels), max(levels), _goes_up(tags.get("incline", ""))
    if goes_up is None:
        begin, end = (low, high) if levels[0] == low else (high, low)
        return Storeys(begin, end, low == high, begin)
    begin, end = (low, high) if goes_up else (high, low)
    return Storeys(begin, end, True, begin)


def _values(text: str) -> list[float]:
    """The numbers of "0;-1", "0,1" or "-1-2"; what is none is left out."""
    values: list[float] = []
    for part in map(str.strip, _SEPARATOR.split(text[:200])):
        found = _RANGE.fullmatch(part)
        if found:
            values += [float(found[1]), float(found[2])]
        elif _ONE.fullmatch(part):
            values.append(float(part))
    return values


def _goes_up(incline: str) -> bool | None:
    """Whether a way climbs in the direction it is drawn; None if nothing tells."""
    if incline in UP | DOWN:
        return incline in UP
    number = _ONE.match(incline)
    return float(number[0]) > 0 if number and float(number[0]) else None


def is_upside_down(
    ends: tuple[int, int], level: Sequence[float], met: Mapping[int, Set[float]]
) -> bool:
    """Whether the ways on one storey that meet the ends of a way contradict its storeys."""
    first, last = (met.get(end, frozenset()) for end in ends)
    as_drawn = (level[0] in first) + (level[1] in last)
    turned = (level[1] in first) + (level[0] in last)
    return turned > as_drawn
