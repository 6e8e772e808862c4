"""Feeds of several time zones in one territory: every clock is its own, every change real time."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from feeds import gtfs
from maas.model import Profile, SourceId
from maas.settings import RoutingSettings
from maas.timetable import Timetable, join
from routing.boards import Around, BoardQuestion
from routing.graph import Graph
from routing.planner import Planner
from routing.question import End, Question
from routing.transfers import build_transfers
from tests.towns import Town, shown

WEST, EAST = "Atlantic/Azores", "Europe/Lisbon"
"""An hour apart all year."""

TRAIN = {"1": ("A 08:05 B 08:15", "A 09:05 B 09:15")}
BUS = {"2": ("B 09:20 C 09:30", "B 23:50 C 24:10")}


def lines(folder: Path, source: str, zone: str, runs: dict[str, tuple[str, ...]]) -> Timetable:
    """A feed whose clocks show the time of a zone."""
    agency = f"agency_id,agency_name,agency_url,agency_timezone\n1,X,https://x.example,{zone}\n"
    town = Town(
        f"A{80 * '-'}B{80 * '-'}C",
        {"AC": "highway=footway"},
        runs,
        {"agency.txt": agency},
        streets=False,
    )
    town.write(folder)
    return gtfs.read(folder / "bus.zip", SourceId(source))[0]


@pytest.fixture(params=[False, True], ids=["west first", "east first"])
def planner(tmp_path: Path, request: pytest.FixtureRequest) -> Planner:
    """A train by western clocks, a bus by eastern ones; which comes first must not matter."""
    parts = [lines(tmp_path, "train", WEST, TRAIN), lines(tmp_path, "bus", EAST, BUS)]
    timetable = join(parts[::-1] if request.param else parts)
    transfers = {
        profile: build_transfers(timetable, None, profile, RoutingSettings())
        for profile in (Profile.WALK, Profile.WHEELCHAIR)
    }
    return Planner(Graph(timetable, None, None, transfers))


def test_a_change_is_caught_by_real_time(planner: Planner) -> None:
    """The train is in at 08:15, when eastern clocks show 09:15."""
    at = int(datetime(2023, 9, 20, 8, tzinfo=ZoneInfo(WEST)).timestamp())
    answer = planner.plan(Question(End("train:A"), End("bus:C"), at, wanted=1, direct_modes=()))
    rides = [leg for leg in answer.itineraries[0].legs if leg.trip]
    assert [(ride.departure - at) // 60 for ride in rides] == [5, 20], shown(answer.itineraries[0])
    assert [ride.origin.place.zone for ride in rides] == [WEST, EAST]


def test_trips_past_midnight_and_boards_keep_their_clock(planner: Planner) -> None:
    at = int(datetime(2023, 9, 20, 22, 30, tzinfo=ZoneInfo(WEST)).timestamp())
    [departure] = planner.boards.board(BoardQuestion(Around("bus:B"), at, n=1)).stop_times
    assert departure.call.departure == at + 20 * 60
    assert departure.trip.trip_id.startswith("20230920_23:50_bus:")
    [leg] = planner.boards.trip(departure.trip.trip_id).legs
    assert leg.arrival == at + 40 * 60
