"""Changes between stops of a drawn town."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from feeds.gtfs import read
from maas.model import LatLon, Profile, SourceId, StopKind
from maas.settings import RoutingSettings
from maas.timetable import Timetable
from maas.units import NEVER
from routing.streets import StreetRouter, link_stops
from routing.transfers import build_transfers
from tests.cities import LINE, write_gtfs
from tests.streetmaps import StreetMap

RIVER = """
A---B---C-------------------------------------------D

E---F---G-------------------------------------------H
"""
"""Two banks 200 m apart; the bridge DH is 1300 m off."""
STREETS = StreetMap(
    RIVER,
    dict.fromkeys(["ABCD", "EFGH", "DH"], "highway=residential"),
    north_west=LatLon(1.0, 10.0),
)
WALK, WHEELCHAIR = Profile.WALK, Profile.WHEELCHAIR


def lines(
    folder: Path, stops: str = "ABCEG", transfers: str = "", wheelchair: Mapping[str, int] = {}
) -> Timetable:
    """One bus that calls at every stop; stops lie at the letters of the map (Z: far away)."""
    places = {letter: (at.lat, at.lon) for letter, at in STREETS.positions().items()}
    places["Z"] = (places["A"][0] + 0.005, places["A"][1])
    rows = [f"{s},{s},{places[s][0]},{places[s][1]},{wheelchair.get(s, 0)}" for s in stops]
    times = [f"t8,08:{i:02}:00,08:{i:02}:00,{stop},{i}" for i, stop in enumerate(stops)]
    tables = {
        **LINE,
        "stops.txt": "\n".join(["stop_id,stop_name,stop_lat,stop_lon,wheelchair_boarding", *rows]),
        "trips.txt": "route_id,service_id,trip_id\n1,daily,t8",
        "stop_times.txt": "\n".join(
            ["trip_id,arrival_time,departure_time,stop_id,stop_sequence", *times]
        ),
        "transfers.txt": "from_stop_id,to_stop_id,transfer_type,min_transfer_time\n" + transfers,
    }
    return read(write_gtfs(folder / "bus.zip", tables), SourceId("x"))[0]


def changes(
    timetable: Timetable, profile: Profile = WALK, *, streets: bool = True
) -> dict[str, int]:
    """{"A B": seconds, "A": seconds of changing at A itself}."""
    router = None
    if streets:
        network = STREETS.read()[0]
        router = StreetRouter(network, link_stops(network, timetable))
    transfers = build_transfers(timetable, router, profile, RoutingSettings())
    names = list(timetable.stops.name)
    a = np.repeat(np.arange(len(names)), np.diff(transfers.first))
    pairs = zip(a.tolist(), transfers.stop.tolist(), transfers.seconds.tolist(), strict=True)
    found = {f"{names[a]} {names[b]}": s for a, b, s in pairs}
    return found | dict(zip(names, transfers.change.tolist(), strict=True))


def test_walks_follow_streets_and_have_a_margin(tmp_path: Path) -> None:
    found = changes(lines(tmp_path))
    assert found["A B"] == found["B A"] == 83 + 60  # 100 m at 1.2 m/s
    assert found["A C"] == 167 + 60
    assert "A E" not in found  # 200 m over the river, 3 km by the bridge
    assert found["A"] == 60


def test_wheelchairs_are_slower_and_keep_off_stops_they_cannot_use(tmp_path: Path) -> None:
    found = changes(lines(tmp_path, wheelchair={"C": 2}), WHEELCHAIR)
    assert found["A B"] == 111 + 60
    assert not {"A C", "C A", "B C", "C B"} & set(found)
    assert found["C"] == NEVER


@pytest.mark.parametrize(
    ("rule", "seconds"),
    [
        ("A,B,0,", 143),
        ("A,B,1,", 83),
        ("A,B,2,300", 300),
        ("A,B,2,30", 83),
        ("A,B,2,", 143),
        ("A,B,3,", None),
        ("A,E,3,", None),
        ("A,E,2,200", 2333),
    ],
)
def test_what_transfers_txt_says_about_two_stops(
    tmp_path: Path, rule: str, seconds: int | None
) -> None:
    pair = rule[:3].replace(",", " ")
    found = changes(lines(tmp_path, transfers=rule))
    assert found.get(pair) == seconds
    assert found["B A"] == 143


@pytest.mark.parametrize(
    ("rule", "seconds"), [("0,", 60), ("1,", 0), ("2,200", 200), ("2,", 60), ("3,", NEVER)]
)
def test_what_transfers_txt_says_about_one_stop(tmp_path: Path, rule: str, seconds: int) -> None:
    assert changes(lines(tmp_path, transfers=f"B,B,{rule}"))["B"] == seconds


def test_without_streets_walks_are_straight_and_longer(tmp_path: Path) -> None:
    found = changes(lines(tmp_path), streets=False)
    assert found["A B"] == 109 + 60  # 130 m
    assert found["A E"] == 217 + 60


def test_a_stop_off_the_map_is_reached_straight(tmp_path: Path) -> None:
    found = changes(lines(tmp_path, "ABEZ"))
    assert found["A Z"] == found["Z A"] == 603 + 60  # 556 m
    assert found["Z B"] == 612 + 60
    assert found["Z E"] == 819 + 60
    assert found["A B"] == 143


def test_split_stops_change_like_the_stop_they_copy(tmp_path: Path) -> None:
    timetable = lines(tmp_path, transfers="A,B,2,300\nA,A,2,90\nC,B,3,")
    stops = timetable.stops
    kind, parent = stops.kind.copy(), stops.parent.copy()
    copy, original = stops.id.find("x:C"), stops.id.find("x:A")
    kind[copy], parent[copy] = StopKind.SPLIT, original
    found = changes(replace(timetable, stops=replace(stops, kind=kind, parent=parent)))
    assert found["C"] == found["A"] == 90
    assert found["A C"] == found["C A"] == 90
    assert "C B" not in found  # its own rule overrides
    assert found["A B"] == 300


def test_nobody_boards_what_no_trip_calls_at(tmp_path: Path) -> None:
    timetable = lines(tmp_path)
    patterns = timetable.patterns
    only_two = replace(patterns, stop=np.minimum(patterns.stop, 1))
    found = changes(replace(timetable, patterns=only_two))
    assert {pair for pair in found if " " in pair} == {"A B", "B A"}
    assert found["C"] == NEVER
