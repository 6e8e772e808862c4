"""Where one's own car or bike stands on a leg, and the rules of places it passes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import orjson
from msgspec import UNSET

from api.render.audience import Audience
from api.render.itinerary import Detail, render_itinerary
from api.render.itinerary_id import read_itinerary_id
from api.reply import ENCODER
from maas.itinerary import Itinerary, Leg
from maas.live.parking import OpeningStatus
from maas.model import Mode
from maas.parked import ParkingFee, ParkingOnLeg, PolicyOnLeg
from tests.itineraries import CASA, HOME, NINE, WORK, walk

PARKED = ParkingOnLeg(
    "town:pr",
    "P+R Nord",
    CASA.at,
    "counter",
    capacity=140,
    free=38,
    status=OpeningStatus.OPEN,
    known_at=NINE - 40,
    disabled=4,
    max_height_m=2.1,
    fee=ParkingFee(Decimal("2.5"), "EUR", "town/tariff", 7200),
)
ZONE = PolicyOnLeg("lez", "low-emission-zone", "Old town", since=date(2025, 1, 1), allowed=("ev",))


def way(leg: Leg) -> Itinerary:
    return Itinerary((leg, walk(CASA, WORK, NINE + 540, NINE + 700)))


def told(leg: Leg) -> dict[str, object]:
    """The first leg as it is sent."""
    rendered = render_itinerary(way(leg), Detail(audience=Audience(NINE)))
    return dict(orjson.loads(ENCODER.encode(rendered))["legs"][0])


DRIVEN = replace(walk(HOME, CASA, NINE, NINE + 540, Mode.CAR), parking=PARKED)


def test_a_leg_tells_where_one_parks_with_room_age_and_price() -> None:
    assert told(DRIVEN)["parking"] == {
        "id": "town:pr",
        "name": "P+R Nord",
        "lat": CASA.at.lat,
        "lon": CASA.at.lon,
        "purpose": "CAR",
        "capacity": 140,
        "free": 38,
        "openingStatus": "OPEN",
        "dataSource": "counter",
        "dataAge": 40,
        "price": {"amount": 2.5, "currency": "EUR", "duration": 7200, "source": "town/tariff"},
        "disabled": {"capacity": 4, "free": None},
        "maxHeight": 2.1,
    }


def test_what_is_not_known_is_null() -> None:
    bare = ParkingOnLeg("town:pr", "P+R Nord", CASA.at, "counter")
    parking = told(replace(DRIVEN, parking=bare))["parking"]
    assert isinstance(parking, dict)
    unknown = ("capacity", "free", "dataAge", "price")
    assert [parking[name] for name in unknown] == [None] * 4
    assert "disabled" not in parking and "stale" not in parking


def test_old_counts_are_flagged() -> None:
    old = replace(PARKED, known_at=NINE - 301)
    parking = told(replace(DRIVEN, parking=old))["parking"]
    assert isinstance(parking, dict) and parking["stale"] is True


def test_a_leg_tells_the_zones_it_passes() -> None:
    leg = told(replace(DRIVEN, parking=None, policies=(ZONE,)))
    assert "parking" not in leg
    assert leg["policies"] == [
        {
            "id": "lez",
            "kind": "low-emission-zone",
            "meeting": "PASSED",
            "name": "Old town",
            "since": "2025-01-01",
            "allowed": ["ev"],
        }
    ]


def test_a_way_is_found_again_by_its_site() -> None:
    rendered = render_itinerary(way(DRIVEN), Detail())
    keys = read_itinerary_id(rendered.id)
    assert [key.parking for key in keys] == ["town:pr", None]
    assert rendered.legs[1].parking is UNSET
