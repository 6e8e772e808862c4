"""When counts were so, as towns write it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from feeds.parking_table.times import peek
from tests.feeds.parking_table.tables import NOW, facility, mapping, read, rules

COUNTED = 'free = "free"\ncounted_at = "at"\n'
AT = NOW - 20
"""2025-10-09T08:53:00Z"""


@pytest.mark.parametrize(
    "told",
    [
        "2025-10-09T08:53:00Z",
        "2025-10-09T08:53:00.000z",
        "2025-10-09T10:53:00+02:00",
        "2025-10-09 10:53:00+0200",
        "2025-10-09T10:53:00+02",
        "2025-10-09T10:53:00",
        "2025-10-09 10:53",
        "2025/10/09 10:53:00",
        "09.10.2025 10:53",
        "09/10/2025, 10:53:00",
        AT,
        float(AT),
        str(AT),
        AT * 1000,
        {"@type": "DateTime", "@value": "2025-10-09T08:53:00Z"},
    ],
)
def test_times_with_and_without_a_zone(told: Any) -> None:
    assert facility(COUNTED, {"free": 1, "at": told}).counted_at == AT


def test_a_time_in_a_form_that_the_options_tell() -> None:
    options = f'{COUNTED}time_format = "%d %b %Y %Hh%M"'
    assert facility(options, {"free": 1, "at": "09 Oct 2025 10h53"}).counted_at == AT
    elsewhere = f'{COUNTED}timezone = "Europe/London"'
    assert facility(elsewhere, {"free": 1, "at": "2025-10-09T09:53"}).counted_at == AT


def test_of_an_hour_that_is_there_twice_the_one_that_has_been() -> None:
    first = int(datetime(2025, 10, 26, 0, 30, tzinfo=UTC).timestamp())
    record = {"free": 1, "at": "2025-10-26 02:30"}
    assert facility(COUNTED, record, first + 60).counted_at == first
    assert facility(COUNTED, record, first + 3660).counted_at == first + 3600


@pytest.mark.parametrize(
    "told", ["soon", "10:53", "2025-13-09T10:53:00", "2025-10-09", 7, -1, 10**30, "9" * 17, True]
)
def test_what_is_no_time_is_not_said(told: Any) -> None:
    parsed = read(f'id = "id"\n{COUNTED}', [{"id": 1, "free": 1, "at": told}])
    assert rules(parsed)["invalid_time"] == 1
    assert parsed.records[0].counts_until == NOW + 300


def test_what_is_counted_in_the_future_is_counted_now() -> None:
    parsed = read(f'id = "id"\n{COUNTED}', [{"id": 1, "free": 1, "at": NOW + 3600}])
    assert rules(parsed)["time_in_future"] == 1
    assert parsed.records[0].counted_at is None


def test_a_message_is_as_old_as_it_says_once() -> None:
    options = 'id = "id"\nrecords = "lots"\nfree = "free"\ncounted_at = "$.updated"'
    message = {"updated": "2025-10-09T10:53:00", "lots": [{"id": 1, "free": 1}]}
    parsed = read(options, message)
    assert (parsed.made_at, parsed.ages_itself) == (AT, True)
    assert read(f'id = "id"\n{COUNTED}', [{"id": 1, "free": 1, "at": AT}]).made_at is None


def test_recordings_are_played_by_their_first_time() -> None:
    table = mapping('id = "id"\ncounted_at = ["fields.at", "$.updated"]')
    assert peek(table, b'{"records": [{"fields": {"at": "2025-10-09T10:53:00", "free": 1') == AT
    assert peek(table, b'{"updated": 1759999980, "rec') == AT
    assert peek(table, b'{"x": 1') is None
    assert peek(mapping('id = "id"'), b'{"at": 1759999980}') is None
