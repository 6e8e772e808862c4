"""Which zones a car has to keep out of."""

from maas.errors import BadQuery
from routing.cursor import Cursor
from routing.question import Question
from routing.streets.zones import Zones

WITHIN_S = 3600
"""A zone that closes so soon after one leaves, or did before one is there, counts as closed."""


def closed_zones(zones: Zones, question: Question) -> frozenset[int]:
    """Rows of the zones that are closed to the asker's car; of an unknown one nothing is closed.

    Raises:
        BadQuery: no policy here speaks of such a class.
    """
    name = question.vehicle_class
    if not name:
        return frozenset()
    if name not in zones.classes:
        known = ", ".join(sorted(zones.classes)) or "none"
        raise BadQuery("vehicleClass", f"no policy here speaks of {name!r}; known: {known}")
    at = Cursor.parse(question.cursor).time if question.cursor else question.time
    return zones.closed_to(name, at, question.meaning, WITHIN_S)
