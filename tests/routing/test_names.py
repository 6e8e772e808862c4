"""Stops by name: one answer per place, several where one name names several places."""

from dataclasses import replace

from maas.arrays import Texts
from routing.names import StopNames
from routing.stop_places import StopPlaces
from tests.networks import draw, timetable

LINE = """
    M1    A      B      C      D
          08:00  08:10  08:20  08:30
"""


def names(*called: str) -> StopNames:
    """Stops of these names, far apart but the last two."""
    drawn, _ = timetable(draw(LINE))
    lat = drawn.stops.lat.copy()
    lat[:] = [41.0, 41.1, 41.2, 41.2001]
    lon = drawn.stops.lon.copy()
    lon[:] = -8.6
    stops = replace(drawn.stops, name=Texts.of(called), lat=lat, lon=lon)
    return StopNames(StopPlaces(replace(drawn, stops=stops)))


def test_places_of_one_name_are_told_apart_and_its_poles_are_not() -> None:
    found = names("Igreja", "Câmara", "Igreja", "Igreja").find("igreja", 8)
    assert [round(place.at.lat, 4) for place in found] == [41.0, 41.2]


def test_errors_and_accents_do_not_matter() -> None:
    found = names("Igreja", "Câmara", "Igreja", "Igreja").find("camra", 8)
    assert [place.name for place in found] == ["Câmara"]


def test_no_more_than_asked_for() -> None:
    assert len(names("Igreja", "Igreja", "Igreja", "Igreja").find("igreja", 2)) == 2
