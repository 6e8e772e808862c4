"""Who fails is left alone, longer and longer; one trial finds out that it is back."""

from maas.app.operators.breaker import FIRST_PAUSE_S, MOST_PAUSE_S, Breaker


def broken(at: float = 0.0) -> Breaker:
    """One that has just opened."""
    breaker = Breaker()
    for _ in range(3):
        assert breaker.admit(at)
        breaker.fail(at)
    return breaker


def test_two_failures_are_put_up_with() -> None:
    breaker = Breaker()
    breaker.fail(0)
    breaker.fail(0)
    assert breaker.admit(0)
    breaker.succeed()
    breaker.fail(0)
    assert breaker.admit(0)


def test_three_in_a_row_open_it_until_a_trial() -> None:
    breaker = broken()
    assert not breaker.admit(FIRST_PAUSE_S - 0.1)
    assert breaker.admit(FIRST_PAUSE_S)
    assert not breaker.admit(FIRST_PAUSE_S), "one trial at a time"
    breaker.succeed()
    assert breaker.admit(FIRST_PAUSE_S) and breaker.admit(FIRST_PAUSE_S)


def test_each_failed_trial_doubles_the_pause_up_to_a_bound() -> None:
    breaker, now, pauses = broken(), 0.0, []
    for _ in range(12):
        pauses.append(breaker.open_until - now)
        now = breaker.open_until
        assert breaker.admit(now)
        breaker.fail(now)
    assert pauses[:3] == [FIRST_PAUSE_S, 2 * FIRST_PAUSE_S, 4 * FIRST_PAUSE_S]
    assert pauses[-1] == MOST_PAUSE_S


def test_what_was_asked_before_it_opened_says_nothing_new() -> None:
    breaker = broken()
    for _ in range(20):
        breaker.fail(1)
    assert breaker.open_until == FIRST_PAUSE_S


def test_it_keeps_to_what_it_is_asked_for() -> None:
    breaker = Breaker()
    breaker.fail(0, retry_after_s=120)
    assert not breaker.admit(119)
    assert breaker.admit(120)
    breaker.fail(120, retry_after_s=1)
    assert breaker.admit(121)
