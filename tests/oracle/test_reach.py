"""What can be reached without a destination against a search for each destination."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.model import Profile, TimeMeaning
from maas.timetable import Transfers
from routing.transit import Offsets, TransitQuestion, TransitRouter
from tests.networks import timetable
from tests.oracle import chance, news

SEEDS = st.integers(0, 2**32 - 1).map(Random)
PLAIN = {
    "window_s": 0,
    "min_transfer_s": 0,
    "additional_transfer_s": 0,
    "transfer_factor": 1.0,
    "vias": (),
}
Reached = tuple[int, int]
"""Seconds, boardings."""


@given(SEEDS)
@settings(derandomize=True, deadline=None, max_examples=60)
def test_every_stop_is_reached_as_by_a_search_for_it(seed: Random) -> None:
    network = chance.network(seed)
    tables, transfers = timetable(network)
    router = TransitRouter(tables, dict.fromkeys((Profile.WALK, Profile.WHEELCHAIR), transfers))
    if seed.random() < 0.5:
        router = router.with_live(news.overlay(tables, news.by_chance(seed, tables)))
    for _ in range(3):
        question = replace(chance.question(seed, len(network.stops)), **PLAIN)
        found = router.reach(question)
        columns = (found.stop.tolist(), found.seconds.tolist(), found.boardings.tolist())
        reached = {stop: (seconds, n) for stop, seconds, n in zip(*columns, strict=True)}
        ridden = {stop: by_search(router, question, stop) for stop in range(len(network.stops))}
        for stop in ridden:
            assert stop in reached or ridden[stop] is None
            if stop in reached:
                assert reached[stop] == min(ways(question, transfers, ridden, stop))


def by_search(router: TransitRouter, question: TransitQuestion, stop: int) -> Reached | None:
    """The quickest journey that ends (arriving: begins) with a vehicle at a stop."""
    there = Offsets(np.array([stop], np.int32), np.zeros(1, np.int32))
    backward = question.meaning is TimeMeaning.ARRIVE_BY
    asked = replace(question, access=there) if backward else replace(question, egress=there)
    found = [
        (question.time - one.departure if backward else one.arrival - question.time, one.boardings)
        for one in router.search(asked).journeys
    ]
    return min(found, default=None)


def ways(
    question: TransitQuestion,
    transfers: Transfers,
    ridden: dict[int, Reached | None],
    stop: int,
) -> Iterator[Reached]:
    """To a stop: without any vehicle, with one there, with one to where one walks from."""
    backward = question.meaning is TimeMeaning.ARRIVE_BY
    start = question.egress if backward else question.access
    yield from ((s, 0) for at, s in zip(start.stop, start.seconds, strict=True) if at == stop)
    if (here := ridden[stop]) is not None:
        yield here
    origins = np.repeat(np.arange(transfers.first.size - 1), np.diff(transfers.first))
    for a, b, seconds in zip(origins, transfers.stop, transfers.seconds, strict=True):
        before, after = (b, a) if backward else (a, b)
        there = ridden[int(before)]
        if after == stop and there is not None:
            yield there[0] + int(seconds), there[1]
