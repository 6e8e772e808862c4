"""Whatever lies in a cell is found, and nothing else."""

import h3.api.basic_int as h3
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.cells import cell_of
from routing.cell_index import CellIndex, CellIndexes

POSITIONS = st.lists(st.tuples(st.floats(41.1, 41.2), st.floats(-8.7, -8.5)), max_size=40)


@given(POSITIONS, st.integers(5, 10))
@settings(derandomize=True, deadline=None, max_examples=150)
def test_a_cell_holds_just_the_positions_in_it(
    positions: list[tuple[float, float]], resolution: int
) -> None:
    lat, lon = np.array(positions, np.float64).reshape(-1, 2).T
    index = CellIndexes(lat, lon).at(resolution)
    own = [h3.latlng_to_cell(*at, resolution) for at in positions]
    for cell in {*own, cell_of(41.15, -8.61, resolution)}:
        assert sorted(index.within(cell)) == [i for i, each in enumerate(own) if each == cell]


def test_many_cells_are_asked_at_once() -> None:
    at = np.array([[41.15, -8.61], [41.151, -8.611], [41.5, -8.0]])
    index = CellIndex.of(at[:, 0], at[:, 1], 6)
    cells = np.sort([cell_of(lat, lon, 6) for lat, lon in ((41.15, -8.61), (41.5, -8.0), (0, 0))])
    begin, end = index.ranges(cells)
    assert sorted((end - begin).tolist()) == [0, 1, 2]
    assert index.ranges(np.empty(0, np.int64))[0].size == 0
