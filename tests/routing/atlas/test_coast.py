"""The sea from coastlines, with land on their left; y runs to the south."""

from collections.abc import Sequence
from math import cos, pi, sin

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely import Polygon, box
from shapely.ops import unary_union

from routing.atlas.coast import Frame, seas

FRAME = Frame(0, 0, 100, 100)
Points = Sequence[tuple[float, float]]


def sea(*coasts: Points) -> list[Polygon]:
    found = seas([np.array(coast, np.float64) for coast in coasts], FRAME)
    return [Polygon(rim, holes) for rim, *holes in found]


def test_a_coast_parts_the_map() -> None:
    [west] = sea([(50, 120), (50, -20)])  # to the north: land is on the left, in the west
    assert west.equals(box(50, 0, 100, 100))
    [east] = sea([(50, -20), (50, 120)])
    assert east.equals(box(0, 0, 50, 100))


def test_an_island_is_a_hole_of_the_sea_around() -> None:
    island = [(40, 40), (40, 60), (60, 60), (60, 40), (40, 40)]
    [found] = sea(island)
    assert found.equals(box(0, 0, 100, 100) - box(40, 40, 60, 60))
    [beside] = sea(island, [(20, -20), (20, 120)])
    assert beside.equals(box(0, 0, 20, 100)), "an island in no sea is left out"


def test_a_sea_enclosed_by_land_is_an_area() -> None:
    [found] = sea([(40, 40), (60, 40), (60, 60), (40, 60), (40, 40)])
    assert found.equals(box(40, 40, 60, 60))


def test_an_island_may_lie_across_the_edge() -> None:
    [found] = sea([(90, 40), (90, 60), (110, 60), (110, 40), (90, 40)])
    assert found.equals(box(0, 0, 100, 100) - box(90, 40, 110, 60))


def test_a_coast_that_ends_within_is_led_to_the_edge() -> None:
    [found] = sea([(50, 97), (50, 3)])
    assert found.equals(box(50, 0, 100, 100))


def test_two_coasts_leave_a_strait() -> None:
    found = sea([(40, -20), (40, 120)], [(60, 120), (60, -20)])
    assert unary_union(found).equals(box(0, 0, 40, 100) | box(60, 0, 100, 100))
    [strait] = sea([(40, 120), (40, -20)], [(60, -20), (60, 120)])
    assert strait.equals(box(40, 0, 60, 100))


def test_no_coast_no_sea() -> None:
    assert sea() == []


@settings(derandomize=True, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(-40, 140),
            st.integers(-40, 140),
            st.lists(st.integers(5, 60), min_size=3, max_size=9),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_all_that_is_no_island_is_sea(blobs: list[tuple[int, int, list[int]]]) -> None:
    islands = [
        [
            (
                x + 0.317 + r * cos(2 * pi * i / len(radii)),
                y + 0.173 - r * sin(2 * pi * i / len(radii)),
            )
            for i, r in enumerate(radii)
        ]
        for x, y, radii in blobs
    ]
    shapes = [Polygon(ring) for ring in islands]
    assume(all(not a.intersects(b) for i, a in enumerate(shapes) for b in shapes[:i]))
    land = unary_union(shapes)
    expected = box(0, 0, 100, 100) - land
    assume(land.boundary.intersects(box(0, 0, 100, 100)))
    found = unary_union(sea(*([*ring, ring[0]] for ring in islands)))
    assert found.symmetric_difference(expected).area == pytest.approx(0, abs=0.01)
