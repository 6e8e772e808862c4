"""Which zones a car has to keep out of."""

from collections.abc import Iterable

from maas.errors import BadQuery
from maas.itinerary import Leg
from routing.cursor import Cursor
from routing.question import Question
from routing.streets.zones import Zones

WITHIN_S = 3600
"""Where nobody looks at ways part by part, a zone counts as closed that closes so soon after one
leaves, or did before one is there."""

NONE: frozenset[int] = frozenset()


def closed_zones(zones: Zones, question: Question) -> frozenset[int]:
    """Rows of the zones that are closed to the asker's car at any moment soon; to an unknown one
    nothing is.

    Raises:
        BadQuery: no policy here speaks of such a class.
    """
    name = _known_class(zones, question)
    return zones.closed_to(name, _time(question), question.meaning, WITHIN_S) if name else NONE


def strict_zones(zones: Zones, question: Question) -> frozenset[int]:
    """Rows of the zones that are closed to the asker's car at all hours.

    Those of some hours are closed to who comes there then, which only the way found tells.

    Raises:
        BadQuery: no policy here speaks of such a class.
    """
    closed = closed_zones(zones, question)
    at = _time(question)
    return frozenset(
        row for row in closed if (force := zones.all[row].force).hours is None and force.holds(at)
    )


def forbidden(zones: Zones, legs: Iterable[Leg]) -> frozenset[int]:
    """Rows of the zones that legs lead through although nobody may drive so."""
    ids = {told.id for leg in legs for told in leg.policies if told.is_forbidden}
    return frozenset(row for row, zone in enumerate(zones.all) if zone.told.id in ids)


def _known_class(zones: Zones, question: Question) -> str:
    """What the asker's car is; "": nobody says.

    Raises:
        BadQuery: no policy here speaks of such a class.
    """
    name = question.vehicle_class
    if name and name not in zones.classes:
        known = ", ".join(sorted(zones.classes)) or "none"
        raise BadQuery("vehicleClass", f"no policy here speaks of {name!r}; known: {known}")
    return name


def _time(question: Question) -> int:
    return Cursor.parse(question.cursor).time if question.cursor else question.time
