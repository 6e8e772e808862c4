"""The bikes as GBFS 2.3, whose files are told once in each language."""

from collections.abc import Iterator
from functools import partial

from maas.demo.names import CITY
from maas.demo.rentals.bikes import BikeSystem, Stock
from maas.demo.rentals.gbfs import (
    LANGUAGES,
    LIVE_S,
    Feed,
    File,
    Json,
    known_everywhere,
    links,
    position,
    still,
    told_at,
)
from maas.demo.rentals.rhythm import begins, day_of

NAME = "Vélambre"
MECHANICAL, ELECTRIC = "mechanical", "electric"
ELECTRIC_RANGE_M = 45_000
REGIONS = {"centre": ("Centre", "City centre"), "quartiers": ("Quartiers", "Outer districts")}
TYPES = (
    (MECHANICAL, "human", ("Vélo", "Bike"), ("single", "member")),
    (ELECTRIC, "electric_assist", ("Vélo électrique", "E-bike"), ("single-e", "member-e")),
)
PLANS = (
    ("single", ("Trajet", "Single ride"), 1.5, (30, 1.0, 30),
     ("1,50 €, les 30 premières minutes comprises, puis 1 € par demi-heure.",
      "€1.50 with the first 30 minutes, then €1 for each half hour.")),
    ("single-e", ("Trajet électrique", "Single e-bike ride"), 1.5, (0, 0.1, 1),
     ("1,50 € et 0,10 € par minute.", "€1.50 and €0.10 a minute.")),
    ("member", ("Abonnement annuel", "Annual membership"), 0.0, (30, 1.0, 30),
     ("Les 30 premières minutes sont gratuites pour les abonnés.",
      "The first 30 minutes are free for members.")),
    ("member-e", ("Abonnement annuel, vélo électrique", "Annual membership, e-bike"), 0.0,
     (0, 0.05, 1), ("0,05 € par minute pour les abonnés.", "€0.05 a minute for members.")),
)  # fmt: skip
"""Id, name, price, (from which minute on, rate, for how many minutes), what it means."""


def bike_feed(bikes: BikeSystem) -> Feed:
    """All files of the system."""
    files: dict[str, File] = {}
    for i, code in enumerate(LANGUAGES):
        told = {
            "system_information": still(_system(code)),
            "vehicle_types": still(_types(i)),
            "system_regions": still(_regions(i)),
            "system_pricing_plans": still(_plans(i)),
            "station_information": still(_stations(bikes)),
            "station_status": File(LIVE_S, partial(_status, bikes)),
            "system_alerts": File(LIVE_S, partial(_alerts, bikes, i)),
        }
        files |= {f"{code}/{name}": file for name, file in told.items()}
    return Feed("2.3", files)


def _system(code: str) -> Json:
    return {
        "system_id": "velambre",
        "language": code,
        "name": NAME,
        "operator": f"Réseau {CITY}",
        **known_everywhere("velambre", "#0b6e6e"),
    }


def _types(i: int) -> Json:
    def told(id_: str, drive: str, name: tuple[str, str], plans: tuple[str, str]) -> Json:
        range_m = {"max_range_meters": ELECTRIC_RANGE_M} if id_ == ELECTRIC else {}
        return {
            "vehicle_type_id": id_,
            "form_factor": "bicycle",
            "propulsion_type": drive,
            "name": name[i],
            "return_constraint": "any_station",
            "default_pricing_plan_id": plans[0],
            "pricing_plan_ids": list(plans),
            **range_m,
        }

    return {"vehicle_types": [told(*each) for each in TYPES]}


def _regions(i: int) -> Json:
    return {"regions": [{"region_id": id_, "name": name[i]} for id_, name in REGIONS.items()]}


def _plans(i: int) -> Json:
    return {
        "plans": [
            {
                "plan_id": id_,
                "name": name[i],
                "currency": "EUR",
                "price": price,
                "is_taxable": False,
                "description": meaning[i],
                "per_min_pricing": [{"start": start, "rate": rate, "interval": interval}],
            }
            for id_, name, price, (start, rate, interval), meaning in PLANS
        ]
    }


def _stations(bikes: BikeSystem) -> Json:
    return {
        "stations": [
            {
                "station_id": site.id,
                "name": site.name,
                **position(site),
                "region_id": site.region,
                "capacity": site.capacity,
                "is_virtual_station": False,
                **links(f"velambre/station/{site.id}"),
            }
            for site in bikes.docks
        ]
    }


def _status(bikes: BikeSystem, now: int) -> Json:
    day, stocks = day_of(now), bikes.at(now)
    return {
        "stations": [
            {
                "station_id": site.id,
                **_stock(stocks[row], is_open=not bikes.is_closed(row, day)),
                "last_reported": told_at(now, stocks[row].changed_at, row),
            }
            for row, site in enumerate(bikes.docks)
            if not bikes.is_silent(row, day)
        ]
    }


def _stock(stock: Stock, *, is_open: bool) -> Json:
    return {
        "num_bikes_available": stock.mechanical + stock.electric,
        "vehicle_types_available": [
            {"vehicle_type_id": MECHANICAL, "count": stock.mechanical},
            {"vehicle_type_id": ELECTRIC, "count": stock.electric},
        ],
        "num_bikes_disabled": stock.broken,
        "num_docks_available": stock.free,
        "is_installed": True,
        "is_renting": is_open,
        "is_returning": is_open,
    }


def _alerts(bikes: BikeSystem, i: int, now: int) -> Json:
    return {"alerts": list(_closures(bikes, i, now))}


def _closures(bikes: BikeSystem, i: int, now: int) -> Iterator[Json]:
    day = day_of(now)
    for row, site in enumerate(bikes.docks):
        if bikes.is_closed(row, day):
            summary = f"Station {site.name} fermée", f"Station {site.name} closed"
            meaning = "En raison de travaux, jusqu’à demain.", "For works, until tomorrow."
            yield {
                "alert_id": f"closed-{site.id}-{day}",
                "type": "station_closure",
                "times": [{"start": begins(day), "end": begins(day) + 86_400}],
                "station_ids": [site.id],
                "summary": summary[i],
                "description": meaning[i],
            }
