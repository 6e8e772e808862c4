"""Where lines run along closed streets."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import cos, hypot, radians

import numpy as np
import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from maas.arrays import Int32s
from maas.model import LatLon, Profile
from maas.streets.tables import degrees
from maas.timetable.tables import Shapes
from routing.incidents.crossing.bits import APART_M
from routing.incidents.crossing.line_shapes import LineShapes
from routing.incidents.crossing.overlaps import LEAST_M, UNSURE_M, find_overlaps, overlaps_inside
from routing.streets.graphs import M_PER_LAT
from tests.closures import directed
from tests.streetmaps import StreetMap

TOWN = StreetMap(
    """
    A-------B-------C-------D
    |       |       |       |
    E-------F-------G-------H
    |       |       |       |
    I-------J-------K-------L
    """,
    {
        "ABCD": "highway=residential",
        "EFGH": "highway=residential",
        "IJKL": "highway=residential",
        "AEI": "highway=residential",
        "BFJ": "highway=residential",
        "CGK": "highway=residential oneway=yes",
        "DHL": "highway=residential",
    },
    north_west=LatLon(2.0, 2.0),
)
NETWORK, POSITIONS = TOWN.read()[0], TOWN.positions()


def shapes(*lines: Sequence[LatLon]) -> LineShapes:
    """Lines of buses as drawn."""
    first = np.cumsum([0, *map(len, lines)])
    lat, lon = (
        np.array([getattr(at, axis) for line in lines for at in line]) for axis in ("lat", "lon")
    )
    drawn = Shapes(first, lat, lon, np.empty(0, np.float32))
    return LineShapes.among(drawn, np.arange(len(lines), dtype=np.int32))


def along(letters: str, north_m: float = 0.0, east_m: float = 0.0) -> list[LatLon]:
    """A line over letters, so far beside them."""
    return [off(POSITIONS[letter], north_m, east_m) for letter in letters]


def off(at: LatLon, north_m: float, east_m: float) -> LatLon:
    return LatLon(at.lat + north_m / M_PER_LAT, at.lon + east_m / M_PER_LAT / cos(radians(at.lat)))


def found(line: Sequence[LatLon], *closed: str) -> list[tuple[float, float]]:
    overlaps = find_overlaps(shapes(line), NETWORK, directed(NETWORK, *closed))
    return [(round(each.low - 0.05, 1), round(each.high + 0.05, 1)) for each in overlaps]


def test_a_line_runs_along_what_it_is_drawn_on() -> None:
    assert found(along("ABCD"), "BC") == [(1.0, 2.0)]
    assert found(along("ABCD"), "BCD") == [(1.0, 3.0)]
    assert found(along("ABFGCD"), "BC") == []


def test_it_need_not_be_drawn_exactly() -> None:
    assert found(along("ABCD", north_m=12), "BC") == [(1.0, 2.0)]
    assert found(along("ABCD", north_m=-12, east_m=8), "BC") == [(1.0, 2.0)]
    assert found(along("ABCD", north_m=25), "BC") == []


def test_directions_are_heeded() -> None:
    assert found(along("ABCD"), "CB") == []
    assert found(along("DCBA"), "CB") == [(1.0, 2.0)]
    assert found(along("DCBA"), "BC", "CB") == [(1.0, 2.0)]


@pytest.mark.parametrize("line", ["BFJ", "CGK", "EABFJ", "EFBAE"])
def test_who_crosses_a_street_or_turns_off_it_does_not_run_along_it(line: str) -> None:
    assert found(along(line), "BC", "CB") == []


def test_a_street_beside_it_is_another_one() -> None:
    twin = StreetMap(
        """
        A---------------B
        """,
        {"AB": "highway=primary oneway=yes"},
        north_west=LatLon(2.0, 2.0),
    )
    at = twin.positions()
    network = twin.read()[0]
    line = [off(at[letter], 9, 0) for letter in "AB"]
    assert find_overlaps(shapes(line), network, directed(network, "AB"))
    assert not find_overlaps(shapes(line[::-1]), network, directed(network, "AB"))


def test_a_line_may_come_there_twice() -> None:
    assert found(along("ABCGFBCD"), "BC") == [(1.0, 2.0), (5.0, 6.0)]


def test_each_line_is_found_for_itself() -> None:
    lines = shapes(along("EFGH"), along("ABCD"), along("IJKL"), along("ABCG"))
    overlaps = find_overlaps(lines, NETWORK, directed(NETWORK, "BC"))
    assert [each.shape for each in overlaps] == [1, 3]


def test_all_that_runs_inside_an_area_runs_along_its_streets() -> None:
    ring = tuple(
        (at.lat, at.lon)
        for at in (
            off(POSITIONS["B"], 50, -50),
            off(POSITIONS["C"], 50, 50),
            off(POSITIONS["G"], -50, 50),
            off(POSITIONS["F"], -50, -50),
        )
    )
    lines = shapes(along("ABCD"), along("BFJ"), along("IJKL"), along("ABFEAB"))
    found = overlaps_inside(lines, NETWORK, ring)
    assert [each.shape for each in found] == [0, 1, 3, 3]
    assert (found[0].low, found[0].high) == pytest.approx((0.80, 2.20), abs=0.03)


def test_nothing_runs_along_nothing() -> None:
    assert find_overlaps(shapes(), NETWORK, directed(NETWORK, "BC")) == ()
    assert find_overlaps(shapes(along("ABCD")), NETWORK, np.empty(0, np.int32)) == ()


letters = st.sampled_from(sorted(POSITIONS))
metres = st.floats(-30, 30)
places = st.builds(lambda letter, n, e: off(POSITIONS[letter], n, e), letters, metres, metres)


@given(st.lists(places, min_size=2, max_size=6), st.sets(st.sampled_from(range(34)), min_size=1))
@settings(derandomize=True, deadline=None, max_examples=30)
def test_it_is_what_looking_at_every_metre_finds(line: list[LatLon], edges: set[int]) -> None:
    closed = np.array(sorted(edges), np.int32)
    total_m, sure = _metres_along(line, closed)
    assume(sure)
    event(f"runs along: {total_m > 0}")
    assert bool(find_overlaps(shapes(line), NETWORK, closed)) is (total_m > 0)


def _metres_along(line: list[LatLon], closed: Int32s) -> tuple[float, bool]:
    """How far a line runs along closed edges without leaving them, by looking at each metre; and
    whether that is clearly enough or clearly not."""
    lengths = NETWORK.edges.length_m[np.unique(closed >> 1)]
    least = min(LEAST_M, float(lengths.sum()) / 2)
    runs, run, gap = [0.0], 0.0, 0.0
    for is_on in _each_metre(line, set(closed.tolist())):
        gap = 0.0 if is_on else gap + 1
        run = 0.0 if gap > 30 else run + is_on
        runs.append(run)
    longest = max(runs)
    return (longest if longest >= least else 0.0), abs(longest - least) > 12


def _each_metre(line: list[LatLon], closed: set[int]) -> Iterator[bool]:
    points = [_xy(at) for at in line]
    for (x, y), (x2, y2) in pairwise(points):
        length = hypot(x2 - x, y2 - y)
        heading = (x2 - x) / max(length, 1e-9), (y2 - y) / max(length, 1e-9)
        for i in range(int(length)):
            share = (i + 0.5) / max(int(length), 1)
            here = x + share * (x2 - x), y + share * (y2 - y)
            off_m = dict(_off(here, heading, closed))
            on = min((m for each, m in off_m.items() if each in closed), default=99.0)
            other = min((m for each, m in off_m.items() if each not in closed), default=99.0)
            yield on <= min(APART_M, other + UNSURE_M)


def _off(
    here: tuple[float, float], heading: tuple[float, float], closed: set[int]
) -> Iterator[tuple[int, float]]:
    """Each directed edge that heads so and is open, or closed, with how far it is."""
    for way, (x, y), (east, north), length, is_open in EDGES:
        dx, dy = here[0] - x, here[1] - y
        past = max(0.0, -(dx * east + dy * north), dx * east + dy * north - length)
        is_alike = heading[0] * east + heading[1] * north >= cos(radians(40))
        if is_alike and past <= 3 and (is_open or way in closed):
            yield way, hypot(dx * north - dy * east, past)


def _xy(at: LatLon) -> tuple[float, float]:
    return at.lon * M_PER_LAT * cos(radians(2.0)), at.lat * M_PER_LAT


def _edges() -> Iterator[tuple[int, tuple[float, float], tuple[float, float], float, bool]]:
    """Each directed edge: where it begins, how it heads, how long it is, whether it is open."""
    bits = NETWORK.ways.open[NETWORK.edges.way].astype(int) >> 2 * Profile.CAR
    lat, lon = degrees(NETWORK.points.lat_e7), degrees(NETWORK.points.lon_e7)
    for edge in range(NETWORK.n_edges):
        first, end = NETWORK.edges.first_point[edge : edge + 2].tolist()
        ends = [_xy(LatLon(float(lat[point]), float(lon[point]))) for point in (first, end - 1)]
        for back, ((x, y), (x2, y2)) in enumerate((ends, ends[::-1])):
            length = hypot(x2 - x, y2 - y)
            heading = (x2 - x) / length, (y2 - y) / length
            yield 2 * edge + back, (x, y), heading, length, bool(bits[edge] >> back & 1)


EDGES = list(_edges())
