"""Door to door through a stop place: over the street to a door, by pathways to the platform."""

from dataclasses import replace

import numpy as np
import pytest

from maas.itinerary import Answer, Leg
from maas.model import Mode, Profile, TimeMeaning
from routing.question import End, Question
from tests.routing.test_refresh import known, refreshed
from tests.towns import Town, clock, shown

EAST = "-" * 80
DRAWING = f"""
A---B---E---{EAST}Q

    N   P
"""
"""The platform P lies 200 m south of the entrance E; B has the elevator. Q is 2 km away."""


def stops(town: Town) -> str:
    """The station S with its platform, its entrances and the node N below B."""
    at = town.positions
    rows = ["stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,level_id"]
    places = [("S", "P", 1, "", ""), ("P", "P", 0, "S", "-2"), ("E", "E", 2, "S", "0")]
    places += [("B", "B", 2, "S", ""), ("N", "N", 3, "S", "-2"), ("Q", "Q", 0, "", "")]
    for name, letter, kind, parent, level in places:
        lat, lon = at[letter].lat, at[letter].lon
        rows.append(f"{name},{name},{lat:.7f},{lon:.7f},{kind},{parent},{level}")
    return "\n".join(rows)


PATHWAYS = """\
pathway_id,from_stop_id,to_stop_id,pathway_mode,is_bidirectional,traversal_time,signposted_as
1,E,P,2,1,40,Trains
2,B,N,5,1,90,
3,N,P,1,1,100,
"""
PLAIN = Town(
    DRAWING, {"ABEQ": "highway=residential"}, {"1": ("P 08:10 Q 08:20", "Q 08:30 P 08:40")}
)
TABLES = {
    "stops.txt": stops(PLAIN),
    "pathways.txt": PATHWAYS,
    "levels.txt": "level_id,level_index\n-2,-2\n0,0",
}
TOWN = replace(PLAIN, tables=TABLES)
ON_WHEELS = {"profile": Profile.WHEELCHAIR}


def only(answer: Answer) -> tuple[Leg, ...]:
    """The legs of the one itinerary."""
    (itinerary,) = answer.itineraries
    return itinerary.legs


def test_the_platform_is_reached_through_its_entrance() -> None:
    answer = TOWN.ask("A", "Q", "08:00", wanted=1)
    assert shown(answer.itineraries[0]) == "08:06 walk P 08:10 [1] Q 08:20"
    access = only(answer)[0]
    assert access.duration == 167 + 40  # 200 m to E
    assert [step.relative for step in access.steps] == ["DEPART", "STAIRS"]
    assert access.steps[1].street == "Trains"
    assert (access.steps[1].from_level, access.steps[1].to_level) == (0, -2)
    at = [TOWN.positions[letter] for letter in "AEP"]
    assert np.allclose(access.geometry[[0, -2, -1]], [[p.lat, p.lon] for p in at])
    for step in access.steps:
        assert 0 <= step.first < step.last < len(access.geometry)
    assert access.destination.place.level == -2 and access.origin.place.level is None


def test_wheels_take_the_elevator() -> None:
    access = only(TOWN.ask("A", "Q", "08:00", wanted=1, **ON_WHEELS))[0]
    assert (
        access.duration == 111 + 90 + 133
    )  # 100 m to B, then at three quarters of a walker's pace
    assert [step.relative for step in access.steps] == ["DEPART", "ELEVATOR", "CONTINUE"]
    assert [step.to_level for step in access.steps] == [0, -2, -2]


@pytest.mark.parametrize(("profile", "seconds"), [(Profile.WALK, 207), (Profile.WHEELCHAIR, 334)])
def test_one_leaves_as_one_came(profile: Profile, seconds: int) -> None:
    at = {"at": "09:00", "meaning": TimeMeaning.ARRIVE_BY, "wanted": 1, "profile": profile}
    egress = only(TOWN.ask("Q", "A", **at))[-1]  # type: ignore[arg-type]
    assert egress.duration == seconds
    assert clock(egress.departure) == "08:40"
    manner = "STAIRS" if profile is Profile.WALK else "ELEVATOR"
    assert manner in [step.relative for step in egress.steps]
    assert egress.steps[0].from_level == -2 and egress.steps[-1].to_level == 0


def test_slow_walkers_need_longer_on_stairs_but_not_in_elevators() -> None:
    assert only(TOWN.ask("A", "Q", "08:00", wanted=1, walk_speed_m_s=0.6))[0].duration == 333 + 80
    slow = only(TOWN.ask("A", "Q", "08:00", wanted=1, walk_speed_m_s=0.6, **ON_WHEELS))[0]
    assert slow.duration == 167 + 90 + 200


def test_a_bike_is_left_at_the_door() -> None:
    answer = TOWN.ask("A", "Q", "08:00", wanted=1, access_modes=(Mode.BIKE,))
    (access,) = [way.legs[0] for way in answer.itineraries if way.legs[0].mode is Mode.BIKE]
    assert access.duration == 48 + 40  # 200 m at 4.2 m/s, the stairs on foot


def test_who_starts_at_the_station_is_on_the_platform() -> None:
    for origin in ("bus:S", "bus:P"):
        (ride,) = only(TOWN.ask(origin, "bus:Q", "08:00", wanted=1))
        assert ride.departure == ride.origin.departure and clock(ride.departure) == "08:10"


def test_walks_from_a_station_begin_with_its_pathways() -> None:
    walk = TOWN.ask("bus:S", "A", "08:00").direct[0]
    assert walk.duration == 40 + 167
    assert [step.relative for step in walk.legs[0].steps] == ["STAIRS", "CONTINUE"]
    there = TOWN.ask("A", "bus:S", "08:00").direct[0]
    assert there.duration == walk.duration


def test_without_streets_doors_are_reached_straight() -> None:
    access = only(replace(TOWN, streets=False).ask("A", "Q", "08:00", wanted=1))[0]
    assert access.duration == 217 + 40  # 200 m x 1.3
    assert [step.relative for step in access.steps] == ["DEPART", "STAIRS"]


def test_without_pathways_nothing_is_inside() -> None:
    tables = {"stops.txt": TABLES["stops.txt"], "levels.txt": TABLES["levels.txt"]}
    access = only(replace(TOWN, tables=tables).ask("A", "Q", "08:00", wanted=1))[0]
    assert access.duration == 333  # 200 m on the street, 200 m off it


def test_a_platform_no_wheels_can_reach_is_none_for_them() -> None:
    stairs = {**TABLES, "pathways.txt": "\n".join(PATHWAYS.splitlines()[:2])}
    town = replace(TOWN, tables=stairs)
    assert town.ask("A", "Q", "08:00", wanted=1).itineraries
    answer = town.ask("A", "Q", "08:00", wanted=1, **ON_WHEELS)
    assert not answer.itineraries
    assert answer.errors


def test_who_starts_on_one_platform_walks_inside_to_another() -> None:
    tables = {**TABLES, "stops.txt": TABLES["stops.txt"].replace(",3,S", ",0,S")}
    lines = {"1": ("Q 08:30 P 08:40",), "2": ("N 09:00 Q 09:30",)}
    town = replace(TOWN, tables=tables, lines=lines)
    walk, ride = only(town.ask("bus:P", "bus:Q", "08:20", wanted=1))
    assert clock(ride.departure) == "09:00"
    assert walk.duration == 100
    assert [(step.relative, step.from_level) for step in walk.steps] == [("DEPART", -2)]


def test_changes_tell_their_steps() -> None:
    tables = {**TABLES, "stops.txt": TABLES["stops.txt"].replace(",3,S", ",0,S")}
    lines = {"1": ("Q 08:30 P 08:40",), "2": ("N 08:50 X 09:30",)}
    drawing = DRAWING + f"\n\n{EAST}      X\n"
    tables["stops.txt"] += "\nX,X,1.995,2.02,0,,"
    town = Town(drawing, PLAIN.ways, lines, tables)
    change = only(town.ask("bus:Q", "bus:X", "08:20", wanted=1))[1]
    assert change.duration == 100
    assert [step.relative for step in change.steps] == ["DEPART"]
    assert (change.origin.place.level, change.destination.place.level) == (-2, -2)


@pytest.mark.parametrize("ends", ["AQ", "QA"])
def test_itineraries_are_found_again_with_their_pathways(ends: str) -> None:
    (way,) = TOWN.ask(*ends, "08:00", wanted=1).itineraries
    again = refreshed(TOWN, known(way))
    assert shown(again) == shown(way)
    for before, after in zip(way.legs, again.legs, strict=True):
        assert before.steps == after.steps
        assert before.geometry.tolist() == after.geometry.tolist()


def test_platforms_are_in_reach_and_not_their_entrances() -> None:
    at = TOWN.ask("A", "Q", "08:00").itineraries[0].departure
    question = Question(
        End(at=TOWN.positions["A"], name="A"), End(at=TOWN.positions["A"]), at, max_travel_s=600
    )
    reached = TOWN.planner.one_to_all(question, np.zeros(1, np.uint8))
    assert [(stop.place.name, stop.seconds) for stop in reached.stops] == [("P", 207)]


def test_a_platform_below_is_reached_by_the_stairs_of_the_map() -> None:
    """No pathways, but streets with storeys: the passage ER runs below the street, past P."""
    drawing = f"""
A---E---PR--B
    |
    N---{EAST}Q
"""
    ways = {
        "AEPB": "highway=residential",
        "EN": "highway=residential",
        "NQ": "highway=residential",
        "ER": "highway=corridor level=-1",
    }
    town = Town(drawing, ways, {"1": ("P 08:10 Q 08:20",)})
    low = {
        "stops.txt": stops(town).replace(",-2", ",-1"),
        "levels.txt": "level_id,level_index\n-1,-1",
    }
    below = replace(town, tables=low)
    assert only(town.ask("B", "Q", "08:00", wanted=1))[0].duration == 83
    assert only(below.ask("B", "Q", "08:00", wanted=1))[0].duration == 250  # by E and back
