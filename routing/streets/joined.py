"""Positions joined to the streets, each once: stations and car parks stay, and most vehicles do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from maas.arrays import Bools, Int32s, Int64s
from maas.model import LatLon, Profile
from maas.streets.chains import ranges
from routing.streets.on_edges import OnEdges
from routing.streets.router import StreetRouter
from routing.streets.snapping import Snap

KEPT = 2
"""So many times the positions in use are kept at most: a vehicle may come back."""

Position = tuple[float, float]
"""Latitude, longitude."""


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """Positions that were joined to the streets of a profile."""

    row: Mapping[Position, int]
    on: OnEdges


NOTHING = OnEdges(
    np.zeros(1, np.int32), np.empty(0, np.int32), np.empty(0), np.empty(0, np.float32)
)
NONE_JOINED = Joined({}, NOTHING)


def join(
    streets: StreetRouter,
    profile: Profile,
    positions: Iterable[Position],
    most_m: float,
    known: Joined = NONE_JOINED,
) -> Joined:
    """Join positions to the streets of a profile, as far as they are within `most_m` of any.

    Args:
        known: what was joined before within the same distance is not looked up again.
    """
    wanted = dict.fromkeys(positions)
    new = [position for position in wanted if position not in known.row]
    if not new:
        return known
    if len(known.row) + len(new) > KEPT * len(wanted):
        known = _only(known, [position for position in wanted if position in known.row])
    snaps = [streets.snap(LatLon(*position), profile, most_m) for position in new]
    row = {position: i for i, position in enumerate(new, len(known.row))}
    return Joined({**known.row, **row}, _appended(known.on, snaps))


def rows(joined: Joined, positions: Sequence[Position]) -> OnEdges:
    """The candidates of some positions, in their order."""
    return _taken(joined.on, _row_of(joined, positions))


def are_near(joined: Joined, positions: Sequence[Position]) -> Bools:
    """[n] Whether there is a street at each position."""
    row = _row_of(joined, positions)
    near: Bools = joined.on.first[row] < joined.on.first[row + 1]
    return near


def _row_of(joined: Joined, positions: Sequence[Position]) -> Int64s:
    return np.array([joined.row[position] for position in positions], np.int64)


def _only(joined: Joined, positions: Sequence[Position]) -> Joined:
    row = {position: i for i, position in enumerate(positions)}
    return Joined(row, rows(joined, positions))


def _taken(on: OnEdges, wanted: Int64s) -> OnEdges:
    size = (on.first[wanted + 1] - on.first[wanted]).astype(np.int64)
    at = ranges(on.first[wanted], size)
    return OnEdges(_offsets(size), on.edge[at], on.share[at], on.metres[at])


def _appended(on: OnEdges, snaps: Sequence[Snap | None]) -> OnEdges:
    found = [snap for snap in snaps if snap is not None]
    size = np.array([0 if snap is None else snap.edge.size for snap in snaps], np.int64)
    return OnEdges(
        _offsets(np.concatenate([np.diff(on.first), size])),
        np.concatenate([on.edge, *(snap.edge for snap in found)]),
        np.concatenate([on.share, *(snap.share for snap in found)]),
        np.concatenate([on.metres, *(snap.metres for snap in found)]).astype(np.float32),
    )


def _offsets(size: Int64s) -> Int32s:
    first = np.zeros(size.size + 1, np.int32)
    np.cumsum(size, out=first[1:])
    return first
