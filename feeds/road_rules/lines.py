"""Lines on the ground: points in order, none twice, pieces of one street joined."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise

from feeds.fields import NUMBER
from feeds.notices import Notes
from feeds.positions import DIGITS, LatLon
from maas.units import great_circle_m

Line = tuple[LatLon, ...]

MOST_POINTS = 5000
"""Of one line: 250 km, a point every 50 m."""

CRUMB_M = 5.0
"""Shorter pieces beside longer ones are what cutting has left."""

NEAR_DIGITS = 5
"""Of degrees: ends of pieces within a metre of each other are one."""


def line(told: Iterable[tuple[object, object]], notices: Notes) -> Line:
    """The points of a line (lat, lon), as they are told."""
    found: list[LatLon] = []
    points = iter(told)
    for lat, lon in islice(points, MOST_POINTS):
        at = _point(lat, lon)
        if at is None:
            notices.note("invalid_point", f"{lat}, {lon}")
        elif not found or found[-1] != at:
            found.append(at)
    if next(points, None) is not None:
        notices.note("too_many_points")
    return tuple(found)


def rings(told: Sequence[Line]) -> tuple[Line, ...]:
    """Those of some lines that go around something: a ring has three corners, each told once."""
    opened = (ring[:-1] if ring and ring[0] == ring[-1] else ring for ring in told)
    return tuple(ring for ring in opened if len(set(ring)) > 2)


def joined(pieces: Sequence[Line]) -> tuple[Line, ...]:
    """Pieces of a street, joined where they touch, without the crumbs that cutting leaves.

    A place that is no more than a point stays one.
    """
    chains = _chained([piece for piece in pieces if len(piece) > 1])
    longest_m = max(map(_length_m, chains), default=0.0)
    kept = tuple(each for each in chains if _length_m(each) >= min(CRUMB_M, longest_m))
    return kept or tuple(piece for piece in pieces if piece)[:1]


def _chained(pieces: Sequence[Line]) -> tuple[Line, ...]:
    """Those that touch at their ends as one, which runs as the first of them does."""
    ends: dict[LatLon, list[int]] = defaultdict(list)
    for i in reversed(range(len(pieces))):
        for end in {_near(pieces[i][0]), _near(pieces[i][-1])}:
            ends[end].append(i)
    used: set[int] = set()
    found: list[Line] = []
    for i, piece in enumerate(pieces):
        if i not in used:
            used.add(i)
            after = _grown(piece, pieces, ends, used)
            found.append(_grown(after[::-1], pieces, ends, used)[::-1])
    return tuple(found)


def _grown(
    chain: Line, pieces: Sequence[Line], ends: dict[LatLon, list[int]], used: set[int]
) -> Line:
    """A chain with what goes on where it ends, and so on."""
    points = list(chain)
    while here := ends[_near(points[-1])]:
        found = here.pop()
        if found not in used:
            used.add(found)
            piece = pieces[found]
            points += piece[1:] if _near(piece[0]) == _near(points[-1]) else piece[-2::-1]
    return tuple(points)


def _length_m(line: Line) -> float:
    return sum(great_circle_m(*one, *other) for one, other in pairwise(line))


def _near(at: LatLon) -> LatLon:
    return round(at[0], NEAR_DIGITS), round(at[1], NEAR_DIGITS)


def _point(lat: object, lon: object) -> LatLon | None:
    north, east = _degrees(lat, 90), _degrees(lon, 180)
    if north is None or east is None or (abs(north) < 1e-3 and abs(east) < 1e-3):
        return None
    return round(north, DIGITS), round(east, DIGITS)


def _degrees(told: object, most: int) -> float | None:
    if isinstance(told, str) and NUMBER.fullmatch(told.strip()):
        told = float(told.strip().replace(",", "."))
    is_number = isinstance(told, int | float) and not isinstance(told, bool)
    return float(told) if is_number and abs(told) <= most else None  # type: ignore[arg-type]
