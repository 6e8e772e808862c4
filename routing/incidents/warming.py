"""Compiles what finds incidents on the streets, so that the first closure waits for nothing."""

import numpy as np

from maas.live.incidents import Direction, Incident, IncidentKind
from maas.model import Profile
from maas.streets.tables import degrees
from routing.incidents.matcher import Matcher
from routing.incidents.matching import match


def warm_matching(matcher: Matcher) -> None:
    """Look for a line, a point and an area with the very arrays that all others are looked for."""
    may = matcher.lanes.may >> Profile.CAR & 1
    if not may.any():
        return
    edge = int(np.argmax(may)) >> 1
    points, first = matcher.network.points, matcher.network.edges.first_point
    row = slice(int(first[edge]), int(first[edge + 1]))
    lat, lon = degrees(points.lat_e7[row]).tolist(), degrees(points.lon_e7[row]).tolist()
    line = tuple(zip(lat, lon, strict=True))
    south, north, west, east = min(lat), max(lat), min(lon), max(lon)
    ring = (south, west), (north, west), (north, east), (south, east)
    for told in (
        Incident("line", IncidentKind.CLOSURE, line=line, direction=Direction.ONE),
        Incident("point", IncidentKind.CLOSURE, line=line[:1]),
        Incident("area", IncidentKind.CLOSURE, area=ring),
    ):
        match(matcher, told)
