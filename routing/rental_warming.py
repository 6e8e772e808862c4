"""Vehicles nobody will rent: with them the kernels of rentals are compiled before anybody asks."""

from collections.abc import Iterator, Sequence

from maas.live import (
    Record,
    RentalStation,
    RentalSystem,
    RentalVehicle,
    RentalZone,
    VehicleType,
)
from maas.live.rentals import FormFactor, Propulsion, ReturnRule, ZoneRule
from maas.model import LatLon, SourceId
from maas.snapshot import Batch
from routing.overlays.rentals.applying import apply_rentals
from routing.rentals.fleets import Rentals
from routing.streets import StreetRouter

SOURCE = SourceId("warming")
NEAR_DEG = 1e-3
BIKE = VehicleType(SOURCE, "bike")
SCOOTER = VehicleType(
    SOURCE, "scooter", FormFactor.SCOOTER_STANDING, Propulsion.ELECTRIC, ReturnRule.ANYWHERE
)
CAR = VehicleType(SOURCE, "car", FormFactor.CAR, Propulsion.COMBUSTION, ReturnRule.HOME_STATION)


def invented_rentals(streets: StreetRouter, places: Sequence[LatLon], now: int) -> Rentals:
    """A fleet of each kind at some places, and a zone around each."""
    records = (RentalSystem(SOURCE), BIKE, SCOOTER, CAR, *_records(places))
    return apply_rentals(streets, {SOURCE: Batch(SOURCE, now, records)}, now, None)


def _records(places: Sequence[LatLon]) -> Iterator[Record]:
    for i, at in enumerate(places):
        lat, lon, id = at.lat, at.lon, str(i)
        yield RentalStation(SOURCE, id, lat, lon, available=1, free=1, is_returning=True)
        yield RentalVehicle(SOURCE, id, lat, lon, SCOOTER.id, range_m=9_000.0)
        yield RentalVehicle(SOURCE, f"car {i}", lat, lon, CAR.id, home_station_id=id)
        south, north, west, east = (
            lat - NEAR_DEG, lat + NEAR_DEG, lon - NEAR_DEG, lon + NEAR_DEG,
        )  # fmt: skip
        ring = ((west, south), (east, south), (east, north), (west, south))
        slow = ZoneRule(max_kmh=15, type_ids=(SCOOTER.id,))
        yield RentalZone(SOURCE, ((ring,),), rules=(slow,))
