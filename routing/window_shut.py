"""A service window with stops at which nothing calls, and with fewer or longer changes on foot.

Bounds stay those of the window it is made of: nobody gets anywhere sooner.
"""

from dataclasses import replace

import numpy as np

from maas.arrays import Int32s
from maas.timetable import Transfers
from routing.kernels.subjects import MAY_ALIGHT, MAY_BOARD, Runs
from routing.kernels.window import list_boardings
from routing.window import Window, WindowKey
from routing.window_graph import lay_walks


def walking(window: Window, key: WindowKey, transfers: Transfers) -> Window:
    """A window with other changes on foot, none of them new or shorter."""
    walks = lay_walks(transfers, window.stop_of, window.number_of, key.mirrored)
    return replace(window, walks=walks)


def passing(window: Window, stops: Int32s) -> Window:
    """A window in which vehicles neither pick up nor set down at some stops of the timetable."""
    number = window.number_of[stops]
    number = number[number >= 0]
    return replace(window, runs=_passing(window.runs, number)) if number.size else window


def _passing(runs: Runs, stops: Int32s) -> Runs:
    n_stops = runs.first_boarding.size - 1
    is_shut = np.zeros(n_stops, np.bool_)
    is_shut[stops] = True
    call = np.where(is_shut[runs.call >> 2], runs.call & ~(MAY_BOARD | MAY_ALIGHT), runs.call)
    first = np.zeros(n_stops + 1, np.int32)
    boarding = np.empty(int(np.count_nonzero(call & MAY_BOARD)), np.int32)
    made = runs._replace(call=call.astype(np.int32), first_boarding=first, boarding=boarding)
    list_boardings(made, np.empty(n_stops, np.int32), first, boarding)
    return made
