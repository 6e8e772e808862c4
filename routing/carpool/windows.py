"""A service window with the runs of offers in it, beside those of lines.

Runs of lines stay as they are, in the window that questions without offers are asked in as well;
those of offers are appended as further patterns, the points they alone call at as further stops.
"""

from dataclasses import replace

import numpy as np

from maas.arrays import Bools, Int32s
from maas.timetable import Transfers
from routing.carpool.trips import FIRST, OfferTrips
from routing.kernels.subjects import MAY_ALIGHT, MAY_BOARD, Runs, Seats, Walks
from routing.window import Window, WindowKey
from routing.window_graph import hops, lay_walks, shorter, uncontracted, walked
from routing.window_live import merged, numbered
from routing.window_runs import choose, lay_out


def with_offers(window: Window, key: WindowKey, transfers: Transfers, trips: OfferTrips) -> Window:
    """A window as lines run, with all offers that leave in it.

    Its bounds come of a graph that is not contracted: offers change faster than that is done.

    Args:
        transfers: between the stops of lines and the points of offers.
    """
    timetable = trips.timetable
    usable = np.full(timetable.trips.service.size, not key.with_bike)
    chosen = choose(timetable, usable, window.base, window.mirrored)
    padded = np.full(len(timetable.stops.id), -1, np.int32)
    padded[: window.number_of.size] = window.number_of
    stop_of, number_of = numbered(window.stop_of, padded, timetable, chosen)
    added = lay_out(timetable, chosen, number_of, key.profile, window.mirrored)
    kept: Bools = np.ones(window.trip.size, np.bool_)
    nowhere = np.full(chosen.trip.size, -1, np.int32)
    runs, _, _ = merged(window.runs, kept, added, nowhere, stop_of.size)
    walks = lay_walks(transfers, stop_of, number_of, window.mirrored)
    walks, beyond = _of_use(walks, added, window.stop_of.size)
    more = [window.hierarchy.shorter, shorter(window.graph, hops(added)), beyond]
    return replace(
        window,
        runs=runs,
        seats=_padded(window.seats, runs.mode.size, runs.run.shape[0]),
        walks=walks,
        hierarchy=uncontracted(window.graph, np.concatenate(more), stop_of.size),
        trip=np.append(window.trip, chosen.trip + np.int32(FIRST)),
        day=np.append(window.day, chosen.day),
        stop_of=stop_of,
        number_of=number_of,
    )


def _of_use(walks: Walks, added: Runs, n_stops: int) -> tuple[Walks, Int32s]:
    """The walks without those to points where nobody boards and from points where nobody alights;
    and [., 3] from, to, seconds of those from or to points.

    Args:
        n_stops: how many stops of the window have other runs; points follow.
    """
    a, b, seconds = walked(walks)
    boards, alights = (_with(added, flag, walks.change.size) for flag in (MAY_BOARD, MAY_ALIGHT))
    kept = ((b < n_stops) | boards[b]) & ((a < n_stops) | alights[a])
    a, b, seconds = a[kept], b[kept], seconds[kept]
    first = np.zeros_like(walks.first)
    np.cumsum(np.bincount(a, minlength=walks.change.size), out=first[1:])
    new = np.maximum(a, b) >= n_stops
    return Walks(first, b, seconds, walks.change), np.stack([a, b, seconds], axis=1)[new]


def _with(added: Runs, flag: int, n_stops: int) -> Bools:
    """[n_stops] Where some call bears a flag."""
    found = np.zeros(n_stops, np.bool_)
    found[added.call[(added.call & flag) > 0] >> 2] = True
    return found


def _padded(seats: Seats, n_patterns: int, n_runs: int) -> Seats:
    """Nobody goes on as another trip in a private car."""
    return seats._replace(
        first_onward=_held(seats.first_onward, n_patterns + 1),
        first_next=_held(seats.first_next, n_runs + 1),
    )


def _held(first: Int32s, size: int) -> Int32s:
    return np.append(first, np.full(size - first.size, first[-1], np.int32))
