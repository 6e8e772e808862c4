"""Counters that processes share."""

import os

from api.metrics.meters import (
    BUCKETS_S,
    OTHER_ROUTE,
    OTHER_STATUS,
    STATUSES,
    SUM,
    Meter,
    Meters,
    Vital,
)


def test_a_forked_process_is_counted_with_us() -> None:
    meters = Meters.shared(2)
    child = os.fork()
    if child == 0:
        Meter(meters, 1).answered(3, 200, 0.02)
        meters.enter("worker 2")
        os._exit(0)
    os.waitpid(child, 0)
    Meter(meters, 0).answered(3, 200, 0.02)
    assert meters.answers[:, 3, STATUSES.index(200)].tolist() == [1, 1]
    assert meters.pids.tolist() == [0, 0, 0, child]


def test_an_answer_falls_into_one_bucket() -> None:
    meter = Meter.alone()
    for seconds in (0.0, 0.005, 0.006, 0.1, 99.0):
        meter.answered(0, 200, seconds)
    latencies = meter.meters.latencies[0, 0]
    buckets = dict(zip((*BUCKETS_S, 0), latencies[:SUM], strict=True))
    assert {bound: n for bound, n in buckets.items() if n} == {0.005: 2, 0.01: 1, 0.1: 1, 0: 1}
    assert latencies[SUM] == 99.111


def test_what_is_not_expected_is_counted_as_other() -> None:
    meter = Meter.alone()
    meter.answered(10_000, 418, 0.1)
    assert meter.meters.answers[0, OTHER_ROUTE, OTHER_STATUS] == 1


def test_a_successor_has_no_searches_under_way_but_goes_on_counting() -> None:
    meters = Meters.shared(1)
    before = Meter(meters, 0).gauge(Vital.SEARCHES, Vital.SEARCHES_REFUSED)
    before.begin()
    before.refuse()
    after = Meter(meters, 0).gauge(Vital.SEARCHES, Vital.SEARCHES_REFUSED)
    assert meters.vitals[0, Vital.SEARCHES] == 0
    after.refuse()
    assert meters.vitals[0, Vital.SEARCHES_REFUSED] == 2
