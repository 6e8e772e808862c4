"""Porto's bridges: which lines of STCP lead over each, as its maps of the network have it."""

import numpy as np
import pytest

from routing.incidents.crossing.line_shapes import LineShapes
from routing.incidents.crossing.overlaps import find_overlaps
from tests.routing.test_porto import porto

pytestmark = [pytest.mark.real, pytest.mark.slow]


@pytest.mark.parametrize(
    ("bridge", "lines"),
    [
        ("Ponte Dom Luís I (tabuleiro inferior)", {"900", "901", "906", "11M"}),
        ("Ponte Dom Luís I (tabuleiro superior)", set()),
        ("Ponte Infante Dom Henrique", {"904", "905", "10M"}),
        ("Ponte da Arrábida", {"902", "903", "907", "12M"}),
        ("Ponte do Freixo", set()),
    ],
)
def test_the_lines_over_a_bridge_are_found_whether_it_is_long_or_short(
    bridge: str, lines: set[str]
) -> None:
    graph, _ = porto()
    timetable, network = graph.timetable, graph.streets
    assert timetable is not None
    assert network is not None
    ways = [row for row, name in enumerate(network.ways.name) if name == bridge]
    edges = np.flatnonzero(np.isin(network.edges.way, ways))
    closed = np.sort(np.concatenate([2 * edges, 2 * edges + 1])).astype(np.int32)
    overlaps = find_overlaps(LineShapes.of(timetable), network, closed)
    trips = np.isin(timetable.trips.shape, [each.shape for each in overlaps])
    routes = np.unique(timetable.trips.route[trips]).tolist()
    assert {timetable.routes.short_name[route] for route in routes} == lines
