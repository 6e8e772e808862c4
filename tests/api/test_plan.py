"""GET /api/v6/plan: the answer is MOTIS's, and each kind of error has its status and code."""

import asyncio
from dataclasses import replace

import pytest

from maas.errors import BadPlace, NotFound
from maas.itinerary import Itinerary, RoutingError
from maas.model import Mode, TimeMeaning
from tests.api import contract
from tests.api.conftest import Client, Connect
from tests.api.world import EndlessPlanner, FakePlanner
from tests.itineraries import ANSWER, DIRECT_LINE, NINE, WITH_CHANGE

ENDS = "fromPlace=41.1496,-8.6110&toPlace=stcp:Casa"
PLAN = f"/api/v6/plan?{ENDS}"


@pytest.mark.real
@pytest.mark.parametrize("more", ["", "&detailedLegs=false", "&withScheduledSkippedStops=true"])
async def test_answer_is_what_motis_describes(client: Client, more: str) -> None:
    reply = await client.get(PLAN + more)
    assert reply.status == 200
    contract.validator("/api/v6/plan").validate(await reply.json())


@pytest.mark.real
async def test_alternatives_are_what_motis_describes(connect: Connect) -> None:
    walk, ride, *others = DIRECT_LINE.legs
    instead = replace(ride, alternatives=(DIRECT_LINE.legs, WITH_CHANGE.legs[:3]))
    itinerary = Itinerary((walk, instead, *others))
    client = await connect(FakePlanner(replace(ANSWER, itineraries=(itinerary,))))
    body = await (await client.get(PLAN + "&numLegAlternatives=2")).json()
    contract.validator("/api/v6/plan").validate(body)
    told = [leg.get("alternatives") for leg in body["itineraries"][0]["legs"]]
    assert told[0] is None and told[2] is None
    assert [[leg["mode"] for leg in legs] for legs in told[1]] == [["WALK", "SUBWAY", "WALK"]] * 2


async def test_alternatives_are_asked_for_and_capped(client: Client, planner: FakePlanner) -> None:
    await client.get(PLAN)
    await client.get(PLAN + "&numLegAlternatives=3")
    await client.get(PLAN + "&numLegAlternatives=99")
    assert [question.leg_alternatives for question in planner.asked] == [0, 3, 10]


async def test_question_reaches_the_planner(client: Client, planner: FakePlanner) -> None:
    await client.get(PLAN + "&arriveBy=true&time=2023-09-20T10:00:00%2B01:00&directModes=CAR,BIKE")
    question = planner.asked[0]
    assert question.origin.at is not None
    assert question.destination.stop_id == "stcp:Casa"
    assert (question.time, question.meaning) == (NINE + 3600 + 3600, TimeMeaning.ARRIVE_BY)
    assert question.direct_modes == (Mode.CAR, Mode.BIKE)


async def test_time_is_the_service_clocks_where_none_is_given(
    client: Client, planner: FakePlanner
) -> None:
    await client.get(PLAN)
    assert planner.asked[0].time == NINE


async def test_answer_names_version_and_what_was_asked(client: Client) -> None:
    reply = await client.get(PLAN + "&transitModes=BUS&transitModes=TRAM&unheardOf=1")
    body = await reply.json()
    assert reply.headers["Maas-Version"] == "g1.7"
    assert body["requestParameters"] == {
        "fromPlace": "41.1496,-8.6110",
        "toPlace": "stcp:Casa",
        "transitModes": "BUS,TRAM",
    }
    assert body["debugOutput"] == {"rounds": 3}
    assert "searchIncomplete" not in body


async def test_no_way_between_good_ends_is_an_answer(connect: Connect) -> None:
    error = RoutingError("NO_STOPS_IN_RANGE", "no stop within reach", "FROM")
    client = await connect(FakePlanner(replace(ANSWER, itineraries=(), errors=(error,))))
    reply = await client.get(PLAN)
    assert reply.status == 200
    assert (await reply.json())["routingErrors"] == [
        {"code": "NO_STOPS_IN_RANGE", "description": "no stop within reach", "inputField": "FROM"}
    ]


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (NotFound("fromPlace: no such stop"), 404, "NOT_FOUND"),
        (BadPlace("toPlace", "LOCATION_NOT_FOUND", "no street"), 422, "LOCATION_NOT_FOUND"),
        (BadPlace("toPlace", "OUTSIDE_BOUNDS", "elsewhere"), 422, "OUTSIDE_BOUNDS"),
    ],
)
async def test_planner_errors_are_problems(
    connect: Connect, error: Exception, status: int, code: str
) -> None:
    client = await connect(FakePlanner(error=error))
    reply = await client.get(PLAN)
    body = await reply.json()
    assert (reply.status, body["status"], body["code"]) == (status, status, code)
    assert reply.content_type == "application/problem+json"
    assert body["error"] == body["detail"] == str(error)
    assert body.get("parameter") == getattr(error, "parameter", None)


async def test_client_that_leaves_ends_its_search(connect: Connect) -> None:
    planner = EndlessPlanner()
    client = await connect(planner)
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(client.get(PLAN), 0.2)
    for _ in range(100):
        if planner.stopped:
            break
        await asyncio.sleep(0.01)
    assert planner.stopped


async def test_search_that_meets_its_limit_says_so(connect: Connect) -> None:
    client = await connect(EndlessPlanner())
    body = await (await client.get(PLAN + "&timeout=1")).json()
    assert body["searchIncomplete"] is True
