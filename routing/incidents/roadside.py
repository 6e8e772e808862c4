"""The street that somebody stands at, told no closer than about 100 m."""

from dataclasses import dataclass
from math import cos, radians

import numpy as np

from maas.arrays import Float64s
from maas.model import LatLon, Profile
from maas.streets import StreetNetwork
from routing.streets import Snap, StreetRouter

DECIMALS = 3
"""Of the corners of a square of about 100 m."""

BESIDE_M = 30.0
"""Who is this near to a road speaks of it, though a footway be nearer."""


@dataclass(frozen=True, slots=True)
class Roadside:
    """Where somebody is, as far as others are told."""

    at: LatLon
    street: str = ""
    """Its name; "": it has none, or there is no street."""


def roadside(streets: StreetRouter | None, at: LatLon) -> Roadside:
    """The street at a position, and its point that is nearest to the middle of a square.

    Everybody in the same square and the same street is told to be at the same point, so that it
    tells neither the house nor the side. It lies on the street, so that what is reported there is
    found there again.
    """
    middle = square(at)
    found = _street(streets, at)
    if streets is None or found is None:
        return Roadside(middle)
    edge = int(found.edge[0])
    network = streets.network
    name = str(network.ways.name[network.edges.way[edge]])
    return Roadside(_rounded(_nearest(_line(network, edge), middle), 5), name)


def square(at: LatLon) -> LatLon:
    """The middle of the square of about 100 m that a position lies in."""
    return _rounded(at, DECIMALS)


def _street(streets: StreetRouter | None, at: LatLon) -> Snap | None:
    if streets is None:
        return None
    road = streets.snap(at, Profile.CAR, BESIDE_M)
    return road or streets.snap(at, Profile.WALK, BESIDE_M)


def _line(network: StreetNetwork, edge: int) -> Float64s:
    """[n, 2] Latitude and longitude of the points of an edge."""
    of_edge = slice(*network.edges.first_point[edge : edge + 2].tolist())
    columns = network.points.lat_e7[of_edge], network.points.lon_e7[of_edge]
    return np.stack(columns, axis=1) / 1e7


def _nearest(line: Float64s, to: LatLon) -> LatLon:
    """The point of a line that is nearest to a position close by."""
    shrunk = np.array([1.0, cos(radians(to.lat))])
    points = (line - (to.lat, to.lon)) * shrunk
    ones, steps = points[:-1], np.diff(points, axis=0)
    square = np.maximum((steps**2).sum(axis=1), 1e-30)
    shares = np.clip(-(ones * steps).sum(axis=1) / square, 0, 1)
    feet = ones + shares[:, None] * steps
    lat, lon = feet[int((feet**2).sum(axis=1).argmin())] / shrunk
    return LatLon(to.lat + float(lat), to.lon + float(lon))


def _rounded(at: LatLon, decimals: int) -> LatLon:
    return LatLon(round(at.lat, decimals), round(at.lon, decimals))
