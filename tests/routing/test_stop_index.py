"""Stops found through cells are exactly those found by looking at all of them."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.cells import cells_of
from maas.model import LatLon
from routing.stop_index import StopIndex, crow_flies_m

RNG = np.random.default_rng(7)
LAT = 41.1 + 0.12 * RNG.random(3000)
LON = -8.7 + 0.2 * RNG.random(3000)


def index() -> StopIndex:
    cells = cells_of(LAT, LON)
    order = np.argsort(cells, kind="stable")
    distinct, first = np.unique(cells[order], return_index=True)
    ends = np.append(first, LAT.size).astype(np.int32)
    return StopIndex(distinct, ends, order.astype(np.int32), LAT, LON)


@settings(derandomize=True, deadline=None)
@given(st.floats(41.1, 41.22), st.floats(-8.7, -8.5), st.floats(1, 2500))
def test_near_is_what_a_full_scan_finds(lat: float, lon: float, radius_m: float) -> None:
    at = LatLon(lat, lon)
    stops, metres = index().near(at, radius_m)
    everything = crow_flies_m(at, LAT, LON)
    assert stops.tolist() == np.flatnonzero(everything <= radius_m).tolist()
    assert np.array_equal(metres, everything[stops])


def test_the_plane_is_close_to_the_sphere() -> None:
    at = LatLon(41.15, -8.61)
    metres = crow_flies_m(at, LAT, LON)
    exact = np.array([at.distance_m(LatLon(a, o)) for a, o in zip(LAT, LON, strict=True)])
    assert np.allclose(metres, exact, rtol=1e-3)
