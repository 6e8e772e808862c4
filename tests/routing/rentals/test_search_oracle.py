"""Ways with rented vehicles against networkx on the layered graph, on random maps and fleets."""

from collections.abc import Callable
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.model import Profile
from routing.rentals.courses import Courses
from routing.rentals.search import RentalSearch
from routing.rentals.wanted import Wanted
from routing.streets import Snap, StreetRouter
from tests.rentalgraphs import random_rentals
from tests.rentaloracle import RentalOracle
from tests.streetgraphs import links_of, random_network, random_snap

SEEDS = st.integers(0, 2**32 - 1)
MAX_S = 1200


def seconds(ridden_ms: float, walked_ms: float) -> int | None:
    """What a search is to find: nothing where walking is as quick."""
    ridden, walked = (
        inf if ms > 1000 * MAX_S else (ms + 500) // 1000 for ms in (ridden_ms, walked_ms)
    )
    return int(ridden) if ridden < walked else None


def compare(seed: int) -> None:
    """Reach both ways and one way from door to door, with any wish."""
    dice = np.random.default_rng(seed)
    network = random_network(dice)
    rentals = random_rentals(dice, network)
    wanted = Wanted(
        ignores_returns=bool(dice.random() < 0.15),
        passengers=int(dice.integers(1, 4)),
        profile=Profile(int(dice.choice([Profile.WALK, Profile.WALK, Profile.WHEELCHAIR]))),
        walk_speed_m_s=float(dice.choice([0.4, 0.8, 1.2])),
        bike_speed_m_s=float(dice.choice([4.2, 6.0])),
    )
    stops = [random_snap(dice, network) for _ in range(3)]
    at = random_snap(dice, network)
    streets = StreetRouter(network, links_of(network, stops))
    search = RentalSearch(streets, rentals)
    oracle = RentalOracle(network, rentals, wanted)
    reached = search.reach(at, wanted, MAX_S), search.reach(at, wanted, MAX_S, backward=True)
    there, back = (
        dict(zip(found.target.tolist(), found.seconds.tolist(), strict=True)) for found in reached
    )
    followed(search, wanted, reached[0], lambda stop: (at, stops[stop]))
    followed(search, wanted, reached[1], lambda stop: (stops[stop], at))
    for stop, snap in enumerate(stops):
        way = search.way(at, snap, wanted, MAX_S)
        to_stop = seconds(*oracle.ms(at, snap))
        assert (there.get(stop), way and way.seconds) == (to_stop, to_stop)
        if to_stop is not None:  # in no more time than it takes
            in_time = search.way(at, snap, wanted, to_stop + 1)
            assert in_time is not None and in_time.seconds == to_stop
        assert back.get(stop) == seconds(*oracle.ms(snap, at, backward=True))


def followed(
    search: RentalSearch, wanted: Wanted, found: Courses, ends: Callable[[int], tuple[Snap, Snap]]
) -> None:
    """Every way that is found can be gone in the time it was found to take."""
    for i, stop in enumerate(found.target.tolist()):
        way = search.follow(found.course(i), *ends(stop), wanted, MAX_S)
        assert way.seconds == found.seconds[i]
        assert min(way.walk.seconds, way.ride.seconds, way.walk2.seconds) >= 0
        begun, done = ends(stop)[0].at, ends(stop)[1].at
        parts = way.walk.geometry, way.ride.geometry, way.walk2.geometry
        for line, origin, end in zip(
            parts,
            (begun, way.taken.at, way.left.at),
            (way.taken.at, way.left.at, done),
            strict=True,
        ):
            assert line[0].tolist() == [origin.lat, origin.lon]
            assert line[-1].tolist() == [end.lat, end.lon]


def test_of_rides_as_quick_the_shorter_one_counts() -> None:
    """A map where a vehicle gets as far as one of two rides that end at the same time."""
    compare(9533)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(seed=SEEDS)
def test_ways_with_vehicles_are_the_fastest_there_are(seed: int) -> None:
    compare(seed)


@pytest.mark.slow
@settings(derandomize=True, deadline=None, max_examples=400)
@given(seed=SEEDS)
def test_ways_with_vehicles_are_the_fastest_on_many_maps(seed: int) -> None:
    compare(seed)
