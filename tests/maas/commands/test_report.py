"""`maas report`, as typed."""

import csv
import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from maas.__main__ import main
from maas.build.building import build
from maas.build.progress import Progress
from maas.model import SourceId
from maas.records import SourceHour, open_records
from maas.settings import read_territory
from tests.cities import write_gtfs, write_territory

SIX = 1695189600
"""Of the Wednesday at seven of which the town's clock starts, UTC."""

LIVE = '[[source]]\nid = "rt"\nkind = "gtfs-rt"\n'


@pytest.fixture
def town(tmp_path: Path) -> str:
    write_gtfs(tmp_path / "bus.zip")
    return str(write_territory(tmp_path, extra=LIVE))


def test_a_report_is_printed_in_each_form(
    town: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(read_territory(Path(town)), Progress(Console(quiet=True)))
    hour = SourceHour(SourceId("rt"), SIX + 7200, (3600.0, *[0.0] * 14), trips=10, matched=9)
    open_records(tmp_path / "var/town").put_hours([hour], [])
    told = {}
    for form in ("text", "json", "csv", "html"):
        assert main(["report", town, "rt", "--format", form]) == 0
        told[form] = capsys.readouterr().out
    body = json.loads(told["json"])
    assert (body["month"], body["live"]["hours"]["fresh"]) == ("2023-09", 1.0)
    assert body["to"] == "2023-09-20T09:00:00Z"
    assert body["timetables"][0]["daysToExpiry"] == 41
    rows = {(row[0], row[1]): row[2] for row in csv.reader(io.StringIO(told["csv"]))}
    assert rows["trips", "match rate"] == "0.9"
    assert told["html"].startswith("<!doctype html>")
    assert "match rate" in told["text"]


def test_a_town_never_imported_has_a_report_too(
    town: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", town, "bus"]) == 0
    assert "LOST" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("tram",), "known: bus, rt"), (("bus", "--month", "2023-13"), "month: is not YYYY-MM")],
)
def test_what_makes_no_sense_is_told(
    town: str, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert main(["report", town, *arguments]) == 2
    assert said in capsys.readouterr().err
