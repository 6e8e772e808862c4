"""Where a car goes: cut to the ride, and no more corners than tell the way."""

from collections.abc import Sequence

import numpy as np

from feeds.notices import Notes
from feeds.positions import DIGITS, LatLon
from maas.arrays import Bools, Float64s

METRES_PER_DEGREE = 111_195.0

FAR_M = 1000.0
"""A way that passes its ends no nearer is another one's."""

MOST_POINTS = 50_000

FLAT_M = 4.0
"""A corner that sticks out less does not tell the way; repeated, some do that stuck out a bit
more."""
PASSES = 8


def way_between(
    way: Sequence[LatLon], first: LatLon, last: LatLon, notices: Notes
) -> tuple[LatLon, ...]:
    """The piece of a way from where one gets in to where one gets out; empty where it is another
    one's."""
    if len(way) < 2:
        return ()
    degrees = np.array(way[:MOST_POINTS])
    scale = np.array([1.0, np.cos(np.radians(first[0]))]) * METRES_PER_DEGREE
    corners = degrees * scale
    into, from_m = _along(corners, np.array(first) * scale)
    out, to_m = _along(corners, np.array(last) * scale)
    get_in, get_out = _in_order(from_m, to_m)
    if max(from_m[get_in], to_m[get_out]) > FAR_M or into[get_in] >= out[get_out]:
        notices.note("way_elsewhere")
        return ()
    between = np.arange(int(np.floor(into[get_in])) + 1, int(np.ceil(out[get_out])))
    cut = np.concatenate(
        [[_at(corners, into[get_in])], corners[between], [_at(corners, out[get_out])]]
    )
    thin = np.round(cut[_telling(cut)] / scale, DIGITS)
    return tuple((lat, lon) for lat, lon in thin.tolist())


def _along(corners: Float64s, place: Float64s) -> tuple[Float64s, Float64s]:
    """For each piece: where along the way (corner and share of the piece) it passes a place, and
    how near (m)."""
    begin, step = corners[:-1], np.diff(corners, axis=0)
    length = np.maximum((step**2).sum(axis=1), 1e-9)
    share = np.clip(((place - begin) * step).sum(axis=1) / length, 0.0, 1.0)
    near = begin + share[:, None] * step - place
    return np.arange(len(begin)) + share, np.hypot(near[:, 0], near[:, 1])


def _in_order(from_m: Float64s, to_m: Float64s) -> tuple[int, int]:
    """The pieces that pass both places nearest, the second not before the first."""
    nearest = np.minimum.accumulate(from_m)
    out = int(np.argmin(nearest + to_m))
    return int(np.argmin(from_m[: out + 1])), out


def _at(corners: Float64s, along: float) -> Float64s:
    i = min(int(along), len(corners) - 2)
    point: Float64s = corners[i] + (along - i) * (corners[i + 1] - corners[i])
    return point


def _telling(points: Float64s) -> Bools:
    """Which points of a way (m) tell it: in each pass every second one at most goes."""
    kept = np.arange(len(points))
    for turn in range(PASSES):
        if len(kept) < 3:
            break
        flat = _off_chords(points[kept]) <= FLAT_M
        if not flat.any():
            break
        flat[turn % 2 :: 2] = False
        kept = np.delete(kept, np.flatnonzero(flat) + 1)
    told = np.zeros(len(points), np.bool_)
    told[kept] = True
    return told


def _off_chords(line: Float64s) -> Float64s:
    """How far each point but the ends is from the straight line between its neighbours (m)."""
    chord, off = line[2:] - line[:-2], line[1:-1] - line[:-2]
    length = np.maximum((chord**2).sum(axis=1), 1e-9)
    share = np.clip((off * chord).sum(axis=1) / length, 0.0, 1.0)
    gap = off - share[:, None] * chord
    distance: Float64s = np.hypot(gap[:, 0], gap[:, 1])
    return distance
