"""Cells read strictly: what Python would take and GTFS does not mean is refused."""

import math
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.gtfs.fields import (
    BLANK,
    WRONG,
    parse_color,
    parse_date,
    parse_decimal,
    parse_natural,
    parse_time,
)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("00:00:00", 0),
        ("8:05:09", 29_109),
        ("08:05:09", 29_109),
        ("25:10:00", 90_600),
        ("100:00:00", 360_000),
        ("", BLANK),
        ("8:05", WRONG),
        ("8:60:00", WRONG),
        ("8:5:00", WRONG),
        ("-1:00:00", WRONG),
        ("٠٨:٠٠:٠٠", WRONG),
        ("08:00:00\n", WRONG),
        ("1000:00:00", WRONG),
    ],
)
def test_times(text: str, seconds: int) -> None:
    assert parse_time(text) == seconds


@pytest.mark.parametrize(
    "text",
    ["nan", "inf", "1e400", "5_2.5", "５２", "52,5", " 52.5", "0x10", "", "--1", ".", "1e999"],
)
def test_what_is_no_decimal(text: str) -> None:
    assert math.isnan(parse_decimal(text))


@pytest.mark.parametrize("text", ["52.5", "-8.610221145", "+1", ".5", "3.", "1.2E-4", "007.0"])
def test_decimals(text: str) -> None:
    assert parse_decimal(text) == float(text)


@pytest.mark.parametrize("text", ["-1", "1.0", "1_0", "９", "1" * 10, "1" * 5000, "+1"])
def test_what_is_no_whole_number(text: str) -> None:
    assert parse_natural(text) == WRONG


def test_whole_numbers() -> None:
    assert [parse_natural(text) for text in ("", "0", "007", "999999999")] == [
        BLANK,
        0,
        7,
        10**9 - 1,
    ]


@pytest.mark.parametrize("text", ["20260230", "2026-01-01", "00000101", "20261301", "２０２６0101"])
def test_what_is_no_date(text: str) -> None:
    assert parse_date(text) == WRONG


def test_colors() -> None:
    texts = ("ff00Aa", "#ff00aa", "1", "")
    assert [parse_color(text) for text in texts] == ["FF00AA", "", "", ""]


@settings(derandomize=True)
@given(st.integers(0, 999 * 3600))
def test_every_time_is_read_as_it_is_written(n: int) -> None:
    assert parse_time(f"{n // 3600}:{n // 60 % 60:02}:{n % 60:02}") == n


@settings(derandomize=True)
@given(st.dates())
def test_every_date_is_read_as_it_is_written(day: date) -> None:
    assert parse_date(f"{day.year:04}{day.month:02}{day.day:02}") == day.toordinal()
