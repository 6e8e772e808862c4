"""Itineraries to JSON: what each kind of leg says, and how much detail is sent."""

from dataclasses import replace
from typing import Any

import msgspec

from api.render.itinerary import Detail, render_itinerary
from api.reply import ENCODER
from maas.itinerary import Itinerary
from tests.itineraries import DIRECT_LINE, ON_FOOT, STAYING_SEATED, TRIP, WITH_CHANGE, ride

FULL = Detail()


def rendered(itinerary: Itinerary, detail: Detail = FULL) -> Any:
    return msgspec.json.decode(ENCODER.encode(render_itinerary(itinerary, detail)))


def test_a_ride_says_what_is_written_on_the_vehicle() -> None:
    leg = rendered(DIRECT_LINE)["legs"][1]
    assert leg["mode"] == "SUBWAY"
    assert leg["tripId"] == "20230920_08:55_stcp:D-12"
    assert leg["directionId"] == "1"
    assert leg["routeColor"] == "F9B200"
    assert leg["wheelchairAccessible"] == "ACCESSIBLE"
    assert leg["startTime"] == "2023-09-20T07:03:00Z"
    assert leg["from"]["track"] == "1"
    assert leg["to"]["stopId"] == "stcp:Casa da Música"
    assert "bikesAllowed" not in leg and "steps" not in leg and "routeUrl" in leg


def test_levels_are_absent_where_unknown() -> None:
    legs = rendered(ON_FOOT)["legs"]
    assert "level" not in legs[0]["from"]
    assert legs[0]["to"]["level"] == -1.0


def test_stops_only_passed_are_left_out_unless_asked_for() -> None:
    with_skipped = Detail(skipped_stops=True)
    assert len(rendered(DIRECT_LINE)["legs"][1]["intermediateStops"]) == 1
    passed = rendered(DIRECT_LINE, with_skipped)["legs"][1]["intermediateStops"][1]
    assert passed["pickupType"] == passed["dropoffType"] == "NOT_ALLOWED"


def test_detail_is_sent_as_wanted() -> None:
    def lines(detail: Detail) -> list[int]:
        return [leg["legGeometry"]["length"] for leg in rendered(WITH_CHANGE, detail)["legs"]]

    assert lines(FULL) == [3, 4, 3, 4, 3]
    assert lines(Detail(legs=False, transfers=False)) == [0, 0, 0, 0, 0]
    assert lines(Detail(legs=True, transfers=False)) == [3, 4, 0, 4, 3]
    assert lines(Detail(legs=False, transfers=True)) == [0, 0, 3, 0, 0]
    assert "steps" not in rendered(ON_FOOT, Detail(legs=False))["legs"][0]


def test_steps_have_their_piece_of_the_line() -> None:
    first, second = rendered(ON_FOOT)["legs"][0]["steps"]
    assert (first["streetName"], first["distance"], first["osmWay"]) == ("Rua de Cima", 120.4, 12)
    assert first["polyline"]["length"] == second["polyline"]["length"] == 2
    assert second["toll"] is True and "toll" not in first


def test_staying_seated_is_no_transfer() -> None:
    itinerary = rendered(STAYING_SEATED)
    assert itinerary["transfers"] == 0
    assert itinerary["legs"][1]["interlineWithPreviousLeg"] is True


def test_direction_is_absent_where_unknown() -> None:
    trip = replace(TRIP, direction=None, wheelchair=False)
    leg = ride(TRIP.origin, TRIP.destination, 0, 600, trip=trip)
    rendered_leg = rendered(Itinerary((leg,)))["legs"][0]
    assert "directionId" not in rendered_leg
    assert rendered_leg["wheelchairAccessible"] == "NOT_ACCESSIBLE"
