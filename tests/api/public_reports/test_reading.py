"""What a report may say, and what of it goes on."""

import json
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.public_reports.reading import read_judgement, read_report
from api.served import Served
from maas.errors import BadPlace, BadQuery, MaasError, NotFound
from maas.model import LatLon
from maas.requests import TakeReport
from routing.rentals.fleets import Rentals
from tests.api.world import FakePlanner, holder
from tests.itineraries import ALIADOS, NINE
from tests.rentals import laid, station, system, vehicle
from tests.sites import parking, site

HERE = {"kind": "OBSTACLE", "lat": 41.149612, "lon": -8.610934}


def rented() -> Rentals:
    return laid(
        None,
        system(),
        station("s1", LatLon(41.1, -8.6)),
        vehicle("v1", LatLon(41.2, -8.5)),
    )


def served() -> Served:
    planner = FakePlanner(parking=parking(None, site("p", LatLon(41.15, -8.62))), rentals=rented())
    return holder(planner).current


def read(told: Any, key_id: str = "k1") -> TakeReport:
    content = told if isinstance(told, bytes) else json.dumps(told).encode()
    return read_report(content, served(), key_id, NINE + 42)


def test_the_exact_place_ends_here() -> None:
    said = read(HERE | {"reporter": "ana", "text": " a\n hole "})
    assert (said.lat, said.lon, said.shown) == (41.1496, -8.6109, (41.15, -8.611))
    assert (said.seen, said.key_id, said.reporter, said.text) == (NINE + 42, "k1", "ana", "a hole")
    assert not said.is_gone and said.at == ""


@pytest.mark.parametrize(
    ("name", "place"),
    [
        (ALIADOS.stop_id, (ALIADOS.at.lat, ALIADOS.at.lon)),
        ("cars:p", (41.15, -8.62)),
        ("bikes:s1", (41.1, -8.6)),
        ("bikes:v1", (41.2, -8.5)),
    ],
)
def test_what_has_an_id_is_where_it_is(name: str, place: tuple[float, float]) -> None:
    said = read({"kind": "BIKE_MISSING", "at": name, "gone": True})
    assert said.at == name and said.is_gone
    assert (said.lat, said.lon) == (round(place[0], 4), round(place[1], 4))
    assert said.shown == (round(place[0], 5), round(place[1], 5))


@pytest.mark.parametrize(
    ("told", "where"),
    [
        (b"", "body"),
        (b"\xff", "body"),
        (b"[]", "body"),
        ({"lat": 41.1, "lon": -8.6}, "body"),
        (HERE | {"kind": "UFO"}, "kind"),
        (HERE | {"lat": 91}, "lat"),
        (HERE | {"lon": None}, "lon"),
        ({"kind": "HAZARD"}, "lat"),
        (HERE | {"at": "stcp:A"}, "at"),
        (HERE | {"kind": "CAR_PARK_FULL"}, "at"),
        (HERE | {"kind": "STOP_CLOSED"}, "at"),
        (HERE | {"text": "x" * 281}, "text"),
        (HERE | {"text": "a\u202eb"}, "text"),
        (HERE | {"text": "a\x00b"}, "text"),
        (HERE | {"reporter": "x" * 129}, "reporter"),
        (HERE | {"name": "Ana"}, "body"),
        (HERE | {"time": "2023-09-20"}, "time"),
        (HERE | {"time": "2023-09-20T08:10:00Z"}, "time"),
        (HERE | {"time": "2023-09-19T06:00:00Z"}, "time"),
        (HERE | {"gone": "yes"}, "gone"),
    ],
)
def test_what_cannot_be_is_refused_by_its_place(told: Any, where: str) -> None:
    with pytest.raises(BadQuery) as refused:
        read(told)
    assert refused.value.parameter == where


def test_where_nobody_serves_nothing_is_reported() -> None:
    with pytest.raises(BadPlace):
        read(HERE | {"lat": 48.85})
    with pytest.raises(NotFound):
        read({"kind": "LIFT_BROKEN", "at": "stcp:nowhere"})


def test_what_was_seen_before_is_told_so_and_fast_clocks_are_put_right() -> None:
    assert read(HERE | {"time": "2023-09-20T06:30:00Z"}).seen == NINE - 1800
    assert read(HERE | {"time": "2023-09-20T07:02:00Z"}).seen == NINE + 42


def test_where_nothing_is_known_of_the_land_all_is_taken() -> None:
    world = served()
    coverage = replace(world.coverage, south_west=None, north_east=None)
    content = json.dumps(HERE | {"lat": 48.85}).encode()
    assert read_report(content, replace(world, coverage=coverage), "", NINE).lat == 48.85


def test_staff_need_say_no_more_than_that_it_is_so() -> None:
    assert read_judgement(b"", "a", NINE).is_so
    told = read_judgement(b'{"text": "Pipe burst", "until": "2023-09-21T07:00:00Z"}', "a", NINE)
    assert (told.id, told.text, told.until) == ("a", "Pipe burst", NINE + 86_400)


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b'{"until": "2023-09-20T07:00:00Z"}', "until"),
        (b'{"until": "2025-09-20T07:00:00Z"}', "until"),
        (b'{"text": "\\u0007"}', "text"),
        (b'{"verdict": 1}', "body"),
    ],
)
def test_staff_too_are_told_what_cannot_be(content: bytes, where: str) -> None:
    with pytest.raises(BadQuery) as refused:
        read_judgement(content, "a", NINE)
    assert refused.value.parameter == where


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=2),
    max_leaves=2,
)
WORLD = served()
MEMBERS = ("kind", "lat", "lon", "at", "time", "gone", "text", "reporter")
WORDS = st.sampled_from(["HAZARD", "stcp:A", "bikes:s1", "2023-09-20T06:30:00Z", "99999-01-01"])


@settings(derandomize=True, deadline=None, max_examples=50)
@given(st.dictionaries(st.sampled_from(MEMBERS), JSON | WORDS | st.floats(41, 41.3)))
def test_whatever_is_told_is_taken_or_refused(told: dict[str, Any]) -> None:
    content = json.dumps(HERE | told).encode("utf-8", "surrogatepass")
    with suppress(MaasError):
        assert isinstance(read_report(content, WORLD, "k1", NINE), TakeReport)
