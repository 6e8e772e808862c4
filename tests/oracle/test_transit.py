"""Transit search against the oracle: Pareto sets are equal, every journey can be travelled."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.model import Profile
from routing.transit import TransitRouter
from tests.networks import DAY, timetable
from tests.oracle import chance
from tests.oracle.answers import answers
from tests.oracle.scan import Oracle
from tests.oracle.travel import travel

SEEDS = st.integers(0, 2**32 - 1).map(Random)
N_QUESTIONS = 6


@given(SEEDS)
@settings(derandomize=True, deadline=None, max_examples=40)
def test_some_random_networks(seed: Random) -> None:
    compare(seed)


@pytest.mark.slow
@given(SEEDS)
@settings(derandomize=True, deadline=None, max_examples=600)
def test_many_random_networks(seed: Random) -> None:
    compare(seed)


def compare(seed: Random) -> None:
    """Ask the search and the oracle the same about one network."""
    network = chance.network(seed)
    tables, transfers = timetable(network)
    tables = chance.with_bikes(seed, tables)
    profiles = (Profile.WALK, Profile.WHEELCHAIR)
    oracles = {
        (profile, with_bike): Oracle(tables, transfers, DAY, profile, with_bike=with_bike)
        for profile in profiles
        for with_bike in (False, True)
    }
    router = TransitRouter(tables, dict.fromkeys(profiles, transfers))
    for _ in range(N_QUESTIONS):
        question = chance.question(seed, len(network.stops))
        oracle = oracles[question.profile, question.with_bike]
        result = router.search(question)
        for journey in result.journeys:
            travel(oracle, question, journey)
        assert answers(question, result) == oracle.answer(question)
