"""`/api/v1/rentals`: MOTIS's contract, what is unknown, and what is too much."""

from typing import Any

import pytest

from api.render.polyline import decode
from maas.live import RentalVehicle, RentalZone, VehicleType
from maas.live.alerts import Text
from maas.live.rentals import (
    FormFactor,
    Links,
    Propulsion,
    ReturnRule,
    TypeCount,
    ZoneRule,
)
from maas.model import LatLon
from tests.api import contract
from tests.api.rentals.conftest import Get
from tests.api.renting import known, told
from tests.api.world import now
from tests.rentals import station, vehicle

HERE = LatLon(41.15, -8.61)
THERE = LatLon(41.16, -8.6)
BIKES = ((((-8.62, 41.14), (-8.6, 41.14), (-8.6, 41.16), (-8.62, 41.14)),),)
"""A triangle around HERE's south."""

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


async def test_what_is_closed_neither_rents_nor_takes_back(get: Get) -> None:
    records = told(time_zone="Europe/Lisbon"), station("1", HERE, opening_hours="Su 10:00-12:00")
    [found] = (await get(known(*records), "providers=bikes"))["stations"]
    assert (found["isRenting"], found["isReturning"]) == (False, False)
    assert (found["countsKnown"], found["numVehiclesAvailable"]) == (True, 3)


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


@pytest.mark.real
async def test_answers_are_what_motis_describes(get: Get) -> None:
    zone = RentalZone("velo", BIKES, rules=(ZoneRule(max_kmh=6),))
    virtual = station("9", THERE, None, None, area=BIKES, is_virtual=True, address="Rua 1")
    records = (told(), EBIKE, SCOOTER, station("1", HERE), virtual, vehicle("v", THERE), zone)
    for query in ("", "providers=bikes", "min=41,-9&max=42,-8"):
        found = await get(known(*records), query)
        contract.validator("/api/v1/rentals").validate(found)
