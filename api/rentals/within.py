"""Boxes and circles: what of many positions lies in them, and which of them touch a box."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from api.rentals.wire import Bounds
from maas.arrays import Bools, Float64s, Int64s
from maas.model import Box, LatLon
from routing.stop_index import crow_flies_m


@dataclass(frozen=True, slots=True)
class Circle:
    """All that is at most so far from a position."""

    middle: LatLon
    radius_m: float


Piece = Box | Circle
"""Of the earth."""


def inside(pieces: Sequence[Piece], lat: Float64s, lon: Float64s) -> Bools:
    """[n] Which of some positions lie in all pieces."""
    found: Bools = np.ones(lat.size, np.bool_)
    for piece in pieces:
        if isinstance(piece, Circle):
            found &= crow_flies_m(piece.middle, lat, lon) <= piece.radius_m
        else:
            low, high = piece.south_west, piece.north_east
            found &= (low.lat <= lat) & (lat <= high.lat) & (low.lon <= lon) & (lon <= high.lon)
    return found


def nearest(pieces: Sequence[Piece], lat: Float64s, lon: Float64s, most: int) -> Int64s:
    """Rows of the positions nearest to the middle of the first piece (the first ones, where there
    is none), in their order."""
    if lat.size <= most or not pieces:
        return np.arange(min(lat.size, most))
    distance = crow_flies_m(_middle(pieces[0]), lat, lon)
    return np.sort(np.argsort(distance, kind="stable")[:most])


def touches(pieces: Sequence[Piece], bounds: Bounds) -> bool:
    """Whether a box of [west, south, east, north] has a point in each piece."""
    west, south, east, north = bounds
    for piece in pieces:
        middle = _middle(piece)
        if isinstance(piece, Circle):
            near = LatLon(min(max(middle.lat, south), north), min(max(middle.lon, west), east))
            if middle.distance_m(near) > piece.radius_m:
                return False
            continue
        low, high = piece.south_west, piece.north_east
        if low.lat > north or high.lat < south or low.lon > east or high.lon < west:
            return False
    return True


def _middle(piece: Piece) -> LatLon:
    if isinstance(piece, Circle):
        return piece.middle
    low, high = piece.south_west, piece.north_east
    return LatLon((low.lat + high.lat) / 2, (low.lon + high.lon) / 2)
