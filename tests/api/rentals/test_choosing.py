"""`/api/v1/rentals`: which part of it is told, and for how long it may be kept."""

import pytest

from api.limits import MAX_RENTAL_STATIONS
from maas.live import PricingPlan, VehicleType
from maas.live.alerts import Text
from maas.model import LatLon, SourceId
from routing.overlays.rentals.applying import apply_rentals
from tests.api.conftest import Connect
from tests.api.rentals.conftest import Get
from tests.api.renting import known, told
from tests.api.world import FakePlanner, now
from tests.rentals import batch, station, vehicle

HERE = LatLon(41.15, -8.61)
THERE = LatLon(41.16, -8.6)

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
