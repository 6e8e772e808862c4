"""What staff send, held against the territory that is served."""

from functools import partial
from typing import Any

from api.incidents.staff.placing import named_lines
from api.incidents.staff.reading import read_written
from api.served import Served
from api.within import refuse_elsewhere
from maas.live.written import Written


def read_here(told: Any, name: str | None, served: Served, now: int, place: str = "") -> Written:
    """The incident that a body tells of, in the territory served. Not for the event loop.

    Args:
        name: the id it is to have; None: its own, or a new one.
        now: Unix s of the service clock.
        place: of the body in something larger.

    Raises:
        BadQuery: it cannot be published; says where.
        BadPlace: it lies outside the territory.
    """
    written = read_written(told, name, partial(named_lines, served), now, place)
    for each in written.incidents:
        refuse_elsewhere("area" if each.area else "line", each.area or each.line, served.coverage)
    return written
