"""What of answers may be kept: the offers, not who makes them, nor where somebody asked from."""

from typing import Any

import msgspec
from msgspec.structs import replace

from feeds.standard_covoiturage import hide, parse
from maas.live.offers import Waypoint
from tests.feeds.standard_covoiturage.answers import AT, every, journey, offers, regular
from tests.feeds.standard_covoiturage.messages import both

ASKED: dict[str, Any] = {
    "departureToPickupWalkingPolyline": "_p~iF~ps|U_ulLnnqC",
    "dropoffToArrivalWalkingDistance": 300,
    "driverDepartureLat": 47.1,
    "driverDepartureAddress": "3 rue du Nid",
    "preferences": {"smoking": False},
    "note": {"phone": "+33 6"},
}


def test_offers_are_kept_without_drivers() -> None:
    content = both([journey(**ASKED)], [regular(every("MON", "08:00:00"), **ASKED)])
    hidden = hide(content)
    for private in ("driver", "alias", "Garnier", "u-77", "Walking", "rue du Nid", "phone", "Zo"):
        assert private not in hidden.decode().replace("driverJourneys", "").replace(
            "driverRegularTrips", ""
        )
    (once, weekly) = offers(parse(hidden, AT))
    (told, told_weekly) = offers(parse(content, AT))
    nameless = tuple(replace(each, name="") for each in told.waypoints)
    assert all(isinstance(each, Waypoint) for each in nameless)
    assert once == replace(told, driver="", driver_grade=None, car="", waypoints=nameless)
    assert weekly.weekly == told_weekly.weekly


def test_an_answer_alone_is_hidden_as_well() -> None:
    hidden = hide(msgspec.json.encode([journey(), None]))
    assert [each.id for each in offers(parse(hidden, AT))] == ["j1"]
