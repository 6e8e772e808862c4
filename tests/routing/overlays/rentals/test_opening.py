"""Closed systems and stations take no part, and what does not fit the streets is told."""

import pytest

from maas.live import RentalAlert, RentalStation, RentalSystem, VehicleType
from maas.live.rentals import ReturnRule
from maas.model import LatLon
from routing.rentals.counting import on_street
from routing.rentals.fleets import Rentals
from tests.rentals import BIKES, NOW, laid, left, station, system, taken, vehicle
from tests.streetmaps import StreetMap, Town

TOWN = Town(StreetMap("\nA-------B\n", {"AB": "highway=residential"}))
A, B = TOWN.positions["A"], TOWN.positions["B"]


def told(hours: str = "", zone: str = "Europe/Madrid", **more: object) -> RentalSystem:
    """A system in a zone where NOW is nine o'clock on a Wednesday."""
    return system(opening_hours=hours, time_zone=zone, **more)


def town(*records: object, now: int = NOW) -> Rentals:
    both = station("s", A), station("t", B)
    return laid(TOWN.router, *both, *records, now=now)  # type: ignore[arg-type]


def rules(rentals: Rentals) -> dict[str, int]:
    return {each.rule: each.count for each in rentals.findings.get(BIKES, ())}


@pytest.mark.parametrize(
    ("hours", "is_open"),
    [
        ("", True),
        ("24/7", True),
        ("Mo-Fr 09:00-17:00", True),
        ("Mo-Fr 09:01-17:00", False),
        ("Sa,Su 00:00-24:00", False),
        ("when the sun shines", True),
    ],
)
def test_a_system_rents_while_it_is_open(hours: str, is_open: bool) -> None:
    assert bool(taken(town(told(hours)))) is is_open


def test_the_overlay_is_made_anew_when_it_opens() -> None:
    forever = {"stations_until": None, "vehicles_until": None}
    rentals = town(told("Mo-Fr 09:01-17:00", **forever))
    assert rentals.until == NOW + 60
    assert taken(town(told("Mo-Fr 09:01-17:00"), now=NOW + 60))


def test_hours_we_do_not_understand_are_told() -> None:
    rentals = town(told("sunrise-sunset"))
    assert rules(rentals) == {"unknown_opening_hours": 1}
    assert "sunrise-sunset" in rentals.findings[BIKES][0].text


def test_hours_in_a_zone_nobody_knows_close_nothing() -> None:
    assert taken(town(told("Sa 08:00-09:00", zone="Europe/Atlantis")))


def test_a_closed_station_neither_rents_nor_takes_back() -> None:
    closed = RentalStation("velo", "u", A.lat, A.lon, available=3, free=3, opening_hours="off")
    rentals = town(told(), closed)
    assert (taken(rentals), left(rentals)) == ({"s": 3, "t": 3}, {"s": 3, "t": 3})


@pytest.mark.parametrize(
    ("shut", "offered"),
    [
        ({}, {"v": 1}),
        ({"opening_hours": "off"}, {}),
        ({"is_renting": False}, {}),
        ({"is_installed": False}, {}),
    ],
)
def test_a_closed_station_keeps_the_vehicles_that_it_does_not_count(
    shut: dict[str, object], offered: dict[str, int]
) -> None:
    rentals = town(told(), station("u", A, None, None, **shut), vehicle("v", A, station_id="u"))
    assert taken(rentals) == {"s": 3, "t": 3} | offered
    assert on_street(rentals, NOW).tolist() == [bool(offered)]


@pytest.mark.parametrize(
    ("times", "offered"),
    [
        ((), {"t": 3}),
        (((NOW - 5, NOW + 5),), {"t": 3}),
        (((NOW + 5, None),), {"s": 3, "t": 3}),
        (((None, NOW),), {"s": 3, "t": 3}),
    ],
)
def test_an_alert_closes_stations_for_its_time(
    times: tuple[tuple[int | None, int | None], ...], offered: dict[str, int]
) -> None:
    alert = RentalAlert("velo", "a", "station_closure", times, ("s",))
    assert taken(town(told(), alert)) == offered


def test_an_alert_may_close_the_system() -> None:
    assert not taken(town(told(), RentalAlert("velo", "a", "system_closure")))
    assert taken(town(told(), RentalAlert("velo", "a", "other")))
    begins = RentalAlert("velo", "a", "system_closure", ((NOW + 7, NOW + 9),))
    assert town(told(), begins).until == NOW + 7


def test_what_is_far_from_streets_is_told_with_an_example() -> None:
    river = LatLon(A.lat + 0.002, A.lon)
    rentals = town(told(), station("deep", river), vehicle("sunk", river), vehicle("wet", river))
    assert rules(rentals) == {"vehicle_far_from_streets": 2, "station_far_from_streets": 1}
    assert f"first: {river.lat:.4f}, {river.lon:.4f}" in rentals.findings[BIKES][0].text
    assert "first: deep" in rentals.findings[BIKES][1].text


def test_what_nobody_says_where_to_bring_back_is_told() -> None:
    car = VehicleType("velo", "c", returns=ReturnRule.HOME_STATION)
    stray = vehicle("stray", A, type_id="c", home_station_id="torn-down")
    assert rules(town(told(), car, stray)) == {"unknown_home_station": 1}
