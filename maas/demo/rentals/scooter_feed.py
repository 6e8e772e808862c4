"""The scooters as GBFS 3.0: vehicles, zones with rules, a price per minute."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from maas.demo.rentals.gbfs import (
    LIVE_S,
    Feed,
    File,
    Json,
    about,
    both,
    links,
    stamp,
    still,
    told_at,
)
from maas.demo.rentals.places import Point, Zone
from maas.demo.rentals.scooters import RANGE_M, Scooter, ScooterSystem

NAME = "Trottilune"
TYPE, PLAN, MEMBERS = "scooter", "ride", "member"
SLOW_KMH, FASTEST_KMH = 10, 20
RULES = {
    "no-ride": (False, False, False),
    "no-parking": (True, False, True),
    "slow": (True, True, True),
    "service": (True, True, True),
    "outside": (False, False, True),
}
"""Of each kind of zone, whether rides may start, end, and pass there."""


def scooter_feed(scooters: ScooterSystem, zones: Sequence[Zone]) -> Feed:
    """All files of the system."""
    return Feed(
        "3.0",
        {
            "system_information": still(_system()),
            "vehicle_types": still(_types()),
            "system_pricing_plans": still(_plans()),
            "geofencing_zones": still(_zones(zones)),
            "vehicle_status": File(LIVE_S, partial(_vehicles, scooters)),
        },
    )


def _system() -> Json:
    return about("trottilune", NAME, (NAME, NAME), "24/7", "#8a3ffc")


def _types() -> Json:
    scooter = {
        "vehicle_type_id": TYPE,
        "form_factor": "scooter_standing",
        "propulsion_type": "electric",
        "rider_capacity": 1,
        "max_range_meters": RANGE_M,
        "max_permitted_speed": FASTEST_KMH,
        "name": both(("Trottinette", "Scooter")),
        "return_constraint": "free_floating",
        "default_pricing_plan_id": PLAN,
        "pricing_plan_ids": [PLAN, MEMBERS],
    }
    return {"vehicle_types": [scooter]}


def _plans() -> Json:
    return {
        "plans": [
            _plan(PLAN, 1.0, 0.22, ("Trajet", "Ride"),
                  ("1 € et 0,22 € par minute.", "€1 and €0.22 a minute.")),
            _plan(MEMBERS, 0.0, 0.15, ("Abonnement mensuel", "Monthly membership"),
                  ("0,15 € par minute pour les abonnés.", "€0.15 a minute for members.")),
        ]
    }  # fmt: skip


def _plan(
    id_: str, price: float, rate: float, name: tuple[str, str], meaning: tuple[str, str]
) -> Json:
    return {
        "plan_id": id_,
        "name": both(name),
        "currency": "EUR",
        "price": price,
        "is_taxable": False,
        "description": both(meaning),
        "per_min_pricing": [{"start": 0, "rate": rate, "interval": 1}],
    }


def _zones(zones: Sequence[Zone]) -> Json:
    features = [
        {
            "type": "Feature",
            "properties": {"name": both((zone.name, zone.name)), "rules": [_rule(zone.kind)]},
            "geometry": {"type": "MultiPolygon", "coordinates": [[_ring(zone.ring)]]},
        }
        for zone in zones
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return {"geofencing_zones": collection, "global_rules": [_rule("outside")]}


def _rule(kind: str) -> Json:
    starts, ends, passes = RULES[kind]
    return {
        "ride_start_allowed": starts,
        "ride_end_allowed": ends,
        "ride_through_allowed": passes,
        **({"maximum_speed_kph": SLOW_KMH} if kind == "slow" else {}),
    }


def _ring(points: Sequence[Point]) -> list[list[float]]:
    """Closed and counter-clockwise, as GeoJSON wants the outer ring."""
    ring = [[lon, lat] for lat, lon in (*points, points[0])]
    turning = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    return ring if turning > 0 else ring[::-1]


def _vehicles(scooters: ScooterSystem, now: int) -> Json:
    return {"vehicles": [_vehicle(each, now) for each in scooters.at(now)]}


def _vehicle(scooter: Scooter, now: int) -> Json:
    return {
        "vehicle_id": scooter.id,
        "lat": scooter.at[0],
        "lon": scooter.at[1],
        "is_reserved": scooter.is_reserved,
        "is_disabled": scooter.is_disabled,
        "vehicle_type_id": TYPE,
        "last_reported": stamp(told_at(now, scooter.since, round(100 * scooter.charge))),
        "current_range_meters": round(scooter.charge * RANGE_M),
        "current_fuel_percent": round(scooter.charge, 2),
        "pricing_plan_id": PLAN,
        **links(f"trottilune/ride/{scooter.id}"),
    }
