"""Which incidents we give on: the town's own, others it may pass on, and its rules of places."""

from collections.abc import Iterator

import numpy as np

from api.served import Served
from maas.live.incidents import INCIDENTS, POLICIES, REPORTS
from routing.incidents.laid import LaidIncident
from routing.policies.as_incidents import policy_incidents
from routing.streets.zones import NO_ZONES

OURS = frozenset({INCIDENTS, REPORTS})


def passed_on(served: Served, now: int) -> Iterator[LaidIncident]:
    """Those that are not over at `now` (Unix s), and that somebody answers for."""
    allowed = {source.id for source in served.sources if source.passes_on} | OURS
    for laid in served.planner.incidents.laid:
        is_over = laid.incident.end is not None and laid.incident.end <= now
        if laid.source in allowed and laid.incident.is_verified and not is_over:
            yield laid


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
            yield LaidIncident(f"{POLICIES}:{each.id}", POLICIES, each, directed, share, 1.0)
