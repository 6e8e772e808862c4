"""Labels of stops: when a vehicle is there, when one is ready to board, what it takes from there.

A stop's four numbers lie side by side, a round's stops one after another; `stride` leads from one
round to the next (0 where one start alone is asked for: then one round's labels serve all).
"""

from routing.kernels.kernel import inlined

VEHICLE, READY, BOUND, ENTRY = 0, 1, 2, 3
"""Columns of labels; ENTRY is the row of the log that made VEHICLE."""

N_LOG, N_FOUND, N_SEATED, N_STARTS, N_VISITS = 0, 1, 2, 3, 4
"""Rows of counters."""


@inlined
def lower(labels, column, time, row, stride, n_layers):
    """Lower a label and those of later rounds at the same stop, which are never later."""
    labels[row, column] = time
    end = n_layers * stride
    row += stride
    while row < end and labels[row, column] > time:
        labels[row, column] = time
        row += stride
