"""Cuts the wide streets of the invented city into stretches, and finds the bridge to close."""

from collections.abc import Iterator, Sequence
from itertools import count, groupby

from maas.demo.lines import BUS, TRAM, Line
from maas.demo.plane import Projection, nearest_on
from maas.demo.road.places import RoadPlaces, Stretch
from maas.demo.streets import Street, StreetPlan

BLOCKS = 5
"""So many at most are a stretch, beginning at the end of a street."""
FEWEST = 3
ON_IT_M = 5.0
WIDE = ("primary", "secondary")


def plan_road(plan: StreetPlan, lines: Sequence[Line], projection: Projection) -> RoadPlaces:
    """Find both; no chance is needed for it."""
    ids = count(1)
    stretches = [
        _stretch(next(ids), pieces, projection)
        for pieces in _cut(street for street in plan.streets if street.kind in WIDE)
    ]
    return RoadPlaces(tuple(stretches), _stretch(0, [_bridge(plan, lines)], projection))


def _cut(streets: Iterator[Street]) -> Iterator[list[Street]]:
    """Pieces of one name that follow each other, a few at a time."""
    for _, named in groupby(sorted(streets, key=lambda each: (each.name, each.a)), _name):
        chain: list[Street] = []
        for piece in named:
            if chain and (piece.a != chain[-1].b or len(chain) == BLOCKS):
                if len(chain) >= FEWEST:
                    yield chain
                chain = []
            chain.append(piece)
        if len(chain) >= FEWEST:
            yield chain


def _name(street: Street) -> str:
    return street.name


def _stretch(id: int, pieces: Sequence[Street], projection: Projection) -> Stretch:
    line = [pieces[0].line[0], *(z for piece in pieces for z in piece.line[1:])]
    inward = line if abs(line[-1]) < abs(line[0]) else line[::-1]
    places = (projection.place(z) for z in inward)
    return Stretch(
        id, pieces[0].name, tuple((place.lat, place.lon) for place in places), pieces[0].kind
    )


def _bridge(plan: StreetPlan, lines: Sequence[Line]) -> Street:
    """The one that most lines in the street go over, the one next to the middle of such."""

    def taken(street: Street) -> tuple[int, float]:
        middle = (street.line[0] + street.line[-1]) / 2
        paths = (line.ways[0].path for line in lines if line.mode in (BUS, TRAM))
        return sum(nearest_on(path, middle)[0] < ON_IT_M for path in paths), -abs(middle)

    return max((street for street in plan.streets if _is_driven(street)), key=taken)


def _is_driven(street: Street) -> bool:
    return street.is_bridge and street.kind in WIDE
