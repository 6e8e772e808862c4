"""The addresses that KDE's apps (KPublicTransport: Itinerary, KTrip) ask, form by form.

What they ask today, and what the first of them asked: their recorded questions name places in
Germany and France, so here the same forms name the drawn town.
"""

from typing import Any

import pytest

from tests.conformance.test_motis_client import questions
from tests.service import Service

pytestmark = pytest.mark.slow

ASKED = questions()
A, D = ASKED["from"], ASKED["to"]
ENDS = f"fromPlace={A},0&toPlace={D},0"
ENCODED = ENDS.replace(",", "%2C")
LAT, LON = A.split(",")
TODAY = "time=2023-09-20T07:00:00Z"
MODES = "preTransitModes=WALK,BIKE_RENTAL&postTransitModes=WALK,BIKE_RENTAL"

PLANS = [
    f"v1/plan?{ENDS}&numItineraries=3&arriveBy=false",
    f"v1/plan?{ENDS}&arriveBy=false&timetableView=true&wheelchair=false&{MODES}"
    "&directModes=WALK,BIKE_RENTAL",
    f"v1/plan?{ENCODED}&arriveBy=false&timetableView=true&wheelchair=false&mode=WALK",
    f"v5/plan?{ENCODED}&{TODAY}&arriveBy=true&numItineraries=4&pedestrianProfile=FOOT"
    "&transitModes=TRANSIT&directModes=WALK%2CBIKE%2CRENTAL&preTransitModes=WALK,RENTAL"
    "&postTransitModes=WALK,RENTAL&withFares=true&language=en,fr,de&detailedLegs=true"
    "&useRoutedTransfers=true&maxMatchingDistance=250",
]
BOARDS = [
    f"v1/stoptimes?{TODAY}&stopId=bus:B&n=10&arriveBy=false",
    "v1/stoptimes?stopId=bus%3AB&arriveBy=true&n=10",
    f"v5/stoptimes?stopId=bus:B&{TODAY}&n=12&arriveBy=false&radius=200&language=en,fr",
]
PLACES = [
    "v1/geocode?text=Stop%20B&language=en",
    f"v1/reverse-geocode?place={LAT},{LON}",
    f"v1/reverse-geocode?place={LAT},{LON},0&language=en,fr",
    f"v1/map/stops?min={float(LAT) - 0.1},{float(LON) - 0.1}&max={float(LAT) + 0.1},{LON}",
    f"v1/map/rentals?max={LAT}%2C{LON}&min={float(LAT) + 0.01}%2C{float(LON) + 0.01}",
]


@pytest.mark.parametrize("address", [*PLANS, *BOARDS, *PLACES])
def test_addresses_are_answered(server: Service, address: str) -> None:
    status, _, body = server.get(f"/api/{address}")
    assert status == 200, body


@pytest.mark.parametrize("address", PLANS)
def test_plans_hold_what_the_apps_read(server: Service, address: str) -> None:
    """Members of journeys that their parser takes as given."""
    _, _, body = server.get(f"/api/{address}")
    assert {"itineraries", "direct", "previousPageCursor", "nextPageCursor"} <= body.keys()
    for leg in legs(body):
        assert {"mode", "from", "to", "scheduledStartTime", "scheduledEndTime"} <= leg.keys()
        assert leg["legGeometry"]["precision"] == (7 if address.startswith("v1") else 6)
        assert leg["from"]["level"] == 0
        if leg.get("tripId"):
            assert leg["displayName"] and leg["routeType"] >= 0 and leg["tripTo"]["name"]


def test_a_trip_of_a_plan_is_found(server: Service) -> None:
    _, _, body = server.get(f"/api/v5/plan?{ENDS}&{TODAY}")
    trips = [leg["tripId"] for leg in legs(body) if "tripId" in leg]
    assert server.get(f"/api/v5/trip?tripId={trips[0]}")[0] == 200


def legs(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The legs of all ways of an answer."""
    return [leg for way in (*body["itineraries"], *body["direct"]) for leg in way["legs"]]
