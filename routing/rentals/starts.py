"""Where the parts of a search begin that follow another part: at the spots it got to."""

import numpy as np

from maas.arrays import Int32s
from routing.kernels.rides import Starts
from routing.kernels.streets import Ends
from routing.rentals.layers import Layer
from routing.rentals.spots import Table
from routing.rentals.walker import Walker
from routing.streets.ends import off_street_ms
from routing.streets.on_edges import OnEdges, candidates, ends_at


def starts_of(table: Table, layer: Layer, spot: Int32s, ms: Int32s) -> tuple[Starts, Int32s]:
    """Where rides from some spots start at these times.

    Returns them with, for each candidate, whose it is (a row of `spot`).
    """
    on = table.ride
    row, whose = candidates(on, spot)
    allowed = layer.may_start(on.edge[row])
    row, whose = row[allowed], whose[allowed]
    begun_ms = ms[whose] + off_street_ms(on.metres[row], layer.profile)
    return Starts(on.edge[row], on.share[row], begun_ms, table.range_m[spot[whose]]), whose


def ends_with(
    ends: Ends, walker: Walker, on: OnEdges, spot: Int32s, ms: Int32s
) -> tuple[Ends, Int32s]:
    """Ends, and some spots at these times, as ends of one walk.

    Returns them with, for each candidate but those of `ends`, whose it is (a row of `spot`).
    """
    more, whose = ends_at(on, spot, ms, walker.profile, walker.pace)
    both = (np.concatenate(columns) for columns in zip(ends, more, strict=True))
    return Ends(*both), whose
