"""Which edges lie in an area: by hand, and against shapely on random streets and polygons."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.streets import StreetNetwork
from routing.overlays.rentals.covering import cover_all, places_in
from routing.rentals.fleets import Area, Covered
from tests.rentals import box
from tests.streetgraphs import NODE_E7, random_network
from tests.streetmaps import StreetMap, Town

TOWN = Town(StreetMap("\nA---B---C---D\n", dict.fromkeys(("AB", "BC", "CD"), "highway=service")))
A, B, C, D = (TOWN.positions[letter] for letter in "ABCD")


def covered(network: StreetNetwork, area: Area) -> Covered:
    return cover_all(network, [area], {})[area]


def lines(network: StreetNetwork) -> list[shapely.LineString]:
    """Every edge as (longitude, latitude), in the units of columns."""
    points, first = network.points, network.edges.first_point
    at = np.stack([points.lon_e7, points.lat_e7], axis=1).astype(float)
    return [shapely.LineString(at[first[e] : first[e + 1]]) for e in range(network.n_edges)]


def test_an_edge_lies_in_an_area_wholly_or_crosses_its_rim() -> None:
    found = covered(TOWN.network, box(A, B, 1e-4))
    assert found.edge.size == 2
    assert sorted(found.is_whole.tolist()) == [False, True]


def test_a_hole_is_outside() -> None:
    (outer,) = box(A, D, 2e-4)[0]
    (hole,) = box(B, C, 1e-4)[0]
    found = covered(TOWN.network, ((outer, hole),))
    assert found.is_whole.tolist() == [False, False]
    assert found.edge.size == 2, "the one in the middle is not touched"


def test_an_open_ring_is_closed() -> None:
    (ring,) = box(A, B, 1e-4)[0]
    assert covered(TOWN.network, ((ring[:-1],),)).edge.size == 2


@pytest.mark.parametrize("area", [(), ((),), (((),),), ((((0.0, 0.0),) * 4,),)])
def test_an_area_without_extent_covers_nothing(area: Area) -> None:
    assert not covered(TOWN.network, area).edge.size


def test_areas_looked_at_before_are_not_looked_at_again() -> None:
    area, other = box(A, B, 1e-4), box(C, D, 1e-4)
    known = cover_all(TOWN.network, [area], {})
    after = cover_all(TOWN.network, [area, other], known)
    assert after[area] is known[area]
    again = cover_all(TOWN.network, [other], after)
    assert again.keys() == {other} and again[other] is after[other]


def test_one_can_stop_where_an_edge_lies_in_an_area() -> None:
    found = covered(TOWN.network, box(A, B, 1e-4))
    ((lat, lon),) = places_in(TOWN.network, found)
    assert (lat, lon) == pytest.approx((A.lat, (A.lon + B.lon) / 2), abs=1e-7)


@given(st.integers(0, 2**32 - 1))
@settings(derandomize=True, deadline=None, max_examples=150)
def test_shapely_says_the_same(seed: int) -> None:
    dice = np.random.default_rng(seed)
    network = random_network(dice)
    rings = [_star(dice, dice.uniform(0, 3, 2), n, far) for n, far in ((9, 3.0), (5, 0.3))]
    polygon = shapely.Polygon(*[rings[0], [rings[1]]][: 1 + int(dice.integers(2))])
    if not polygon.is_valid:
        return
    drawn = [polygon.exterior, *polygon.interiors]
    area = (tuple(tuple(map(tuple, np.array(ring.coords) / 1e7)) for ring in drawn),)
    found = covered(network, area)
    how = dict(zip(found.edge.tolist(), found.is_whole.tolist(), strict=True))
    for edge, line in enumerate(lines(network)):
        if line.distance(polygon.boundary) < 1.0 and not line.crosses(polygon):
            continue  # a centimetre is what a column can tell
        whole = polygon.contains(line)
        assert how.get(edge) == (whole if whole or polygon.intersects(line) else None)


def _star(
    dice: np.random.Generator, middle: np.ndarray, n: int, far: float
) -> list[tuple[float, float]]:
    """A crooked ring around a point of the grid, in the units of columns."""
    angle = np.sort(dice.uniform(0, 2 * np.pi, n))
    radius = dice.uniform(0.2, far, n)
    x, y = middle[0] + radius * np.cos(angle), middle[1] + radius * np.sin(angle)
    return [(round(a * NODE_E7), round(b * NODE_E7)) for a, b in zip(x, y, strict=True)]
