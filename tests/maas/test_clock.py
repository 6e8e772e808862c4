"""The service clock starts where it is told and ticks at its rate."""

import time

from maas.clock import Clock


class Ticks:
    """Monotonic time that moves when told."""

    s = 1000.0

    def __call__(self) -> float:
        return self.s


def test_starts_at_the_given_time_and_ticks() -> None:
    ticks = Ticks()
    clock = Clock.starting(1_695_193_200, 1.0, ticks)
    assert clock.now() == 1_695_193_200
    ticks.s += 61.5
    assert clock.now() == 1_695_193_261


def test_runs_faster_or_stands_still() -> None:
    ticks = Ticks()
    fast, still = Clock.starting(100, 10, ticks), Clock.starting(100, 0, ticks)
    ticks.s += 30
    assert (fast.now(), still.now()) == (400, 100)


def test_without_a_start_it_is_the_time_of_day() -> None:
    assert abs(Clock.starting().now() - time.time()) < 2
