"""How much one key and one person may say, by a clock of its own."""

import pytest

from maas.app.reported.limits import Buckets, Limits
from maas.errors import RateLimited
from maas.settings import ReportsSettings
from tests.saying import say


class Hands:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def charged(limits: Limits, n: int, **members: str) -> int:
    """How many of so many reports are taken."""
    taken = 0
    for _ in range(n):
        try:
            limits.charge(say(**members))
        except RateLimited:
            continue
        taken += 1
    return taken


def test_a_person_is_held_back_and_nobody_else() -> None:
    limits = Limits(ReportsSettings(reporter_per_hour=30), hands := Hands())
    assert charged(limits, 100, reporter="ana") == 30
    assert charged(limits, 100, reporter="rui") == 30
    assert charged(limits, 100, reporter="ana", key_id="other") == 30
    hands.at = 120
    assert charged(limits, 100, reporter="ana") == 1


def test_a_key_is_held_back_with_all_its_persons() -> None:
    limits = Limits(ReportsSettings(per_minute=60), hands := Hands())
    assert sum(charged(limits, 1, reporter=str(i)) for i in range(100)) == 60
    assert charged(limits, 5, key_id="other") == 5
    hands.at = 2
    with pytest.raises(RateLimited) as refused:
        for _ in range(3):
            limits.charge(say())
    assert refused.value.retry_after_s == pytest.approx(1)


def test_what_is_refused_counts_for_nothing() -> None:
    limits = Limits(ReportsSettings(per_minute=10, reporter_per_hour=2), Hands())
    assert charged(limits, 50, reporter="ana") == 2
    assert charged(limits, 50) == 8


def test_names_are_forgotten_when_there_are_too_many() -> None:
    buckets = Buckets(2, 60.0, most=3)
    for name in "abcd":
        buckets.take(name, 0.0)
    assert len(buckets._levels) == 3
    assert buckets.wait_s("a", 0.0) == 0


def test_no_reporter_stands_in_it() -> None:
    limits = Limits(ReportsSettings())
    limits.charge(say("Rosalind"))
    assert "Rosalind" not in repr(limits)
