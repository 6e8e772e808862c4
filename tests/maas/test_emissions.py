"""Factors: the table, and what a territory says of its own vehicles."""

from typing import Any

import pytest

from maas.emissions import MODES, USUAL, Emissions, Factors, read_factors
from maas.errors import BadSettings
from maas.live.rentals import FormFactor, VehicleType
from maas.live.rentals import Propulsion as Driven
from maas.model import Mode
from maas.options import Table


def factors(**values: object) -> Factors:
    return read_factors(Table(values, "town.toml", {}, "emissions"))


def test_every_mode_has_a_factor() -> None:
    assert (
        set(USUAL.of)
        == set(MODES)
        == set(Mode)
        - {
            Mode.RENTAL,
            Mode.CAR_PARKING,  # of whose legs each has a mode of its own
            Mode.CAR_DROPOFF,
        }
    )


def rented(**values: Any) -> Emissions | None:
    return USUAL.rented(VehicleType(system="s", id="t", **values), 2000)


def test_a_rented_vehicle_emits_by_what_it_is() -> None:
    assert rented() == Emissions()
    assert rented(propulsion=Driven.ELECTRIC_ASSIST) == Emissions(0.01 * 275 * 2)
    assert rented(form=FormFactor.CAR, propulsion=Driven.COMBUSTION) == Emissions(384, 700, 72)


def test_a_feed_knows_the_exhaust_of_its_vehicles_but_not_how_fuel_is_made() -> None:
    petrol = rented(form=FormFactor.CAR, propulsion=Driven.COMBUSTION, ghg_g_per_km=100)
    assert petrol is not None and petrol.ghg_g == pytest.approx(100 * 1.24 * 2)
    electric = rented(form=FormFactor.CAR, propulsion=Driven.ELECTRIC, ghg_g_per_km=0)
    assert electric is not None and electric.ghg_g == pytest.approx(0.19 * 275 * 2)


def test_of_a_vehicle_like_no_other_nothing_is_known() -> None:
    assert rented(form=FormFactor.OTHER) is None
    assert rented(form=FormFactor.MOPED, propulsion=Driven.HUMAN) is None


def test_nobody_emits_on_foot_or_by_own_strength() -> None:
    assert USUAL.emitted(Mode.WALK, 5000) == USUAL.emitted(Mode.BIKE, 5000) == Emissions()


def test_a_bus_divides_by_its_passengers() -> None:
    # 1 180 g per km over 11 people, 5 km
    assert USUAL.emitted(Mode.BUS, 5000).ghg_g == pytest.approx(1180 / 11 * 5)
    assert factors(BUS={"occupancy": 20}).emitted(Mode.BUS, 1000).ghg_g == pytest.approx(59)


def test_electricity_counts_by_where_it_is_made() -> None:
    # 10 kWh per train-km over 130 people
    assert USUAL.emitted(Mode.SUBWAY, 1000).ghg_g == pytest.approx(10 * 275 / 130)
    french = factors(electricity_g_per_kwh=60)
    assert french.emitted(Mode.SUBWAY, 1000).ghg_g == pytest.approx(10 * 60 / 130)


def test_a_territory_names_propulsion_or_the_very_numbers() -> None:
    own = factors(BUS={"propulsion": "ELECTRIC"}, TRAM={"ghg_g": 3.5, "nox_mg": 0, "pm10_mg": 1})
    assert own.of[Mode.BUS].per_km.nox_mg == 0
    assert own.of[Mode.TRAM].per_km == Emissions(3.5, 0, 1)
    assert own.of[Mode.CAR] == USUAL.of[Mode.CAR]


def test_an_electric_bike_emits_a_little() -> None:
    bike = factors(BIKE={"propulsion": "ELECTRIC_ASSIST"}).of[Mode.BIKE]
    assert 0 < bike.per_km.ghg_g < 5


@pytest.mark.parametrize(
    "values",
    [
        {"BOAT": {}},
        {"BUS": {"propulsion": "STEAM"}},
        {"BUS": {"occupancy": 0}},
        {"BUS": {"co2": 3}},
        {"electricity_g_per_kwh": -1},
    ],
)
def test_senseless_options_are_refused(values: dict[str, object]) -> None:
    with pytest.raises(BadSettings, match="emissions"):
        factors(**values)
