"""What is near is sorted by how long one walks, not by how far it looks on a map."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maas.errors import BadPlace, NotFound
from maas.live import Record, VehicleType
from maas.live.rentals import FormFactor
from maas.model import TRANSIT_MODES, LatLon, Mode, Profile
from routing.nearby import Near, NearbyQuestion, NearRental, Neighbourhood
from routing.nearby.walking import Walkers
from routing.planner import Planner
from routing.question import End
from routing.streets import Many
from routing.walks import Doorway
from tests.rentals import NOW, laid, station, system, vehicle
from tests.towns import Town

RIVER = Town(
    """
    A-----B-----C
    |           |
    |           |
    D-----E     F
    """,
    {"ABC": "highway=residential", "AD": "highway=steps", "CF": "highway=residential",
     "DE": "highway=residential"},
    {"1": ("A 08:00 C 08:10",), "2": ("E 08:00 F 08:10",)},
)  # fmt: skip
"""From B to E it is 200 m as the crow flies, and over A and stairs three times as far."""


@pytest.fixture(scope="module")
def planner() -> Planner:
    return RIVER.planner


def at(letter: str) -> LatLon:
    return RIVER.positions[letter]


def ask(planner: Planner, place: str | LatLon = "B", *records: Record, **more: object) -> str:
    """What is near, nearest first, with seconds."""
    return " ".join(
        f"{name(planner, near)}={near.seconds}"
        for near in found(planner, place, *records, **more).things
    )


def found(
    planner: Planner, place: str | LatLon = "B", *records: Record, **more: object
) -> Neighbourhood:
    rentals = laid(planner.streets, *records)
    end = (
        End(stop_id=place)
        if isinstance(place, str) and ":" in place
        else End(at=at(place) if isinstance(place, str) else place)
    )
    members = {"n": 10, "max_s": 1200, "transit_modes": frozenset(TRANSIT_MODES),
               "with_rentals": True} | more  # fmt: skip
    asked = NearbyQuestion(end, NOW, **members)  # type: ignore[arg-type]
    return planner.with_rentals(rentals).nearby(asked, np.zeros(1, np.uint8))


def name(planner: Planner, near: Near) -> str:
    if not isinstance(near, NearRental):
        return (near.stop.place.stop_id or "").removeprefix("bus:")
    return ("S" if near.is_station else "V") + str(near.row)


def test_stops_stations_and_vehicles_are_mixed_by_walking_time(planner: Planner) -> None:
    told = (system(), station("s", at("E")), vehicle("v", at("C")), vehicle("w", at("D")))
    assert ask(planner, "B", *told) == "A=125 C=125 V0=125 F=375 V1=625 E=750 S0=750"
    assert ask(planner, "B", *told, n=3) == "A=125 C=125 V0=125"


def test_what_looks_near_may_be_far_on_foot(planner: Planner) -> None:
    assert at("B").distance_m(at("E")) < at("B").distance_m(at("F"))
    assert ask(planner, "B", with_rentals=False) == "A=125 C=125 F=375 E=750"


def test_from_a_stop_one_is_there_at_once(planner: Planner) -> None:
    assert ask(planner, "bus:C", n=1) == "C=0"


def test_nothing_is_told_beyond_the_time_or_the_circle(planner: Planner) -> None:
    told = system(), station("s", at("E")), vehicle("v", at("C"))
    assert ask(planner, "B", *told, max_s=130, transit_modes=frozenset()) == "V0=125"
    assert ask(planner, "B", *told, radius_m=140.0) == ""


def test_wheelchairs_take_no_stairs(planner: Planner) -> None:
    told = system(), station("s", at("D"))
    assert "S0" in ask(planner, "B", *told)
    assert "S0" not in ask(planner, "B", *told, profile=Profile.WHEELCHAIR)


def test_metres_are_those_of_the_walk(planner: Planner) -> None:
    near = found(planner, "B", system(), station("s", at("E")), transit_modes=frozenset()).things
    [only] = near
    assert only.metres is not None
    assert round(only.metres) == 600


def test_every_walk_is_measured(planner: Planner) -> None:
    off = [LatLon(at("B").lat + 1e-5 * i, at("B").lon + 7.3e-5 * i) for i in range(9)]
    told = (system(), *(vehicle(str(i), each) for i, each in enumerate(off)))
    assert all(near.metres is not None for near in found(planner, "A", *told).things)


def test_what_nobody_can_take_is_not_near(planner: Planner) -> None:
    told = (
        system(),
        station("s", at("E"), available=4),
        vehicle("docked", at("E"), station_id="s"),
        vehicle("reserved", at("C"), is_reserved=True),
        vehicle("broken", at("C"), is_disabled=True),
    )
    assert ask(planner, "B", *told, transit_modes=frozenset()) == "S0=750"


def test_forms_and_modes_choose(planner: Planner) -> None:
    car = VehicleType("velo", "c", FormFactor.CAR)
    bike = VehicleType("velo", "b")
    told = (
        system(), car, bike, vehicle("x", at("A"), type_id="c"), vehicle("y", at("C"), type_id="b"),
    )  # fmt: skip
    forms = frozenset({FormFactor.CAR})
    assert ask(planner, "B", *told, transit_modes=frozenset(), forms=forms) == "V0=125"
    assert ask(planner, "B", *told, with_rentals=False, transit_modes=frozenset({Mode.TRAM})) == ""


def test_a_place_off_the_map_or_unknown_is_refused(planner: Planner) -> None:
    with pytest.raises(BadPlace, match="place"):
        found(planner, LatLon(10, 10))
    with pytest.raises(NotFound, match="place"):
        found(planner, "bus:nowhere")


SPOTS = st.lists(st.tuples(st.floats(1.9963, 2.0003), st.floats(1.9997, 2.003)), max_size=30)


@given(SPOTS, st.integers(1, 5), st.integers(60, 900))
@settings(derandomize=True, deadline=None, max_examples=60)
def test_the_nearest_are_found_without_looking_at_all(
    spots: list[tuple[float, float]], n: int, max_s: int
) -> None:
    """Against one search for all of them."""
    streets = RIVER.planner.streets
    assert streets is not None
    snap = streets.snap(at("B"), Profile.WALK, 250)
    walkers = Walkers(streets, (Doorway(at("B"), snap),), Profile.WALK, 1.2, lot=4)
    positions = np.array(spots, np.float64).reshape(-1, 2)
    rows, seconds = walkers.nearest(at("B"), positions, n, max_s)
    assert snap is not None
    many = Many([walkers.snap(position) for position in positions])
    everything = streets.times(snap, many, Profile.WALK, max_s, speed_m_s=1.2)
    reached = np.sort(everything[everything >= 0])
    assert np.sort(seconds)[:n].tolist() == reached[:n].tolist()
    assert seconds.tolist() == everything[rows].tolist()
