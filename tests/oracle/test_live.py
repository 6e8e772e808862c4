"""Search with live news against the oracle told of the same: Pareto sets are equal."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.model import Profile
from routing.transit import TransitQuestion, TransitRouter
from tests.networks import DAY, Network, timetable
from tests.oracle import chance, news
from tests.oracle.answers import answers
from tests.oracle.scan import Oracle
from tests.oracle.travel import travel

SEEDS = st.integers(0, 2**32 - 1).map(Random)
N_STATES = 2
N_QUESTIONS = 6
PROFILES = (Profile.WALK, Profile.WHEELCHAIR)
TRAVELLERS = [(profile, with_bike) for profile in PROFILES for with_bike in (False, True)]


@given(SEEDS)
@settings(derandomize=True, deadline=None, max_examples=40)
def test_some_random_news(seed: Random) -> None:
    compare(seed)


@pytest.mark.slow
@given(SEEDS)
@settings(derandomize=True, deadline=None, max_examples=300)
def test_much_random_news(seed: Random) -> None:
    compare(seed)


def compare(seed: Random) -> None:
    """Ask the search and the oracle the same of one network, one state of the news on another."""
    network = drawn(seed)
    tables, transfers = timetable(network)
    tables = chance.with_bikes(seed, tables)
    scheduled = {
        who: Oracle(tables, transfers, DAY, who[0], with_bike=who[1]) for who in TRAVELLERS
    }
    router = TransitRouter(tables, dict.fromkeys(PROFILES, transfers))
    for _ in range(N_STATES):
        runs = news.by_chance(seed, tables)
        trips = news.overlay(tables, runs)
        router = router.with_live(trips)
        for _ in range(N_QUESTIONS):
            question = chance.question(seed, len(network.stops))
            who = question.profile, question.with_bike
            told = news.told(scheduled[who], tables, trips, runs, who)
            check(router, question, told)
            check(router, replace(question, live=False), scheduled[who])
            router.learned()
            check(router, question, told)


def drawn(seed: Random) -> Network:
    """A network with two stops that nothing calls at yet."""
    network = chance.network(seed)
    n = len(network.stops)
    pairs = [(a, b) for a in range(n) for b in (n, n + 1)]
    walks = [
        (*seed.choice([pair, pair[::-1]]), chance.minutes(seed, 6))
        for pair in seed.sample(pairs, 3)
    ]
    return replace(network, stops=[*network.stops, "X", "Y"], walks=[*network.walks, *walks])


def check(router: TransitRouter, question: TransitQuestion, oracle: Oracle) -> None:
    """Both find the same, and every journey can be travelled."""
    result = router.search(question)
    for journey in result.journeys:
        travel(oracle, question, journey)
    assert answers(question, result) == oracle.answer(question)
