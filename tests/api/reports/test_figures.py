"""Hours summed up."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.reports.figures import add_up
from maas.model import SourceId
from maas.records import RejectionCount, SourceHour
from maas.records.rows import AGE_BOUNDS_S, N_AGES

RT = SourceId("rt")


def hour(number: int = 0, **seconds: float) -> SourceHour:
    """An hour with seconds by the upper bound of the age: `s60=30.0`."""
    bounds = [f"s{bound}" for bound in (*AGE_BOUNDS_S, 9999)]
    return SourceHour(RT, 3600 * number, tuple(seconds.get(name, 0.0) for name in bounds))


def test_every_second_is_fresh_stale_or_lost() -> None:
    figures = add_up([hour(0, s5=1000, s300=500, s600=60), hour(1, s1800=40, s9999=200)])
    assert (figures.fresh_s, figures.stale_s, figures.lost_s) == (1500, 100, 200)
    assert figures.observed_s == 1800


def test_what_was_never_there_is_lost() -> None:
    figures = add_up([SourceHour(RT, 0, seconds_without=3600)])
    assert (figures.lost_s, figures.observed_s, figures.age_at(0.5)) == (3600, 3600, None)


def test_nothing_adds_up_to_nothing() -> None:
    figures = add_up([])
    assert (figures.observed_s, figures.age_at(0.95), figures.rejections) == (0, None, ())


def test_ages_are_read_between_the_bounds() -> None:
    figures = add_up([hour(s10=50, s20=50)])
    assert [figures.age_at(share) for share in (0.25, 0.5, 0.75, 1.0)] == [7.5, 10, 17.5, 20]
    assert add_up([hour(s9999=10)]).age_at(0.5) == 1800


@settings(derandomize=True, deadline=None)
@given(st.lists(st.integers(0, 1799), min_size=1, max_size=200))
def test_ages_are_right_to_the_width_of_a_bucket(ages: list[int]) -> None:
    seconds = [0.0] * N_AGES
    for age in ages:
        seconds[int(np.searchsorted(AGE_BOUNDS_S, age, side="right"))] += 1
    figures = add_up([SourceHour(RT, 0, tuple(seconds))])
    for share in (0.5, 0.95):
        true = float(np.quantile(ages, share, method="inverted_cdf"))
        found = figures.age_at(share)
        place = int(np.searchsorted(AGE_BOUNDS_S, true, side="right"))
        floor = (0, *AGE_BOUNDS_S)[place]
        assert found is not None and floor <= found <= AGE_BOUNDS_S[place]


def test_reasons_and_rules_are_summed_the_commonest_first() -> None:
    one = SourceHour(
        RT, 0, failures={"a": 1, "b": 2},
        rejections=(RejectionCount("E1", "ERROR", 1, 1, "old"),),
    )  # fmt: skip
    two = SourceHour(
        RT, 3600, failures={"a": 5},
        rejections=(
            RejectionCount("E1", "ERROR", 2, 3, "new"),
            RejectionCount("E2", "WARNING", 1, 9, "other"),
        ),
    )  # fmt: skip
    figures = add_up([one, two])
    assert list(figures.failures.items()) == [("a", 6), ("b", 2)]
    assert [each.rule for each in figures.rejections] == ["E2", "E1"]
    assert figures.rejections[1] == RejectionCount("E1", "ERROR", 3, 4, "new")


@pytest.mark.parametrize("name", ["fresh_s", "stale_s", "lost_s"])
def test_the_bounds_of_the_promises_are_bounds_of_buckets(name: str) -> None:
    assert getattr(add_up([]), name) == 0
