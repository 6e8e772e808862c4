"""Which part of the earth a street network covers, roughly."""

from dataclasses import dataclass

import numpy as np

from maas.cells import cell_of, disk
from maas.model import LatLon
from maas.streets import StreetNetwork
from maas.streets.tables import E7

AREA_RESOLUTION = 7
"""Cells with an edge of about 1.4 km: streets this near make a position one of the map's."""


@dataclass(frozen=True, slots=True)
class MappedArea:
    """Cells with streets and their neighbours."""

    cells: frozenset[int]
    somewhere: LatLon
    """A position on a street."""

    def contains(self, at: LatLon) -> bool:
        """Whether a position lies in one of the cells."""
        return cell_of(at.lat, at.lon, AREA_RESOLUTION) in self.cells


def mapped_area(network: StreetNetwork) -> MappedArea:
    """The area around all vertices of a network."""
    vertices = network.vertices
    first = network.cells.first_vertex
    some = first[:-1][np.diff(first) > 0]
    lat, lon = vertices.lat_e7[some] * E7, vertices.lon_e7[some] * E7
    places = [LatLon(*place) for place in zip(lat.tolist(), lon.tolist(), strict=True)]
    own = {cell_of(place.lat, place.lon, AREA_RESOLUTION) for place in places}
    around = frozenset(int(near) for cell in own for near in disk(cell, 1))
    return MappedArea(around, places[0] if places else LatLon(0.0, 0.0))
