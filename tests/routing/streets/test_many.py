"""One to many against one way for each pair."""

import numpy as np
import pytest

from maas.model import Profile
from routing.streets import Many, StreetRouter, unlinked
from tests.streetgraphs import random_network, random_snap


@pytest.mark.parametrize("profile", list(Profile))
@pytest.mark.parametrize("backward", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_times_are_those_of_single_ways(profile: Profile, backward: bool, seed: int) -> None:
    dice = np.random.default_rng(seed)
    network = random_network(dice, side=6)
    router = StreetRouter(network, unlinked(network))
    snaps = [router.snap(random_snap(dice, network).at, profile, 500) for _ in range(25)]
    one = next(snap for snap in snaps if snap is not None)  # itself is among the many
    for max_s, speed in ((200, None), (900, 1.7)):
        many = Many([*snaps, None], backward)
        times = router.times(one, many, profile, max_s, speed_m_s=speed)
        assert times[-1] == -1
        for snap, seconds in zip(snaps, times.tolist(), strict=False):
            if snap is None:
                assert seconds == -1
                continue
            ends = (snap, one) if backward else (one, snap)
            way = router.route(*ends, profile, max_s, speed_m_s=speed)
            assert seconds == (way.seconds if way else -1)


def test_nobody_gets_farther_than_is_said() -> None:
    dice = np.random.default_rng(5)
    network = random_network(dice, side=6)
    router = StreetRouter(network, unlinked(network))
    snaps = [router.snap(random_snap(dice, network).at, Profile.BIKE, 500) for _ in range(25)]
    one = next(snap for snap in snaps if snap is not None)
    times = router.times(one, Many(snaps), Profile.BIKE, 120)
    farthest_m = router.farthest_m(Profile.BIKE, 120)
    for snap, seconds in zip(snaps, times.tolist(), strict=True):
        if snap is not None and seconds >= 0:
            off_m = one.distance_m + snap.distance_m
            assert one.at.distance_m(snap.at) <= farthest_m + off_m
