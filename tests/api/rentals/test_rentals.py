"""`/api/v1/rentals`: MOTIS's contract, what is unknown, and what is too much."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from api.limits import MAX_RENTAL_STATIONS
from api.render.polyline import decode
from maas.live import PricingPlan, Record, RentalVehicle, RentalZone, VehicleType
from maas.live.alerts import Text
from maas.live.rentals import (
    FormFactor,
    Links,
    Propulsion,
    RentalSystem,
    ReturnRule,
    TypeCount,
    ZoneRule,
)
from maas.model import LatLon, SourceId
from routing.overlays.rentals.applying import apply_rentals
from routing.rentals.fleets import Rentals
from tests.api import contract
from tests.api.conftest import Client, Connect
from tests.api.world import FakePlanner, now
from tests.rentals import batch, laid, station, system, vehicle

HERE = LatLon(41.15, -8.61)
THERE = LatLon(41.16, -8.6)
BIKES = ((((-8.62, 41.14), (-8.6, 41.14), (-8.6, 41.16), (-8.62, 41.14)),),)
"""A triangle around HERE's south."""

Get = Callable[..., Awaitable[Any]]


def told(**changed: object) -> RentalSystem:
    """A system whose counts were taken a minute ago."""
    known = {
        "stations_made_at": now() - 60,
        "vehicles_made_at": now() - 60,
        "stations_until": now() + 240,
        "vehicles_until": now() + 240,
        "ttl_s": 90,
        "name": (Text("Vélo", "fr"), Text("Bike", "en")),
    }
    return system(**(known | changed))  # type: ignore[arg-type]


@pytest.fixture
async def get(connect: Connect) -> Get:
    async def ask(rentals: Rentals, query: str, status: int = 200) -> Any:
        client: Client = await connect(FakePlanner(rentals=rentals))
        reply = await client.get(f"/api/v1/rentals?{query}")
        assert reply.status == status
        return await reply.json()

    return ask


def known(*records: Record) -> Rentals:
    return laid(None, *records, now=now())


EBIKE = VehicleType(
    "velo",
    "e",
    FormFactor.BICYCLE,
    Propulsion.ELECTRIC_ASSIST,
    returns=ReturnRule.ANY_STATION,
    name=(Text("E-bike"),),
    max_range_m=40_000,
)
SCOOTER = VehicleType(
    "velo", "s", FormFactor.SCOOTER_STANDING, Propulsion.ELECTRIC, returns=ReturnRule.HYBRID
)


async def test_without_a_filter_it_is_who_offers_something(get: Get) -> None:
    found = await get(known(told(), station("1", HERE), vehicle("v", THERE)), "language=en")
    [provider], [group] = found["providers"], found["providerGroups"]
    assert (provider["id"], provider["groupId"], provider["name"]) == ("bikes", "bikes", "Bike")
    assert provider["bbox"] == [-8.61, 41.15, -8.6, 41.16]
    assert group == {
        "id": "bikes", "name": "Bike", "providers": ["bikes"], "formFactors": ["BICYCLE"],
    }  # fmt: skip
    assert (found["stations"], found["vehicles"], found["zones"]) == ([], [], [])


async def test_a_station_is_told_as_motis_does_with_its_age(get: Get) -> None:
    there = station(
        "1",
        HERE,
        5,
        7,
        name=(Text("Sé"),),
        by_type=(TypeCount(("e",), 2), TypeCount(("s",), 3)),
        free_by_type=(TypeCount(("e", "s"), 7),),
        links=Links(ios="https://i.example", web="https://w.example"),
        capacity=12,
        reported_at=now() - 100,
    )
    found = await get(known(told(), EBIKE, SCOOTER, there), "providers=bikes")
    assert found["stations"] == [
        {
            "id": "bikes:1",
            "providerId": "bikes",
            "providerGroupId": "bikes",
            "name": "Sé",
            "lat": 41.15,
            "lon": -8.61,
            "isRenting": True,
            "isReturning": True,
            "numVehiclesAvailable": 5,
            "formFactors": ["BICYCLE", "SCOOTER_STANDING"],
            "vehicleTypesAvailable": {"e": 2, "s": 3},
            "vehicleDocksAvailable": {"e": 7, "s": 7},
            "bbox": [-8.61, 41.15, -8.61, 41.15],
            "rentalUriIOS": "https://i.example",
            "rentalUriWeb": "https://w.example",
            "countsKnown": True,
            "numDocksAvailable": 7,
            "capacity": 12,
            "lastReported": "2023-09-20T06:58:20Z",
            "dataSource": "bikes",
            "dataAge": 60,
        }
    ]


@pytest.mark.parametrize(
    ("made", "of_station"),
    [
        ({"stations_until": now()}, {"available": 5, "free": 7}),
        ({}, {"available": None, "free": None, "is_renting": None, "is_returning": None}),
    ],
    ids=["too old", "never told"],
)
async def test_counts_that_are_not_known_are_marked(
    get: Get, made: dict[str, Any], of_station: dict[str, Any]
) -> None:
    there = station("1", HERE, **of_station)
    [found] = (await get(known(told(**made), EBIKE, there), "providers=bikes"))["stations"]
    assert (found["countsKnown"], found["numVehiclesAvailable"]) == (False, 0)
    assert (found["isRenting"], found["isReturning"]) == (False, False)
    assert (found["vehicleTypesAvailable"], found["vehicleDocksAvailable"]) == ({}, {})
    assert "numDocksAvailable" not in found


async def test_an_empty_station_is_known_to_be_empty(get: Get) -> None:
    [found] = (await get(known(told(), station("1", HERE, 0)), "providers=bikes"))["stations"]
    assert (found["countsKnown"], found["numVehiclesAvailable"], found["isRenting"]) == (
        True, 0, True,
    )  # fmt: skip


async def test_what_is_over_five_minutes_old_is_flagged(get: Get) -> None:
    old = told(stations_made_at=now() - 301, ttl_s=3600)
    [found] = (await get(known(old, station("1", HERE)), "providers=bikes"))["stations"]
    assert (found["dataAge"], found["stale"]) == (301, True)


async def test_vehicles_are_told_with_their_types_and_only_while_known(get: Get) -> None:
    free = vehicle("x1", HERE, type_id="s", range_m=9000.0, charge_percent=45.0, is_reserved=True)
    bare = RentalVehicle("velo", "x2", 41.16, -8.6, home_station_id="1")
    found = (await get(known(told(), EBIKE, SCOOTER, free, bare), "providers=bikes"))["vehicles"]
    first, second = found
    assert (first["id"], first["typeId"], first["formFactor"]) == (
        "bikes:x1", "s", "SCOOTER_STANDING",
    )  # fmt: skip
    assert (first["isReserved"], first["range"], first["charge"]) == (True, 9000.0, 45.0)
    assert first["returnConstraint"] == "NONE"
    assert (second["typeId"], second["homeStationId"]) == ("", "bikes:1")
    late = known(told(vehicles_until=now()), free)
    assert (await get(late, "providers=bikes"))["vehicles"] == []


async def test_rules_name_types_by_their_place_in_the_list(get: Get) -> None:
    rules = (
        ZoneRule(may_end=False, type_ids=("s",), max_kmh=20),
        ZoneRule(may_pass=False, type_ids=("gone",)),
        ZoneRule(stations_only=True),
    )
    first = RentalZone("velo", BIKES, name=(Text("Rio"),), rules=rules)
    second, over = RentalZone("velo", BIKES), RentalZone("velo", BIKES, end=now())
    records = (told(rules=(ZoneRule(may_start=False),)), EBIKE, SCOOTER, first, second, over)
    found = await get(known(*records), "providers=bikes")
    zone, below = found["zones"]
    assert zone["rules"] == [
        {
            "vehicleTypeIdxs": [1],
            "rideStartAllowed": True,
            "rideEndAllowed": False,
            "rideThroughAllowed": True,
            "maxSpeedKmh": 20.0,
        },
        {
            "vehicleTypeIdxs": [],
            "rideStartAllowed": True,
            "rideEndAllowed": True,
            "rideThroughAllowed": True,
            "stationParking": True,
        },
    ]
    assert zone["z"] > below["z"]
    assert zone["bbox"] == [-8.62, 41.14, -8.6, 41.16]
    [[ring]] = zone["area"]
    assert ring["precision"] == 6
    assert decode(ring["points"])[0].tolist() == [41.14, -8.62]
    [provider] = found["providers"]
    assert provider["globalGeofencingRules"][0]["rideStartAllowed"] is False
    assert provider["defaultRestrictions"]["stationParking"] is False


TWO = apply_rentals(
    None,
    {
        SourceId("bikes"): batch(told(), station("1", HERE), vehicle("v", THERE)),
        SourceId("cars"): batch(
            told(id="a"),
            told(id="b"),
            station("2", THERE, system="a"),
            station("3", HERE, system="b"),
            source=SourceId("cars"),
        ),
    },
    now(),
    None,
)


@pytest.mark.parametrize(
    ("query", "providers", "things"),
    [
        ("providers=cars:a", "cars:a", "cars:2"),
        ("providerGroups=cars", "cars:a cars:b", "cars:2 cars:3"),
        ("providerGroups=bikes&providers=cars:a", "", ""),
        ("min=41.149,-8.611&max=41.151,-8.609", "bikes cars:b", "bikes:1 cars:3"),
        ("point=41.16,-8.6&radius=100", "bikes cars:a", "cars:2 bikes:v"),
        ("point=41.16,-8.6&radius=100&providerGroups=bikes", "bikes", "bikes:v"),
        ("providerGroups=cars,bikes&withStations=false", "bikes cars:a cars:b", "bikes:v"),
        ("providers=bikes&withVehicles=false", "bikes", "bikes:1"),
        ("min=0,0&max=1,1", "", ""),
    ],
)
async def test_all_filters_must_hold(get: Get, query: str, providers: str, things: str) -> None:
    found = await get(TWO, query)
    assert " ".join(each["id"] for each in found["providers"]) == providers
    told_of = (*found["stations"], *found["vehicles"])
    assert " ".join(each["id"] for each in told_of) == things
    assert all(each["providerGroupId"] in providers for each in told_of)


async def test_providers_can_be_left_out(get: Get) -> None:
    found = await get(TWO, "withProviders=false")
    assert found["providers"] == []
    assert [(group["id"], group["providers"]) for group in found["providerGroups"]] == [
        ("bikes", []),
        ("cars", []),
    ]


async def test_what_renting_costs_is_told_in_the_words_of_the_operator(get: Get) -> None:
    ride = PricingPlan(
        "velo", "ride", "EUR", "1.50", description=(Text("First half hour free", "en"),)
    )
    member = PricingPlan("velo", "member", "EUR", is_casual=False, name=(Text("Members", "en"),))
    type = VehicleType("velo", "bike", plan_ids=("member", "gone"), default_plan_id="ride")
    provider = (await get(known(told(), type, ride, member), "language=en"))["providers"][0]
    assert provider["vehicleTypes"][0]["pricingPlanIds"] == ["ride", "member"]
    assert provider["pricingPlans"] == [
        {
            "id": "ride",
            "currency": "EUR",
            "price": 1.5,
            "casual": True,
            "description": "First half hour free",
        },
        {"id": "member", "currency": "EUR", "price": 0.0, "casual": False, "name": "Members"},
    ]


async def test_a_circle_may_be_around_a_stop(get: Get) -> None:
    found = await get(TWO, "point=stcp:Aliados&radius=1000000")
    assert len(found["stations"]) == 3
    assert (await get(TWO, "point=nowhere&radius=5", 404))["code"] == "NOT_FOUND"


async def test_what_is_too_much_is_cut_from_the_outside(get: Get) -> None:
    n = MAX_RENTAL_STATIONS + 1
    many = known(
        told(), *(station(str(i), LatLon(41 + i / 10 / n, -8.6), system="velo") for i in range(n))
    )
    found = await get(many, "min=41,-8.7&max=41.15,-8.5")
    ids = {each["id"] for each in found["stations"]}
    assert found["truncated"] is True
    assert len(ids) == n - 1
    assert "bikes:0" not in ids  # the farthest from the middle


async def test_answers_may_be_kept_for_what_is_left_of_the_ttl(connect: Connect) -> None:
    client = await connect(FakePlanner(rentals=known(told(), station("1", HERE))))
    reply = await client.get("/api/v1/rentals?providers=bikes")
    assert reply.headers["Cache-Control"] == "public, max-age=30"
    same = await client.get(
        "/api/v1/rentals?providers=bikes", headers={"If-None-Match": reply.headers["ETag"]}
    )
    assert same.status == 304
    due = await connect(FakePlanner(rentals=known(told(ttl_s=60), station("1", HERE))))
    reply = await due.get("/api/v1/rentals?providers=bikes")
    assert reply.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.real
async def test_answers_are_what_motis_describes(get: Get) -> None:
    zone = RentalZone("velo", BIKES, rules=(ZoneRule(max_kmh=6),))
    virtual = station("9", THERE, None, None, area=BIKES, is_virtual=True, address="Rua 1")
    records = (told(), EBIKE, SCOOTER, station("1", HERE), virtual, vehicle("v", THERE), zone)
    for query in ("", "providers=bikes", "min=41,-9&max=42,-8"):
        found = await get(known(*records), query)
        contract.validator("/api/v1/rentals").validate(found)
