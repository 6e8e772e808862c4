"""Turn-by-turn instructions: the edges of a way joined by street.

Directions are the values of MOTIS's `Direction`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, radians

import numpy as np

from maas.arrays import Float64s
from maas.itinerary import Step
from maas.model import Profile
from maas.streets import Street, StreetNetwork, WayFlag
from routing.streets.junctions import Junctions

SIGHT_DEG = 5e-5
"""About 5 m: bearings are taken over this distance, so that crooked kerbs do not turn anyone."""

STRAIGHT_DEG = 20
TURNS = ((STRAIGHT_DEG, "CONTINUE"), (50, "SLIGHTLY_{}"), (125, "{}"), (181, "HARD_{}"))
"""Up to how many degrees a turn is called what."""

JOINT_M = 10.0
"""Unnamed bits straight on, shorter than this, are how mappers join streets: nobody is told."""

ROUND_TRIPS = {True: "CIRCLE_CLOCKWISE", False: "CIRCLE_COUNTERCLOCKWISE"}
BY_KIND: Mapping[int, str] = {Street.STEPS: "STAIRS", Street.ELEVATOR: "ELEVATOR"}
DRIVING = frozenset({Profile.BIKE, Profile.CAR})


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One directed edge of a way, as far as it is travelled."""

    directed: int
    line: Float64s
    """[n, 2] Latitude, longitude in the direction of travel."""
    metres: float
    first: int
    """Number of its first point in the path's geometry."""
    last: int


@dataclass(frozen=True, slots=True, eq=False)
class _Stretch:
    """Pieces that make one step."""

    pieces: list[Piece]
    way: int
    name: str
    manner: str
    """How it is travelled: a value of Direction for stairs, elevators, roundabouts, else empty."""


def steps(
    network: StreetNetwork,
    junctions: Junctions,
    profile: Profile,
    pieces: Sequence[Piece],
    off_m: tuple[float, float],
) -> tuple[Step, ...]:
    """The steps of a way; the straight bits at its ends belong to the first and the last."""
    stretches = _stretches(network, profile, pieces)
    made: list[Step] = []
    for i, stretch in enumerate(stretches):
        is_last = i == len(stretches) - 1
        metres = sum(piece.metres for piece in stretch.pieces)
        metres += (off_m[0] if i == 0 else 0.0) + (off_m[1] if is_last else 0.0)
        before = stretches[i - 1] if i else None
        flags = WayFlag(int(network.ways.flags[stretch.way]))
        made.append(
            Step(
                relative=_relative(before, stretch),
                distance_m=metres,
                street=stretch.name,
                first=stretch.pieces[0].first if i else 0,
                last=stretch.pieces[-1].last + is_last,
                way=max(int(network.ways.id[stretch.way]), 0) or None,
                exit=_exit(junctions, profile, stretch, is_last),
                stay_on=before is not None and bool(before.name) and before.name == stretch.name,
                area=WayFlag.AREA in flags,
                from_level=_levels(network, stretch.pieces[0])[0],
                to_level=_levels(network, stretch.pieces[-1])[1],
                toll=profile is Profile.CAR and WayFlag.TOLL in flags,
                access_restriction=_restriction(profile, flags),
            )
        )
    return tuple(made)


def _stretches(network: StreetNetwork, profile: Profile, pieces: Sequence[Piece]) -> list[_Stretch]:
    """Join pieces that a traveller takes for one street."""
    edges = np.array([piece.directed >> 1 for piece in pieces])
    rows, row_of = np.unique(network.edges.way[edges], return_inverse=True)
    called = [
        (way, network.ways.name[way], _manner(network, profile, way)) for way in rows.tolist()
    ]
    stretches: list[_Stretch] = []
    for piece, row in zip(pieces, row_of.tolist(), strict=True):
        if stretches and _goes_on(stretches[-1], piece, *called[row]):
            stretches[-1].pieces.append(piece)
        else:
            stretches.append(_Stretch([piece], *called[row]))
    return stretches


def _manner(network: StreetNetwork, profile: Profile, way: int) -> str:
    if profile in DRIVING and network.ways.flags[way] & WayFlag.ROUNDABOUT:
        return "CIRCLE"
    return BY_KIND.get(int(network.ways.kind[way]), "")


def _goes_on(stretch: _Stretch, piece: Piece, way: int, name: str, manner: str) -> bool:
    """Whether a piece belongs to the stretch before it."""
    if manner != stretch.manner or piece.directed == stretch.pieces[-1].directed ^ 1:
        return False
    if manner:
        return True
    if not name and piece.metres < JOINT_M and _is_straight(stretch, piece):
        return True
    same_way = way == stretch.way
    return name == stretch.name and (bool(name) or same_way or _is_straight(stretch, piece))


def _is_straight(stretch: _Stretch, piece: Piece) -> bool:
    return abs(turned_deg(stretch.pieces[-1].line, piece.line)) < STRAIGHT_DEG


def _relative(before: _Stretch | None, stretch: _Stretch) -> str:
    """The value of Direction that leads into a stretch."""
    if stretch.manner == "CIRCLE":
        return ROUND_TRIPS[_is_clockwise(before, stretch)]
    if stretch.manner:
        return stretch.manner
    if before is None:
        return "DEPART"
    if before.manner == "ELEVATOR":
        return "CONTINUE"  # nobody knows which way its doors face
    if stretch.pieces[0].directed == before.pieces[-1].directed ^ 1:
        return "UTURN_LEFT"
    return direction(turned_deg(before.pieces[-1].line, stretch.pieces[0].line))


def direction(degrees_right: float) -> str:
    """What a turn by so many degrees to the right (negative: left) is called."""
    side = "RIGHT" if degrees_right > 0 else "LEFT"
    return next(text for most, text in TURNS if abs(degrees_right) < most).format(side)


def turned_deg(before: Float64s, after: Float64s) -> float:
    """By how much one turns to the right from the end of one line to the begin of the next."""
    turn = _bearing_deg(after) - _bearing_deg(before[::-1]) - 180.0
    return (turn + 180.0) % 360.0 - 180.0


def _bearing_deg(line: Float64s) -> float:
    """Where one looks from the first point of a line, clockwise from north."""
    lat, lon = line[0]
    east_share = cos(radians(lat))
    north = east = 0.0
    for there_lat, there_lon in line[1:]:
        north, east = there_lat - lat, (there_lon - lon) * east_share
        if north * north + east * east >= SIGHT_DEG * SIGHT_DEG:
            break
    return degrees(atan2(east, north))


def _is_clockwise(before: _Stretch | None, stretch: _Stretch) -> bool:
    """Which way one goes round: all turns on the way say it or, where there are none, the first."""
    line = np.concatenate([piece.line for piece in stretch.pieces])
    line = line[np.append(True, (np.diff(line, axis=0) != 0).any(axis=1))]
    bends = sum(turned_deg(line[i - 1 : i + 1], line[i : i + 2]) for i in range(1, len(line) - 1))
    if abs(bends) < STRAIGHT_DEG and before is not None:
        return turned_deg(before.pieces[-1].line, line) < 0
    return bends > 0


def _exit(junctions: Junctions, profile: Profile, stretch: _Stretch, is_last: bool) -> str:
    """The number of the exit at which a roundabout is left."""
    if stretch.manner != "CIRCLE" or is_last:
        return ""
    heads = (junctions.head(piece.directed) for piece in stretch.pieces)
    return str(sum(junctions.has_exit(head, profile) for head in heads))


def _levels(network: StreetNetwork, piece: Piece) -> tuple[float, float]:
    """The storeys on which an edge begins and ends in the direction of travel."""
    begin, end = network.ways.level[network.edges.way[piece.directed >> 1]].tolist()
    return (end, begin) if piece.directed & 1 else (begin, end)


def _restriction(profile: Profile, flags: WayFlag) -> str | None:
    ends_only = profile is Profile.CAR and WayFlag.DESTINATION in flags
    return "destination" if ends_only else None
