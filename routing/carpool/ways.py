"""The way of an offer between two calls, for a map."""

from collections.abc import Iterator

import numpy as np

from maas.arrays import Float64s
from maas.model import LatLon
from routing.carpool.driven import Position
from routing.carpool.offers import Offers
from routing.overlays.ways import piece_of

BESIDE_M = 60.0
"""Who is met farther off a drawn way is not met on it."""


def way_of(offers: Offers, row: int, board: int, alight: int) -> Float64s:
    """[n, 2] A driver's way between two calls (rows of `OfferRuns`).

    As the offer draws it, if it passes both; else over the streets, by the waypoints in between:
    a driver who goes out of the way for somebody leaves the drawn one. Other places to get off lie
    on ways of their own: no line leads over them.
    """
    record, made = offers.offers[row].record, offers.made
    ends = [_position(offers, call) for call in (board, alight)]
    path = np.array(record.path, np.float64)
    piece = piece_of(path, *np.array(ends)) if len(path) > 1 else None
    if piece is not None and _passes(piece, ends, _agreed(offers, row)):
        return piece
    places = [ends[0], *_between(offers, row, board, alight), ends[1]]
    if made is None:
        return np.array(places, np.float64)
    return made.around.ways.along(made.laid[offers.offers[row].id].streets, places)


def _passes(piece: Float64s, ends: list[Position], agreed: set[Position]) -> bool:
    """Whether a drawn way begins and ends where the ride does. Waypoints are on it by agreement."""
    met = zip(ends, piece[[0, -1]].tolist(), strict=True)
    return all(
        end in agreed or LatLon(*end).distance_m(LatLon(*drawn)) <= BESIDE_M for end, drawn in met
    )


def _agreed(offers: Offers, row: int) -> set[Position]:
    """Where the waypoints of an offer are met."""
    record, made = offers.offers[row].record, offers.made
    if made is None:
        return {(each.lat, each.lon) for each in record.waypoints}
    return {made.around.meetings.at(waypoint)[:2] for waypoint in record.waypoints}


def _between(offers: Offers, row: int, board: int, alight: int) -> Iterator[Position]:
    """The waypoints that are passed."""
    if len(offers.offers[row].record.waypoints) == 2:
        return
    agreed = _agreed(offers, row)
    for call in range(board + 1, alight):
        if (at := _position(offers, call)) in agreed:
            yield at


def _position(offers: Offers, call: int) -> Position:
    point = offers.runs.point[call]
    return float(offers.points.lat[point]), float(offers.points.lon[point])
