"""Ways that live feeds draw: which piece of one lies between two stops."""

from dataclasses import replace

import numpy as np
import pytest

from maas.live import LiveShape
from maas.model import SourceId
from maas.snapshot import Batch
from routing.overlays.ways import piece_of, ways_of
from tests.routing.test_live_answers import FIRST, TOWN, first

RT = SourceId("rt")
NORTH = np.array([(0.0, 0.0), (0.01, 0.0), (0.02, 0.0), (0.02, 0.01), (0.0, 0.01)])


@pytest.mark.parametrize(
    ("origin", "destination", "expected"),
    [
        ((0.0, 0.0), (0.02, 0.0), [(0, 0), (0.01, 0), (0.02, 0)]),
        ((0.005, 0.001), (0.008, -0.001), [(0.005, 0), (0.008, 0)]),
        ((0.015, 0.0), (0.015, 0.01), [(0.015, 0), (0.02, 0), (0.02, 0.01), (0.015, 0.01)]),
        ((0.0, 0.01), (0.0, 0.0), None),
        ((0.0, 0.005), (0.02, 0.0), None),
    ],
)
def test_the_piece_between_two_stops(
    origin: tuple[float, float],
    destination: tuple[float, float],
    expected: list[tuple[float, float]] | None,
) -> None:
    piece = piece_of(NORTH, np.array(origin), np.array(destination))
    if expected is None:
        assert piece is None
    else:
        assert piece is not None
        assert np.allclose(piece, expected, atol=1e-6)


def test_a_diverted_trip_is_drawn_along_its_new_way() -> None:
    stops = TOWN.data[0].stops
    b, f = ((float(stops.lat[row]), float(stops.lon[row])) for row in FIRST.stop[[0, 2]])
    corner = (b[0], b[1] - 0.05)
    batch = Batch(RT, 0, (LiveShape("w", (b, corner, f)), LiveShape("point", (b,))))
    assert [id_ for _, id_ in ways_of([batch])] == ["w"]
    diverted = replace(FIRST, way="w")
    [leg] = first(TOWN.with_news(diverted, ways=ways_of([batch]))).legs
    assert np.allclose(leg.geometry, [b, corner, f])
    [straight] = first(TOWN.with_news(replace(FIRST, way="unknown"))).legs
    assert len(straight.geometry) == 3
    assert not np.allclose(straight.geometry[1], corner)
