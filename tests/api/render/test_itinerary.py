"""Itineraries to JSON: what each kind of leg says, and how much detail is sent."""

from dataclasses import replace
from typing import Any

import msgspec

from api.render.itinerary import Detail, render_itinerary
from api.reply import ENCODER
from maas.itinerary import Itinerary
from maas.model import LatLon
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


def test_a_stop_without_a_wait_is_told_by_its_arrival() -> None:
    """Half of an answer is such stops; apps read the arrival where it is alone."""
    waits, passes = rendered(DIRECT_LINE, Detail(skipped_stops=True))["legs"][1][
        "intermediateStops"
    ]
    assert {"departure", "scheduledDeparture", "arrival", "scheduledArrival"} <= waits.keys()
    assert passes["arrival"] == "2023-09-20T07:04:40Z"
    assert not passes.keys() & {"departure", "scheduledDeparture", "stopCode", "description"}
    assert not waits.keys() & {"pickupType", "dropoffType"}


def test_ends_of_trips_are_only_named_unless_all_is_wanted() -> None:
    lean = rendered(DIRECT_LINE)["legs"][1]["tripFrom"]
    whole = rendered(DIRECT_LINE, Detail(whole_stops=True))["legs"][1]["tripFrom"]
    assert lean.keys() == {"name", "lat", "lon", "stopId"}
    assert {"tz", "vertexType", "stopCode", "track"} <= whole.keys()


def test_positions_have_six_decimals_and_distances_none() -> None:
    here = replace(TRIP.origin, at=LatLon(41.12345678, -8.6))
    leg = rendered(Itinerary((ride(here, TRIP.destination, 0, 600),)))["legs"][0]
    assert leg["from"]["lat"] == 41.123457
    assert rendered(ON_FOOT)["legs"][0]["distance"] == 201


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
    assert (first["streetName"], first["distance"], first["osmWay"]) == ("Rua de Cima", 120, 12)
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
