"""Transit search on real timetables: equal to the oracle, and to the peer on the contest."""

import json
from datetime import date
from pathlib import Path

import pytest

from benchmarks.transit import Contest, find, lines, load, shortened
from benchmarks.verify import EA_TRAVEL_S, RANGE_S, RANGE_TRAVEL_S, Verification
from maas.timetable import Timetable
from tests.shared import shared

pytestmark = [pytest.mark.real, pytest.mark.slow]

PORTO = ("gtfs_stcp.zip", "gtfs_metro_do_porto.zip", "gtfs_cp.zip")


def test_porto_is_as_the_oracle_says() -> None:
    timetable = load([shared("data", "porto", name) for name in PORTO])
    verification = Verification(timetable, date(2023, 9, 20), seed=2)
    assert verification.compare(10, 0, EA_TRAVEL_S) == 0
    assert verification.compare(2, RANGE_S, RANGE_TRAVEL_S) == 0


@pytest.mark.parametrize(
    ("folder", "feed"), [("grenoble/contest", "gtfs_minutes.zip"), ("berlin-vbb", "gtfs_vbb.zip")]
)
def test_every_answer_of_the_contest_is_the_peers(folder: str, feed: str) -> None:
    data = shared("data", folder)
    timetable = load([data / feed])
    assert differing(timetable, 0, data, "answers_ea.jsonl") == []
    assert differing(timetable, 7200, data, "answers_range120.jsonl") == []


def differing(timetable: Timetable, window_s: int, data: Path, expected: str) -> list[str]:
    """The queries answered otherwise than expected."""
    contest = Contest(timetable, window_s)
    found = []
    for asked, answer in zip(lines(data / "queries.tsv"), lines(data / expected), strict=True):
        query = find(timetable, contest.zone, asked)
        ours = shortened(contest.answers(query, contest.ask(query)))
        if ours != sorted(json.loads(answer)["journeys"]):
            found.append(asked)
    return found
