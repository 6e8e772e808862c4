"""Chains of nodes to edges, vertices and cells."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.arrays import from_arrays, to_arrays
from maas.cells import cell_of
from maas.streets import StreetNetwork
from maas.streets.chains import ranges
from maas.streets.tables import degrees
from tests.streetgraphs import random_network
from tests.streetmaps import StreetMap

H = "highway=residential"


def edges(network: StreetNetwork) -> list[str]:
    """Edges by the letters of their points, sorted, each in the direction that sorts first."""
    ids, first = network.points.id, network.edges.first_point
    texts = (
        "".join(chr(id) for id in ids[first[e] : first[e + 1]]) for e in range(network.n_edges)
    )
    return sorted(min(text, text[::-1]) for text in texts)


def test_ways_are_cut_where_they_meet_and_nowhere_else() -> None:
    drawing = """
    A-B-C-D
        |
        E
    """
    assert edges(StreetMap(drawing, {"ABCD": H, "CE": H}).read()[0]) == ["ABC", "CD", "CE"]


def test_a_way_that_meets_itself_is_cut_there() -> None:
    drawing = """
    A-B-C
      | |
      E-D
    """
    assert edges(StreetMap(drawing, {"ABCDEB": H}).read()[0]) == ["AB", "BCDEB"]


def test_barriers_cut() -> None:
    network = StreetMap("\nA-B-C\n", {"ABC": H}, {"B": "barrier=bollard"}).read()[0]
    assert edges(network) == ["AB", "BC"]
    assert sorted(network.vertices.blocked.tolist()) == [0, 0, 8]


def test_doubled_nodes_make_no_edge() -> None:
    assert edges(StreetMap("\nA-B-C\n", {"AABC": H}).read()[0]) == ["ABC"]


def test_lengths_follow_the_points() -> None:
    network = StreetMap("\nA---B\n    |\n    C\n", {"ABC": H}).read()[0]
    assert network.edges.length_m[0] == pytest.approx(300, abs=0.1)


def test_ranges() -> None:
    assert ranges(np.array([5, 0, 9]), np.array([2, 0, 3])).tolist() == [5, 6, 9, 10, 11]


@settings(derandomize=True, deadline=None, max_examples=20)
@given(seed=st.integers(0, 2**32 - 1))
def test_cells_hold_their_vertices_and_every_edge_that_passes(seed: int) -> None:
    dice = np.random.default_rng(seed)
    network = random_network(dice)
    cells, vertices = network.cells, network.vertices
    row = np.repeat(np.arange(cells.cell.size), np.diff(cells.first_vertex))
    lat, lon = degrees(vertices.lat_e7), degrees(vertices.lon_e7)
    assert cells.cell[row].tolist() == [cell_of(*at) for at in zip(lat, lon, strict=True)]
    assert (np.diff(cells.cell) > 0).all()
    for edge in range(network.n_edges):
        for end in (network.edges.tail[edge], network.edges.head[edge]):
            c = int(np.searchsorted(cells.cell, cell_of(float(lat[end]), float(lon[end]))))
            assert edge in cells.edge[cells.first_edge[c] : cells.first_edge[c + 1]]


def test_long_edges_are_found_in_the_cells_between_their_ends() -> None:
    network = StreetMap("\nA" + "-" * 80 + "B\n", {"AB": H}).read()[0]
    middle = cell_of(0.0, float(degrees(network.vertices.lon_e7).mean()))
    c = int(np.searchsorted(network.cells.cell, middle))
    assert network.cells.cell[c] == middle
    assert network.cells.edge[network.cells.first_edge[c]] == 0


def test_networks_lie_on_disk_as_plain_arrays() -> None:
    network = StreetMap("\nA-B-C\n", {"ABC": "highway=residential name=Rue+Æ"}).read()[0]
    again = from_arrays(StreetNetwork, to_arrays(network))
    assert again.ways.name[0] == "Rue Æ"
    assert not again.edges.tail.flags.writeable
