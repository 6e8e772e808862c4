"""The stops that searches over streets find: where they are joined, laid out for the kernels."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from maas.model import Profile
from maas.streets import StreetNetwork
from routing.kernels.stops import StopsOnEdges
from routing.streets.beside import StopsBeside
from routing.streets.ends import off_street_ms
from routing.streets.graphs import offsets
from routing.streets.links import Links


@dataclass(frozen=True, slots=True, eq=False)
class StopsOnStreets:
    """Stops on the street, by what searches find them with."""

    links: Links
    on_edges: Mapping[Profile, StopsOnEdges]
    beside: StopsBeside

    @classmethod
    def of(cls, network: StreetNetwork, links: Links) -> "StopsOnStreets":
        """Lay out where stops are joined to streets."""
        on_edges = {profile: _on_edges(network, links, profile) for profile in Profile}
        return cls(links, on_edges, StopsBeside(links))

    @property
    def n(self) -> int:
        """How many stops there are, those off the streets included."""
        return int(self.links.lat.size)


def _on_edges(network: StreetNetwork, links: Links, profile: Profile) -> StopsOnEdges:
    """The links of stops on the street, by edge."""
    rows = links.of(profile)
    stop = np.repeat(np.arange(links.lat.size, dtype=np.int32), np.diff(rows.first))
    wanted = np.flatnonzero(links.on_street[stop])
    order = wanted[np.argsort(rows.edge[wanted], kind="stable")]
    return StopsOnEdges(
        offsets(rows.edge[order], network.n_edges),
        stop[order],
        rows.share[order],
        off_street_ms(rows.metres[order], profile),
    )
