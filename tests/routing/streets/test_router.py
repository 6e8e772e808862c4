"""The router as a whole: on memory-mapped arrays, from many threads, at any speed."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from maas.arrays import from_arrays, to_arrays
from maas.model import LatLon, Profile
from maas.streets import StreetNetwork
from routing.kernels.fastest import fastest
from routing.kernels.snapping import nearest_edges
from routing.kernels.stops import reach, reach_backward, take
from routing.streets import Links, StreetRouter
from tests.streetgraphs import links_of, random_network, random_snap
from tests.streetmaps import StreetMap, Town

DAY_S = 86_400
KERNELS = (nearest_edges, reach, reach_backward, take, fastest)


def mapped(kind: type, columns: object, folder: Path) -> object:
    """Columns written to disk and mapped read-only."""
    arrays = {}
    for name, array in to_arrays(columns).items():
        np.save(folder / f"{name}.npy", array)
        arrays[name] = np.load(folder / f"{name}.npy", mmap_mode="r")
    return from_arrays(kind, arrays)


def compiled() -> list[int]:
    """How many versions of each kernel there are."""
    return [len(getattr(kernel, "signatures", ())) for kernel in KERNELS]


def test_warming_compiles_all_that_questions_need(tmp_path: Path) -> None:
    dice = np.random.default_rng(7)
    network = random_network(dice, side=6)
    links = links_of(network, [random_snap(dice, network) for _ in range(9)])
    router = StreetRouter(
        mapped(StreetNetwork, network, tmp_path),  # type: ignore[arg-type]
        mapped(Links, links, tmp_path),  # type: ignore[arg-type]
    )
    router.warm()
    before = compiled()
    at = random_snap(dice, network).at
    for profile in Profile:
        stop, place = router.snap_stop(3, profile), router.snap(at, profile, 500)
        assert stop is not None and place is not None
        router.reach(stop, profile, DAY_S)
        router.reach(place, profile, DAY_S, backward=True, speed_m_s=2)
        router.route(stop, place, profile, DAY_S, speed_m_s=1.5)
    assert compiled() == before


def test_threads_do_not_disturb_one_another() -> None:
    dice = np.random.default_rng(8)
    network = random_network(dice, side=8)
    router = StreetRouter(network, links_of(network, [random_snap(dice, network)]))
    questions = [
        (random_snap(dice, network), random_snap(dice, network), profile, DAY_S)
        for profile in Profile
        for _ in range(40)
    ]
    alone = [path and path.seconds for path in (router.route(*each) for each in questions)]
    with ThreadPoolExecutor(4) as pool:
        together = pool.map(lambda each: router.route(*each), questions)
    assert [path and path.seconds for path in together] == alone


@pytest.mark.parametrize(
    ("profile", "speed", "seconds"),
    [(Profile.WALK, 2.0, 100), (Profile.WHEELCHAIR, 0.5, 400), (Profile.BIKE, 8.0, 25)],
)
def test_speeds_scale_times(profile: Profile, speed: float, seconds: int) -> None:
    town = Town(StreetMap("\nA-------B\n", {"AB": "highway=residential"}))
    ends = [town.router.snap(town.positions[letter], profile, 50) for letter in "AB"]
    assert ends[0] is not None and ends[1] is not None
    path = town.router.route(ends[0], ends[1], profile, DAY_S, speed_m_s=speed)
    assert path is not None and path.seconds == seconds


def test_nothing_is_found_beyond_the_limit() -> None:
    town = Town(StreetMap("\nA-------B\n", {"AB": "highway=residential"}))
    ends = [town.router.snap(town.positions[letter], Profile.WALK, 50) for letter in "AB"]
    assert ends[0] is not None and ends[1] is not None
    assert town.router.route(ends[0], ends[1], Profile.WALK, 167) is not None
    assert town.router.route(ends[0], ends[1], Profile.WALK, 166) is None


def test_one_walks_straight_to_what_is_nearer_than_any_street() -> None:
    town = Town(StreetMap("\nA-------B\n", {"AB": "highway=residential"}))
    a = town.positions["A"]
    platform, other = LatLon(a.lat + 4e-4, a.lon + 9e-4), LatLon(a.lat + 4e-4, a.lon + 10e-4)
    path = town.path(platform, other, Profile.WALK)
    assert path is not None
    assert path.distance_m == pytest.approx(platform.distance_m(other))
    assert path.geometry.shape == (2, 2)
    across = LatLon(a.lat - 1e-5, a.lon + 9e-4), LatLon(a.lat + 1e-5, a.lon + 12e-4)
    by_street = town.path(*across, Profile.WALK)
    assert by_street is not None
    assert by_street.distance_m > across[0].distance_m(across[1])
