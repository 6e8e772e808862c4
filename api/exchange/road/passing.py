"""Which incidents we give on: the town's own, others it may pass on, and its rules of places."""

from collections.abc import Iterator
from itertools import chain

import numpy as np

from api.served import Served
from maas.live.incidents import INCIDENTS, POLICIES, REPORTS
from routing.incidents.laid import LaidIncident
from routing.incidents.spans import spans_of
from routing.policies.as_incidents import policy_incidents
from routing.streets.zones import NO_ZONES

OURS = frozenset({INCIDENTS, REPORTS})


def passed_on(served: Served, now: int) -> Iterator[LaidIncident]:
    """Those that are not over at `now` (Unix s), and that somebody answers for."""
    allowed = _allowed(served)
    for laid in served.planner.incidents.laid:
        is_over = laid.incident.end is not None and laid.incident.end <= now
        if laid.source in allowed and laid.incident.is_verified and not is_over:
            yield laid


def changed_at(served: Served, now: int) -> int:
    """When what is given on was told last, or began or ended by itself (Unix s): the same in every
    worker, as long as somebody told anything."""
    allowed, incidents = _allowed(served), served.planner.incidents
    read = (each.read_at for id, each in incidents.batches.items() if id in allowed)
    own = (each.incident for each in incidents.laid if each.source in allowed)
    ends = (moment for each in own for moment in (each.begin, each.end) if moment is not None)
    return max((moment for moment in chain(read, ends) if moment <= now), default=now)


def _allowed(served: Served) -> set[str]:
    return {source.id for source in served.sources if source.passes_on} | OURS


def rules_of_places(served: Served, now: int) -> Iterator[LaidIncident]:
    """The policies of the territory that are not over, on the streets that lie in them."""
    zones = served.planner.streets.zones if served.planner.streets else NO_ZONES
    for row, zone in enumerate(zones.all):
        directed = zones.directed(frozenset({row}))
        share = np.ones(directed.size)
        told = policy_incidents(
            (zone.policy,), served.coverage.zone, now, served.exchange.publisher
        )
        for each in told:
            spans = spans_of(each, now, served.coverage.zone)
            name = f"{POLICIES}:{each.id}"
            yield LaidIncident(name, POLICIES, each, directed, share, 1.0, spans)
