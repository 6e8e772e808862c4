"""What every pathway takes: columns of pathways to milliseconds.

Where a pathway's time is stated, that is it; a walker slower or faster than the average needs more
or less of it on walkways and stairs. Else its length (where none is stated, the straight line
between its ends) and the number of its steps tell; elevators and gates take fixed times.
"""

from dataclasses import dataclass

import numpy as np

from maas.arrays import Bools, Bytes, Float64s, Int64s
from maas.model import PathwayMode, Profile
from maas.timetable import Pathways
from maas.units import ELEVATOR_S
from routing.streets.profiles import SPEED_M_S

AVERAGE_M_S = SPEED_M_S[Profile.WALK]
"""Whom stated times are of."""

STAIR_S = 0.6
STAIRS_FACTOR = 2.0
"""A metre of stairs takes so much longer than one of a walkway (as on streets)."""

ESCALATOR_M_S = 0.5
"""On the level, standing."""

GATE_S = 5.0

STEEPEST = 0.083
"""Rise per metre that hands can still wheel: the reference's own example."""
NARROWEST_M = 0.8

NO_WHEELS = (PathwayMode.STAIRS, PathwayMode.ESCALATOR)
CARRIED = (PathwayMode.MOVING_WALKWAY, PathwayMode.ESCALATOR, PathwayMode.ELEVATOR)
GATES = (PathwayMode.FARE_GATE, PathwayMode.EXIT_GATE)


@dataclass(frozen=True, slots=True)
class Walker:
    """Who walks (or wheels), and how fast."""

    profile: Profile
    """WALK or WHEELCHAIR."""
    speed_m_s: float

    @classmethod
    def usual(cls, profile: Profile) -> "Walker":
        """One as fast as streets take a profile to be."""
        return cls(profile, SPEED_M_S[profile])


@dataclass(frozen=True, slots=True, eq=False)
class Costs:
    """[n_pathways] Times of the average walker (ms), and what wheels can pass."""

    moving_ms: Float64s
    """At AVERAGE_M_S; another speed scales it."""
    fixed_ms: Float64s
    for_wheels: Bools

    def at(self, speed_m_s: float) -> Int64s:
        """[n_pathways] Whole milliseconds at a walking speed."""
        return np.rint(self.moving_ms * (AVERAGE_M_S / speed_m_s) + self.fixed_ms).astype(np.int64)


def costs(pathways: Pathways, straight_m: Float64s) -> Costs:
    """The times of pathways whose ends are so far from each other."""
    mode = pathways.mode
    metres = np.where(np.isnan(pathways.length_m), straight_m, pathways.length_m)
    untold = _untold_s(mode, metres, np.abs(pathways.stairs.astype(np.float64)))
    seconds = np.where(pathways.seconds >= 0, pathways.seconds, untold)
    waits = np.isin(mode, [*CARRIED, *GATES])
    return Costs(
        moving_ms=np.where(waits, 0.0, seconds * 1000),
        fixed_ms=np.where(waits, seconds * 1000, 0.0),
        for_wheels=~np.isin(mode, NO_WHEELS)
        & (np.abs(pathways.slope) <= STEEPEST)
        & ~(pathways.width_m < NARROWEST_M),
    )


def _untold_s(mode: Bytes, metres: Float64s, stairs: Float64s) -> Float64s:
    """Seconds where none are stated."""
    walked = metres / AVERAGE_M_S
    kinds = [mode == PathwayMode.STAIRS, mode == PathwayMode.ESCALATOR]
    kinds += [mode == PathwayMode.ELEVATOR, np.isin(mode, GATES)]
    times = [
        np.maximum(walked * STAIRS_FACTOR, stairs * STAIR_S),
        np.maximum(metres / ESCALATOR_M_S, stairs * STAIR_S),
        np.full(metres.size, float(ELEVATOR_S)),
        np.maximum(walked, GATE_S),
    ]
    return np.select(kinds, times, walked)
