"""On which storeys the streets of a piece of the map lie."""

from pathlib import Path

from maas.model import Box, LatLon
from routing.levels import Levels
from tests.routing.indoors.stations import FIRST_LAT, LON, timetable
from tests.streetmaps import StreetMap

MAP = StreetMap(
    "A---B---C\n|       |\nD-------E",
    {
        "AB": "highway=footway level=-1",
        "BC": "highway=steps level=-1;0",
        "DE": "highway=footway level=2",
        "AD": "highway=residential",
    },
)


def test_levels_are_those_of_the_box_and_the_ground() -> None:
    at = MAP.positions()
    levels = Levels(MAP.read()[0], None)
    assert levels.within(around(at["A"], at["E"])) == (2.0, 0.0, -1.0)
    assert levels.within(around(at["A"], at["C"])) == (0.0, -1.0)
    assert levels.within(Box(LatLon(80, 0), LatLon(81, 1))) == (0.0,)


def test_without_streets_there_is_the_ground() -> None:
    assert Levels(None, None).within(Box(LatLon(-90, -180), LatLon(90, 180))) == (0.0,)


def test_stops_have_storeys_too(tmp_path: Path) -> None:
    levels = Levels(MAP.read()[0], timetable(tmp_path, "E stairs P", levels="E0 P-3"))
    assert levels.within(around(LatLon(FIRST_LAT, LON), LatLon(FIRST_LAT + 0.01, LON))) == (
        0.0,
        -3.0,
    )


def around(a: LatLon, b: LatLon) -> Box:
    """The box of two corners, a metre wider."""
    slack = 1e-5
    return Box(
        LatLon(min(a.lat, b.lat) - slack, min(a.lon, b.lon) - slack),
        LatLon(max(a.lat, b.lat) + slack, max(a.lon, b.lon) + slack),
    )
