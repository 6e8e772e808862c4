"""`maas series`, as a planner types it."""

from pathlib import Path

import pytest

from maas.__main__ import main
from maas.model import SourceId
from maas.series import Count, Series
from tests.cities import write_territory

SEVEN = 1_695_189_600
"""In Lisbon, on 2023-09-20."""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    file = write_territory(tmp_path, "")
    series = Series(tmp_path / "var/town/series")
    for minute in range(0, 30, 10):
        at = SEVEN + 60 * minute
        series.note(SourceId("bikes"), at, at + 900, {"a": Count(minute, None), "b": Count(1, 1)})
    return file


def test_a_span_of_one_place(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    span = ["--from", "2023-09-20T07:05", "--to", "2023-09-20T07:25", "--place", "a"]
    assert main(["series", "export", str(town), "bikes", *span]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "time,place,available,free",
        "2023-09-20T06:05:00Z,a,0,",
        "2023-09-20T06:10:00Z,a,10,",
        "2023-09-20T06:20:00Z,a,20,",
    ]


def test_what_there_is(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["series", "list", str(town)]) == 0
    assert capsys.readouterr().out.startswith("bikes  2023-09-20 to 2023-09-20  0.0 MB")


def test_a_source_without_counts(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["series", "export", str(town), "trams", "--from", "2023-09-20"]) == 2
    assert "of: bikes" in capsys.readouterr().err
