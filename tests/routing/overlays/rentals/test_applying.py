"""Stations and vehicles become fleets on the streets."""

import numpy as np
import pytest

from maas.live import VehicleType
from maas.live.rentals import FormFactor, Propulsion, ReturnRule, TypeCount
from maas.model import LatLon, Profile, SourceId
from routing.overlays.rentals.applying import apply_rentals
from routing.rentals.fleets import NO_LIMIT
from tests.rentals import (
    BIKES,
    NOW,
    batch,
    laid,
    left,
    named,
    only,
    station,
    system,
    taken,
    vehicle,
)
from tests.streetmaps import StreetMap, Town

TOWN = Town(
    StreetMap(
        "\nA-------B-------C\n        |\n        D\n",
        {"ABC": "highway=residential", "BD": "highway=footway"},
    )
)
A, B, C, D = (TOWN.positions[letter] for letter in "ABCD")
STREETS = TOWN.router


def test_a_station_is_where_vehicles_are_taken_and_left() -> None:
    rentals = laid(STREETS, system(), station("s", A, 2, 5), station("t", C, 0, 7))
    assert taken(rentals) == {"s": 2}
    assert left(rentals) == {"s": 5, "t": 7}
    fleet = only(rentals)
    assert (fleet.profile, fleet.speed_m_s, fleet.anywhere) == (Profile.BIKE, None, False)
    assert fleet.type.is_return_guessed


def test_a_spot_is_joined_to_the_streets_of_who_walks_and_of_who_rides() -> None:
    on_footway = LatLon(B.lat - 0.00045, B.lon)
    spots = only(laid(STREETS, system(), vehicle("v", on_footway))).taking
    assert spots.at.tolist() == [[on_footway.lat, on_footway.lon]]
    assert (spots.foot.first.tolist(), spots.ride.first.tolist()) == ([0, 1], [0, 2])
    assert spots.foot.metres.tolist() == pytest.approx([0], abs=0.1)
    assert spots.ride.metres.tolist() == pytest.approx([50, 50], abs=0.5)


def test_what_is_far_from_any_street_is_not_offered() -> None:
    river = LatLon(A.lat + 0.002, A.lon)
    rentals = laid(STREETS, system(), vehicle("v", A), vehicle("sunk", river))
    assert taken(rentals) == {"v": 1}
    assert len(rentals.systems[0].vehicles) == 2


def test_a_vehicle_in_a_park_is_pushed_to_the_street() -> None:
    assert taken(laid(STREETS, system(), vehicle("v", D))) == {"v": 1}
    (metres,) = set(only(laid(STREETS, system(), vehicle("v", D))).taking.ride.metres.tolist())
    assert metres == pytest.approx(200, abs=1)


def test_only_vehicles_that_wait_for_somebody_are_taken() -> None:
    rentals = laid(
        STREETS,
        system(),
        vehicle("free", A),
        vehicle("reserved", A, is_reserved=True),
        vehicle("broken", A, is_disabled=True),
        vehicle("gone", A, until=NOW),
        vehicle("soon-gone", A, until=NOW + 1),
    )
    assert taken(rentals) == {"free": 1, "soon-gone": 1}
    assert only(rentals).anywhere
    assert rentals.until == NOW + 1


@pytest.mark.parametrize(
    ("told", "offered"),
    [
        ({}, {"s": 3}),
        ({"available": 0}, {}),
        ({"available": None}, {}),
        ({"is_installed": False}, {}),
        ({"is_renting": False}, {}),
        ({"is_renting": None}, {"s": 3}),
    ],
)
def test_a_station_offers_what_is_known_to_be_there(
    told: dict[str, object], offered: dict[str, int]
) -> None:
    assert taken(laid(STREETS, system(), station("s", A, **told))) == offered  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "places"),
    [
        ({}, {"t": 3}),
        ({"free": 0}, {}),
        ({"free": None}, {"t": NO_LIMIT}),
        ({"free": None, "available": None, "is_returning": None}, {}),
        ({"is_installed": False}, {}),
        ({"is_returning": False}, {}),
        ({"is_returning": None}, {"t": 3}),
    ],
)
def test_a_station_takes_back_what_it_has_places_for(
    told: dict[str, object], places: dict[str, int]
) -> None:
    full = station("s", A, free=0)
    assert left(laid(STREETS, system(), full, station("t", C, **told))) == places  # type: ignore[arg-type]


def test_counts_that_are_too_old_are_not_offered() -> None:
    records = system(), station("s", A), vehicle("v", B)
    assert taken(laid(STREETS, *records, now=NOW + 599)) == {"s": 3, "v": 1}
    late = laid(STREETS, *records, now=NOW + 600)
    assert (late.fleets, late.until) == ((), None)
    assert late.systems[0].stations[0].available == 3, "what was told stays as it was told"


def test_stations_and_vehicles_grow_old_apart() -> None:
    told = system(stations_until=NOW + 60)
    rentals = laid(STREETS, told, station("s", A), vehicle("v", B), now=NOW + 60)
    assert (taken(rentals), left(rentals)) == ({"v": 1}, {})
    assert rentals.until == NOW + 600


def test_vehicles_of_a_station_that_counts_are_not_counted_twice() -> None:
    bike = VehicleType("velo", "e", propulsion=Propulsion.ELECTRIC_ASSIST, max_range_m=40_000)
    rentals = laid(
        STREETS,
        system(),
        bike,
        station("s", A, 2),
        vehicle("empty", A, type_id="e", station_id="s", range_m=500),
        vehicle("charged", A, type_id="e", station_id="s", range_m=9_000),
    )
    assert taken(rentals) == {"s": 2}
    assert only(rentals).taking.range_m.tolist() == [9_000]


def test_docked_vehicles_tell_types_apart_where_the_count_does_not() -> None:
    types = [VehicleType("velo", id) for id in "ab"]
    listed = [vehicle(f"v{i}", A, type_id=id, station_id="s") for i, id in enumerate("aab")]
    rentals = laid(STREETS, system(), *types, station("s", A, 3), *listed)
    counts = {fleet.type.id: fleet.taking.count.tolist() for fleet in rentals.fleets}
    assert counts == {"a": [2], "b": [1]}


def test_an_untold_count_is_of_the_first_type_alone() -> None:
    types = [VehicleType("velo", id) for id in "ab"]
    rentals = laid(STREETS, system(), *types, station("s", A, 3))
    assert only(rentals).type.id == "a"


def test_counts_by_type_are_of_these_types() -> None:
    types = [VehicleType("velo", id) for id in "ab"]
    counts = (TypeCount(("a",), 1), TypeCount(("b",), 0))
    rentals = laid(STREETS, system(), *types, station("s", A, 3, by_type=counts))
    assert (only(rentals).type.id, taken(rentals)) == ("a", {"s": 1})


def test_what_belongs_to_a_station_has_to_go_home() -> None:
    car = VehicleType("velo", "c", FormFactor.CAR, returns=ReturnRule.HOME_STATION)
    rentals = laid(
        STREETS,
        system(),
        car,
        station("s", A, 1, 0),
        station("t", C, 0, 4),
        vehicle("lost", C, type_id="c"),
        vehicle("out", C, type_id="c", home_station_id="s"),
    )
    assert taken(rentals) == {"out": 1, "s": 1}
    assert only(rentals).taking.home.tolist() == [0, 0]
    assert left(rentals) == {"s": NO_LIMIT, "t": NO_LIMIT}


def test_without_streets_systems_are_told_all_the_same() -> None:
    rentals = laid(None, system(), station("s", A))
    assert [each.id for each in rentals.systems] == ["bikes"]
    assert (rentals.fleets, rentals.until) == ((), NOW + 600)


def test_several_systems_of_a_source_have_names_of_their_own() -> None:
    rentals = laid(STREETS, system("a"), system("b"), vehicle("v", A, system="b"))
    assert [each.id for each in rentals.systems] == ["bikes:a", "bikes:b"]
    assert only(rentals).system == 1


def test_a_system_of_a_manifest_keeps_its_name_while_others_cannot_be_read() -> None:
    rentals = laid(STREETS, system("a", is_of_manifest=True))
    assert [each.id for each in rentals.systems] == ["bikes:a"]


def test_what_was_known_before_changes_nothing() -> None:
    first = laid(STREETS, system(), station("s", A), vehicle("v", B))
    records = system(), station("t", C), vehicle("w", D), vehicle("v", B)
    fresh, after = laid(STREETS, *records), laid(STREETS, *records, previous=first)
    for one, other in zip(fresh.fleets, after.fleets, strict=True):
        for spots, others in ((one.taking, other.taking), (one.leaving, other.leaving)):
            assert np.array_equal(spots.at, others.at)
            assert np.array_equal(spots.ride.edge, others.ride.edge)
            assert np.array_equal(spots.foot.metres, others.foot.metres)


def test_positions_out_of_use_are_forgotten() -> None:
    crowd = [vehicle(f"v{i}", LatLon(A.lat, A.lon + i * 1e-5)) for i in range(20)]
    before = laid(STREETS, system(), *crowd)
    after = laid(STREETS, system(), vehicle("new", B), previous=before)
    assert len(after.parts[BIKES].joined[Profile.BIKE].row) == 1


def test_a_source_that_said_nothing_new_is_not_laid_again() -> None:
    """Many small systems on one map: news of one cost no more than itself."""
    other = SourceId("scooters")
    bikes = batch(system(), station("s", A))
    first = batch(system("free"), vehicle("v", B, system="free"), source=other)
    before = apply_rentals(STREETS, {BIKES: bikes, other: first}, NOW, None)
    second = batch(system("free"), vehicle("w", C, system="free"), source=other)
    after = apply_rentals(STREETS, {BIKES: bikes, other: second}, NOW + 1, before)
    assert after.parts[BIKES] is before.parts[BIKES]
    assert [each.id for each in after.systems] == ["bikes", "scooters"]
    assert [fleet.system for fleet in after.fleets] == [0, 1]
    assert named(after, after.fleets[1], after.fleets[1].taking) == {"w": 1}
    assert (after.since, after.until) == (NOW + 1, NOW + 600)
    old = apply_rentals(STREETS, {BIKES: bikes, other: second}, NOW + 600, after)
    assert not old.fleets, "but what grows old by itself is"
