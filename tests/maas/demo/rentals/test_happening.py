"""What happens to vehicles to rent in the invented city: the same again, plausible, alive."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from maas.demo import generate
from maas.demo.rentals.bikes import BikeSystem, Stock
from maas.demo.rentals.cars import CarSystem
from maas.demo.rentals.places import RentalPlaces, metres, read_places
from maas.demo.rentals.rhythm import day_of
from maas.demo.rentals.scooters import EMPTY, ScooterSystem

HOUR = 3600


def at(hour: int, minute: int = 0) -> int:
    """An hour of a Wednesday in May, or of the night after it, on the city's clocks."""
    return int(datetime(2026, 5, 19, 22, minute, tzinfo=UTC).timestamp()) + hour * HOUR


@cache
def places() -> RentalPlaces:
    with TemporaryDirectory() as folder:
        generate(Path(folder), 1, 120)
        return read_places(Path(folder))


@cache
def bikes(seed: int = 1) -> BikeSystem:
    return BikeSystem.of(places().docks, seed)


@cache
def scooters() -> ScooterSystem:
    return ScooterSystem.of(places().spots, places().n_scooters, 1)


@cache
def cars() -> CarSystem:
    return CarSystem(places().bays, 1)


def shown(stocks: list[Stock]) -> list[tuple[int, int, int, int]]:
    return [(each.mechanical, each.electric, each.broken, each.free) for each in stocks]


def share_in_the_centre(hour: int) -> float:
    stocks = bikes().at(at(hour))
    bikes_at = [stock.mechanical + stock.electric for stock in stocks]
    central = [n for n, site in zip(bikes_at, bikes().docks, strict=True) if site.pull > 0.6]
    return sum(central) / sum(bikes_at)


def test_places_have_names_and_stand_apart() -> None:
    docks = places().docks
    assert len(docks) >= 20 and len({site.name for site in docks}) == len(docks)
    assert min(metres(a.at, b.at) for a in docks for b in docks if a is not b) > 150


def test_the_same_seed_and_moment_say_the_same_and_another_seed_does_not() -> None:
    again = BikeSystem.of(places().docks, 1)
    assert shown(bikes().at(at(9))) == shown(again.at(at(9)))
    assert shown(bikes().at(at(9))) != shown(bikes(2).at(at(9)))
    assert scooters().at(at(9)) == scooters().at(at(9))


@pytest.mark.parametrize("hour", [4, 8, 12, 18, 23])
def test_docks_hold_what_they_can(hour: int) -> None:
    for stock, site in zip(bikes().at(at(hour)), bikes().docks, strict=True):
        counts = (stock.mechanical, stock.electric, stock.broken, stock.free)
        assert min(counts) >= 0 and sum(counts) == site.capacity


def test_no_bike_is_lost_during_a_day() -> None:
    def standing(hour: int) -> int:
        return sum(s.mechanical + s.electric for s in bikes().at(at(hour)))

    assert standing(8) < standing(4) and standing(4) - standing(8) < 0.15 * standing(4)
    assert standing(27) == standing(4)


def test_commuters_bring_bikes_to_the_centre_and_take_them_home() -> None:
    morning, noon, night = share_in_the_centre(5), share_in_the_centre(11), share_in_the_centre(22)
    assert noon > morning + 0.1 and night < noon - 0.2


def test_stations_change_from_minute_to_minute() -> None:
    assert shown(bikes().at(at(8, 30))) != shown(bikes().at(at(8, 33)))


def test_nothing_moves_at_a_closed_station() -> None:
    day = day_of(at(12))
    closed = [row for row in range(len(bikes().docks)) if bikes().is_closed(row, day)]
    assert len(closed) == 1
    for hour in (8, 12, 18):
        assert shown(bikes().at(at(hour)))[closed[0]] == shown(bikes().at(at(4)))[closed[0]]


def test_a_scooter_has_another_name_after_each_ride() -> None:
    names = [{s.id for s in scooters().at(at(9, minute))} for minute in (0, 5)]
    stayed = names[0] & names[1]
    assert len(stayed) > 0.8 * len(names[0]) and names[1] - names[0]
    assert len(names[0]) == len(scooters().at(at(9)))
    where = {s.id: s.at for s in scooters().at(at(9))}
    assert all(s.at == where[s.id] for s in scooters().at(at(9, 5)) if s.id in where)


def test_scooters_lose_charge_and_get_fresh_batteries() -> None:
    def mean(hour: int) -> float:
        charges = [s.charge for s in scooters().at(at(hour))]
        return sum(charges) / len(charges)

    assert mean(20) < mean(5) - 0.1
    assert mean(29) > mean(23)


def test_empty_and_broken_scooters_are_not_offered() -> None:
    standing = scooters().at(at(17))
    assert all(s.is_disabled for s in standing if s.charge < EMPTY)
    assert 0 < sum(s.is_disabled for s in standing) < len(standing) / 4
    hours = [s for hour in range(6, 22) for s in scooters().at(at(hour))]
    assert 0 < sum(s.is_reserved for s in hours) < len(hours) / 20


def test_cars_are_back_in_their_bays_after_each_booking() -> None:
    n = sum(bay.capacity for bay in cars().bays)
    assert len(cars().at(at(5))) == n > len(cars().at(at(11)))
    by_night = cars().at(at(23))
    assert sorted(car.home for car in by_night) == sorted(car.home for car in cars().at(at(5)))


def test_a_car_that_stands_tells_until_when() -> None:
    now = at(7)
    booked = [car for car in cars().at(now) if car.until is not None]
    assert booked and all(now < car.until < now + 20 * HOUR for car in booked if car.until)
    assert all(0 < car.charge <= 1 for car in cars().at(at(21)))


@pytest.mark.parametrize("moment", ["2026-03-29T01:30", "2026-10-25T00:30", "2026-10-25T22:59"])
def test_days_on_which_clocks_change_are_days_too(moment: str) -> None:
    now = int(datetime.fromisoformat(f"{moment}+00:00").timestamp())
    assert bikes().at(now) and scooters().at(now) and cars().at(now)
