"""Changes in stop places whose pathways are known: by every kind of pathway, for feet and wheels.

A way by streets is 1.3 times the straight line here; margins are 60 s.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from maas.model import Profile, StopKind
from maas.settings import RoutingSettings
from maas.timetable import Timetable
from routing.transfers import build_transfers
from tests.routing.indoors.stations import timetable

MARGIN_S = 60
WALK, WHEELCHAIR = Profile.WALK, Profile.WHEELCHAIR
DOORS = ("E walkway P traversal_time=30", "F walkway Q traversal_time=30")


def changes(made: Timetable, profile: Profile = WALK) -> dict[str, int]:
    """{"P Q": seconds without the margin}."""
    transfers = build_transfers(made, None, profile, RoutingSettings())
    names = [made.stops.id[i].removeprefix("x:") for i in range(len(made.stops.id))]
    a = np.repeat(np.arange(len(names)), np.diff(transfers.first)).tolist()
    pairs = zip(a, transfers.stop.tolist(), transfers.seconds.tolist(), strict=True)
    return {f"{names[a]} {names[b]}": s - MARGIN_S for a, b, s in pairs}


@pytest.mark.parametrize(
    ("pathway", "on_foot", "on_wheels"),
    [  # P and Q are 120 m apart; the times of walkers are of 1.2 m/s, wheels make 0.9
        ("walkway", 100, 133),
        ("walkway length=60", 50, 67),
        ("walkway length=60 traversal_time=90", 90, 120),
        ("walkway max_slope=0.08", 100, 133),
        ("walkway max_slope=-0.2", 100, None),
        ("walkway min_width=0.6", 100, None),
        ("stairs", 200, None),
        ("stairs length=6 stair_count=-30", 18, None),
        ("stairs traversal_time=25 stair_count=30", 25, None),
        ("moving_walkway traversal_time=40", 40, 40),
        ("moving_walkway length=60", 50, 50),
        ("escalator length=20", 40, None),
        ("escalator traversal_time=35", 35, None),
        ("elevator", 60, 60),
        ("elevator traversal_time=180", 180, 180),
        ("fare_gate length=2", 5, 5),
    ],
)
def test_each_kind_of_pathway_has_its_time(
    tmp_path: Path, pathway: str, on_foot: int, on_wheels: int | None
) -> None:
    far_doors = ("E walkway P traversal_time=3000", "F walkway Q traversal_time=3000")
    kind, *cells = pathway.split()
    made = timetable(tmp_path, *far_doors, " ".join(["P", kind, "Q", *cells]))
    assert changes(made)["P Q"] == changes(made)["Q P"] == on_foot
    assert changes(made, WHEELCHAIR).get("P Q") == on_wheels


@pytest.mark.parametrize("kind", ["walkway>", "escalator>", "exit_gate>", "exit_gate"])
def test_one_way_pathways_lead_one_way(tmp_path: Path, kind: str) -> None:
    far_doors = ("E walkway P traversal_time=3000", "F walkway Q traversal_time=3000")
    found = changes(timetable(tmp_path, *far_doors, f"P {kind} Q traversal_time=20"))
    assert found["P Q"] == 20
    assert "Q P" not in found


def test_the_quickest_of_several_ways_is_taken_and_wheels_take_theirs(tmp_path: Path) -> None:
    made = timetable(
        tmp_path,
        *DOORS,
        "P stairs N length=12 stair_count=20",
        "P elevator N traversal_time=45",
        "N walkway Q traversal_time=30",
    )
    assert changes(made)["P Q"] == 20 + 30
    assert changes(made, WHEELCHAIR)["P Q"] == 45 + 40


def test_who_can_stay_inside_does_not_go_out(tmp_path: Path) -> None:
    made = timetable(tmp_path, *DOORS, "P walkway Q traversal_time=800")
    assert changes(made)["P Q"] == 800
    far = timetable(tmp_path, *DOORS, "P elevator Q traversal_time=2000")
    assert changes(far)["P Q"] == 2000  # longer than any change over streets may be
    apart = timetable(tmp_path, *DOORS)
    assert changes(apart)["P Q"] == 30 + 325 + 30  # by the street, 300 m x 1.3 from E to F


def test_a_platform_is_reached_through_doors_alone(tmp_path: Path) -> None:
    made = timetable(tmp_path, "E walkway> P traversal_time=200", "P exit_gate> F traversal_time=7")
    found = changes(made, WALK)
    assert found["X P"] == 130 + 200  # 120 m to E, though P is 240 m off
    assert found["P X"] == 7 + 455  # out at F, back 420 m
    assert "X Q" in found  # Q has no pathways: it lies on the street


def test_an_entrance_without_wheels_is_none(tmp_path: Path) -> None:
    made = timetable(tmp_path, *DOORS)
    made.stops.wheelchair.flags.writeable = True
    made.stops.wheelchair[made.stops.id.find("x:E")] = 2
    assert "X P" in changes(made)
    found = changes(made, WHEELCHAIR)
    assert "X P" not in found and "P Q" not in found
    assert "X Q" in found


def test_a_platform_that_nobody_could_reach_lies_on_the_street(tmp_path: Path) -> None:
    made = timetable(tmp_path, "E walkway P traversal_time=30", "Q escalator> N traversal_time=9")
    assert changes(made)["X Q"] == changes(made)["Q X"] == 390  # 360 m x 1.3


def test_a_stop_place_without_entrances_has_ways_inside(tmp_path: Path) -> None:
    found = changes(timetable(tmp_path, "P stairs Q traversal_time=40"))
    assert found["P Q"] == 40
    assert found["X P"] == 260  # 240 m x 1.3


def test_areas_are_where_one_stands_at_a_platform(tmp_path: Path) -> None:
    made = timetable(
        tmp_path,
        "E walkway A traversal_time=10",
        "B walkway Q traversal_time=20",
        "F walkway Q traversal_time=10",
    )
    found = changes(made)
    assert found["X P"] == 130 + 10
    assert found["P Q"] == 20
    assert found["X Q"] == 130 + 10 + 25 + 25 + 20  # along the platform, 30 m to P, 30 m to B


def test_transfers_txt_still_has_its_say(tmp_path: Path) -> None:
    head = "from_stop_id,to_stop_id,transfer_type,min_transfer_time\n"
    rules = ("transfers.txt", head + "P,Q,2,300\nQ,P,3,\nX,P,2,20\nP,X,1,")
    far = ("E walkway P traversal_time=900", "F walkway P traversal_time=2000")
    found = changes(timetable(tmp_path, *far, "P walkway Q traversal_time=50", more=[rules]))
    assert found["P Q"] == 300 - MARGIN_S
    assert "Q P" not in found
    assert found["X P"] == 130 + 900 - MARGIN_S  # farther than any unruled change
    assert found["P X"] == 900 + 130 - MARGIN_S
    assert "X Q" not in found


def test_copies_of_a_platform_stand_where_it_does(tmp_path: Path) -> None:
    made = timetable(tmp_path, *DOORS, "P walkway Q traversal_time=50")
    kind, parent = made.stops.kind.copy(), made.stops.parent.copy()
    copy, original = made.stops.id.find("x:X"), made.stops.id.find("x:P")
    kind[copy], parent[copy] = StopKind.SPLIT, original
    found = changes(replace(made, stops=replace(made.stops, kind=kind, parent=parent)))
    assert found["X Q"] == found["Q X"] == found["P Q"] == 50
