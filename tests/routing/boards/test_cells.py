"""Stops and routes of cells, counted and listed, against looking at every stop."""

import h3.api.basic_int as h3
import numpy as np
import pytest

from routing.boards import Around, Boards
from routing.boards.cells import StopsInCell
from tests.lines import planner_over

SEVERAL = {
    "stops.txt": """\
        stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station
        P,Station,41.1500,-8.6100,1,
        P1,Station,41.1500,-8.6101,,P
        P2,Station,41.1501,-8.6099,,P
        N,North,41.1600,-8.6100,,
        S,South,41.1400,-8.6100,,
        X,Nowhere,41.1450,-8.6100,,
        """,
    "routes.txt": """\
        route_id,agency_id,route_short_name,route_long_name,route_type
        1,A,1,North - South,3
        2,A,2,South - Station,3
        """,
    "trips.txt": """\
        route_id,service_id,trip_id,trip_headsign
        1,daily,a,South
        1,daily,b,South
        2,daily,c,Station
        2,daily,d,South
        """,
    "stop_times.txt": """\
        trip_id,arrival_time,departure_time,stop_id,stop_sequence
        a,08:00:00,08:00:00,N,1
        a,08:05:00,08:05:00,P1,2
        a,08:10:00,08:10:00,S,3
        b,09:00:00,09:00:00,N,1
        b,09:05:00,09:05:00,S,2
        c,08:00:00,08:00:00,S,1
        c,08:05:00,08:05:00,P2,2
        d,08:00:00,08:00:00,N,1
        d,08:05:00,08:05:00,P1,2
        d,08:10:00,08:10:00,S,3
        """,
}
STOPS = {"P1": (41.15, -8.6101), "P2": (41.1501, -8.6099), "N": (41.16, -8.61), "S": (41.14, -8.61)}
"""Those that trips call at."""


@pytest.fixture(scope="module")
def boards() -> Boards:
    return planner_over(SEVERAL).boards


def in_cell(boards: Boards, cell: int, n: int = 100) -> StopsInCell:
    return boards.in_cell(cell, h3.get_resolution(cell), n)


def expected(boards: Boards, cell: int) -> tuple[set[str], set[str]]:
    """The (stops, routes) of a cell, stop by stop."""
    resolution = h3.get_resolution(cell)
    stops = {id for id, at in STOPS.items() if h3.latlng_to_cell(*at, resolution) == cell}
    served = (boards.routes(Around(f"bus:{id}", radius_m=0.0, exact=True))[1] for id in stops)
    return {f"bus:{id}" for id in stops}, {route.id for routes in served for route in routes}


@pytest.mark.parametrize("resolution", range(5, 11))
def test_a_cell_has_the_stops_in_it_and_the_routes_that_serve_them(
    boards: Boards, resolution: int
) -> None:
    cells = sorted({h3.latlng_to_cell(*at, resolution) for at in STOPS.values()})
    stops, routes = boards.count_in_cells(np.array(cells, np.int64), resolution)
    for i, cell in enumerate(cells):
        found, (own, served) = in_cell(boards, cell), expected(boards, cell)
        assert {each.place.stop_id for each in found.stops} == own
        assert {route.id for route in found.routes} == served
        assert (found.n_stops, found.n_routes) == (stops[i], routes[i]) == (len(own), len(served))


def test_stops_that_nothing_calls_at_and_stations_are_none(boards: Boards) -> None:
    whole = in_cell(boards, h3.latlng_to_cell(41.15, -8.61, 5))
    assert {each.place.stop_id for each in whole.stops} == {f"bus:{id}" for id in STOPS}


def test_the_most_served_come_first_and_all_count(boards: Boards) -> None:
    whole = in_cell(boards, h3.latlng_to_cell(41.15, -8.61, 5), 1)
    assert (whole.n_stops, whole.n_routes) == (4, 2)
    assert [each.place.stop_id for each in whole.stops] == ["bus:S"]
    assert len(whole.routes) == 1
