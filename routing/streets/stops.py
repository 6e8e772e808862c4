"""The stops that searches over streets find: where they are joined, laid out for the kernels."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from maas.arrays import Bools, Int32s
from maas.model import LatLon, Profile
from maas.streets import StreetNetwork
from routing.kernels.snapping import Shapes
from routing.kernels.stops import StopsOnEdges
from routing.streets.beside import StopsBeside
from routing.streets.ends import off_street_ms
from routing.streets.graphs import offsets
from routing.streets.links import Links, StopLinks
from routing.streets.snapping import snap

BESIDE_M = 50.0
"""A stop so near to another street is left for that one when its own is closed; from farther off
one would come through what is closed."""


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


def relinked(
    stops: StopsOnStreets, network: StreetNetwork, shapes: Shapes, shut: Mapping[Profile, Bools]
) -> StopsOnStreets:
    """The stops, each that only shut streets lead to being joined to one beside it that is not.

    Args:
        shapes: the network, on whose shut edges no end is put.
        shut: [n_edges] by profile.
    """
    links = stops.links
    moved = {profile: _cut_off(links.of(profile), is_shut) for profile, is_shut in shut.items()}
    made = {
        profile: _joined_anew(links, shapes, profile, rows)
        for profile, rows in moved.items()
        if rows.size
    }
    if not made:
        return stops
    by_profile = [made.get(profile) or links.of(profile) for profile in Profile]
    links = Links(links.lat, links.lon, links.on_street, links.taking, *by_profile)
    on_edges = {profile: _on_edges(network, links, profile) for profile in made}
    return StopsOnStreets(links, {**stops.on_edges, **on_edges}, StopsBeside(links))


def _cut_off(links: StopLinks, is_shut: Bools) -> Int32s:
    """The stops all of whose streets are shut."""
    size = np.diff(links.first)
    whose = np.repeat(np.arange(size.size), size)
    n_shut = np.bincount(whose[is_shut[links.edge]], minlength=size.size)
    return np.flatnonzero((size > 0) & (n_shut == size)).astype(np.int32)


def _joined_anew(links: Links, shapes: Shapes, profile: Profile, stops: Int32s) -> StopLinks:
    """The links of a profile, those of some stops found again."""
    known, n = links.of(profile), links.lat.size
    stop = np.repeat(np.arange(n, dtype=np.int32), np.diff(known.first))
    places = zip(links.lat[stops].tolist(), links.lon[stops].tolist(), strict=True)
    snaps = [snap(shapes, LatLon(*place), profile, BESIDE_M) for place in places]
    found = [(of, each) for of, each in zip(stops.tolist(), snaps, strict=True) if each]
    kept = ~np.isin(stop, [of for of, _ in found])  # the rest stay where they are, out of reach
    moved = [np.full(each.edge.size, of, np.int32) for of, each in found]
    stop = np.concatenate([stop[kept], *moved])
    order = np.argsort(stop, kind="stable")
    return StopLinks(
        offsets(stop, n),
        np.concatenate([known.edge[kept], *(each.edge for _, each in found)])[order],
        np.concatenate([known.share[kept], *(each.share for _, each in found)])[order],
        np.concatenate([known.metres[kept], *(each.metres for _, each in found)])[order],
    )
