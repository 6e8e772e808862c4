"""The sketch: to scale, inside its frame, and no more points than it needs."""

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from api.page.colours import Colours, contrast, line_colours
from api.page.languages import ENGLISH
from api.page.sketch import HIGHEST, WIDTH, sketch, thinned
from maas.itinerary import Itinerary, no_points
from tests.itineraries import ALIADOS, CASA, TRIP, WITH_CHANGE, ride

PLACES = st.lists(st.tuples(st.floats(-89, 89), st.floats(-179, 179)), min_size=2, max_size=12)


@given(PLACES)
@settings(derandomize=True, deadline=None)
def test_everything_is_inside_the_frame(places: list[tuple[float, float]]) -> None:
    leg = ride(ALIADOS, CASA, 0, 60, geometry=np.array(places))
    drawing = sketch(Itinerary((leg,)), ENGLISH, "x", 40).text
    for path in re.findall(r' d="M([^"]+)"', drawing):
        numbers = [int(number) for number in path.split()]
        assert all(0 <= x <= WIDTH for x in numbers[::2])
        assert all(0 <= y <= HIGHEST for y in numbers[1::2])


def test_north_is_up_and_distances_are_to_scale() -> None:
    square = np.array([(60.0, 0.0), (60.1, 0.0), (60.1, 0.2)])
    leg = ride(ALIADOS, CASA, 0, 60, geometry=square)
    drawing = sketch(Itinerary((leg,)), ENGLISH, "x", 40).text
    path = re.findall(r' d="M([^"]+)"', drawing)[0]
    x, y = np.array([int(number) for number in path.split()]).reshape(-1, 2).T
    assert y[0] > y[1] == y[2] and x[0] == x[1] < x[2]
    assert abs((y[0] - y[1]) - (x[2] - x[1])) <= 1


def test_without_geometry_there_is_nothing_to_draw() -> None:
    legs = tuple(replace(leg, geometry=no_points()) for leg in WITH_CHANGE.legs)
    assert sketch(Itinerary(legs), ENGLISH, "x", 40).text == ""


@given(PLACES, st.integers(2, 12))
@settings(derandomize=True, deadline=None)
def test_thinned_lines_keep_ends_and_order(places: list[tuple[float, float]], most: int) -> None:
    line = np.array(places)
    thin = thinned(line, most)
    assert len(thin) <= max(2, most)
    assert (thin[0] == line[0]).all() and (thin[-1] == line[-1]).all()
    rows = [int(np.flatnonzero((line == point).all(axis=1))[0]) for point in thin[1:-1]]
    assert all(a <= b for a, b in pairwise(rows)) or len(set(map(tuple, places))) < len(places)


def test_a_straight_line_needs_two_points_and_a_corner_three() -> None:
    assert len(thinned(np.array([(0, 0), (5, 5), (9, 9.0)]), 40)) == 2
    assert len(thinned(np.array([(0, 0), (50, 0), (50, 50.0)]), 40)) == 3


def test_colours_are_readable() -> None:
    yellow_on_white = replace(TRIP, route_color="FFFF00", route_text_color="FFFFFF")
    assert line_colours(yellow_on_white) == Colours("#ffff00", "#000000")
    for colour in ("F9B200", "000000", "187EC2", "777777"):
        colours = line_colours(replace(TRIP, route_color=colour, route_text_color=colour))
        assert contrast(colours.back, colours.text) >= 4.5
    assert line_colours(replace(TRIP, route_color="")).back.startswith("#")
    assert contrast("#ffffff", "#000000") == 21
