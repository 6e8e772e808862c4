"""Search with ride offers against the oracle told of the same: Pareto sets are equal."""

from dataclasses import replace
from functools import partial
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.model import Mode, Profile
from routing.carpool.stops import PointStops
from routing.carpool.trips import lay_out
from routing.carpool.windows import with_offers
from routing.live_windows import Demand
from routing.transit import TransitRouter
from tests.networks import DAY, timetable
from tests.oracle import chance, news, offers
from tests.oracle.scan import Oracle
from tests.oracle.test_live import check, drawn

SEEDS = st.integers(0, 2**32 - 1).map(Random)
N_STATES = 2
N_QUESTIONS = 6


@given(SEEDS)
@settings(derandomize=True, deadline=None, max_examples=20)
def test_some_random_offers(seed: Random) -> None:
    compare(seed)


@pytest.mark.slow
@given(SEEDS)
@settings(derandomize=True, deadline=None, max_examples=120)
def test_many_random_offers(seed: Random) -> None:
    compare(seed)


def compare(seed: Random) -> None:
    """Ask the search and the oracle the same of one network, with news and offers."""
    network = drawn(seed)
    tables, transfers = timetable(network)
    plain = Oracle(tables, transfers, DAY, Profile.WALK)
    router = TransitRouter(tables, {Profile.WALK: transfers})
    n = len(network.stops)
    stops = PointStops(tables, np.array(seed.sample(range(n), n), np.int32), n)
    for _ in range(N_STATES):
        runs = news.by_chance(seed, tables) if seed.random() < 0.5 else []
        live = news.overlay(tables, runs)
        known = news.told(plain, tables, live, runs, (Profile.WALK, False))
        passengers = seed.choice([1, 1, 2, 3])
        trips = lay_out(stops, offers.by_chance(seed, stops), offers.ZONE, passengers)
        lay = partial(with_offers, transfers=transfers, trips=trips)
        sharing = router.with_live(live).with_runs(
            tables, transfers, lambda window, key, lay=lay: lay(window, key), Demand()
        )
        told = offers.told(known, trips, stops, passengers)
        for _ in range(N_QUESTIONS):
            question = chance.question(seed, n)
            question = replace(question, profile=Profile.WALK, with_bike=False)
            check(sharing, question, told)
            alone = replace(question, modes=frozenset({Mode.RIDE_SHARING}))
            check(sharing, alone, told)
