"""On which storeys a way begins and ends: the tags level, repeat_on, incline and layer.

`level` lists storeys in any order ("0;-1" of stairs that climb to the ground); which end of the way
is the higher one, `incline` tells, or else the ways that meet it there.
"""

import re
from collections.abc import Set
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
    """Else the ways it meets know better."""
    door: float = 0.0
    """Tells the ways apart that meet at an elevator: storey or, where none is tagged, layer."""


def storeys(tags: Tags, *, climbs: bool) -> Storeys:
    """The storeys of a way; what climbs (stairs, elevators) may be repeated on others."""
    levels = _values(tags.get("level", ""))
    if climbs:
        levels += _values(tags.get("repeat_on", ""))
    if not levels:
        layer = next(iter(_values(tags.get("layer", ""))), 0.0)
        return Storeys(is_told=not climbs, door=layer)
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


def fitted(level: tuple[float, float], first: Set[float], last: Set[float]) -> tuple[float, float]:
    """The storeys of a way of which nothing tells what is up, as the ways it meets have it.

    first, last: the storeys of ways that stay on one, at its ends. Stairs without any storey lead
    from one to the other; of two storeys each belongs to the end where it is met.
    """
    begin, end = level
    if begin == end:
        return (*first, *last) if len(first) == len(last) == 1 else level  # type: ignore[return-value]
    as_drawn, turned = (begin in first) + (end in last), (end in first) + (begin in last)
    return (end, begin) if turned > as_drawn else level
