"""An overlay of rentals as searches read it: its spots by edge, its layers by what is wanted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from maas.arrays import Bytes
from maas.model import Profile
from routing.kernels.leaving import Places
from routing.kernels.rides import Rules
from routing.kernels.stops import StopsOnEdges
from routing.rentals.fleets import Fleet, Rentals
from routing.rentals.layers import Layer, Spread, layers_of
from routing.rentals.spots import Table, marked, riding
from routing.rentals.wanted import Wanted
from routing.streets import StreetRouter
from routing.streets.on_edges import by_edge

REMEMBERED_WISHES = 16
"""Most people want any vehicle, at the territory's speeds."""

Spotted = tuple[StopsOnEdges, StopsOnEdges]
"""Where vehicles are taken, and where they are left."""
RideSpotted = tuple[Places, Places]


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """Rentals laid on the streets of a router."""

    streets: StreetRouter
    spread: Spread
    on_foot: Callable[[Profile], Spotted]
    """Of who walks."""
    ridden: Mapping[Profile, RideSpotted]
    stops: Callable[[Profile, Profile], Places]
    """The stops of who walks on the streets of who rides."""
    layers: Callable[[Wanted], tuple[Layer, ...]]

    @classmethod
    def of(cls, streets: StreetRouter, rentals: Rentals) -> "Laid":
        """Everything that does not depend on who asks."""
        fleets = rentals.fleets
        taking = Table.of([fleet.taking for fleet in fleets])
        leaving = Table.of([fleet.leaving for fleet in fleets])
        spread = Spread(taking, leaving)
        n_edges = streets.network.n_edges
        rules_of = partial(_rules, streets)

        def on_foot(profile: Profile) -> Spotted:
            whole = (np.ones(table.n, np.bool_) for table in (taking, leaving))
            tables = zip((taking, leaving), whole, strict=True)
            a, b = (by_edge(table.foot, kept, profile, n_edges) for table, kept in tables)
            return a, b

        searched = streets.search.streets

        def ridden(profile: Profile) -> RideSpotted:
            a, b = (
                by_edge(table.ride, riding(fleets, table, profile), profile, n_edges)
                for table in (taking, leaving)
            )
            return marked(searched[profile], a), marked(searched[profile], b)

        def stops(walks: Profile, rides: Profile) -> Places:
            return marked(searched[rides], searched[walks].stops)

        def layers(wanted: Wanted) -> tuple[Layer, ...]:
            return layers_of(rentals, spread, wanted, rules_of)

        return cls(
            streets,
            spread,
            lru_cache(len(Profile))(on_foot),
            {profile: ridden(profile) for profile in {fleet.profile for fleet in fleets}},
            lru_cache(len(Profile) ** 2)(stops),
            lru_cache(REMEMBERED_WISHES)(layers),
        )


def _rules(streets: StreetRouter, fleet: Fleet, speed_m_s: float | None) -> tuple[Rules, Bytes]:
    riding = streets.riding
    n = 0 if fleet.profile is Profile.CAR else riding.n_vertices  # whose states are edges
    rules = riding.rules(fleet.profile, speed_m_s, fleet.ground, fleet.max_kmh)
    return rules, np.zeros(n, np.uint8)
