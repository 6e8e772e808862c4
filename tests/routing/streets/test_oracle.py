"""Street searches against networkx on random maps: every rule of the road at once."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.model import Profile
from routing.streets import StreetRouter
from routing.streets.profiles import off_street_m_s
from tests.streetgraphs import Oracle, links_of, random_network, random_snap

DAY_S = 86_400
SEEDS = st.integers(0, 2**32 - 1)


@pytest.mark.parametrize("profile", list(Profile))
@settings(derandomize=True, deadline=None, max_examples=25)
@given(seed=SEEDS)
def test_ways_are_the_fastest_there_are(profile: Profile, seed: int) -> None:
    dice = np.random.default_rng(seed)
    network = random_network(dice)
    stops = [random_snap(dice, network) for _ in range(3)]
    at = random_snap(dice, network)
    router = StreetRouter(network, links_of(network, stops))
    oracle = Oracle(network, profile)
    there = dict(zip(*(a.tolist() for a in router.reach(at, profile, DAY_S)), strict=True))
    back = router.reach(at, profile, DAY_S, backward=True)
    back_s = dict(zip(*(a.tolist() for a in back), strict=True))
    for stop, snap in enumerate(stops):
        to_stop = oracle.seconds(at, snap, off_street_m_s(profile))
        from_stop = oracle.seconds(snap, at, off_street_m_s(profile))
        path = router.route(at, snap, profile, DAY_S)
        assert (there.get(stop), path and path.seconds) == (to_stop, to_stop)
        assert back_s.get(stop) == from_stop
