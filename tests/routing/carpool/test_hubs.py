"""Hubs by what calls there: rail first, then by how many vehicles leave."""

from dataclasses import replace

import numpy as np

from maas.model import LatLon, Mode
from maas.timetable import Timetable
from routing.carpool.hubs import NO_HUBS, Hubs
from routing.places import build_index
from tests.networks import draw, timetable

LINES = """
    BUS   A      B
          08:00  08:10
          09:00  09:10
          10:00  10:10
    CITY  B      A
          08:00  08:10
          09:00  09:10
    RAIL  C      D
          08:00  08:20
"""


def network() -> Timetable:
    """Stops 5 km from each other on one parallel, in the order of their letters."""
    drawn = draw(LINES)
    *buses, rail = drawn.lines
    made, _ = timetable(replace(drawn, lines=[*buses, replace(rail, mode=Mode.REGIONAL_RAIL)]))
    lat, lon = np.full(4, 48.0), 2.1 + 0.067 * np.arange(4.0)
    return replace(made, stops=replace(made.stops, lat=lat, lon=lon))


def test_one_train_counts_more_than_many_buses() -> None:
    hubs = Hubs.of(build_index(network(), None, ()))
    letters = ["ABCD"[round((lon - 2.1) / 0.067)] for lon in hubs.lon]
    assert letters[0] == "C", "trains leave there"
    assert letters[2:] == ["A", "B"], "three buses leave at A, two at B"


def test_the_most_important_on_the_way_is_found() -> None:
    hubs = Hubs.of(build_index(network(), None, ()))
    village, city = LatLon(48.0, 2.0), LatLon(48.0, 3.0)
    (found,) = hubs.near(village, city, 1)
    assert abs(found.lon - (2.1 + 2 * 0.067)) < 1e-6


def test_without_an_index_there_is_none() -> None:
    assert NO_HUBS.near(LatLon(48.0, 2.0), LatLon(48.0, 3.0), 2) == ()
