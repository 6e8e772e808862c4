"""Who says so, how many make it true, how long it holds, and who is believed to know better."""

from collections.abc import Iterable

import pytest

from maas.app.reported.saying import (
    MOST_WITNESSES,
    MOST_WRITTEN,
    begun,
    end_of,
    joined,
    judged,
    state_of,
    told,
    without_writing,
    witness,
)
from maas.live.public_reports import ReportKind, ReportState
from maas.records import KeptReport
from maas.requests import JudgeReport, TakeReport
from maas.settings import ReportsSettings
from tests.reported import SEVEN
from tests.saying import say

RULES = ReportsSettings()
TTL = RULES.ttl_s[ReportKind.OBSTACLE]
MINUTE, DAY = 60, 86_400


def after(words: Iterable[TakeReport]) -> KeptReport:
    """What is known when these have spoken, one after another."""
    first, *others = words
    kept = begun(first, "a", b"secret", RULES)
    for each in others:
        kept = joined(kept, each, RULES)
    return kept


def state(words: Iterable[TakeReport], now: int = SEVEN) -> str:
    return state_of(after(words), RULES, now).value


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([say("ana")], "UNVERIFIED"),
        ([say("ana"), say("rui"), say("eva")], "VERIFIED"),
        ([say("ana")] * 9, "UNVERIFIED"),
        ([say(), say(key_id="other"), say(key_id="third")], "VERIFIED"),
        ([say("ana"), say("ana", key_id="other"), say("ana", key_id="third")], "VERIFIED"),
        ([say("ana", key_id=""), say("rui", key_id=""), say("eva", key_id="")], "UNVERIFIED"),
        ([say(key_id=""), say("rui"), say("eva")], "VERIFIED"),
    ],
)
def test_independent_are_those_of_another_app_or_another_person_of_it(
    words: list[TakeReport], expected: str
) -> None:
    assert state(words) == expected


def test_a_word_counts_as_long_as_it_holds() -> None:
    words = [say("ana"), say("rui", seen=SEVEN + TTL // 2), say("eva", seen=SEVEN + TTL // 2)]
    assert state(words, SEVEN + TTL - 1) == "VERIFIED"
    assert state(words, SEVEN + TTL) == "UNVERIFIED"
    kept = after(words)
    assert end_of(kept, RULES) == SEVEN + TTL // 2 + TTL
    assert kept.until == end_of(kept, RULES) + DAY


def test_an_early_word_that_comes_late_changes_when_it_was_seen_first_alone() -> None:
    kept = after([say("ana"), say("rui", seen=SEVEN - 600)])
    assert (kept.first, kept.last, kept.n) == (SEVEN - 600, SEVEN, 2)


@pytest.mark.parametrize(
    ("there", "gone", "expected"),
    [(1, 1, "GONE"), (2, 1, "UNVERIFIED"), (2, 2, "GONE"), (9, 2, "VERIFIED"), (9, 3, "GONE")],
)
def test_as_many_as_made_it_unmake_it_but_no_more_than_are_needed(
    there: int, gone: int, expected: str
) -> None:
    says = [say(f"t{i}") for i in range(there)]
    denies = [say(f"g{i}", is_gone=True, seen=SEVEN + MINUTE) for i in range(gone)]
    assert state([*says, *denies], SEVEN + MINUTE) == expected


def test_who_said_so_may_think_better_of_it() -> None:
    kept = after([say("ana"), say("ana", is_gone=True, seen=SEVEN + 600)])
    assert (state_of(kept, RULES, SEVEN + 600), end_of(kept, RULES)) == (
        ReportState.GONE,
        SEVEN + 600,
    )
    again = after([say("ana"), say("rui"), say("eva"), say("ana", is_gone=True), say("ana")])
    assert (len(again.there), again.gone) == (3, {})


def test_staff_have_the_last_word_until_it_is_over() -> None:
    kept = after([say("ana")])
    true = judged(kept, JudgeReport("a", is_so=True, text="Pipe burst"), SEVEN + 90, RULES)
    assert state_of(true, RULES, SEVEN + 90) is ReportState.CONFIRMED
    assert (true.text, true.judged, end_of(true, RULES)) == (
        "Pipe burst",
        SEVEN + 60,
        SEVEN + 60 + TTL,
    )
    longer = judged(kept, JudgeReport("a", is_so=True, until=SEVEN + 9 * DAY), SEVEN, RULES)
    assert longer.until == SEVEN + 10 * DAY
    false = judged(kept, JudgeReport("a", is_so=False, text="no"), SEVEN, RULES)
    for i in range(9):
        false = joined(false, say(f"r{i}", seen=SEVEN + 600), RULES)
    assert state_of(false, RULES, SEVEN + 600) is ReportState.REJECTED
    assert (false.text, end_of(false, RULES)) == ("", SEVEN + TTL)


def test_what_staff_said_is_gone_when_enough_say_so_since() -> None:
    early = [say(f"g{i}", is_gone=True, seen=SEVEN + MINUTE) for i in range(2)]
    kept = after([say("ana"), say("rui"), say("eva"), *early])
    kept = judged(kept, JudgeReport("a", is_so=True), SEVEN + 10 * MINUTE, RULES)
    for i in range(3):
        assert state_of(kept, RULES, SEVEN) is ReportState.CONFIRMED
        kept = joined(kept, say(f"h{i}", is_gone=True, seen=SEVEN + 20 * MINUTE), RULES)
    assert state_of(kept, RULES, SEVEN) is ReportState.GONE


def test_nobody_is_known_again_by_another_report() -> None:
    ana, rui = say("ana"), say("rui")
    assert witness(b"one", ana) == witness(b"one", say("ana", lat=41.2, text="x"))
    assert len({witness(b"one", ana), witness(b"one", rui), witness(b"other", ana)}) == 3
    kept = after([ana, rui])
    assert not any(word in repr(kept) for word in ("ana", "rui", "app"))


def test_what_is_known_of_one_thing_is_bounded_whoever_speaks() -> None:
    kept = after(say(f"r{i}", text=f"text {i}", seen=SEVEN + i) for i in range(500))
    assert (kept.n, len(kept.there), len(kept.said)) == (500, MOST_WITNESSES, MOST_WRITTEN)
    assert kept.said[-1][1] == "text 499"
    for i in range(100):
        kept = joined(kept, say(f"g{i}", is_gone=True, seen=SEVEN + 600 + i), RULES)
    assert len(kept.gone) <= MOST_WITNESSES


def test_what_people_wrote_is_forgotten_after_a_day() -> None:
    kept = after([say("ana", text="old"), say("rui", text="new", seen=SEVEN + 600)])
    assert without_writing(kept, SEVEN + DAY - 1) is kept
    assert [text for _, text in without_writing(kept, SEVEN + DAY).said] == ["new"]


def test_each_word_halves_the_doubt_and_old_ones_weigh_less() -> None:
    def confidence(*words: TakeReport) -> float:
        return told(after(words), RULES, SEVEN + TTL // 2).confidence

    late = SEVEN + TTL // 2
    assert confidence(say("ana")) == 0.5
    assert confidence(say("ana"), say("rui")) == 0.75
    assert 0.5 < confidence(say("ana"), say("rui", seen=late)) < 0.75
    doubted = [say("ana"), say("rui"), say("eva"), say("ivo", is_gone=True)]
    assert confidence(*doubted) == 0.75


def test_only_minutes_are_told() -> None:
    report = told(after([say("ana", seen=SEVEN + 59)]), RULES, SEVEN + 100)
    assert (report.first, report.last) == (SEVEN, SEVEN)
    assert (report.lat, report.lon) == (41.15, -8.611)
