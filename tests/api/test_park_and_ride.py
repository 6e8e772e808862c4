"""Park and ride over HTTP: MOTIS's contract, with where one parks in extra members."""

import pytest

from routing.planner import Planner
from tests.api import contract
from tests.api.conftest import Client, Connect
from tests.halts import stand, town
from tests.rentaltowns import AT
from tests.towns import DAY

ENDS = "&".join(
    f"{name}={AT[letter].lat},{AT[letter].lon}"
    for name, letter in (("fromPlace", "A"), ("toPlace", "T"))
)
ASKED = f"{ENDS}&time={DAY}T07:00:00Z&preTransitModes=CAR_PARKING,WALK&numItineraries=1"
"""Eight in Lisbon."""


@pytest.fixture(scope="module")
def planner() -> Planner:
    return town(stand("S")).planner


@pytest.fixture
async def client(planner: Planner, connect: Connect) -> Client:
    return await connect(planner)


async def test_a_leg_names_the_car_park_and_is_found_again(client: Client) -> None:
    body = await (await client.get(f"/api/v6/plan?{ASKED}")).json()
    [way] = [each for each in body["itineraries"] if each["legs"][0]["mode"] == "CAR"]
    drive, ride = way["legs"]
    assert drive["to"]["name"] == drive["parking"]["name"] == "Park S"
    assert (drive["parking"]["free"], drive["parking"]["capacity"]) == (10, 100)
    assert ride["mode"] == "BUS" and way["emissions"]["ghg"] > 0
    assert 0 in way["price"]["unknown"]  # nobody says what parking or driving costs
    again = await (await client.get(f"/api/v6/refresh-itinerary?itineraryId={way['id']}")).json()
    assert (again["id"], again["startTime"]) == (way["id"], way["startTime"])
    assert again["legs"][0]["parking"]["id"] == "cars:S"


@pytest.mark.parametrize("version", ["v1", "v4", "v6"])
async def test_every_version_tells_it(client: Client, version: str) -> None:
    body = await (await client.get(f"/api/{version}/plan?{ASKED}")).json()
    legs = [leg for way in body["itineraries"] for leg in way["legs"]]
    assert any("parking" in leg for leg in legs)
    assert {leg["mode"] for leg in legs} <= {"CAR", "WALK", "BUS"}


@pytest.mark.real
async def test_the_answer_is_what_motis_describes(client: Client) -> None:
    body = await (await client.get(f"/api/v6/plan?{ASKED}")).json()
    contract.validator("/api/v6/plan").validate(body)


async def test_text_says_it_in_words(client: Client) -> None:
    reply = await client.get(f"/api/v6/plan?{ASKED}", headers={"Accept": "text/plain"})
    text = await reply.text()
    assert "park at Park S, 10 of 100 places free" in text and "price unknown" in text
