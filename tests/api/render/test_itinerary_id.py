"""Itinerary ids say which itinerary it is, and nothing hostile gets through."""

import re
import zlib
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.render.itinerary_id import itinerary_id, read_itinerary_id
from maas.errors import BadQuery
from maas.itinerary import Itinerary, Leg, Place
from maas.live import VehicleType
from maas.live.rentals import FormFactor
from maas.model import LatLon, Mode
from maas.rented import RentalEnd, RentalOnLeg
from routing.rentals.known import KnownRental
from tests.itineraries import (
    DIRECT_LINE,
    HOME,
    LAPA,
    NINE,
    OFFER,
    ON_FOOT,
    WITH_CHANGE,
    WORK,
    shared_ride,
    walk,
)


def test_an_id_says_trips_stops_and_times() -> None:
    text = itinerary_id(DIRECT_LINE)
    assert re.fullmatch(r"[A-Za-z0-9_-]+", text)
    ride = read_itinerary_id(text)[1]
    assert (ride.mode, ride.trip_id) == ("SUBWAY", "20230920_08:55_stcp:D-12")
    assert (ride.origin.stop_id, ride.destination.stop_id) == (
        "stcp:Aliados",
        "stcp:Casa da Música",
    )
    assert (ride.departure, ride.arrival) == (NINE + 180, NINE + 720)


def test_an_id_says_what_is_rented_and_where_but_no_vehicle() -> None:
    rental = RentalOnLeg(
        "velo", "velo:n", "n", "V", VehicleType("n", "b"), RentalEnd("n/1", "A", 3), RentalEnd()
    )
    leg = replace(walk(HOME, WORK, NINE, NINE + 60, Mode.RENTAL), rental=rental)
    [key] = read_itinerary_id(itinerary_id(Itinerary((leg,))))
    assert key.rental == KnownRental("velo:n", FormFactor.BICYCLE, "n/1", None)
    busier = replace(leg, rental=replace(rental, taken=RentalEnd("n/1", "A", 9)))
    assert itinerary_id(Itinerary((busier,))) == itinerary_id(Itinerary((leg,)))


def test_an_id_keeps_what_a_car_is() -> None:
    leg = replace(walk(HOME, WORK, NINE, NINE + 60, Mode.CAR), vehicle_class="electric")
    [key] = read_itinerary_id(itinerary_id(Itinerary((leg,))))
    assert key.vehicle_class == "electric"


def test_an_id_says_which_offer_is_taken_and_where_one_meets_the_driver() -> None:
    point = Place("High Street", LatLon(41.15, -8.61))
    ride = shared_ride(point, LAPA, NINE, NINE + 500)
    [walked, shared, *_] = read_itinerary_id(
        itinerary_id(Itinerary((walk(HOME, point, NINE - 60, NINE), ride)))
    )
    assert (walked.is_offer, shared.is_offer) == (False, True)
    assert (shared.trip_id, shared.display_name) == ("20230920_08:55_klaxon:7", "Klaxon")
    assert (shared.origin.at, shared.destination.stop_id) == (point.at, "stcp:Lapa")
    fuller = replace(ride, offer=replace(OFFER, seats=1, known_at=NINE))
    assert itinerary_id(Itinerary((fuller,))) == itinerary_id(Itinerary((ride,)))


def test_ids_are_stable_and_differ() -> None:
    assert itinerary_id(WITH_CHANGE) == itinerary_id(WITH_CHANGE)
    assert len({itinerary_id(way) for way in (DIRECT_LINE, WITH_CHANGE, ON_FOOT)}) == 3


@given(st.text(max_size=60))
@settings(derandomize=True, deadline=None)
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(BadQuery, match="itineraryId"):
        read_itinerary_id(text)


def test_what_is_known_is_not_said_again() -> None:
    """An answer holds several ids: each is fewer bytes than the names of its trips and stops."""
    named = sum(len(text) for leg in WITH_CHANGE.legs for text in _names(leg))
    assert len(itinerary_id(WITH_CHANGE)) < named
    legs = read_itinerary_id(itinerary_id(WITH_CHANGE))
    assert [leg.origin for leg in legs[1:]] == [leg.destination for leg in legs[:-1]]


def _names(leg: Leg) -> Iterator[str]:
    yield from (leg.mode.value, str(leg.departure), str(leg.arrival))
    yield from (leg.origin.place.stop_id or "41.1484,-8.6111", leg.trip.trip_id if leg.trip else "")


def test_a_bomb_is_refused() -> None:
    bomb = bare(msgspec.msgpack.encode([2, ["x" * 10_000_000]]))
    with pytest.raises(BadQuery):
        read_itinerary_id(urlsafe_b64encode(bomb).decode())


@pytest.mark.parametrize("content", [[3, []], [2, [["WALK", None, "a:b", 0, 60]]], [2, []]])
def test_other_formats_and_ways_from_nowhere_are_refused(content: object) -> None:
    with pytest.raises(BadQuery):
        read_itinerary_id(urlsafe_b64encode(bare(msgspec.msgpack.encode(content))).decode())


def bare(text: bytes) -> bytes:
    """Deflated without a header."""
    deflate = zlib.compressobj(wbits=-15)
    return deflate.compress(text) + deflate.flush()
