"""The shared cars as GBFS 3.0: each is brought back to its bay."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from maas.demo.live.schedule import ZONE
from maas.demo.rentals.cars import RANGE_M, Car, CarSystem
from maas.demo.rentals.gbfs import (
    LIVE_S,
    Feed,
    File,
    Json,
    about,
    both,
    links,
    position,
    stamp,
    still,
    told_at,
)

NAME = "Autolune"
OPEN, OPEN_HOURS = range(6, 23), "Mo-Su 06:00-23:00"
SOON_S = 1800
"""A car that somebody has booked from so soon on is not for others."""

TYPES = (
    ("city", "electric", ("Citadine électrique", "Electric city car"), 4, None, 3.0, 0.25),
    ("estate", "hybrid", ("Break hybride", "Hybrid estate"), 5, 98, 4.0, 0.4),
    ("van", "combustion_diesel", ("Fourgon", "Van"), 3, 190, 6.0, 0.5),
)
"""Id, propulsion, name, seats, CO2 (g/km), price of an hour begun and of a km."""


def car_feed(cars: CarSystem) -> Feed:
    """All files of the system."""
    return Feed(
        "3.0",
        {
            "system_information": still(_system()),
            "vehicle_types": still(_types()),
            "system_pricing_plans": still(_plans()),
            "station_information": still(_stations(cars)),
            "station_status": File(LIVE_S, partial(_status, cars)),
            "vehicle_status": File(LIVE_S, partial(_vehicles, cars)),
        },
    )


def _system() -> Json:
    operator = ("Coopérative Autolune", "Autolune co-operative")
    return about("autolune", NAME, operator, OPEN_HOURS, "#b3541e")


def _types() -> Json:
    return {
        "vehicle_types": [
            {
                "vehicle_type_id": id_,
                "form_factor": "car",
                "propulsion_type": drive,
                "rider_capacity": seats,
                "max_range_meters": RANGE_M[id_],
                "name": both(name),
                "return_constraint": "roundtrip_station",
                "default_pricing_plan_id": id_,
                "pricing_plan_ids": [id_],
                **({} if carbon is None else {"g_CO2_km": carbon}),
            }
            for id_, drive, name, seats, carbon, _, _ in TYPES
        ]
    }


def _plans() -> Json:
    return {
        "plans": [
            {
                "plan_id": id_,
                "name": both((f"À l’heure : {name[0].lower()}", f"By the hour: {name[1].lower()}")),
                "currency": "EUR",
                "price": 0,
                "is_taxable": False,
                "description": both(_meaning(hour, km)),
                "per_min_pricing": [{"start": 0, "rate": hour, "interval": 60, "end": 600}],
                "per_km_pricing": [{"start": 0, "rate": km, "interval": 1}],
            }
            for id_, _, name, _, _, hour, km in TYPES
        ]
    }


def _meaning(hour: float, km: float) -> tuple[str, str]:
    french = f"{hour:.2f} € par heure commencée (dix au plus) et {km:.2f} € par km."
    english = f"€{hour:.2f} for each hour begun (ten at most) and €{km:.2f} a km."
    return french.replace(".", ",", 2), english


def _stations(cars: CarSystem) -> Json:
    return {
        "stations": [
            {
                "station_id": bay.id,
                "name": both((bay.name, bay.name)),
                **position(bay),
                "capacity": bay.capacity,
                "station_opening_hours": OPEN_HOURS,
                "parking_type": "street_parking",
                **links(f"autolune/bay/{bay.id}"),
            }
            for bay in cars.bays
        ]
    }


def _status(cars: CarSystem, now: int) -> Json:
    standing = cars.at(now)
    return {"stations": [_bay(cars, row, standing, now) for row in range(len(cars.bays))]}


def _bay(cars: CarSystem, row: int, standing: Sequence[Car], now: int) -> Json:
    here = [car for car in standing if car.home == row]
    ready = Counter(car.kind for car in here if not _is_soon_taken(car, now))
    is_open = datetime.fromtimestamp(now, UTC).astimezone(ZONE).hour in OPEN
    return {
        "station_id": cars.bays[row].id,
        "num_vehicles_available": ready.total(),
        "vehicle_types_available": [
            {"vehicle_type_id": id_, "count": ready[id_]} for id_, *_ in TYPES
        ],
        "num_docks_available": cars.bays[row].capacity - len(here),
        "is_installed": True,
        "is_renting": is_open,
        "is_returning": is_open,
        "last_reported": stamp(told_at(now, 0, row)),
    }


def _vehicles(cars: CarSystem, now: int) -> Json:
    return {"vehicles": [_vehicle(cars, car, now) for car in cars.at(now)]}


def _vehicle(cars: CarSystem, car: Car, now: int) -> Json:
    bay = cars.bays[car.home]
    booked = {} if car.until is None else {"available_until": stamp(car.until)}
    return {
        "vehicle_id": car.id,
        **position(bay),
        "is_reserved": _is_soon_taken(car, now),
        "is_disabled": False,
        "vehicle_type_id": car.kind,
        "station_id": bay.id,
        "home_station_id": bay.id,
        "last_reported": stamp(told_at(now, car.since, car.home)),
        "current_range_meters": round(car.charge * RANGE_M[car.kind]),
        "current_fuel_percent": round(car.charge, 2),
        "pricing_plan_id": car.kind,
        **booked,
        **links(f"autolune/car/{car.id}"),
    }


def _is_soon_taken(car: Car, now: int) -> bool:
    return car.until is not None and car.until - now < SOON_S
