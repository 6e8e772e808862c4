"""Streets, changes on foot and stops where something is closed: made once, kept for some states."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from maas.arrays import Int32s
from maas.model import Profile
from maas.settings import RoutingSettings
from maas.timetable import Timetable, Transfers
from routing.change_walks import MAPPED_WALK_S, walkers_of
from routing.graph import Graph
from routing.incidents.closures import Closures, Shut
from routing.incidents.laid import Incidents
from routing.streets import StreetRouter
from routing.streets.profiles import ON_FOOT
from routing.streets.zones import NO_ZONES
from routing.transfers import found_again

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
        settings: RoutingSettings,
        streets: StreetRouter | None,
        incidents: Incidents,
    ) -> None:
        self.closures = Closures.of(incidents, graph.timetable)
        self.streets = streets
        self.zones = streets.zones if streets else NO_ZONES
        self._graph = graph
        self._settings = settings
        self.ground = lru_cache(KEPT)(self._ground)

    def _ground(self, shut: Shut) -> Ground:
        closed, graph = self.closures.closed(shut.incidents), self._graph
        streets, transfers = self.streets, graph.transfers
        directed = dict(closed.directed)
        if shut.zones:
            zones = self.zones.directed(shut.zones)
            directed[Profile.CAR] = np.union1d(directed.get(Profile.CAR, zones), zones)
        if streets is not None and directed:
            streets = streets.without(directed)
            if graph.timetable is not None:
                transfers = changes_over(streets, graph.timetable, transfers, self._settings)
        return Ground(streets, transfers, closed.stops)


def shutting(
    graph: Graph, settings: RoutingSettings
) -> Callable[[StreetRouter | None, Incidents], Shutting]:
    """Makes what closes some streets by some incidents, and the same of the same."""
    return lru_cache(STATES_KEPT)(partial(Shutting, graph, settings))


def changes_over(
    streets: StreetRouter,
    timetable: Timetable,
    transfers: Mapping[Profile, Transfers],
    settings: RoutingSettings,
) -> Mapping[Profile, Transfers]:
    """The changes on foot that are left where some streets are closed; no other is shorter, none
    is new.

    Args:
        streets: with closures.
        transfers: as they are without.
    """
    found = dict(transfers)
    for profile in ON_FOOT & transfers.keys():
        origins = _leading_there(streets, timetable, transfers[profile], (profile, settings))
        if origins.size:
            who = profile, settings
            found[profile] = found_again(transfers[profile], origins, timetable, streets, who)
    return found


def _leading_there(
    streets: StreetRouter,
    timetable: Timetable,
    transfers: Transfers,
    who: tuple[Profile, RoutingSettings],
) -> Int32s:
    """The stops from which changes may lead over something closed."""
    profile, settings = who
    avoiding = streets.avoiding
    if avoiding is None or profile not in avoiding.closed:
        return np.empty(0, np.int32)
    walkers = walkers_of(timetable, streets, profile, settings)
    exits = walkers.exits

    def within(max_s: int) -> Int32s:
        doors = avoiding.led_to_closed(profile, max_s, walkers.speed_m_s)
        return np.unique(exits.stop[np.isin(exits.door, doors)])

    begin = np.repeat(np.arange(walkers.n, dtype=np.int32), np.diff(transfers.first))
    far = np.unique(begin[transfers.seconds > settings.max_change_s])
    near = within(settings.max_change_s)
    if not far.size:
        return near
    return np.union1d(near, np.intersect1d(far, within(MAPPED_WALK_S))).astype(np.int32)
