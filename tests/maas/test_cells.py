"""Cells: their public form, and which of them a box is covered by."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.cells import (
    cell_name,
    cell_of,
    cells_over,
    read_cell,
    resolution_of,
)


@pytest.mark.parametrize(
    "text", ["", "8", "89392009023FFFF", "89392009023ffff0", "000000000000000", "éé"]
)
def test_what_names_no_cell_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an H3 cell"):
        read_cell(text)


@given(st.floats(-90, 90), st.floats(-180, 180), st.integers(0, 10))
@settings(derandomize=True, deadline=None, max_examples=100)
def test_a_cell_is_read_as_it_is_named(lat: float, lon: float, resolution: int) -> None:
    cell = cell_of(lat, lon, resolution)
    assert read_cell(cell_name(cell)) == cell
    assert resolution_of(cell) == resolution


def test_a_box_is_covered_whole_by_cells_of_one_resolution() -> None:
    cells = cells_over((41.1, -8.7), (41.2, -8.5), 8).tolist()
    corners = {cell_of(lat, lon, 8) for lat in (41.1, 41.2) for lon in (-8.7, -8.5)}
    assert corners < set(cells)
    assert {resolution_of(cell) for cell in cells} == {8}
    assert cells_over((41.1, -8.7), (41.1, -8.7), 8).tolist() == [cell_of(41.1, -8.7, 8)]
