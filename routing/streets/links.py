"""Where the stops of a timetable are joined to the streets; computed at import."""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Bools, Bytes, Float64s, Int32s, frozen
from maas.model import LatLon, Profile
from maas.streets import StreetNetwork
from maas.timetable.indoors import find_indoors
from maas.timetable.tables import Stops, Timetable
from routing.kernels.snapping import Shapes
from routing.streets.islands import taking
from routing.streets.snapping import on_storey, shapes, snap

LINK_M = 250.0
"""Stops farther than this from any street are not joined to it."""


@dataclass(frozen=True, slots=True)
class StopLinks:
    """Snaps of all stops for one profile: `first[s] : first[s + 1]` slices the candidates."""

    first: Int32s
    edge: Int32s
    share: Float64s
    metres: Float64s


@dataclass(frozen=True, slots=True)
class Links:
    """Stops on streets, and which edges take ends at all."""

    lat: Float64s
    """[n_stops] The stops' own positions."""
    lon: Float64s
    on_street: Bools
    """[n_stops] What a search reports: stops that trips call at, and doors of those inside."""
    taking: Bytes
    """[n_edges] Bit p: ends of profile p may be snapped here (no island)."""
    walk: StopLinks
    wheelchair: StopLinks
    bike: StopLinks
    car: StopLinks

    def of(self, profile: Profile) -> StopLinks:
        """The links of a profile."""
        return (self.walk, self.wheelchair, self.bike, self.car)[profile]


def link_stops(network: StreetNetwork, timetable: Timetable) -> Links:
    """Snap every stop with a position, for every profile."""
    stops = timetable.stops
    called = np.zeros(len(stops.id), np.bool_)
    called[timetable.patterns.stop] = True
    indoors = find_indoors(stops, timetable.pathways)
    on_street = (called & ~indoors.inside) | indoors.door
    takes = taking(network)
    edges = shapes(network, takes)
    by_profile = [_stop_links(network, edges, stops, profile) for profile in Profile]
    return frozen(Links(stops.lat, stops.lon, on_street, takes, *by_profile))


def unlinked(network: StreetNetwork) -> Links:
    """Links without any stop, for streets alone."""
    nothing = StopLinks(np.zeros(1, np.int32), np.empty(0, np.int32), np.empty(0), np.empty(0))
    none = np.empty(0)
    return Links(none, none, np.empty(0, np.bool_), taking(network), *[nothing] * len(Profile))


def _stop_links(
    network: StreetNetwork, shapes: Shapes, stops: Stops, profile: Profile
) -> StopLinks:
    """The snaps of all stops for one profile; stops at one place are snapped once."""
    known: dict[tuple[float, float, float], tuple[Int32s, Float64s, Float64s]] = {}
    nothing = (np.empty(0, np.int32), np.empty(0), np.empty(0))
    rows = []
    levels = np.nan_to_num(stops.level).tolist()
    for place in zip(stops.lat.tolist(), stops.lon.tolist(), levels, strict=True):
        if place not in known:
            found = None
            if not np.isnan(place).any():
                found = snap(shapes, LatLon(*place[:2]), profile, LINK_M)
            if found is not None and place[2]:
                found = on_storey(network, found, place[2])
            known[place] = (found.edge, found.share, found.metres) if found else nothing
        rows.append(known[place])
    first = np.zeros(len(rows) + 1, np.int32)
    np.cumsum([row[0].size for row in rows], out=first[1:])
    return StopLinks(
        first,
        np.concatenate([nothing[0], *(row[0] for row in rows)]),
        np.concatenate([nothing[1], *(row[1] for row in rows)]),
        np.concatenate([nothing[2], *(row[2] for row in rows)]),
    )
