"""Who runs a system, when, and what is out of order."""

from typing import Any

import pytest

from feeds.parsed import Parsed
from maas.live import RentalAlert, RentalSystem, Text
from maas.live.rentals import Links
from tests.feeds.gbfs.systems import NOW, file, read, rules, system, told, whole


def known(**members: Any) -> tuple[RentalSystem, dict[str, int]]:
    """A system that tells this of itself."""
    parsed = read(system(system_information=file(**{"system_id": "velo", **members})))
    return whole(parsed), rules(parsed)


def test_all_that_is_told_of_a_system() -> None:
    made, wrong = known(
        languages=["fr", "en"],
        name=[{"text": "Vélo", "language": "fr"}, {"text": "Bike", "language": "en"}],
        operator="Ville",
        url="https://velo.example",
        purchase_url="https://velo.example/buy",
        phone_number="+33123456789",
        email="a@velo.example",
        timezone="Europe/Paris",
        opening_hours="Mo-Su 06:00-24:00",
        terms_url=[{"text": "https://velo.example/terms", "language": "fr"}],
        license_url="https://velo.example/licence",
        attribution_organization_name=[{"text": "Vélo SA", "language": "fr"}],
        brand_assets={"color": "#C2D32C"},
        rental_apps={"ios": {"store_uri": "https://apps.example/1", "discovery_uri": "velo://"}},
    )
    assert wrong == {}
    assert made == RentalSystem(
        "velo",
        name=(Text("Vélo", "fr"), Text("Bike", "en")),
        operator=(Text("Ville", "fr"),),
        url="https://velo.example",
        purchase_url="https://velo.example/buy",
        phone="+33123456789",
        email="a@velo.example",
        time_zone="Europe/Paris",
        opening_hours="Mo-Su 06:00-24:00",
        terms_url="https://velo.example/terms",
        licence_url="https://velo.example/licence",
        attribution="Vélo SA",
        color="#c2d32c",
        app_stores=Links(ios="https://apps.example/1"),
        app_links=Links(ios="velo://"),
        stations_made_at=NOW,
        stations_until=NOW + 300,
        ttl_s=60,
    )


def test_what_is_wrong_costs_itself() -> None:
    made, wrong = known(name=3, url="velo.example", brand_assets={"color": "red"}, rental_apps=[])
    assert (made.name, made.url, made.color, made.app_stores) == ((), "", "", Links())
    assert wrong == {"invalid_text": 2}


ALL = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@pytest.mark.parametrize(
    ("hours", "calendars", "told_hours"),
    [
        ([], [], ""),
        ([(ALL, "00:00:00", "23:59:59")], [], "24/7"),
        ([(ALL, "06:00:00", "23:59:59")], [], "06:00-24:00"),
        ([(ALL[:5], "06:00:00", "26:00:00")], [], "Mo-Fr 06:00-26:00"),
        ([(ALL, "22:00:00", "02:00:00")], [], "22:00-02:00"),
        (
            [(["mon", "wed", "thu"], "6:00", "9:00"), (["mon"], "16:00:00", "19:00:00")],
            [],
            "Mo 06:00-09:00,16:00-19:00; We-Th 06:00-09:00",
        ),
        ([], [(1, 1, 12, 31)], ""),
        ([], [(4, 1, 11, 3)], "Apr 01-Nov 03"),
        ([(ALL, "06:00:00", "20:00:00")], [(4, 1, 11, 3)], "Apr 01-Nov 03 06:00-20:00"),
    ],
)
def test_hours_of_older_versions(hours: Any, calendars: Any, told_hours: str) -> None:
    spans = [
        {"user_types": ["nonmember"], "days": days, "start_time": start, "end_time": end}
        for days, start, end in hours
    ]
    names = ("start_month", "start_day", "end_month", "end_day")
    seasons = [dict(zip(names, each, strict=True)) for each in calendars]
    message = system(system_hours=file(rental_hours=spans), system_calendar=file(calendars=seasons))
    parsed = read(message)
    assert (whole(parsed).opening_hours, rules(parsed)) == (told_hours, {})


def test_hours_are_those_of_who_comes_along() -> None:
    spans = [
        {"user_types": ["member"], "days": ALL, "start_time": "00:00:00", "end_time": "23:59:59"},
        {"user_types": ["nonmember"], "days": ALL, "start_time": "05:00", "end_time": "22:00"},
        {"days": ["holiday"], "start_time": "05:00", "end_time": "22:00"},
        {"days": ALL, "start_time": "soon", "end_time": "22:00"},
    ]
    parsed = read(system(system_hours=file(rental_hours=spans)))
    assert whole(parsed).opening_hours == "05:00-22:00"
    assert rules(parsed) == {"invalid_hours": 2}


def alerts(parsed: Parsed) -> list[RentalAlert]:
    return [each for each in parsed.records if isinstance(each, RentalAlert)]


def test_alerts_without_end() -> None:
    stations = [told(str(i), region_id="r") for i in range(3000)]
    many = [{"alert_id": str(i), "summary": "!", "region_ids": ["r", "r"]} for i in range(700)]
    message = system(station_information=file(stations=stations), system_alerts=file(alerts=many))
    parsed = read(message)
    assert {len(alert.station_ids) for alert in alerts(parsed)} == {2000}
    assert (len(alerts(parsed)), rules(parsed)["too_many_alerts"]) == (500, 200)


def test_alerts() -> None:
    alert = {
        "alert_id": "1",
        "type": "STATION_CLOSURE",
        "times": [{"start": NOW, "end": NOW + 60}, {"start": NOW}, {"start": NOW, "end": NOW - 1}],
        "station_ids": ["a"],
        "region_ids": ["r", "none"],
        "url": "https://velo.example/news",
        "summary": "Fermée",
    }
    blank = {"alert_id": "2", "type": "other", "summary": " "}
    stations = [told("a"), told("b", region_id="r")]
    message = system(
        station_information=file(stations=stations),
        station_status=file(stations=[]),
        system_alerts=file(alerts=[alert, alert, blank]),
    )
    parsed = read(message)
    assert alerts(parsed) == [
        RentalAlert(
            "velo",
            "1",
            "station_closure",
            times=((NOW, NOW + 60), (NOW, None)),
            station_ids=("a", "b"),
            summary=(Text("Fermée", "fr"),),
            url=(Text("https://velo.example/news", "fr"),),
        )
    ]
    wrong = {"invalid_period": 2, "duplicate_id": 1, "missing_text": 1, "empty_station_status": 1}
    assert rules(parsed) == wrong
