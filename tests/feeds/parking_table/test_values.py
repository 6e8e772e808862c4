"""Numbers, words, texts, bays, tariffs and hours of a record."""

from decimal import Decimal
from typing import Any

import pytest

from maas.live.parking import (
    BayKind,
    Bays,
    OpeningStatus,
    ParkingKind,
    Purpose,
    TariffStep,
    Users,
)
from tests.feeds.parking_table.tables import NOW, facility, read, rules


@pytest.mark.parametrize(
    ("told", "free"),
    [
        *((7, 7), (7.0, 7), ("7", 7), ("7 Plätze", 7), ("7 %", 7), ("0", 0), ({"value": 7}, 7)),
        *((" 1 007 ", 1007), ("1.007", 1007), ("1,007", 1007), (-3, None)),
        *(("", None), ("-", None), ("N/A", None), (None, None), ("full", None), (True, None)),
        *(("1e3", None), ("٧", None), ([7], None), (1e300, None)),
    ],
)
def test_counts(told: Any, free: int | None) -> None:
    assert facility('free = "free"', {"free": told}).free == free


def test_the_mark_between_whole_and_parts() -> None:
    height = 'max_height = "h"'
    assert facility(height, {"h": "2,10 m"}).max_height_m == 2.1
    assert facility(height, {"h": "2.1"}).max_height_m == 2.1
    assert facility(f'{height}\nmax_height_unit = "cm"', {"h": "210"}).max_height_m == 2.1
    assert facility(f'{height}\ndecimal = ","', {"h": "1.850,5"}).max_height_m is None
    assert facility(height, {"h": 0}).max_height_m is None
    assert facility('max_stay = "s"\nmax_stay_unit = "h"', {"s": "2"}).max_stay_s == 7200
    assert facility('free = "f"\ndecimal = ","', {"f": "1.007"}).free == 1007


@pytest.mark.parametrize(
    ("options", "record", "counts"),
    [
        ('occupied = "o"', {"o": 30}, (100, 70)),
        ('free_percent = "p"', {"p": "25,5"}, (100, 26)),
        ('occupied_percent = "p"', {"p": 61.9}, (100, 38)),
        ('free = "f"\noccupied = "o"', {"f": None, "o": 1}, (100, 99)),
        ('free = "f"\noccupied = "o"', {"all": None, "f": 3, "o": 4}, (7, 3)),
        ('occupied = "o"', {"all": None, "o": 4}, (None, None)),
    ],
)
def test_what_is_free_of_what_is_told_of_the_rest(
    options: str, record: dict[str, Any], counts: tuple[int | None, int | None]
) -> None:
    found = facility(f'capacity = "all"\n{options}', {"all": 100, **record})
    assert (found.capacity, found.free) == counts


def test_counts_that_mean_nothing() -> None:
    options = 'free = "free"\nfaulty = { state = ["Störung"] }'
    found = facility(options, {"free": 12, "state": "störung"})
    assert (found.free, found.is_live, found.counts_until) == (None, True, None)
    assert facility(options, {"free": 12, "state": "ok"}).free == 12
    found = facility('free = "free"\nis_live = "live"', {"free": 12, "live": "F"})
    assert (found.free, found.is_live) == (None, False)
    assert not facility('free = "free"', {"free": None}).is_live


def test_words_of_our_own_need_no_values() -> None:
    options = 'purpose = "p"\nkind = "k"\nstatus = "s"\nusers = "=customers"\nhas_fee = "f"'
    record = {"p": "BIKE", "k": "OFF_STREET_PARKING_GROUND", "s": "Open", "f": False}
    found = facility(options, record)
    assert (found.purpose, found.kind) == (Purpose.BIKE, ParkingKind.GROUND)
    assert (found.status, found.users, found.has_fee) == (
        OpeningStatus.OPEN,
        Users.CUSTOMERS,
        False,
    )


def test_words_of_theirs() -> None:
    options = """
        status = { path = "s", open = [1, "offen"], closed = ["zu"] }
        has_fee = { path = "f", no = "gratis", otherwise = "yes" }
        users = [{ path = "card", subscribers = ["J"] }, { path = "shop", customers = ["J"] }]
    """
    found = facility(options, {"s": 1.0, "f": "1 €", "card": "N", "shop": "j"})
    assert (found.status, found.has_fee, found.users) == (OpeningStatus.OPEN, True, Users.CUSTOMERS)
    found = facility(options, {"s": "ZU ", "f": "Gratis", "card": "J", "shop": "J"})
    assert (found.status, found.has_fee, found.users) == (
        OpeningStatus.CLOSED,
        False,
        Users.SUBSCRIBERS,
    )
    parsed = read('id = "id"\nstatus = { path = "s", open = "1" }', [{"id": 1, "s": "weg"}])
    assert rules(parsed)["unknown_value"] == 1


def test_bays_kept_for_some() -> None:
    options = """
        [bays]
        disabled = { capacity = "pmr", free = "pmr_free" }
        charging = { free = "ev_free", occupied = "ev_taken" }
        women = { capacity = "women", yes = ["J"] }
        family = "family"
    """
    record = {"pmr": "3", "pmr_free": 1, "ev_free": 2, "ev_taken": 4, "women": "J", "family": None}
    assert facility(options, record).bays == (
        Bays(BayKind.DISABLED, 3, 1),
        Bays(BayKind.CHARGING, 6, 2),
        Bays(BayKind.WOMEN),
    )
    assert facility(options, {"women": "N", "pmr_free": 1}).bays == (
        Bays(BayKind.DISABLED, None, 1),
    )


def test_tariffs_in_columns_and_in_lists() -> None:
    columns = 'currency = "=eur"\ntariff = { 24h = "day", 1h = "hour", 30min = "half" }'
    found = facility(columns, {"hour": "2,40", "day": 15, "half": None})
    assert found.tariff == (TariffStep(3600, Decimal("2.40")), TariffStep(86_400, Decimal(15)))
    assert found.currency == "EUR"
    listed = 'tariff = { list = "p", minutes = "m", price = "e", where = { t = "Day" } }'
    steps = [
        {"m": 120, "e": 4, "t": "Day"},
        {"m": 60, "e": 2.3, "t": "Day"},
        {"m": 60, "e": 1, "t": "Night"},
    ]
    assert facility(listed, {"p": [*steps, "x"]}).tariff == (
        TariffStep(3600, Decimal("2.30")),
        TariffStep(7200, Decimal(4)),
    )


def test_hours() -> None:
    told = 'opening_hours = "h"'
    assert facility(told, {"h": "Mo-Fr 08:00-18:00; PH off"}).opening_hours == (
        "Mo-Fr 08:00-18:00; PH off"
    )
    assert (
        facility('opening_hours = "{a}-{b}"', {"a": "00:00", "b": "00:00"}).opening_hours == "24/7"
    )
    days = """
        [opening_hours]
        Mo-Fr = "week"
        Sa = "sat"
        Su = "sun"
        always = ["durchgehend"]
        never = ["geschlossen"]
    """
    record = {"week": "7:00 - 21:00 Uhr", "sat": "durchgehend", "sun": "und geschlossen, ganz"}
    assert facility(days, record).opening_hours == "Mo-Fr 07:00-21:00; Sa 00:00-24:00; Su off"
    parsed = read(f'id = "id"\n{days}', [{"id": 1, "week": "8-12 Uhr", "sat": None, "sun": ""}])
    assert rules(parsed)["invalid_hours"] == 1


def test_texts_and_links() -> None:
    options = 'public_url = "u"\ndescription = "d"\nosm_id = "o"\ncurrency = "c"'
    record = {"u": "javascript:x", "d": ["a ", "b\x00"], "o": "way/12", "c": "euro"}
    found = facility(options, record)
    assert (found.url, found.description, found.osm_id, found.currency) == (
        "",
        "a, b",
        "way/12",
        "",
    )
    assert facility(options, {"u": "https://a.example/x", "o": "12"}).url == "https://a.example/x"


def test_how_long_counts_are_believed() -> None:
    options = 'free = "free"\ncounted_at = "at"'
    found = facility(options, {"free": 1, "at": NOW - 60})
    assert (found.counted_at, found.counts_until) == (NOW - 60, NOW + 240)
    found = facility(options, {"free": 1})
    assert (found.counted_at, found.counts_until) == (None, NOW + 300)
