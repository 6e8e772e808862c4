"""Streets, changes on foot and stops where something is closed: made once, kept for some states."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from maas.arrays import Int32s
from maas.model import Profile
from maas.settings import RoutingSettings
from maas.timetable import Transfers
from routing.graph import Graph
from routing.incidents.changes import Changes
from routing.incidents.closures import Closures, Shut
from routing.incidents.laid import Incidents
from routing.streets import StreetRouter
from routing.streets.zones import NO_ZONES

KEPT = 8
"""States of closures that are; most questions of an hour need the same one."""

STATES_KEPT = 2
"""States of incidents of which they are: that of now, and the one before."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What is left where something is closed."""

    streets: StreetRouter | None
    transfers: Mapping[Profile, Transfers]
    stops: Int32s
    """Rows of the timetable's stops at which no line calls."""


class Shutting:
    """Closes streets and stops. Thread-safe."""

    def __init__(
        self,
        graph: Graph,
        changes: Changes | None,
        streets: StreetRouter | None,
        incidents: Incidents,
    ) -> None:
        self.closures = Closures.of(incidents, graph.timetable)
        self.streets = streets
        self.zones = streets.zones if streets else NO_ZONES
        self._usual = graph.transfers
        self._changes = changes
        self.ground = lru_cache(KEPT)(self._ground)

    def _ground(self, shut: Shut) -> Ground:
        closed = self.closures.closed(shut.incidents)
        streets, transfers, directed = self.streets, self._usual, dict(closed.directed)
        if shut.zones:
            zones = self.zones.directed(shut.zones)
            directed[Profile.CAR] = np.union1d(directed.get(Profile.CAR, zones), zones)
        if streets is not None and directed:
            streets = streets.without(directed)
            if self._changes is not None:
                transfers = self._changes.over(streets)
        return Ground(streets, transfers, closed.stops)


def shutting(
    graph: Graph, settings: RoutingSettings
) -> Callable[[StreetRouter | None, Incidents], Shutting]:
    """Makes what closes some streets by some incidents, and the same of the same."""
    lines = graph.timetable
    changes = Changes(lines, graph.transfers, settings) if lines else None
    return lru_cache(STATES_KEPT)(partial(Shutting, graph, changes))
