"""Ways with rented vehicles on drawn streets: one rule each."""

from math import inf

import numpy as np
import pytest

from maas.live import RentalZone, VehicleType
from maas.live.rentals import FormFactor, Propulsion, ReturnRule, ZoneRule
from maas.model import LatLon, Profile
from routing.rentals.search import RentalSearch
from routing.rentals.wanted import Wanted
from routing.rentals.ways import LOCK_S, UNLOCK_S, RentalWay
from tests.rentals import box, laid, station, system, vehicle
from tests.streetmaps import StreetMap, Town

TOWN = Town(
    StreetMap(
        """
A---B---------------------------C---D
    |                           |
    E---------------------------F
""",
        {
            "ABCD": "highway=residential name=High+Street",
            "BEFC": "highway=residential name=Low+Street",
        },
    )
)
"""From A to D it is 900 m: 750 s on foot."""
BIKE = VehicleType("velo", "bike")
FREE = VehicleType("velo", "free", returns=ReturnRule.ANYWHERE)
MAX_S = 1800


def at(letter: str) -> LatLon:
    """Where a letter lies."""
    return TOWN.positions[letter]


def way(*records: object, wanted: Wanted | None = None, ends: str = "AD") -> RentalWay | None:
    """The way from A to D with what is offered."""
    rentals = laid(TOWN.router, system(), *records)  # type: ignore[arg-type]
    snaps = [TOWN.router.snap(at(letter), Profile.WALK, 50) for letter in ends]
    assert snaps[0] is not None and snaps[1] is not None
    return RentalSearch(TOWN.router, rentals).way(*snaps, wanted or Wanted(), MAX_S)


def passed(found: RentalWay | None) -> str:
    """The letters one passes on foot, by vehicle and on foot again."""
    if found is None:
        return "-"
    parts = (found.walk, found.ride, found.walk2)
    return " ".join("".join(dict.fromkeys(map(TOWN.letter, part.geometry))) for part in parts)


def test_one_walks_to_a_station_rides_to_another_and_walks_on() -> None:
    found = way(BIKE, station("b", at("B")), station("c", at("C")))
    assert found is not None
    assert passed(found) == "AB BC CD"
    parts = (found.walk.seconds, found.ride.seconds, found.walk2.seconds)
    assert parts == (83, 167, 83)  # 100 m at 1.2 m/s, 700 m at 4.2, 100 m again
    assert found.seconds == sum(parts) + UNLOCK_S + LOCK_S
    assert found.ride.distance_m == pytest.approx(700, abs=1)
    assert [step.street for step in found.ride.steps] == ["High Street"]
    assert (found.taken.at, found.left.at) == (at("B"), at("C"))
    assert (found.taken.fleet, found.taken.spot, found.left.spot) == (0, 0, 1)


@pytest.mark.parametrize(
    ("b", "c"),
    [
        (station("b", at("B"), available=0), station("c", at("C"))),
        (station("b", at("B")), station("c", at("C"), free=0)),
        (station("b", at("B"), available=None), station("c", at("C"))),
        (station("b", at("B")), station("b2", at("B"))),
    ],
    ids=["no vehicle", "no dock", "nobody knows", "next to it"],
)
def test_without_a_vehicle_and_a_place_for_it_nobody_rides(b: object, c: object) -> None:
    assert way(BIKE, b, c) is None


def test_the_same_station_in_and_out_is_no_ride() -> None:
    assert way(BIKE, station("b", at("B"))) is None


def test_all_passengers_find_a_vehicle_and_a_place() -> None:
    stations = station("b", at("B"), available=3), station("c", at("C"), free=2)
    assert way(BIKE, *stations, wanted=Wanted(passengers=2)) is not None
    assert way(BIKE, *stations, wanted=Wanted(passengers=3)) is None
    pair = VehicleType("velo", "bike", riders=2)
    assert way(pair, *stations, wanted=Wanted(passengers=3)) is not None


def test_what_saves_nothing_is_not_rented() -> None:
    assert way(FREE, vehicle("v", at("A"), type_id="free"), ends="AB") is not None
    slow = Wanted(bike_speed_m_s=1.2)
    assert way(FREE, vehicle("v", at("A"), type_id="free"), wanted=slow) is None


def test_a_free_vehicle_is_left_at_the_door() -> None:
    found = way(FREE, vehicle("v", at("B"), type_id="free"))
    assert passed(found) == "AB BCD D"
    assert found is not None and found.left.spot == -1 and found.walk2.seconds == 0


def test_what_belongs_to_stations_is_left_at_none_but_them_unless_nobody_heeds_it() -> None:
    offered = BIKE, station("b", at("B")), station("f", at("F"))
    found = way(*offered)
    assert found is not None and found.left.at == at("F")
    heedless = way(*offered, wanted=Wanted(ignores_returns=True))
    assert passed(heedless) == "AB BCD D"


def test_a_zone_where_nobody_rides_is_ridden_around() -> None:
    zone = RentalZone("velo", box(*_middle()), rules=(ZoneRule(may_pass=False),))
    offered = FREE, vehicle("v", at("B"), type_id="free")
    assert passed(way(*offered, zone)) == "AB BEFCD D"


def test_in_a_slow_zone_one_rides_slowly() -> None:
    zone = RentalZone("velo", box(at("A"), at("F"), 1e-3), rules=(ZoneRule(max_kmh=9),))
    offered = BIKE, station("b", at("B")), station("c", at("C"))
    found = way(*offered, zone)
    assert found is not None and found.ride.seconds == 280  # 700 m at 2.5 m/s


def test_nothing_is_left_where_no_ride_may_end() -> None:
    zone = RentalZone("velo", box(at("C"), at("D"), 1e-4), rules=(ZoneRule(may_end=False),))
    found = way(FREE, vehicle("v", at("B"), type_id="free"), zone)
    assert found is None or found.left.at not in (at("C"), at("D"))
    assert way(BIKE, station("b", at("B")), station("c", at("C")), zone) is None


def test_what_goes_home_is_left_there_alone() -> None:
    car = VehicleType("velo", "car", FormFactor.CAR, returns=ReturnRule.HOME_STATION)
    home, other = station("c", at("C"), available=0), station("f", at("F"), available=0)
    away = vehicle("v", at("B"), type_id="car", home_station_id="c")
    assert passed(way(car, home, other, away)) == "AB BC CD"
    stays = vehicle("v", at("B"), type_id="car", home_station_id="b")
    assert way(car, station("b", at("B"), available=0), home, stays) is None


@pytest.mark.parametrize(("range_m", "left_at_door"), [(inf, True), (650.0, False)])
def test_nobody_rides_farther_than_the_battery_lasts(range_m: float, left_at_door: bool) -> None:
    free = VehicleType("velo", "free", propulsion=Propulsion.ELECTRIC, returns=ReturnRule.ANYWHERE)
    near = vehicle("v", at("B"), type_id="free", range_m=None if range_m == inf else range_m)
    found = way(free, near)
    assert (passed(found) == "AB BCD D") is left_at_door


def test_an_empty_vehicle_nearby_does_not_hide_a_full_one() -> None:
    empty = vehicle("v", at("A"), type_id="free", range_m=500.0)
    full = vehicle("w", at("B"), type_id="free", range_m=5000.0)
    found = way(FREE, empty, full)
    assert passed(found) == "AB BCD D"


def test_a_vehicle_that_is_not_wanted_is_not_taken() -> None:
    offered = BIKE, station("b", at("B")), station("c", at("C"))
    for wanted in (
        Wanted(forms=frozenset({FormFactor.CAR})),
        Wanted(providers=frozenset({"others"})),
        Wanted(propulsions=frozenset({Propulsion.ELECTRIC})),
    ):
        assert way(*offered, wanted=wanted) is None


def test_threads_and_questions_leave_the_memory_clear() -> None:
    offered = BIKE, FREE, station("b", at("B")), station("c", at("C")), vehicle("v", at("E"))
    answers = {passed(way(*offered)) for _ in range(3)}
    assert len(answers) == 1
    memory = TOWN.router.riding.memory()
    assert not memory.labels.counts.any() and (memory.labels.left_m == -1).all()
    assert (memory.crossings.ms == np.iinfo(np.int32).max).all()
    assert not TOWN.router.search.scratch().counts.any()


def _middle() -> tuple[LatLon, LatLon]:
    """A box over the middle of High Street."""
    a, b = at("B"), at("C")
    middle = LatLon(a.lat, (a.lon + b.lon) / 2)
    return middle, LatLon(middle.lat + 1e-5, middle.lon + 1e-5)
