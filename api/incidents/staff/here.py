"""What staff send, held against the territory that is served."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from api.incidents.staff.body import IncidentBody
from api.incidents.staff.placing import Placed, named_lines
from api.incidents.staff.reading import read_written
from api.served import Served
from api.within import refuse_elsewhere
from maas.errors import BadQuery
from maas.live import Incident
from maas.live.written import Written
from routing.incidents.matcher import Matcher


@dataclass(frozen=True, slots=True)
class Here:
    """Where incidents are written. Not for the event loop."""

    served: Served
    matcher: Callable[[], Matcher]
    """Of the streets; made when it is needed first, where no incident is known yet."""
    now: int
    """Unix s of the service clock."""

    @classmethod
    def of(cls, served: Served, now: int) -> "Here":
        """The territory served."""
        return cls(served, lru_cache(1)(lambda: _matcher(served)), now)

    def read(self, told: Any, name: str | None) -> Written:
        """The incident that a body tells of.

        Args:
            name: the id it is to have; None: its own, or a new one.

        Raises:
            BadQuery: it cannot be published; says where.
            BadPlace: it lies outside the territory.
        """
        written, coverage = read_written(told, name, self._find, self.now), self.served.coverage
        for each in written.incidents:
            refuse_elsewhere("area" if each.area else "line", each.area or each.line, coverage)
        return written

    def _find(self, body: IncidentBody, whole: Incident) -> tuple[Placed, ...]:
        if self.served.planner.streets is None or not (body.street or body.near):
            raise BadQuery("line", "is missing; or give an area, or a street by its name")
        return named_lines(self.matcher(), self.served.geocoder, body, whole)


def _matcher(served: Served) -> Matcher:
    streets = served.planner.streets
    assert streets is not None
    return served.planner.incidents.matcher or Matcher.of(streets.network)
