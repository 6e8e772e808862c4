"""Stops on a map and the routes that serve them."""

import pytest

from maas.model import TRANSIT_MODES, Box, LatLon, Mode
from routing.boards import Around
from routing.planner import Planner
from tests.lines import planner_over
from tests.routing.boards.test_board import STATION

TOWN = Box(LatLon(41.1, -8.7), LatLon(41.2, -8.6))
ALL = frozenset(TRANSIT_MODES)


@pytest.fixture(scope="module")
def planner() -> Planner:
    return planner_over(STATION)


def found(planner: Planner, modes: frozenset[Mode] = ALL, **more: bool) -> dict[str, list[str]]:
    """Ids of the stops in town and the modes there."""
    stops = planner.boards.stops(TOWN, modes, 10, **more)
    return {(stop.place.stop_id or "")[4:]: [m.value for m in stop.modes] for stop in stops}


def test_stops_that_something_calls_at_the_most_served_first(planner: Planner) -> None:
    stops = found(planner)
    assert stops == {
        "SHOP": ["BUS"],
        "P2": ["BUS", "REGIONAL_RAIL"],
        "BUS": ["BUS"],
        "P1": ["REGIONAL_RAIL"],
    }
    assert next(iter(stops)) == "SHOP"


def test_grouped_a_station_stands_for_its_platforms(planner: Planner) -> None:
    assert set(found(planner, grouped=True)) == {"SHOP", "HALL", "BUS"}


def test_modes_filter(planner: Planner) -> None:
    assert set(found(planner, frozenset({Mode.REGIONAL_RAIL}))) == {"P1", "P2"}
    assert found(planner, frozenset()) == {}


def test_no_more_than_asked_for(planner: Planner) -> None:
    [stop] = planner.boards.stops(TOWN, ALL, 1)
    assert (stop.place.name, stop.importance) == ("Market", 1.0)


def test_routes_of_all_that_counts_as_the_stop(planner: Planner) -> None:
    place, routes = planner.boards.routes(Around("bus:P1"))
    assert place.stop_id == "bus:P1"
    assert [(route.short_name, route.mode) for route in routes] == [
        ("B", Mode.BUS),
        ("T", Mode.REGIONAL_RAIL),
    ]
