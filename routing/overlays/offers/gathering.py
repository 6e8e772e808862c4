"""All offers together: their points, each once, and their runs one after another."""

from collections.abc import Sequence
from itertools import chain

import numpy as np

from routing.carpool.laid import Laid
from routing.carpool.meeting import Point
from routing.carpool.offers import OfferRuns, Points, no_points, no_runs

LEAST = 1
"""Seats of an offer of which nobody knows how many it has: one at least."""


def gather(laid: Sequence[Laid]) -> tuple[Points, OfferRuns]:
    """Points sorted by where they are, whatever offers were known before; runs by offer."""
    if not laid:
        return no_points(), no_runs()
    points = sorted(set(chain.from_iterable(each.points for each in laid)))
    row = {point: i for i, point in enumerate(points)}
    of = [np.array([row[point] for point in each.points], np.int32) for each in laid]
    n_runs = [each.first_call.size - 1 for each in laid]
    n_calls = [each.point.size for each in laid]
    size = np.concatenate([np.diff(each.first_call) for each in laid])
    seats = [LEAST if each.record.seats is None else each.record.seats for each in laid]
    runs = OfferRuns(
        offer=np.repeat(np.arange(len(laid), dtype=np.int32), n_runs),
        first_call=np.concatenate([[0], np.cumsum(size)]).astype(np.int32),
        point=np.concatenate([own[each.point] for own, each in zip(of, laid, strict=True)]),
        after_s=np.concatenate([each.after_s for each in laid]),
        may_board=np.concatenate([each.may_board for each in laid]),
        may_alight=np.concatenate([each.may_alight for each in laid]),
        detour_s=np.concatenate([each.detour_s for each in laid]),
        seats=np.repeat(np.array(seats, np.int32), n_calls),
    )
    return _columns(points), runs


def _columns(points: Sequence[Point]) -> Points:
    return Points(
        np.array([each.lat for each in points], np.float64),
        np.array([each.lon for each in points], np.float64),
        np.array([each.stop for each in points], np.int32),
        tuple(each.name for each in points),
        tuple(each.id for each in points),
    )
