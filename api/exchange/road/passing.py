"""Which incidents we give on: the town's own, and those of sources it may pass on."""

from collections.abc import Iterator

from api.served import Served
from maas.live.incidents import INCIDENTS, REPORTS
from routing.incidents.laid import LaidIncident

OURS = frozenset({INCIDENTS, REPORTS})


def passed_on(served: Served, now: int) -> Iterator[LaidIncident]:
    """Those that are not over at `now` (Unix s), and that somebody answers for."""
    allowed = {source.id for source in served.sources if source.passes_on} | OURS
    for laid in served.planner.incidents.laid:
        is_over = laid.incident.end is not None and laid.incident.end <= now
        if laid.source in allowed and laid.incident.is_verified and not is_over:
            yield laid
