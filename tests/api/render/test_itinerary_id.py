"""Itinerary ids say which itinerary it is, and nothing hostile gets through."""

import re
import zlib
from base64 import urlsafe_b64encode

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.render.itinerary_id import itinerary_id, read_itinerary_id
from maas.errors import BadQuery
from tests.itineraries import DIRECT_LINE, NINE, ON_FOOT, WITH_CHANGE


def test_an_id_says_trips_stops_and_times() -> None:
    text = itinerary_id(DIRECT_LINE)
    assert re.fullmatch(r"[A-Za-z0-9_-]+", text)
    ride = read_itinerary_id(text).legs[1]
    assert (ride.mode, ride.trip_id) == ("SUBWAY", "20230920_08:55_stcp:D-12")
    assert (ride.origin.stop_id, ride.destination.stop_id) == (
        "stcp:Aliados",
        "stcp:Casa da Música",
    )
    assert (ride.departure, ride.arrival) == (NINE + 180, NINE + 720)


def test_ids_are_stable_and_differ() -> None:
    assert itinerary_id(WITH_CHANGE) == itinerary_id(WITH_CHANGE)
    assert len({itinerary_id(way) for way in (DIRECT_LINE, WITH_CHANGE, ON_FOOT)}) == 3


@given(st.text(max_size=60))
@settings(derandomize=True, deadline=None)
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(BadQuery, match="itineraryId"):
        read_itinerary_id(text)


def test_a_bomb_is_refused() -> None:
    bomb = zlib.compress(msgspec.msgpack.encode([1, ["x" * 10_000_000]]))
    with pytest.raises(BadQuery):
        read_itinerary_id(urlsafe_b64encode(bomb).decode())


def test_another_format_is_refused() -> None:
    later = zlib.compress(msgspec.msgpack.encode([2, []]))
    with pytest.raises(BadQuery):
        read_itinerary_id(urlsafe_b64encode(later).decode())
