"""Turn-by-turn instructions: the edges of a way joined by street.

Directions are the values of MOTIS's `Direction`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from maas.arrays import Float64s
from maas.itinerary import Step
from maas.model import Profile
from maas.streets import Street, StreetNetwork, WayFlag
from routing.kernels.lines import bearing_deg
from routing.streets.junctions import Junctions

STRAIGHT_DEG = 20
TURNS = ((STRAIGHT_DEG, "CONTINUE"), (50, "SLIGHTLY_{}"), (125, "{}"), (181, "HARD_{}"))
"""Up to how many degrees a turn is called what."""

JOINT_M = 10.0
"""Unnamed bits straight on, shorter than this, are how mappers join streets: nobody is told."""

ROUND_TRIPS = {True: "CIRCLE_CLOCKWISE", False: "CIRCLE_COUNTERCLOCKWISE"}
ROUNDABOUT, TOLL, AREA, DESTINATION = map(
    int, (WayFlag.ROUNDABOUT, WayFlag.TOLL, WayFlag.AREA, WayFlag.DESTINATION)
)
"""Plain numbers: joining flags takes longer than all else here."""
BY_KIND: Mapping[int, str] = {Street.STEPS: "STAIRS", Street.ELEVATOR: "ELEVATOR"}
DRIVING = frozenset({Profile.BIKE, Profile.CAR})


class Piece(NamedTuple):
    """One directed edge of a way, as far as it is travelled."""

    directed: int
    way: int
    metres: float
    looks_on_deg: float
    """Where one looks on entering it, clockwise from north."""
    looks_back_deg: float
    """Where one looks on turning around where it is left."""
    first: int
    """Number of its first point in the way's line."""
    last: int


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A way on the map."""

    line: Float64s
    """[n, 2] Latitude, longitude. Point 0 is the true position, point 1 where it meets the street;
    so at its end."""
    pieces: Sequence[Piece]


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
    drawn: Drawn,
    off_m: tuple[float, float],
) -> tuple[Step, ...]:
    """The steps of a way; the straight bits at its ends belong to the first and the last."""
    stretches = _stretches(network, profile, drawn.pieces)
    made: list[Step] = []
    before: _Stretch | None = None
    for i, stretch in enumerate(stretches):
        is_last = i == len(stretches) - 1
        metres = sum([piece.metres for piece in stretch.pieces])
        metres += (off_m[0] if i == 0 else 0.0) + (off_m[1] if is_last else 0.0)
        flags = network.ways.flags.item(stretch.way)
        made.append(
            Step(
                relative=_relative(drawn.line, before, stretch),
                distance_m=metres,
                street=stretch.name,
                first=stretch.pieces[0].first if i else 0,
                last=stretch.pieces[-1].last + is_last,
                way=max(network.ways.id.item(stretch.way), 0) or None,
                exit=_exit(junctions, profile, stretch, is_last),
                stay_on=before is not None and bool(before.name) and before.name == stretch.name,
                area=bool(flags & AREA),
                from_level=_level(network, stretch.pieces[0], at_end=False),
                to_level=_level(network, stretch.pieces[-1], at_end=True),
                toll=profile is Profile.CAR and bool(flags & TOLL),
                access_restriction=_restriction(profile, flags),
            )
        )
        before = stretch
    return tuple(made)


def _stretches(network: StreetNetwork, profile: Profile, pieces: Sequence[Piece]) -> list[_Stretch]:
    """Join pieces that a traveller takes for one street."""
    stretches: list[_Stretch] = []
    way, name, manner = -1, "", ""
    for piece in pieces:
        if piece.way != way:
            way = piece.way
            name, manner = network.ways.name[way], _manner(network, profile, way)
        if stretches and _goes_on(stretches[-1], piece, name, manner):
            stretches[-1].pieces.append(piece)
        else:
            stretches.append(_Stretch([piece], way, name, manner))
    return stretches


def _manner(network: StreetNetwork, profile: Profile, way: int) -> str:
    if profile in DRIVING and network.ways.flags.item(way) & ROUNDABOUT:
        return "CIRCLE"
    return BY_KIND.get(network.ways.kind.item(way), "")


def _goes_on(stretch: _Stretch, piece: Piece, name: str, manner: str) -> bool:
    """Whether a piece belongs to the stretch before it."""
    if manner != stretch.manner or piece.directed == stretch.pieces[-1].directed ^ 1:
        return False
    if manner:
        return True
    if not name and piece.metres < JOINT_M and _is_straight(stretch, piece):
        return True
    same_way = piece.way == stretch.way
    return name == stretch.name and (bool(name) or same_way or _is_straight(stretch, piece))


def _is_straight(stretch: _Stretch, piece: Piece) -> bool:
    return abs(_turn_deg(stretch.pieces[-1], piece)) < STRAIGHT_DEG


def _relative(line: Float64s, before: _Stretch | None, stretch: _Stretch) -> str:
    """The value of Direction that leads into a stretch."""
    if stretch.manner == "CIRCLE":
        return ROUND_TRIPS[_is_clockwise(line, before, stretch)]
    if stretch.manner:
        return stretch.manner
    if before is None:
        return "DEPART"
    if before.manner == "ELEVATOR":
        return "CONTINUE"  # nobody knows which way its doors face
    if stretch.pieces[0].directed == before.pieces[-1].directed ^ 1:
        return "UTURN_LEFT"
    return direction(_turn_deg(before.pieces[-1], stretch.pieces[0]))


def direction(degrees_right: float) -> str:
    """What a turn by so many degrees to the right (negative: left) is called."""
    side = "RIGHT" if degrees_right > 0 else "LEFT"
    return next(text for most, text in TURNS if abs(degrees_right) < most).format(side)


def turned_deg(before: Float64s, after: Float64s) -> float:
    """By how much one turns to the right from the end of one line to the begin of the next."""
    back = bearing_deg(before, len(before) - 1, 0, -1)
    return _right_deg(back, bearing_deg(after, 0, len(after) - 1, 1))


def _turn_deg(before: Piece, after: Piece) -> float:
    """The same from one edge to the next."""
    return _right_deg(before.looks_back_deg, after.looks_on_deg)


def _right_deg(back: float, on: float) -> float:
    """By how much who looks back one way turns to the right to look on another."""
    return (on - back) % 360.0 - 180.0


def _is_clockwise(way: Float64s, before: _Stretch | None, stretch: _Stretch) -> bool:
    """Which way one goes round: all turns on the way say it or, where there are none, the first."""
    line = way[stretch.pieces[0].first : stretch.pieces[-1].last + 1]
    line = line[np.append(True, (np.diff(line, axis=0) != 0).any(axis=1))]
    bends = sum(turned_deg(line[i - 1 : i + 1], line[i : i + 2]) for i in range(1, len(line) - 1))
    if abs(bends) < STRAIGHT_DEG and before is not None:
        back = before.pieces[-1].looks_back_deg
        return _right_deg(back, bearing_deg(line, 0, len(line) - 1, 1)) < 0
    return bends > 0


def _exit(junctions: Junctions, profile: Profile, stretch: _Stretch, is_last: bool) -> str:
    """The number of the exit at which a roundabout is left."""
    if stretch.manner != "CIRCLE" or is_last:
        return ""
    heads = (junctions.head(piece.directed) for piece in stretch.pieces)
    return str(sum(junctions.has_exit(head, profile) for head in heads))


def _level(network: StreetNetwork, piece: Piece, *, at_end: bool) -> float:
    """The storey on which an edge begins (ends) in the direction of travel."""
    is_back = bool(piece.directed & 1)
    return network.ways.level.item(piece.way, int(at_end != is_back))


def _restriction(profile: Profile, flags: int) -> str | None:
    ends_only = profile is Profile.CAR and flags & DESTINATION
    return "destination" if ends_only else None
