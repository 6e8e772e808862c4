"""What servers ask of our patience, and how much of it they get."""

from datetime import UTC, datetime

import pytest

from feeds.fetch.patience import max_age, retry_after

NOW = datetime(2026, 1, 15, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("30", 30.0),
        ("0", 1.0),
        ("86400", 3600.0),
        ("Thu, 15 Jan 2026 12:02:00 GMT", 120.0),
        ("Thu, 15 Jan 2026 11:00:00 GMT", 1.0),
        ("Thu, 15 Jan 2026 12:02:00", 120.0),
        ("", None),
        ("-5", None),
        ("٣", None),
        ("soon", None),
    ],
)
def test_retry_after(text: str, wanted: float | None) -> None:
    assert retry_after({"Retry-After": text}, NOW) == wanted


@pytest.mark.parametrize(
    ("control", "age", "wanted"),
    [
        ("max-age=60", "", 60.0),
        ("public, MAX-AGE=60, must-revalidate", "20", 40.0),
        ("max-age=0", "", 5.0),
        ("max-age=14400", "", 200.0),
        ("s-maxage=30", "", 30.0),
        ("no-store", "", None),
        ("x-max-age=9", "", None),
        ("", "", None),
    ],
)
def test_max_age(control: str, age: str, wanted: float | None) -> None:
    assert max_age({"Cache-Control": control, "Age": age}) == wanted
