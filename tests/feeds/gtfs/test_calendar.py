"""Days of service."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.gtfs import expiry
from feeds.gtfs.calendar import read_calendar
from feeds.gtfs.notices import Notices
from maas.errors import FeedMalformed
from maas.timetable import Timetable
from maas.units import service_midnight
from tests.feeds.gtfs.feed import reading, rules, table

WEEK = "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date"


def days(timetable: Timetable, service: str, start: date, n: int) -> str:
    """ "x" for each day on which the service runs, else "."."""
    row = timetable.services.id.find(f"s:{service}")
    active = (timetable.services.active(start + timedelta(i))[row] for i in range(n))
    return "".join("x" if runs else "." for runs in active)


def test_a_week_from_one_day_to_another(tmp_path: Path) -> None:
    calendar = f"# calendar.txt\n{WEEK}\ndaily,1,1,1,1,1,0,0,20260107,20260113\n"
    timetable, report = reading(tmp_path, calendar)
    assert days(timetable, "daily", date(2026, 1, 5), 14) == "..xxx..xx....."
    assert (report.first_day, report.last_day) == (date(2026, 1, 7), date(2026, 1, 13))


def test_exceptions_add_and_take_away(tmp_path: Path) -> None:
    calendar = f"""
# calendar.txt
{WEEK}
daily,1,1,1,1,1,0,0,20260105,20260111
# calendar_dates.txt
service_id,date,exception_type
daily,20260106,2
daily,20260111,1
daily,20260201,1
daily,20261231,2
"""
    timetable, _ = reading(tmp_path, calendar)
    assert days(timetable, "daily", date(2026, 1, 5), 7) == "x.xxx.x"
    assert timetable.services.last == date(2026, 2, 1)


@pytest.mark.parametrize("gone", ["calendar", "calendar_dates"])
def test_either_table_is_enough(tmp_path: Path, gone: str) -> None:
    dates = "\n# calendar_dates.txt\nservice_id,date,exception_type\ndaily,20260106,1\n"
    timetable, _ = reading(tmp_path, dates, f"\n# {gone}.txt\n")
    assert days(timetable, "daily", date(2026, 1, 6), 1) == "x"


@pytest.mark.parametrize(
    "calendar",
    [
        "\n# calendar.txt\n",
        f"\n# calendar.txt\n{WEEK}\ndaily,0,0,0,0,0,0,0,20260105,20260111\n",
        f"\n# calendar.txt\n{WEEK}\ndaily,1,1,1,1,1,1,1,20260230,20260311\n",
        f"\n# calendar.txt\n{WEEK}\nother,1,1,1,1,1,1,1,20260105,20260111\n",
    ],
)
def test_a_feed_without_service_day_is_refused(tmp_path: Path, calendar: str) -> None:
    with pytest.raises(FeedMalformed, match=r"runs|service"):
        reading(tmp_path, calendar)


def test_one_bad_row_costs_one_row(tmp_path: Path) -> None:
    calendar = f"""
# calendar.txt
{WEEK}
daily,1,1,1,1,1,1,1,20260105,20260111
bad,1,1,1,1,1,1,1,20260105,20261341
back,1,1,1,1,1,1,1,20260111,20260105
,1,1,1,1,1,1,1,20260105,20260111
# calendar_dates.txt
service_id,date,exception_type
daily,20260113,3
daily,2026-01-13,1
daily,,1
daily,20260114,
daily,20260115,1
"""
    timetable, report = reading(tmp_path, calendar)
    assert days(timetable, "daily", date(2026, 1, 11), 5) == "x...x"
    assert rules(report) == {
        "invalid_date": 3,
        "missing_required_field": 2,
        "start_and_end_range_out_of_order": 1,
        "unexpected_enum_value": 1,
    }


def test_for_ever_ends_in_2199(tmp_path: Path) -> None:
    calendar = f"\n# calendar.txt\n{WEEK}\ndaily,1,1,1,1,1,1,1,20260105,99991231\n"
    timetable, report = reading(tmp_path, calendar)
    assert timetable.services.last == date(2199, 12, 31)
    assert rules(report) == {"service_extends_far_in_the_future": 1}


def test_expiry_is_told_by_the_day(tmp_path: Path) -> None:
    _, report = reading(tmp_path)
    assert expiry(report, date(2026, 12, 31)) is None
    late, early = expiry(report, date(2027, 1, 1)), expiry(report, date(2025, 12, 31))
    assert late is not None and late.rule == "expired_calendar"
    assert late.text == "All service days are past: the last day was 2026-12-31"
    assert early is not None and early.rule == "future_calendar"


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 6, 10)])
def test_the_timetable_is_the_same_when_the_clocks_change(tmp_path: Path, day: date) -> None:
    timetable, _ = reading(tmp_path)
    zone = ZoneInfo(timetable.zones[int(timetable.patterns.zone[0])])
    assert timetable.services.active(day).all()
    leaves = service_midnight(day, zone) + int(timetable.stop_times.depart[0])
    assert datetime.fromtimestamp(leaves, zone).strftime("%d %H:%M") == f"{day.day:02} 08:00"


ordinal = st.integers(date(2026, 1, 1).toordinal(), date(2026, 3, 1).toordinal())
span = st.tuples(st.lists(st.booleans(), min_size=7, max_size=7), ordinal, ordinal)
exception = st.tuples(ordinal, st.booleans())


@settings(derandomize=True, deadline=None)
@given(st.lists(span, max_size=3), st.lists(exception, max_size=6, unique_by=lambda e: e[0]))
def test_every_day_is_as_the_reference_says(spans: list, exceptions: list) -> None:
    """Against asking each day for itself."""
    weeks = [
        f"s,{','.join(str(int(d)) for d in week)},{written(min(a, b))},{written(max(a, b))}"
        for week, a, b in spans
    ]
    dates = [f"s,{written(day)},{1 if added else 2}" for day, added in exceptions]
    try:
        calendar = read_calendar(
            table("calendar.txt", WEEK, *weeks),
            table("calendar_dates.txt", "service_id,date,exception_type", *dates),
            "",
            Notices(),
        )
    except FeedMalformed:
        calendar = None
    for number in range(date(2025, 12, 25).toordinal(), date(2026, 3, 10).toordinal()):
        day = date.fromordinal(number)
        runs = any(week[day.weekday()] and min(a, b) <= number <= max(a, b) for week, a, b in spans)
        runs = dict(exceptions).get(number, runs)
        assert runs == (calendar is not None and bool(calendar.services.active(day).any()))


def written(number: int) -> str:
    return f"{date.fromordinal(number):%Y%m%d}"
