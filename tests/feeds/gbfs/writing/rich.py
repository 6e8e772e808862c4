"""A system that has everything GBFS can say, as records."""

from maas.live import (
    PricingPlan,
    Record,
    RentalAlert,
    RentalStation,
    RentalSystem,
    RentalVehicle,
    RentalZone,
    VehicleType,
)
from maas.live.alerts import Text
from maas.live.rentals import (
    FormFactor,
    Links,
    Propulsion,
    ReturnRule,
    Segment,
    TypeCount,
    ZoneRule,
)

NOW = 1_750_000_000
ID = "velo"
SQUARE = ((((-1.6, 47.2), (-1.5, 47.2), (-1.5, 47.3), (-1.6, 47.3), (-1.6, 47.2)),),)
BOTH = (Text("Vélo", "fr"), Text("Bike", "en"))

SYSTEM = RentalSystem(
    ID,
    name=BOTH,
    operator=(Text("Ville", "fr"),),
    url="https://velo.example",
    purchase_url="https://velo.example/buy",
    phone="+33240000000",
    email="hello@velo.example",
    time_zone="Europe/Paris",
    opening_hours="Mo-Su 06:00-24:00",
    licence_url="https://velo.example/licence",
    attribution="Ville de Nantes",
    app_stores=Links(android="https://play.example/velo", ios="https://apps.example/velo"),
    app_links=Links(android="velo://open", ios="velo://open"),
    rules=(ZoneRule(may_end=False, max_kmh=20.0),),
    stations_made_at=NOW - 30,
    stations_until=NOW - 30 + 300,
    vehicles_made_at=NOW - 20,
    vehicles_until=NOW - 20 + 300,
    ttl_s=60,
)
BIKE = VehicleType(
    ID,
    "bike",
    name=BOTH,
    riders=1,
    ghg_g_per_km=4.0,
    plan_ids=("day", "min"),
    default_plan_id="min",
)
SCOOTER = VehicleType(
    ID,
    "scooter",
    FormFactor.SCOOTER_STANDING,
    Propulsion.ELECTRIC,
    returns=ReturnRule.HYBRID,
    max_range_m=30_000.0,
    max_kmh=25.0,
)
STATION = RentalStation(
    ID,
    "a",
    47.21,
    -1.55,
    name=BOTH,
    short_name="A1",
    address="1 rue Crébillon",
    cross_street="rue Racine",
    post_code="44000",
    region=(Text("Centre", "fr"),),
    opening_hours="24/7",
    capacity=20,
    links=Links("velo://a", "velo://a", "https://velo.example/a"),
    available=5,
    free=12,
    by_type=(TypeCount(("bike",), 3), TypeCount(("scooter",), 2)),
    free_by_type=(TypeCount(("bike", "scooter"), 12),),
    is_renting=True,
    is_returning=False,
    reported_at=NOW - 40,
)
VIRTUAL = RentalStation(
    ID, "b", 47.25, -1.55, name=(Text("Parc", "fr"),), is_virtual=True, area=SQUARE
)
"""Nobody knows what stands there."""

FREE = RentalVehicle(
    ID,
    "v1",
    47.22,
    -1.56,
    type_id="scooter",
    range_m=12_000.0,
    charge_percent=41.5,
    plan_id="min",
    links=Links("velo://v1", "", "https://velo.example/v1"),
    reported_at=NOW - 25,
    until=NOW + 3600,
)
DOCKED = RentalVehicle(
    ID, "v2", 47.21, -1.55, "bike", "a", home_station_id="a", is_reserved=True, is_disabled=True
)
PER_MINUTE = PricingPlan(
    ID,
    "min",
    "EUR",
    "1.1",
    per_min=(Segment(0.0, "0", 1.0, 30.0), Segment(30.0, "0.15", 1.0)),
    per_km=(Segment(0.0, "0.01", 1.0),),
    is_taxable=True,
    has_surge=True,
    name=BOTH,
    description=(Text("À la minute", "fr"),),
    url="https://velo.example/prices",
)
PER_DAY = PricingPlan(
    ID, "day", "EUR", "5", name=(Text("Jour", "fr"),), description=(Text("Un jour", "fr"),)
)
ZONE = RentalZone(
    ID,
    SQUARE,
    name=(Text("Loire", "fr"),),
    start=NOW - 1000,
    end=NOW + 1000,
    rules=(
        ZoneRule(may_start=False, may_pass=False, type_ids=("scooter",)),
        ZoneRule(stations_only=True, max_kmh=6.0),
    ),
)
ALERT = RentalAlert(
    ID,
    "x",
    "station_closure",
    times=((NOW, NOW + 5), (NOW + 10, None)),
    station_ids=("a",),
    summary=BOTH,
    description=(Text("Travaux", "fr"),),
    url=(Text("https://velo.example/x", "fr"),),
)
RECORDS: tuple[Record, ...] = (
    *(SYSTEM, BIKE, SCOOTER, PER_MINUTE, PER_DAY, STATION, VIRTUAL),
    *(FREE, DOCKED, ZONE, ALERT),
)
