"""What travelling gives off: a small table of vehicles, and what of it a territory says itself.

Greenhouse gases count use and upstream energy (as French law asks: code des transports D.1115-21),
not the making of vehicles and roads. NOx and PM10 are what leaves the vehicle where it runs:
exhaust, and wear of tyres, brakes, road, rails and wires. `/v1/about/emissions` tells people.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from maas.live.rentals import FormFactor, VehicleType
from maas.live.rentals import Propulsion as Driven
from maas.model import Mode
from maas.options import Table

ELECTRICITY_G_PER_KWH = 275.0
"""g CO2e per kWh at the vehicle, upstream and losses included: about the mean of the EU of 2022-23
(European Environment Agency: 251 and 210 g at the power station)."""


@dataclass(frozen=True, slots=True)
class Emissions:
    """What a move gives off, for one person."""

    ghg_g: float = 0.0
    """CO2 equivalents, use and upstream energy (g)."""
    nox_mg: float = 0.0
    pm10_mg: float = 0.0

    def __add__(self, other: "Emissions") -> "Emissions":
        return Emissions(
            self.ghg_g + other.ghg_g, self.nox_mg + other.nox_mg, self.pm10_mg + other.pm10_mg
        )

    def times(self, factor: float) -> "Emissions":
        """So many times as much."""
        return Emissions(self.ghg_g * factor, self.nox_mg * factor, self.pm10_mg * factor)


@dataclass(frozen=True, slots=True)
class Propulsion:
    """What one kind of vehicle gives off per kilometre it runs, whoever is in it."""

    propulsion: str
    """A word of MOTIS and GBFS. COMBUSTION is petrol in cars and natural gas in buses."""
    ghg_g: float
    """Of fuel burnt, upstream included; traction current comes on top."""
    kwh: float
    """Traction current."""
    nox_mg: float
    pm10_mg: float


@dataclass(frozen=True, slots=True)
class Factor:
    """What one person gives off per kilometre by a mode."""

    propulsion: str
    occupancy: float
    """People in the vehicle on average."""
    per_km: Emissions


MODES: Mapping[Mode, tuple[float, tuple[Propulsion, ...]]] = MappingProxyType(
    {
        Mode.WALK: (1, (Propulsion("HUMAN", 0, 0, 0, 0),)),
        Mode.BIKE: (
            1,
            (Propulsion("HUMAN", 0, 0, 0, 0), Propulsion("ELECTRIC_ASSIST", 0, 0.01, 0, 0)),
        ),
        Mode.CAR: (
            1,
            (
                Propulsion("COMBUSTION", 192, 0, 350, 36),
                Propulsion("COMBUSTION_DIESEL", 188, 0, 500, 36),
                Propulsion("HYBRID", 150, 0, 60, 32),
                Propulsion("PLUG_IN_HYBRID", 105, 0.09, 45, 32),
                Propulsion("ELECTRIC", 0, 0.19, 0, 28),
                Propulsion("HYDROGEN_FUEL_CELL", 120, 0, 0, 28),
            ),
        ),
        Mode.BUS: (
            11,
            (
                Propulsion("COMBUSTION_DIESEL", 1180, 0, 2500, 130),
                Propulsion("COMBUSTION", 1200, 0, 1300, 110),
                Propulsion("HYBRID", 950, 0, 1800, 120),
                Propulsion("ELECTRIC", 0, 1.3, 0, 100),
                Propulsion("HYDROGEN_FUEL_CELL", 1000, 0, 0, 100),
            ),
        ),
        Mode.COACH: (
            30,
            (
                Propulsion("COMBUSTION_DIESEL", 930, 0, 1500, 120),
                Propulsion("ELECTRIC", 0, 1.2, 0, 100),
            ),
        ),
        Mode.TRAM: (45, (Propulsion("ELECTRIC", 0, 4.0, 0, 300),)),
        Mode.SUBWAY: (130, (Propulsion("ELECTRIC", 0, 10.0, 0, 1000),)),
        Mode.SUBURBAN: (200, (Propulsion("ELECTRIC", 0, 15.0, 0, 1600),)),
        Mode.REGIONAL_RAIL: (
            90,
            (
                Propulsion("ELECTRIC", 0, 9.0, 0, 1000),
                Propulsion("COMBUSTION_DIESEL", 4000, 0, 30_000, 2000),
            ),
        ),
        Mode.LONG_DISTANCE: (250, (Propulsion("ELECTRIC", 0, 16.0, 0, 2500),)),
        Mode.NIGHT_RAIL: (170, (Propulsion("ELECTRIC", 0, 16.0, 0, 2500),)),
        Mode.HIGHSPEED_RAIL: (350, (Propulsion("ELECTRIC", 0, 20.0, 0, 2500),)),
        Mode.FERRY: (100, (Propulsion("COMBUSTION_DIESEL", 20_000, 0, 300_000, 9000),)),
        Mode.AIRPLANE: (110, (Propulsion("COMBUSTION", 20_000, 0, 60_000, 500),)),
        Mode.FUNICULAR: (20, (Propulsion("ELECTRIC", 0, 5.0, 0, 200),)),
        Mode.AERIAL_LIFT: (5, (Propulsion("ELECTRIC", 0, 1.5, 0, 0),)),
        Mode.ODM: (
            2,
            (
                Propulsion("COMBUSTION_DIESEL", 280, 0, 600, 45),
                Propulsion("ELECTRIC", 0, 0.28, 0, 35),
            ),
        ),
        Mode.RIDE_SHARING: (2.5, (Propulsion("COMBUSTION", 192, 0, 350, 36),)),
        Mode.OTHER: (11, (Propulsion("COMBUSTION_DIESEL", 1180, 0, 2500, 130),)),
    }
)
"""Per mode: people in a vehicle on average, and its kinds of vehicles, the usual one first.

Own round figures per vehicle-kilometre of a European fleet of about 2022, set so that they agree
with what these public sources give per passenger-kilometre: ADEME, Base Empreinte and Impact CO2
(greenhouse gases, use and upstream); EMEP/EEA air pollutant emission inventory guidebook 2023,
1.A.3.a to 1.A.3.d and 1.A.3.b.vi-vii (NOx, PM10, wear). What runs where nobody says what it is
(OTHER) counts as a diesel bus.
"""


RENTED: Mapping[FormFactor, tuple[Propulsion, ...]] = MappingProxyType(
    {
        FormFactor.BICYCLE: (
            Propulsion("HUMAN", 0, 0, 0, 0),
            Propulsion("ELECTRIC_ASSIST", 0, 0.01, 0, 0),
            Propulsion("ELECTRIC", 0, 0.012, 0, 0),
        ),
        FormFactor.CARGO_BICYCLE: (
            Propulsion("HUMAN", 0, 0, 0, 0),
            Propulsion("ELECTRIC_ASSIST", 0, 0.015, 0, 0),
            Propulsion("ELECTRIC", 0, 0.018, 0, 0),
        ),
        FormFactor.SCOOTER_STANDING: (
            Propulsion("ELECTRIC", 0, 0.017, 0, 0),
            Propulsion("HUMAN", 0, 0, 0, 0),
        ),
        FormFactor.SCOOTER_SEATED: (Propulsion("ELECTRIC", 0, 0.025, 0, 0),),
        FormFactor.MOPED: (
            Propulsion("ELECTRIC", 0, 0.04, 0, 15),
            Propulsion("COMBUSTION", 78, 0, 170, 20),
        ),
        FormFactor.CAR: MODES[Mode.CAR][1],
    }
)
"""What each kind of vehicle to rent gives off per kilometre with one person; figures as `MODES`."""

UPSTREAM = 1.24
"""Burnt fuel with what it takes to make and bring it, by burnt fuel alone (Base Empreinte: petrol
and diesel within 0.01)."""


_BURNING = frozenset(
    {Driven.COMBUSTION, Driven.COMBUSTION_DIESEL, Driven.HYBRID, Driven.PLUG_IN_HYBRID}
)


def _factor(mode: Mode, propulsion: str, occupancy: float, electricity: float) -> Factor:
    vehicle = next(kind for kind in MODES[mode][1] if kind.propulsion == propulsion)
    ghg_g = vehicle.ghg_g + vehicle.kwh * electricity
    per_vehicle = Emissions(ghg_g, vehicle.nox_mg, vehicle.pm10_mg)
    return Factor(propulsion, occupancy, per_vehicle.times(1 / occupancy))


def _usual(electricity: float) -> Mapping[Mode, Factor]:
    return {
        mode: _factor(mode, vehicles[0].propulsion, occupancy, electricity)
        for mode, (occupancy, vehicles) in MODES.items()
    }


@dataclass(frozen=True, slots=True)
class Factors:
    """The factors in force in a territory."""

    of: Mapping[Mode, Factor] = field(default_factory=lambda: _usual(ELECTRICITY_G_PER_KWH))
    """All modes but RENTAL, which is as the vehicle that is rented."""
    electricity_g_per_kwh: float = ELECTRICITY_G_PER_KWH

    def emitted(self, mode: Mode, metres: float) -> Emissions:
        """What one person gives off over a distance, in no rented vehicle."""
        return self.of[mode].per_km.times(metres / 1000)

    def rented(self, vehicle: VehicleType, metres: float) -> Emissions | None:
        """What who rides a rented vehicle gives off; None where that is not known.

        What a feed says of its exhaust counts (`g_CO2_km`), with the making of that fuel; a rented
        car of which it says nothing is as any of its propulsion with its driver alone.
        """
        kinds = RENTED.get(vehicle.form, ())
        kind = next((kind for kind in kinds if kind.propulsion == vehicle.propulsion), None)
        if kind is None:
            return None
        burnt_g = kind.ghg_g
        if vehicle.ghg_g_per_km is not None and vehicle.propulsion in _BURNING:
            burnt_g = vehicle.ghg_g_per_km * UPSTREAM
        return self._alone(kind, burnt_g).times(metres / 1000)

    def rented_per_km(self) -> Iterator[tuple[FormFactor, str, Emissions]]:
        """What each kind of rented vehicle gives off if its feed says nothing: the table."""
        for form, kinds in RENTED.items():
            for kind in kinds:
                yield form, kind.propulsion, self._alone(kind, kind.ghg_g)

    def _alone(self, kind: Propulsion, burnt_g: float) -> Emissions:
        """Per km with one person."""
        ghg_g = burnt_g + kind.kwh * self.electricity_g_per_kwh
        return Emissions(ghg_g, kind.nox_mg, kind.pm10_mg)


USUAL = Factors()
"""Where a territory says nothing."""


def read_factors(table: Table) -> Factors:
    """The table `[emissions]` of a territory file; what it does not say is as usual.

    Raises:
        BadSettings: an option is unknown or senseless.
    """
    table.only({"electricity_g_per_kwh", *MODES})
    electricity = table.number("electricity_g_per_kwh", ELECTRICITY_G_PER_KWH, 0, 2000)
    factors = dict(_usual(electricity))
    for mode in MODES:
        if mode in table.values:
            factors[mode] = _read_factor(table.table(mode), mode, electricity)
    return Factors(MappingProxyType(factors), electricity)


def _read_factor(table: Table, mode: Mode, electricity: float) -> Factor:
    table.only({"propulsion", "occupancy", "ghg_g", "nox_mg", "pm10_mg"})
    occupancy, vehicles = MODES[mode]
    propulsion = table.text("propulsion", vehicles[0].propulsion)
    known = [vehicle.propulsion for vehicle in vehicles]
    if propulsion not in known:
        raise table.wrong("propulsion", f"{propulsion!r} is none of {', '.join(known)}")
    occupancy = table.number("occupancy", occupancy, 0.1, 2000)
    factor = _factor(mode, propulsion, occupancy, electricity)
    return Factor(
        propulsion,
        occupancy,
        Emissions(
            table.number("ghg_g", factor.per_km.ghg_g, 0, 100_000),
            table.number("nox_mg", factor.per_km.nox_mg, 0, 100_000),
            table.number("pm10_mg", factor.per_km.pm10_mg, 0, 100_000),
        ),
    )
