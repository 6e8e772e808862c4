"""What is closed to lines, and what of that was known before."""

from dataclasses import replace

import numpy as np
import pytest

from maas.live.incidents import Incident, IncidentKind, Traveller
from routing.incidents.crossing.crossings import Crossing, closes_to_buses, find_crossings
from routing.incidents.crossing.line_shapes import LineShapes
from routing.incidents.crossing.overlaps import Overlap
from routing.incidents.laid import Incidents
from tests.closures import closure
from tests.towns import Town

TOWN = Town(
    """
    A-------B-------C-------D
            |       |
            E-------F
    """,
    {
        "ABCD": "highway=residential",
        "BE": "highway=residential",
        "CF": "highway=residential",
        "EF": "highway=residential",
    },
    {"1": ("A 08:00 D 08:05",), "2": ("A 08:00 D 08:05",)},
    {
        "routes.txt": "route_id,route_short_name,route_type\n1,1,3\n2,2,0",
        "trips.txt": "route_id,service_id,trip_id,shape_id\n1,daily,1-0,1\n2,daily,2-0,1",
    },
    shapes={"1": "ABCD"},
)
LINES, NETWORK = TOWN.data
assert NETWORK is not None
SHAPES = LineShapes.of(LINES)
CLOSED = closure(NETWORK, "BC")


def test_each_closure_is_found_by_shape() -> None:
    other = closure(NETWORK, "CD", id="8")
    found = find_crossings(SHAPES, NETWORK, (CLOSED, other), {})
    assert [crossing.row for crossing in found.by_shape[0]] == [0, 1]
    assert [each.id for each in found.laid] == ["incidents:7", "incidents:8"]


def test_what_was_looked_for_before_is_not_looked_for_again() -> None:
    known = {CLOSED.directed.tobytes(): (Overlap(9, 1.0, 2.0),)}
    found = find_crossings(SHAPES, NETWORK, (CLOSED,), known)
    assert found.by_shape == {9: (Crossing(0, 1.0, 2.0),)}
    assert found.known == known
    assert find_crossings(SHAPES, NETWORK, (), known).known == {}, "opened again, and forgotten"


def test_what_is_over_or_nowhere_hinders_nobody() -> None:
    over, nowhere = replace(CLOSED, spans=()), replace(CLOSED, directed=CLOSED.directed[:0])
    assert find_crossings(SHAPES, NETWORK, (over, nowhere), {}).laid == ()


def test_an_area_closes_all_that_is_inside_to_lines() -> None:
    b, f = TOWN.positions["B"], TOWN.positions["F"]
    south, north = f.lat - 0.0005, b.lat + 0.0005
    ring = ((south, b.lon), (south, f.lon), (north, f.lon), (north, b.lon))
    found = find_crossings(SHAPES, NETWORK, (closure(NETWORK, "BE", area=ring),), {})
    (crossing,) = found.by_shape[0]
    assert (crossing.low, crossing.high) == pytest.approx((1.0, 2.0), abs=0.1)


def test_stops_that_are_closed_are_known_by_stop() -> None:
    crisis = replace(CLOSED, stops=np.array([0, 1], np.int32))
    assert find_crossings(SHAPES, NETWORK, (crisis,), {}).stops == {0: (0,), 1: (0,)}


@pytest.mark.parametrize(
    ("concerns", "exempt", "is_closed"),
    [
        ((), (), True),
        ((), (Traveller.BUS,), False),
        ((), (Traveller.BIKE,), True),
        ((Traveller.BUS, Traveller.TRUCK), (), True),
        ((Traveller.CAR, Traveller.BIKE), (), False),
    ],
)
def test_all_who_drive_are_meant_where_nobody_is_named(
    concerns: tuple[Traveller, ...], exempt: tuple[Traveller, ...], is_closed: bool
) -> None:
    incident = Incident("7", IncidentKind.CLOSURE, concerns=concerns, exempt=exempt)
    assert closes_to_buses(incident) is is_closed


def test_a_tram_along_the_way_of_a_bus_is_not_hindered() -> None:
    boards = TOWN.planner.with_incidents(Incidents((CLOSED,))).boards
    told = {
        line: bool(boards.trip(f"20230920_08:00_bus:{line}-0").legs[0].incidents) for line in "12"
    }
    assert told == {"1": True, "2": False}
