"""What an operator is asked for: the parameters of the standard, and nothing of who asks."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from yarl import URL

from feeds.standard_covoiturage import Wanted, requests_of

WANTED = Wanted(
    (47.2, -1.55),
    (47.3, -2.2),
    datetime(2025, 3, 3, 7, 45, tzinfo=ZoneInfo("Europe/Paris")),
    within_s=1800,
    start_radius_m=1500.0,
)
ENDS = {
    "departureLat": "47.20000",
    "departureLng": "-1.55000",
    "arrivalLat": "47.30000",
    "arrivalLng": "-2.20000",
    "timeDelta": "1800",
    "departureRadius": "1.50",
    "arrivalRadius": "1.00",
}


def test_journeys_are_asked_for_by_moment_and_regular_trips_by_weekday() -> None:
    journeys, regular = map(URL, requests_of("https://covoit.example/api/", WANTED))
    assert journeys.path == "/api/driver_journeys"
    assert dict(journeys.query) == {"departureDate": "1740984300", **ENDS}
    assert regular.path == "/api/driver_regular_trips"
    assert dict(regular.query) == {
        "departureTimeOfDay": "07:45:00",
        "departureWeekdays": "MON",
        "minDepartureDate": "1740956400",
        "maxDepartureDate": "1741042800",
        **ENDS,
    }


@pytest.mark.parametrize("base", ["https://covoit.example", "https://covoit.example/v1?key=a%26b"])
def test_what_stands_in_the_address_stays(base: str) -> None:
    wanted = Wanted(WANTED.start, WANTED.end, WANTED.at, most=20)
    for each in map(URL, requests_of(base, wanted)):
        assert each.query["count"] == "20"
        assert each.query.get("key") == URL(base).query.get("key")
