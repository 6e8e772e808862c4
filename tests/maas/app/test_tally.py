"""How sources do, added up: every second once, under the age that the data in use had."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from maas.app.tally import OTHERS, Tally
from maas.model import SourceId
from maas.records import RejectionCount, SourceHour
from maas.records.rows import AGE_BOUNDS_S
from maas.report import Finding, Severity
from maas.sources import Condition, SourceStatus

RT = SourceId("rt")
NOON = 12 * 3600
UNKNOWN = Finding("E003", Severity.WARNING, "", None, 5, "trip 'x' is unknown")


def status(at: int, made_at: int | None = None, **more: object) -> SourceStatus:
    return SourceStatus(RT, Condition.OK, tried_at=at, made_at=made_at, **more)  # type: ignore[arg-type]


def spent(row: SourceHour) -> dict[int, float]:
    """Seconds by the upper bound of the age, without those of which there are none."""
    bounds = (*AGE_BOUNDS_S, 9999)
    return {b: s for b, s in zip(bounds, row.seconds_by_age, strict=True) if s}


def test_data_grows_old_until_newer_data_comes() -> None:
    tally = Tally.beginning(RT, NOON)
    tally.note(status(NOON + 10, NOON + 6), NOON + 10)
    tally.note(status(NOON + 30, NOON + 28), NOON + 30)
    tally.advance(NOON + 34)
    assert tally.row.seconds_without == 10
    assert spent(tally.row) == {5: 1 + 3, 10: 5 + 1, 15: 5, 20: 5, 30: 4}
    assert (tally.row.tries, tally.row.messages) == (2, 1)


def test_an_hour_ends_at_the_hour() -> None:
    tally = Tally.beginning(RT, NOON - 100)
    tally.note(status(NOON - 50, NOON - 50), NOON - 50)
    tally.advance(NOON + 7200 + 5)
    hours, _ = tally.take()
    assert [hour.hour for hour in hours] == [NOON - 3600, NOON, NOON + 3600, NOON + 7200]
    assert [hour.observed_s for hour in hours] == [100, 3600, 3600, 5]
    assert [hour.hour for hour in tally.take()[0]] == [NOON + 7200]


def test_what_a_message_brought_is_counted_when_the_next_one_comes() -> None:
    tally = Tally.beginning(RT, NOON)
    first = status(NOON, NOON)
    tally.note(first, NOON)
    tally.note(replace(first, trips=100, matched=90, rejections=(UNKNOWN,)), NOON + 1)
    tally.note(replace(first, state=Condition.LOST, trips=0, matched=0), NOON + 1900)
    assert tally.row.messages == 0
    tally.note(status(NOON + 2000, NOON + 2000, trips=50, rejections=(UNKNOWN,)), NOON + 2000)
    tally.note(status(NOON + 2020, NOON + 2020), NOON + 2020)
    assert (tally.row.messages, tally.row.trips, tally.row.matched) == (2, 150, 90)
    counted = RejectionCount("E003", "WARNING", 2, 10, "trip 'x' is unknown")
    assert tally.row.rejections == (counted,)


def test_failed_tries_are_counted_by_reason_but_not_without_end() -> None:
    tally = Tally.beginning(RT, NOON)
    for second in range(50):
        tally.note(status(NOON + second, error=f"reason {second // 2}"), NOON + second)
    assert tally.row.failures["reason 0"] == 2
    assert len(tally.row.failures) == 21
    assert tally.row.failures[OTHERS] == 10
    assert tally.row.tries == 50


def outages(tally: Tally) -> list[tuple[int, int]]:
    return [(outage.began - NOON, outage.until - NOON) for outage in tally.take()[1]]


def test_an_outage_lasts_while_data_is_older_than_five_minutes() -> None:
    tally = Tally.beginning(RT, NOON)
    tally.note(status(NOON, NOON), NOON)
    tally.advance(NOON + 300)
    assert outages(tally) == []
    tally.advance(NOON + 1000)
    assert outages(tally) == [(300, 1000)]
    tally.note(status(NOON + 1500, NOON + 900), NOON + 1500)
    assert outages(tally) == [(300, 1500)]
    tally.note(status(NOON + 1600, NOON + 1590), NOON + 1600)
    tally.note(status(NOON + 2000, NOON + 2000), NOON + 2000)
    assert outages(tally) == [(300, 1600), (1890, 2000)]


def test_a_source_never_read_is_given_five_minutes() -> None:
    tally = Tally.beginning(RT, NOON)
    tally.note(status(NOON + 20, error="no answer"), NOON + 20)
    tally.advance(NOON + 299)
    assert outages(tally) == []
    tally.advance(NOON + 400)
    assert outages(tally) == [(300, 400)]


def test_what_could_not_be_kept_is_put_back() -> None:
    tally = Tally.beginning(RT, NOON)
    tally.advance(NOON + 4000)
    taken = tally.take()
    tally.put_back(*taken)
    tally.advance(NOON + 4100)
    hours, gaps = tally.take()
    assert [hour.observed_s for hour in hours] == [3600, 500]
    assert [(gap.began - NOON, gap.until - NOON) for gap in gaps] == [(300, 4100)]


def test_a_clock_that_stands_still_or_goes_back_accounts_for_nothing() -> None:
    tally = Tally.beginning(RT, NOON)
    tally.note(status(NOON, NOON), NOON)
    tally.note(status(NOON - 9, NOON - 9), NOON - 9)
    assert tally.row.observed_s == 0


STEPS = st.lists(
    st.tuples(st.integers(0, 4000), st.none() | st.integers(-50, 5000)), min_size=1, max_size=12
)


@settings(derandomize=True, deadline=None)
@given(STEPS)
def test_every_second_is_accounted_for_once(steps: list[tuple[int, int | None]]) -> None:
    now, tally = NOON, Tally.beginning(RT, NOON)
    stale, fresh_until = 0, NOON + 300
    for wait, age in steps:
        stale += max(0, now + wait - max(now, fresh_until))
        now += wait
        made_at = None if age is None else now - age
        tally.note(status(now, made_at), now)
        fresh_until = fresh_until if made_at is None else made_at + 300
    hours, gaps = tally.take()
    assert sum(hour.observed_s for hour in hours) == now - NOON
    assert sum(gap.until - gap.began for gap in gaps) == stale
