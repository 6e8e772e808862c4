"""Legs in somebody's car as clients read them."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from api.ladder import downgraded
from api.render.answer import render_answer
from api.render.audience import Audience
from api.render.itinerary import Detail, render_itinerary
from api.render.offer import web_address
from api.reply import ENCODER
from maas.itinerary import Itinerary
from maas.live.offers import OfferKind
from maas.offered import OfferFare, OfferOnLeg
from tests.api.contract import of_schema
from tests.itineraries import ALIADOS, ANSWER, HOME, LAPA, NINE, OFFER, shared_ride, walk


def way(offer: OfferOnLeg, **more: Any) -> Itinerary:
    """A walk, and a ride in somebody's car."""
    ride = shared_ride(ALIADOS, LAPA, NINE + 200, NINE + 700, offer, **more)
    return Itinerary((walk(HOME, ALIADOS, NINE, NINE + 180), ride))


def told(offer: OfferOnLeg = OFFER, **more: Any) -> dict[str, Any]:
    """The ride, as JSON that MOTIS's document allows."""
    rendered = render_itinerary(way(offer, **more), Detail(audience=Audience(NINE)))
    answer = msgspec.json.decode(ENCODER.encode(rendered))
    leg: dict[str, Any] = answer["legs"][1]
    return leg


def test_a_leg_tells_whose_car_it_is_what_it_costs_and_where_the_seat_is_booked() -> None:
    leg = told()
    assert leg["mode"] == "RIDE_SHARING"
    assert leg["offer"] == {
        "id": "klaxon:7",
        "source": "klaxon",
        "kind": "PLANNED",
        "detour": 240,
        "operator": "Klaxon",
        "operatorUrl": "https://klaxon.example",
        "driver": "Ana",
        "driverGrade": 4,
        "seats": 2,
        "url": "https://klaxon.example/7?a=1&b=2",
        "car": "Renault Zoe",
        "fare": {"amount": 3.5, "currency": "EUR"},
        "knownAt": "2023-09-20T06:59:00Z",
    }


def test_clients_that_know_no_offers_read_a_ride_of_the_operator() -> None:
    leg = told()
    assert (leg["displayName"], leg["agencyName"], leg["routeType"]) == ("Klaxon", "Klaxon", 1551)
    assert leg["ticketUrls"] == {"web": "https://klaxon.example/7?a=1&b=2"}
    assert (leg["distance"], leg["realTime"], leg["cancelled"]) == (12340, False, False)


@pytest.mark.real
def test_it_is_what_motis_describes() -> None:
    rendered = render_itinerary(way(OFFER), Detail(audience=Audience(NINE)))
    of_schema("Itinerary").validate(msgspec.json.decode(ENCODER.encode(rendered)))


def test_how_old_the_offer_is_is_told_and_flagged() -> None:
    assert (told()["dataSource"], told()["dataAge"]) == ("klaxon", 60)
    assert told(replace(OFFER, known_at=NINE - 301))["stale"] is True
    assert not {"dataAge", "stale"} & told(replace(OFFER, known_at=None)).keys()


def test_what_is_not_known_is_absent_and_what_is_free_of_charge_is_nought() -> None:
    bare = OfferOnLeg("klaxon:7", "klaxon", OfferKind.LINE, "")
    leg = told(bare)
    assert leg["offer"] == {"id": "klaxon:7", "source": "klaxon", "kind": "LINE", "detour": 0}
    assert "ticketUrls" not in leg and "agencyUrl" not in leg
    free = replace(bare, fare=OfferFare(Decimal(0), "", "klaxon"))
    assert told(free)["offer"]["fare"] == {"amount": 0.0}


@pytest.mark.parametrize(
    "text",
    ["javascript:alert(1)", "data:text/html,x", "//x.example", "https://x y", 'https://x"y', ""],
)
def test_only_addresses_of_the_web_are_passed_on(text: str) -> None:
    assert web_address(text) == ""
    leg = told(replace(OFFER, url=text, operator_url=text))
    assert not {"url", "operatorUrl"} & leg["offer"].keys()
    assert not {"agencyUrl", "ticketUrls"} & leg.keys()


def test_an_offer_that_is_gone_is_told_as_cancelled() -> None:
    assert told(cancelled=True)["cancelled"] is True
    assert told()["cancelled"] is False


def test_who_has_not_answered_yet_is_told() -> None:
    late = replace(ANSWER, pending=("klaxon",))
    assert render_answer(late, {}, Detail()).pending == ("klaxon",)
    rendered = msgspec.json.decode(ENCODER.encode(render_answer(ANSWER, {}, Detail())))
    assert "pending" not in rendered


@pytest.mark.parametrize("version", [1, 3, 5])
def test_older_versions_know_the_mode_and_get_what_they_may_pass_over(version: int) -> None:
    answer = replace(ANSWER, itineraries=(way(OFFER),))
    body = downgraded(render_answer(answer, {}, Detail()), version)
    leg = msgspec.json.decode(ENCODER.encode(body))["itineraries"][0]["legs"][1]
    assert (leg["mode"], leg["offer"]["id"], leg["from"]["level"]) == (
        "RIDE_SHARING",
        "klaxon:7",
        0,
    )
