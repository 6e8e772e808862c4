"""Where on the streets an incident lies: the directed edges, how much of each, how surely.

The quality (0 … 1) of a line is a product: how much of it a street was found for, how near the
street is (half at 25 m), how well their lengths agree, and the name: where one is told that the
street found does not bear, 0.6. A single point has 0.7 on a street of the name told, 0.55 on the
only one near, 0.3 on one of several; an area has 1. What has less than a half is not applied.
"""

import numpy as np

from maas.arrays import Float64s
from maas.live.incidents import Direction, Incident
from maas.model import Profile
from routing.incidents.areas import find_area
from routing.incidents.beside import with_beside
from routing.incidents.closing import found_on, is_closed
from routing.incidents.found import ENOUGH, NO_MATCH, Match, both_ways, joined, of_one_street
from routing.incidents.lines import follow_line
from routing.incidents.matcher import Matcher, profile_bits
from routing.incidents.points import find_point
from routing.kernels.following import Labels

BY_CAR = 1 << Profile.CAR
ON_FOOT = 1 << Profile.WALK | 1 << Profile.WHEELCHAIR
BESIDE_STREETS = ON_FOOT | 1 << Profile.BIKE
"""Who has ways of their own beside streets."""

__all__ = ["ENOUGH", "NO_MATCH", "Match", "Matcher", "match"]


def match(matcher: Matcher, incident: Incident, labels: Labels | None = None) -> Match:
    """Where an incident lies for those whom it concerns.

    Without any edge where nothing fits well enough; its quality then says how well the best did.

    Args:
        labels: memory of the thread, for who matches many.
    """
    bits = profile_bits(found_on(incident))
    if len(incident.line) > 1:
        return _line(matcher, incident, bits, labels or matcher.labels())
    if incident.line:
        name = matcher.names.number(incident.street)
        return joined([find_point(matcher, incident.line[0], name, bits)])
    return joined([find_area(matcher, incident.area, bits)])


def _line(matcher: Matcher, incident: Incident, bits: int, labels: Labels) -> Match:
    """Along streets for cars if it concerns those; with the pavements if it closes them, too."""
    points = np.array(incident.line)
    is_one_way = incident.direction is Direction.ONE
    found = _along(matcher, incident, points, bits & BY_CAR or bits, labels)
    if not found.directed.size and bits & BY_CAR and bits & ~BY_CAR:
        found = _along(matcher, incident, points, bits & ~BY_CAR, labels)
    if not is_one_way:
        found = both_ways(matcher, found, bits)
    beside = bits & (BESIDE_STREETS if not is_one_way else ON_FOOT)
    if beside and is_closed(incident):
        return with_beside(matcher, found, points, beside)
    return found


def _along(
    matcher: Matcher, incident: Incident, points: Float64s, bits: int, labels: Labels
) -> Match:
    """The ways along a line that fit, in the directions told."""
    name = matcher.names.number(incident.street)
    there = follow_line(matcher, points, name, bits, labels)
    if incident.direction is Direction.ONE:
        return joined([there])
    back = follow_line(matcher, points[::-1], name, bits, labels)
    return joined([there, of_one_street(matcher, there, back)])
