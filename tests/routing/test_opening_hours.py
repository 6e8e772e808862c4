"""When something is open, by examples and minute by minute."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.opening_hours import AHEAD, DAYS, parse_hours

ROME = ZoneInfo("Europe/Rome")
DAY_S = 86_400


def unix(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ROME).timestamp())


def is_open(text: str, at: str) -> bool:
    hours = parse_hours(text)
    assert hours is not None
    return hours.is_open(unix(at), ROME)


@pytest.mark.parametrize(
    ("text", "open_at", "closed_at"),
    [
        ("Mo-Fr 08:00-20:00", "2023-09-20 08:00", "2023-09-20 20:00"),
        ("Mo-Fr 08:00-20:00", "2023-09-22 19:59", "2023-09-23 12:00"),
        ("Mo - Fr 8:00 - 20:00", "2023-09-20 08:00", "2023-09-20 07:59"),
        ("Sa,Su 05:00-24:00", "2023-09-23 23:59", "2023-09-22 12:00"),
        ("Sa 00:00-23:59", "2023-09-23 23:59", "2023-09-24 00:00"),
        ("Fr-Mo 10:00-12:00", "2023-09-25 11:00", "2023-09-26 11:00"),
        ("Fr 22:00-02:00", "2023-09-23 01:59", "2023-09-23 02:00"),
        ("Fr 22:00-26:00", "2023-09-23 01:59", "2023-09-22 01:59"),
        ("08:00-12:00,14:00-18:00", "2023-09-20 14:00", "2023-09-20 13:00"),
        ("24/7; Su off", "2023-09-23 23:59", "2023-09-24 00:00"),
        ("24/7; 12:00-13:00 off", "2023-09-20 13:00", "2023-09-20 12:30"),
        ("Mo-Su 08:00-20:00; We 10:00-12:00", "2023-09-20 10:00", "2023-09-20 09:00"),
        ("Mo-Fr 08:00-12:00, We 14:00-18:00", "2023-09-20 09:00", "2023-09-21 15:00"),
        ("Apr 01-Nov 03 Mo-Fr 00:00-24:00", "2023-11-03 12:00", "2023-11-06 12:00"),
        ("Nov-Mar 08:00-18:00; Apr-Oct 06:00-22:00", "2023-09-20 21:00", "2023-12-01 21:00"),
        ("Nov 15-Feb 15", "2024-01-01 12:00", "2024-02-16 00:00"),
        ("2023 Apr 01-2024 Nov 03 10:00-11:00", "2024-02-01 10:00", "2025-05-01 10:00"),
        ("Dec 24-26 off", "1999-01-01", "2023-12-25 12:00"),
        ('Mo-Fr 08:00-20:00 "by the app"; PH off', "2023-09-20 08:00", "2023-09-23 08:00"),
    ],
)
def test_what_is_open_and_what_is_closed(text: str, open_at: str, closed_at: str) -> None:
    assert open_at < "2000" or is_open(text, open_at)
    assert not is_open(text, closed_at)


@pytest.mark.parametrize(
    "text",
    ["", "sunrise-sunset", "08:00+", "week 1-10", "Mo[1] 08:00-10:00", "Mo-Fr 08:00-20:00 ||"],
)
def test_what_is_not_understood_is_nothing(text: str) -> None:
    assert parse_hours(text) is None


@pytest.mark.parametrize("text", ["x" * 2_000, "Mo," * 300, "08:00-09:00," * 70 + "x", "Apr 99"])
def test_nonsense_is_no_trouble(text: str) -> None:
    assert parse_hours(text) is None


def test_the_next_change_is_when_it_closes_or_opens() -> None:
    hours = parse_hours("Mo-Fr 08:00-20:00")
    assert hours is not None
    assert hours.next_change(unix("2023-09-20 08:00"), ROME) == unix("2023-09-20 20:00")
    assert hours.next_change(unix("2023-09-22 20:00"), ROME) == unix("2023-09-25 08:00")


def test_hours_are_the_clock_s_on_the_day_that_is_an_hour_longer() -> None:
    hours = parse_hours("08:00-20:00")
    assert hours is not None
    night = unix("2023-10-28 20:00")
    assert hours.next_change(night, ROME) - night == 13 * 3600


HOURS = st.integers(0, 23).map(lambda hour: f"{hour:02}")
SPANS = st.builds("{}:{}-{}:30".format, HOURS, st.sampled_from(["00", "15"]), HOURS)
RULES = st.builds(
    "{} {}{}".format,
    st.lists(st.sampled_from(DAYS), min_size=1, max_size=3, unique=True).map(",".join),
    SPANS,
    st.sampled_from(["", "", " off"]),
)


@given(st.lists(RULES, min_size=1, max_size=3).map("; ".join), st.integers(0, 7 * DAY_S))
@settings(derandomize=True, deadline=None, max_examples=60)
def test_nothing_changes_before_the_next_change(text: str, after: int) -> None:
    hours, at = parse_hours(text), unix("2023-10-25 00:00") + after
    assert hours is not None
    change, now = hours.next_change(at, ROME), hours.is_open(at, ROME)
    quarters = range(at, change, 900)
    assert {hours.is_open(moment, ROME) for moment in quarters} <= {now}
    is_horizon = change - at > (AHEAD - 1) * DAY_S
    assert is_horizon or hours.is_open(change, ROME) is not now
