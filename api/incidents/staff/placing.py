"""Where an incident that staff write lies, as they draw it."""

from itertools import pairwise

from api.incidents.staff.body import IncidentBody, Position
from api.limits import MAX_INCIDENT_KM
from api.strict import Points, read_path
from maas.errors import BadQuery
from maas.units import great_circle_m


def lines_of(body: IncidentBody) -> tuple[Points, ...]:
    """The lines that are drawn, none where the street is only named.

    Raises:
        BadQuery: one is no line on earth, or there are two kinds of them.
    """
    if body.line is not None and body.lines:
        raise BadQuery("lines", "are given beside a line; one of them is meant")
    named = [(f"lines[{i}]", each) for i, each in enumerate(body.lines)]
    drawn = named if body.line is None else [("line", body.line)]
    return tuple(_line(name, read_path(told, name)) for name, told in drawn)


def undrawn(_: IncidentBody) -> tuple[Points, ...]:
    """Nothing is known of streets.

    Raises:
        BadQuery: always.
    """
    raise BadQuery("line", "is missing; or give an area")


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


def _line(name: str, points: Points) -> Points:
    """Without points that are told twice in a row."""
    if not points:
        raise BadQuery(name, "has no point")
    line = (points[0], *(b for a, b in pairwise(points) if a != b))
    if sum(great_circle_m(*a, *b) for a, b in pairwise(line)) > MAX_INCIDENT_KM * 1000:
        raise BadQuery(name, f"is longer than {MAX_INCIDENT_KM} km")
    return line
