"""`maas plan`: an answer and exit code 0, none and 1, a senseless question and 2."""

import json
from pathlib import Path

import pytest

from maas.__main__ import main
from tests.cities import write_gtfs, write_territory


@pytest.fixture
def town(tmp_path: Path) -> str:
    write_gtfs(tmp_path / "bus.zip")
    return str(write_territory(tmp_path))


def test_answers_from_the_service_clock_and_imports_first(
    town: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", town, "bus:N", "bus:S"]) == 0
    shown = capsys.readouterr()
    assert "08:00–08:10" in shown.out
    assert "stands" not in shown.out
    assert main(["plan", town, "bus:N", "bus:S", "--time", "2023-09-20T08:30"]) == 0
    assert "09:00–09:10" in capsys.readouterr().out


def test_arrives_by(town: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["plan", town, "bus:N", "bus:S", "--time", "2023-09-20T09:00", "--arrive-by"]
    assert main([*asked, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["itineraries"][-1]["endTime"] == "2023-09-20T07:10:00Z"
    assert answer["requestParameters"]["arriveBy"] == "true"


def test_ends_may_be_names(town: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", town, "north", "south"]) == 0
    assert "08:00–08:10" in capsys.readouterr().out
    assert main(["plan", town, "nort", "SUOTH"]) == 0
    shown = capsys.readouterr()
    assert "08:00–08:10" in shown.out
    assert main(["plan", town, "Atlantis", "south"]) == 2
    assert "fromPlace" in capsys.readouterr().err


def test_vias_are_stops_by_id_or_name(town: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", town, "north", "south", "--via", "South", "--stay", "5"]) == 0
    assert "08:00–08:10" in capsys.readouterr().out
    assert main(["plan", town, "north", "south", "--bike", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["requestParameters"]["requireBikeTransport"]
    assert main(["plan", town, "north", "south", "--via", "41.1,-8.6"]) == 2
    assert "is not a stop" in capsys.readouterr().err


def test_of_several_places_the_likeliest_is_taken_aloud(
    town: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", town, "north", "south north"]) == 0
    assert "taken as South [bus:S]\n  or type North [bus:N]" in capsys.readouterr().err


def test_no_way_is_1(town: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", town, "bus:S", "bus:N"]) == 1
    assert "NO_TRANSIT_CONNECTION" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        (["bus:N", "bus:X"], "toPlace"),
        (["91,0", "bus:S"], "fromPlace"),
        (["-33.9,151.2", "bus:S"], "fromPlace"),
        (["bus:N", "bus:S", "--time", "noon"], "--time"),
    ],
)
def test_a_senseless_question_is_2_and_named(
    town: str, asked: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", town, *asked]) == 2
    assert named in capsys.readouterr().err
