"""Who moves over streets, as all is known now: on foot, by rented vehicles, by car to where one
parks, on roads as they are.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from maas.settings import RoutingSettings
from routing.graph import Graph
from routing.halting import Halting
from routing.incidents.laid import NO_INCIDENTS, Incidents
from routing.indoors import IndoorWays
from routing.parking.sites import Parking
from routing.policies.laying import lay_policies
from routing.policies.rules import DrivingRules
from routing.rentals.fleets import Rentals
from routing.rentals.search import RentalSearch
from routing.renting import Renting
from routing.streets import StreetRouter
from routing.streets.links import unlinked
from routing.streets.roads import Roads
from routing.walks import Walks

LAID_KEPT = 4
"""With roads and incidents as they are, and as they were."""


def router_of(graph: Graph, rules: DrivingRules) -> StreetRouter | None:
    """The router of a graph, with the zones of its territory; None: it has no streets.

    Raises:
        BadSettings: the hours of a policy cannot be understood.
    """
    if graph.streets is None:
        return None
    zones = lay_policies(graph.streets, rules.policies, rules.zone)
    links = graph.links or unlinked(graph.streets)
    return StreetRouter(graph.streets, links, zones, graph.landmarks)


@dataclass(frozen=True, slots=True, eq=False)
class OverStreets:
    """What is known, and who finds ways with it. News make another one that shares the rest."""

    settings: RoutingSettings
    streets: StreetRouter | None
    laid: Callable[[Roads, Incidents], StreetRouter | None]
    """Makes streets of some news, and the same of the same news."""
    walks: Walks
    rentals: Rentals
    parking: Parking
    roads: Roads
    incidents: Incidents
    renting: Renting | None = None
    """None: there is nothing to rent, or there are no streets."""
    halting: Halting | None = None
    """None: there are no streets."""

    @classmethod
    def of(
        cls, streets: StreetRouter | None, indoors: IndoorWays, settings: RoutingSettings
    ) -> "OverStreets":
        """Without any news."""
        walks = Walks(streets, indoors)
        laid = lru_cache(LAID_KEPT)(partial(_laid, streets))
        made = cls(settings, streets, laid, walks, Rentals(), Parking(), Roads(), NO_INCIDENTS)
        return replace(made, halting=made._halting_at(made.parking))

    def with_rentals(self, rentals: Rentals) -> "OverStreets":
        """With these vehicles to rent."""
        if rentals is self.rentals:  # news are of something else
            return self
        return replace(self, rentals=rentals, renting=self.renting_of(rentals))

    def with_parking(self, parking: Parking) -> "OverStreets":
        """With these places to park."""
        if parking is self.parking:
            return self
        return replace(self, parking=parking, halting=self._halting_at(parking))

    def with_roads(self, roads: Roads) -> "OverStreets":
        """With roads as they are."""
        return replace(self, roads=roads).over(self.laid(roads, self.incidents))

    def with_incidents(self, incidents: Incidents) -> "OverStreets":
        """With ways that tell which incidents they meet."""
        return replace(self, incidents=incidents).over(self.laid(self.roads, incidents))

    def over(self, streets: StreetRouter | None) -> "OverStreets":
        """On streets on which some have other ways."""
        return self.on(streets, self.walks.over(streets)) if streets else self

    def on(self, streets: StreetRouter, walks: Walks) -> "OverStreets":
        """On other streets, with the same news."""
        made = replace(self, streets=streets, walks=walks)
        return replace(
            made,
            renting=made.renting_of(self.rentals),
            halting=made._halting_at(self.parking),
        )

    def renting_of(self, rentals: Rentals) -> Renting | None:
        """Who finds ways with vehicles; None: there are none, or no streets."""
        if self.streets is None or not rentals.fleets:
            return None
        return Renting(rentals, RentalSearch(self.streets, rentals), self.walks)

    def _halting_at(self, parking: Parking) -> Halting | None:
        if self.streets is None:
            return None
        return Halting.of(self.streets, parking, self.walks, self.settings)


def _laid(streets: StreetRouter | None, roads: Roads, incidents: Incidents) -> StreetRouter | None:
    if streets is not None and roads.directed.size:
        streets = streets.with_roads(roads)
    if streets is not None and incidents.laid:
        streets = streets.with_incidents(incidents.laid)
    return streets
