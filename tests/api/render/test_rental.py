"""Legs with rented vehicles as MOTIS's clients read them."""

from dataclasses import replace
from typing import Any

import msgspec

from api.render.audience import Audience
from api.render.itinerary import Detail, render_itinerary
from api.reply import ENCODER
from maas.itinerary import Itinerary, Place, VertexType
from maas.live import VehicleType
from maas.live.rentals import FormFactor, Links, Propulsion, ReturnRule
from maas.model import LatLon, Mode
from maas.rented import RentalEnd, RentalOnLeg
from tests.api.contract import of_schema
from tests.itineraries import HOME, NINE, WORK, walk

DOCK = Place("Halles", LatLon(41.15, -8.612), VertexType.BIKESHARE)
TYPE = VehicleType("velo", "e", FormFactor.BICYCLE, Propulsion.ELECTRIC_ASSIST)
RENTED = RentalOnLeg(
    source="bikes",
    system_id="bikes:north",
    feed_system_id="north",
    system_name="Vélo",
    type=TYPE,
    taken=RentalEnd("north/1", "Halles", 5),
    left=RentalEnd("north/2", "Opéra", None),
    url="https://example.org",
    color="#ff0000",
    links=Links("https://a", "https://i", "https://w"),
    known_at=NINE - 400,
)


def told(rental: RentalOnLeg = RENTED, **more: Any) -> dict[str, Any]:
    """The middle leg of walk, ride, walk, as JSON that MOTIS's document allows."""
    ride = replace(walk(DOCK, WORK, NINE + 60, NINE + 600, Mode.RENTAL), rental=rental, **more)
    way = Itinerary((walk(HOME, DOCK, NINE, NINE + 60), ride))
    detail = Detail(audience=Audience(NINE))
    answer = msgspec.json.decode(ENCODER.encode(render_itinerary(way, detail)))
    of_schema("Itinerary").validate(answer)
    leg: dict[str, Any] = answer["legs"][1]
    return leg


def test_a_leg_tells_whose_vehicle_it_is_and_where_it_is_taken_and_left() -> None:
    leg = told()
    assert (leg["mode"], leg["from"]["vertexType"], leg["from"]["name"]) == (
        "RENTAL",
        "BIKESHARE",
        "Halles",
    )
    assert leg["rental"] == {
        "providerId": "bikes:north",
        "providerGroupId": "bikes",
        "systemId": "north",
        "systemName": "Vélo",
        "url": "https://example.org",
        "color": "#ff0000",
        "stationName": "Halles",
        "fromStationName": "Halles",
        "toStationName": "Opéra",
        "rentalUriAndroid": "https://a",
        "rentalUriIOS": "https://i",
        "rentalUriWeb": "https://w",
        "formFactor": "BICYCLE",
        "propulsionType": "ELECTRIC_ASSIST",
        "returnConstraint": "ANY_STATION",
        "fromStationId": "bikes:north/1",
        "toStationId": "bikes:north/2",
        "vehiclesAvailable": 5,
    }


def test_how_old_the_counts_are_is_told_and_flagged() -> None:
    leg = told()
    assert (leg["dataSource"], leg["dataAge"], leg["stale"]) == ("bikes", 400, True)
    assert "dataAge" not in told(replace(RENTED, known_at=None))


def test_a_vehicle_on_the_street_has_no_station() -> None:
    scooter = replace(
        RENTED,
        type=VehicleType("voi", "s", FormFactor.SCOOTER_STANDING, returns=ReturnRule.ANYWHERE),
        taken=RentalEnd(),
        left=RentalEnd(),
        links=Links(),
    )
    rental = told(scooter)["rental"]
    assert rental["returnConstraint"] == "NONE"
    assert not {"stationName", "fromStationId", "vehiclesAvailable", "rentalUriWeb"} & set(rental)


def test_a_vehicle_that_is_gone_is_told_as_cancelled() -> None:
    assert told(cancelled=True)["cancelled"] is True
    assert "cancelled" not in told()
