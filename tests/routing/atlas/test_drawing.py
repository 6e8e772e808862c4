"""What a tile shows of lines and areas, against shapely."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiLineString, Polygon, box

from routing.atlas import Atlas, Layer, draw
from routing.atlas.build import atlas_of
from routing.atlas.drawing import BUFFER, EXTENT, Drawing
from routing.atlas.sketch import Sketch, TagBook

Z, X, Y = 16, 40_000, 20_000
UNITS = 4
"""Of the plane in one of a tile of this zoom level."""

TILE = box(-BUFFER, -BUFFER, EXTENT + BUFFER, EXTENT + BUFFER)
Points = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Drawn:
    """Draws one feature, given in units of the tile, exactly as it is."""

    layer: Layer
    lines: Sequence[Points]

    def sketch(self, last_zoom: int) -> Sketch:
        points = np.array([point for line in self.lines for point in line], np.int64) * UNITS
        points += np.array([X, Y]) * EXTENT * UNITS
        return Sketch(
            self.layer,
            np.zeros(1, np.uint8),
            np.zeros(1, np.int32),
            np.array([0, len(self.lines)], np.int64),
            np.cumsum([0, *map(len, self.lines)]).astype(np.int64),
            points[:, 0].astype(np.int32),
            points[:, 1].astype(np.int32),
        )


def atlas(layer: Layer, *lines: Points) -> Atlas:
    """Lines drawn so that nothing of them is simplified away."""
    tags = TagBook()
    tags.number({})
    return atlas_of([Drawn(layer, lines)], tags)


def shown(drawing: Drawing) -> list[list[tuple[int, int]]]:
    points = list(zip(drawing.x.tolist(), drawing.y.tolist(), strict=True))
    first = drawing.first_point.tolist()
    return [points[low:high] for low, high in pairwise(first)]


coordinate = st.integers(-6000, 10_000)
lines = st.lists(st.tuples(coordinate, coordinate), min_size=2, max_size=12)


@settings(derandomize=True, deadline=None)
@given(lines)
def test_lines_are_cut_as_shapely_cuts_them(line: Points) -> None:
    pieces = shown(draw(atlas(Layer.STREET, line), Z, X, Y))
    expected = LineString(line).intersection(TILE)
    found = MultiLineString([piece for piece in pieces if len(piece) > 1])
    for piece in pieces:
        assert all(-BUFFER <= x <= EXTENT + BUFFER >= y >= -BUFFER for x, y in piece)
        assert all(a != b for a, b in pairwise(piece))
    if expected.length > 3:
        assert found.hausdorff_distance(expected) < 6
    else:
        assert found.length <= 5


@st.composite
def stars(draw: st.DrawFn) -> tuple[Points, Points]:
    """A polygon without crossings, and a hole of half its size."""
    middle = draw(st.tuples(st.integers(-3000, 7000), st.integers(-3000, 7000)))
    radii = draw(st.lists(st.integers(300, 6000), min_size=3, max_size=14))

    def ring(share: float) -> Points:
        angles = [2 * pi * i / len(radii) for i in range(len(radii))]
        return [
            (middle[0] + round(share * r * cos(a)), middle[1] + round(share * r * sin(a)))
            for r, a in zip(radii, angles, strict=True)
        ]

    return ring(1.0), ring(0.5)[::-1]


@settings(derandomize=True, deadline=None)
@given(stars())
def test_areas_are_cut_as_shapely_cuts_them(star: tuple[Points, Points]) -> None:
    rim, hole = star
    expected = Polygon(rim, [hole]).intersection(TILE)
    drawing = draw(atlas(Layer.WATER, rim, hole), Z, X, Y)
    area, perimeter = 0.0, 100.0
    for number, ring in enumerate(shown(drawing)):
        signed = signed_area(ring)
        assert (signed > 0) == (number == 0), "rims run clockwise, holes do not"
        assert ring[0] != ring[-1], "rings end before they close"
        area, perimeter = area + signed, perimeter + Polygon(ring).length
    assert area == pytest.approx(expected.area, abs=perimeter)


def signed_area(ring: Points) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs) / 2


def test_a_tile_within_an_area_is_all_of_it() -> None:
    around = [(-9000, -9000), (9000, -9000), (9000, 9000), (-9000, 9000)]
    [ring] = shown(draw(atlas(Layer.WATER, around), Z, X, Y))
    assert Polygon(ring).equals(TILE)


def test_points_are_shown_on_the_tile_and_just_beside_it() -> None:
    near, far = [(-BUFFER, 5)], [(EXTENT + BUFFER + 1, 5)]
    assert shown(draw(atlas(Layer.STOP, near), Z, X, Y)) == [[(-BUFFER, 5)]]
    assert shown(draw(atlas(Layer.STOP, far), Z, X, Y)) == []


def test_holes_too_small_to_be_seen_are_filled() -> None:
    rim = [(0, 0), (4000, 0), (4000, 4000), (0, 4000)]
    hole = [(100, 100), (100, 120), (120, 120), (120, 100)]
    found = atlas(Layer.WATER, rim, hole)
    assert len(shown(draw(found, Z, X, Y))) == 2
    assert len(shown(draw(found, Z - 4, X >> 4, Y >> 4))) == 1


@settings(derandomize=True, deadline=None, max_examples=40)
@given(lines)
def test_neighbours_together_show_everything(line: Points) -> None:
    everything = atlas(Layer.STREET, line)
    found = [
        piece
        for dx in range(-2, 4)
        for dy in range(-2, 4)
        for piece in moved(draw(everything, Z, X + dx, Y + dy), dx, dy)
    ]
    expected = LineString(line)
    assert expected.length < 5 or MultiLineString(found).buffer(6).covers(expected)


def moved(drawing: Drawing, dx: int, dy: int) -> list[Points]:
    return [[(x + dx * EXTENT, y + dy * EXTENT) for x, y in line] for line in shown(drawing)]
