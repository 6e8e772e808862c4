"""The table `[reports]`: who may report, and how many make it true."""

import pytest

from maas.errors import BadSettings
from maas.live.public_reports import ReportKind
from maas.options import Table
from maas.settings.reports import TTL_S, USUAL_REPORTS, read_reports


def read(**values: object) -> object:
    return read_reports(Table(values, "town.toml", {}, "reports"))


def test_what_is_left_out_is_as_usual() -> None:
    assert read() == USUAL_REPORTS
    assert set(TTL_S) == set(ReportKind)


def test_a_territory_says_how_many_and_how_long() -> None:
    told = read_reports(
        Table({"needed": 5, "open": True, "ttl_s": {"obstacle": 60}}, "town.toml", {}, "reports")
    )
    assert (told.needed, told.is_open) == (5, True)
    assert told.ttl_s == {**TTL_S, ReportKind.OBSTACLE: 60}


@pytest.mark.parametrize(
    "wrong",
    [
        {"need": 3},
        {"needed": 0},
        {"needed": 21},
        {"open": "yes"},
        {"ttl_s": {"OBSTACLE": 60}},
        {"ttl_s": {"obstacle": 1}},
        {"ttl_s": 60},
        {"per_minute": 0},
        {"reporter_per_hour": 0},
    ],
)
def test_what_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadSettings, match="reports"):
        read(**wrong)
