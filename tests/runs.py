"""Live runs made of scheduled ones: late, skipping stops, cancelled, on other platforms."""

from dataclasses import replace
from typing import Any

import numpy as np

from routing.overlays.live_trips import LiveRun

KNOWN_AT = 1_695_192_900
"""2023-09-20 07:55 in Porto (Unix s)."""


def late(run: LiveRun, minutes: int, *, since: int = 0, **more: Any) -> LiveRun:
    """A run that is behind its times from a position on."""
    delay = np.where(np.arange(run.stop.size) >= since, 60 * minutes, 0).astype(np.int32)
    known = np.ones(run.stop.size, np.bool_)
    moved = replace(run, arrive=run.arrive + delay, depart=run.depart + delay, known=known)
    return replace(moved, known_at=KNOWN_AT, **more)


def skipping(run: LiveRun, *positions: int) -> LiveRun:
    """A run that does not call where it was to."""
    skipped = np.isin(np.arange(run.stop.size), positions)
    return replace(
        run,
        skipped=skipped,
        may_board=run.may_board & ~skipped,
        may_alight=run.may_alight & ~skipped,
        known_at=KNOWN_AT,
    )


def cancelled(run: LiveRun, *, deleted: bool = False) -> LiveRun:
    """A run that does not run."""
    return replace(run, cancelled=True, deleted=deleted, known_at=KNOWN_AT)


def elsewhere(run: LiveRun, position: int, stop: int) -> LiveRun:
    """A run that calls at another stop than planned."""
    stops = run.stop.copy()
    stops[position] = stop
    return replace(run, stop=stops, known_at=KNOWN_AT)
