"""Where an incident that staff write lies: as they draw it, or as streets are called."""

from itertools import pairwise

from api.incidents.staff.body import IncidentBody, Position
from api.limits import MAX_INCIDENT_KM, MAX_INCIDENT_LINES
from api.served import Geocoder
from api.strict import Points, read_path
from maas.errors import BadQuery
from maas.live import Incident
from maas.live.incidents import Direction
from maas.model import LatLon
from maas.units import great_circle_m
from routing.incidents.closing import found_on
from routing.incidents.matcher import Matcher, profile_bits
from routing.incidents.named import NO_NAME
from routing.incidents.stretches import Stretch, find_stretch
from routing.places.match import MatchType, PlaceQuery
from routing.streets.pieces import pieces

Placed = tuple[Points, Direction]
"""A line, and which ways along it are meant."""


def lines_of(body: IncidentBody) -> tuple[Placed, ...]:
    """The lines that are drawn, none where the street is only named.

    Raises:
        BadQuery: one is no line on earth, or there are two kinds of them.
    """
    if body.line is not None and body.lines:
        raise BadQuery("lines", "are given beside a line; one of them is meant")
    named = [(f"lines[{i}]", each) for i, each in enumerate(body.lines)]
    drawn = named if body.line is None else [("line", body.line)]
    direction = Direction(body.direction)
    return tuple((_line(name, read_path(told, name)), direction) for name, told in drawn)


def named_lines(
    matcher: Matcher, geocoder: Geocoder, body: IncidentBody, whole: Incident
) -> tuple[Placed, ...]:
    """The lines of a street that is told by its name, in the directions one may go. Looks through
    the streets: not for the event loop.

    Args:
        whole: all of the incident but where it is: who has to do with it must get there.

    Raises:
        BadQuery: no street is called so, several are, or it does not lead there.
    """
    for member, name in (("street", body.street), ("from", body.from_), ("to", body.to)):
        if name and matcher.names.number(name) == NO_NAME:
            raise BadQuery(member, _unknown(matcher, geocoder, name))
    bits = profile_bits(found_on(whole))
    directed = find_stretch(matcher, _stretch(geocoder, body), bits)
    found = pieces(matcher.network, directed, None)
    if len(found) > MAX_INCIDENT_LINES:
        raise BadQuery("street", f"falls into more than {MAX_INCIDENT_LINES} pieces; draw it")
    return tuple((each.line, each.direction) for each in found)


def ring_of(area: tuple[Position, ...]) -> Points:
    """The ring around an area, its first point not told again at its end.

    Raises:
        BadQuery: there is nothing inside.
    """
    ring = area[:-1] if area[0] == area[-1] else area
    doubled = sum(a[1] * b[0] - b[1] * a[0] for a, b in pairwise((*ring, ring[0])))
    if len(set(ring)) < 3 or abs(doubled) < 1e-10:
        raise BadQuery("area", "has nothing inside")
    return ring


def _stretch(geocoder: Geocoder, body: IncidentBody) -> Stretch:
    at = None if body.near is None else LatLon(*body.near)
    near, is_between = at, bool(body.from_ or body.to)
    if near is None and body.street and body.town:
        found = geocoder.find(PlaceQuery(f"{body.street}, {body.town}", n=1))
        near = found[0].at if found else None
    is_one_way = body.direction == "ONE"
    piece = None if is_between else at
    return Stretch(body.street, body.from_, body.to, near, piece, is_one_way)


def _unknown(matcher: Matcher, geocoder: Geocoder, name: str) -> str:
    """That no street is called so, and which are called alike."""
    found = geocoder.find(PlaceQuery(name, n=5, types=frozenset({MatchType.ADDRESS})))
    alike = dict.fromkeys(each.name for each in found if matcher.names.number(each.name) != NO_NAME)
    perhaps = f"; perhaps {', '.join(list(alike)[:3])}" if alike else ""
    return f"is the name of no street here{perhaps}"


def _line(name: str, points: Points) -> Points:
    """Without points that are told twice in a row."""
    if not points:
        raise BadQuery(name, "has no point")
    line = (points[0], *(b for a, b in pairwise(points) if a != b))
    if sum(great_circle_m(*a, *b) for a, b in pairwise(line)) > MAX_INCIDENT_KM * 1000:
        raise BadQuery(name, f"is longer than {MAX_INCIDENT_KM} km")
    return line
