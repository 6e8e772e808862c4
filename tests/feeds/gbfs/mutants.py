"""Systems gone wrong at random, the same ones for the same seed."""

from collections.abc import Iterator
from typing import Any

from tests.feeds.gbfs.systems import NOW, bike, counted, file, system, told
from tests.mutation import json_mutants

RING = [[-1.5, 47.2], [-1.49, 47.2], [-1.49, 47.21], [-1.5, 47.21], [-1.5, 47.2]]
AREA = {"type": "MultiPolygon", "coordinates": [[RING]]}
LINKS = {"android": "velo://x", "ios": "velo://x", "web": "https://velo.example/x"}
RULE = {"vehicle_type_ids": ["e"], "ride_allowed": True, "ride_through_allowed": False}

RICH: dict[str, Any] = system(
    station_information=file(
        stations=[
            told("a", region_id="r", capacity=9, rental_uris=LINKS, station_area=AREA),
            *(told(id, 47.2 + i / 100) for i, id in enumerate("bcdef")),
            told("g", vehicle_type_capacity={"e": 30}, is_virtual_station=True),
        ]
    ),
    station_status=file(
        stations=[
            counted("a", vehicle_types_available=[{"vehicle_type_id": "e", "count": 3}]),
            *(counted(id, last_reported=NOW - 9) for id in "bcdef"),
            counted("g", vehicle_docks_available=[{"vehicle_type_ids": ["e"], "count": 3}]),
        ]
    ),
    free_bike_status=file(
        bikes=[
            bike("v", vehicle_type_id="e", current_range_meters=900, current_fuel_percent=0.5),
            bike("w", station_id="a", rental_uris=LINKS, available_until="2025-06-15T16:00:00Z"),
        ]
    ),
    vehicle_availability=file(
        vehicles=[
            {
                "vehicle_id": "u",
                "station_id": "a",
                "availabilities": [{"from": "2025-06-15T15:00:00Z"}],
            }
        ]
    ),
    vehicle_types=file(
        vehicle_types=[
            {
                "vehicle_type_id": "e",
                "form_factor": "scooter",
                "propulsion_type": "electric",
                "name": [{"text": "E", "language": "fr"}],
                "max_range_meters": 9000,
                "return_constraint": "hybrid",
                "default_pricing_plan_id": "p",
            }
        ]
    ),
    system_pricing_plans=file(
        plans=[
            {
                "plan_id": "p",
                "name": "P",
                "currency": "EUR",
                "price": "1.00",
                "is_taxable": 0,
                "per_min_pricing": [{"start": 0, "rate": 0.25, "interval": 1}],
            }
        ]
    ),
    system_regions=file(regions=[{"region_id": "r", "name": "Centre"}]),
    system_hours=file(
        rental_hours=[{"days": ["mon"], "start_time": "06:00:00", "end_time": "23:59:59"}]
    ),
    system_calendar=file(
        calendars=[{"start_month": 4, "start_day": 1, "end_month": 11, "end_day": 3}]
    ),
    system_alerts=file(
        alerts=[
            {
                "alert_id": "1",
                "type": "other",
                "summary": "!",
                "region_ids": ["r"],
                "times": [{"start": NOW, "end": "2025-06-15T16:00:00Z"}],
            }
        ]
    ),
    geofencing_zones=file(
        geofencing_zones={
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "geometry": AREA, "properties": {"rules": [RULE], "end": NOW}}
            ],
        },
        global_rules=[RULE],
    ),
)


def mutants(seed: int) -> Iterator[bytes]:
    """Messages without end, each with one to five things wrong."""
    return json_mutants([RICH, {"systems": {"nord": RICH, "süd": system()}}], seed)
