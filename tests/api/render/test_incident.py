"""What is out of the ordinary on a leg's way, as it is sent."""

from dataclasses import replace

import orjson
import pytest

from api.render.itinerary import Detail, render_itinerary
from api.render.itinerary_id import read_itinerary_id
from api.reply import ENCODER
from maas.hindered import IncidentOnLeg, Meeting
from maas.itinerary import Itinerary, Leg
from maas.live.incidents import IncidentKind
from tests.itineraries import ALIADOS, CASA, HOME, NINE, WORK, ride, walk

CLOSED = IncidentOnLeg(
    "incidents:7",
    "incidents",
    IncidentKind.CLOSURE,
    Meeting.AVOIDED,
    is_closed=True,
    street="Rua de Cima",
    text="Market <day>",
    authority="Câmara",
    url="https://example.org/7",
    begin=NINE - 3600,
    end=NINE + 3600,
    delay_s=120,
    known_at=NINE - 60,
)
JAM = IncidentOnLeg("waze:1", "waze", IncidentKind.JAM, Meeting.PASSED)


def told(leg: Leg) -> dict[str, object]:
    """A leg as it is sent."""
    rendered = render_itinerary(Itinerary((leg,)), Detail())
    return dict(orjson.loads(ENCODER.encode(rendered))["legs"][0])


@pytest.mark.parametrize(
    "leg", [walk(HOME, WORK, NINE, NINE + 700), ride(ALIADOS, CASA, NINE, NINE + 700)]
)
def test_a_leg_tells_what_it_goes_round_and_what_it_meets(leg: Leg) -> None:
    assert told(replace(leg, incidents=(CLOSED, JAM)))["incidents"] == [
        {
            "id": "incidents:7",
            "source": "incidents",
            "kind": "CLOSURE",
            "meeting": "AVOIDED",
            "isClosed": True,
            "street": "Rua de Cima",
            "text": "Market <day>",
            "authority": "Câmara",
            "url": "https://example.org/7",
            "begin": "2023-09-20T06:00:00Z",
            "end": "2023-09-20T08:00:00Z",
            "delay": 120,
            "knownAt": "2023-09-20T06:59:00Z",
        },
        {
            "id": "waze:1",
            "source": "waze",
            "kind": "JAM",
            "meeting": "PASSED",
            "isClosed": False,
        },
    ]
    assert "incidents" not in told(leg)


def test_only_addresses_of_the_web_are_passed_on() -> None:
    hostile = replace(CLOSED, url="javascript:alert(1)")
    assert "javascript" not in str(
        told(replace(walk(HOME, WORK, NINE, NINE + 9), incidents=(hostile,)))
    )


def test_what_is_met_is_no_part_of_an_itinerarys_name() -> None:
    plain = Itinerary((ride(ALIADOS, CASA, NINE, NINE + 700),))
    met = Itinerary((replace(plain.legs[0], incidents=(CLOSED,)),))
    ids = [render_itinerary(way, Detail()).id for way in (plain, met)]
    assert ids[0] == ids[1] and read_itinerary_id(ids[0])
