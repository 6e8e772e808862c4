"""Who offers seats in the invented city, and what both operators tell of it."""

import csv
from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

import msgspec
import pytest

from feeds import amarillo, bnlc
from feeds.standard_covoiturage.asking import Wanted, requests_of
from feeds.standard_covoiturage.parsing import parse_journeys, parse_regular
from maas.clock import Clock
from maas.demo import generate
from maas.demo.carpool.drives import CarpoolPlaces, Drive, driven_m, read_carpool
from maas.demo.carpool.feeds import carpool_address, carpool_answers, carpool_files, key_of
from maas.demo.carpool.going import days_around, going, seats_left
from maas.demo.carpool.meeting import FILE as PLACES_FILE
from maas.demo.live.schedule import read_schedule
from maas.demo.live.server import Answer
from maas.demo.rentals.places import metres
from maas.live import RideOffer
from maas.live.offers import OfferKind

ADDRESS = "http://127.0.0.1:9/abc/live.pb"
VILLAGES = ("Saint-Orlain", "Quatre-Lanternes", "Vaulunaire", "Bois-Fougères", "Grivemont")
BASE = carpool_address(ADDRESS, "covoiturelle")


def at(hour: int, minute: int = 0, day: int = 20) -> int:
    """An hour on the city's clocks; the 20th is a Wednesday in May."""
    return int(datetime(2026, 5, day, 0, minute, tzinfo=UTC).timestamp()) + (hour - 2) * 3600


@cache
def city() -> tuple[CarpoolPlaces, bytes, dict[str, list[int]]]:
    """Drives, the table of places, and when trains leave the stations of both towns."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder, 1, 120)
        runs = list(read_schedule(folder).runs_on(datetime(2026, 5, 20).date()))
        leaving: dict[str, list[int]] = {}
        for run in runs:
            for stop, (_, departs) in zip(run.way.stops, run.way.times, strict=True):
                leaving.setdefault(stop.name, []).append(run.start + departs)
        return read_carpool(folder), (folder / PLACES_FILE).read_bytes(), leaving


def drives() -> list[Drive]:
    return [*city()[0].asked, *city()[0].published]


def ask(path: str, key: str | None = key_of(ADDRESS), now: int = at(7), **query: Any) -> Answer:
    """What the operator answers who is asked."""
    clock = Clock.starting(now, 0)
    answers = dict(carpool_answers(city()[0], 1, ADDRESS, clock))
    return answers[f"{BASE}/{path}"]({name: str(value) for name, value in query.items()}, key)


@cache
def between(origin: str, goal: str) -> list[RideOffer]:
    """What our adapter asks on a day, and makes of the answers, between the ends of some drive."""
    drive = next(each for each in drives() if (each.origin, each.goal) == (origin, goal))
    return [
        offer for half in range(14, 42) for offer in _asked(drive, at(half // 2, half % 2 * 30))
    ]


def _asked(drive: Drive, moment: int) -> list[RideOffer]:
    when = datetime.fromtimestamp(moment, ZoneInfo("Europe/Paris"))
    asked = requests_of(BASE, Wanted(drive.line[0], drive.line[-1], when))
    found: list[RideOffer] = []
    for url, parse in zip(asked, (parse_journeys, parse_regular), strict=True):
        parts = urlsplit(url)
        answer = ask(parts.path.rsplit("/", 1)[1], **dict(parse_qsl(parts.query)))
        assert answer.status == HTTPStatus.OK
        parsed = parse(answer.content, at(7))
        assert {each.rule for each in parsed.rejections} <= {"unnamed_offer"}
        found += parsed.records
    return found


def published(now: int) -> list[RideOffer]:
    """The offers of the operator's file, as our adapter reads them."""
    ((_, _, _, make),) = carpool_files(city()[0], 1, ADDRESS)
    parsed = amarillo.parse(make(now))
    assert parsed.rejections == ()
    return list(parsed.records)


def test_ways_follow_the_clock_and_no_one_flies() -> None:
    for drive in drives():
        assert list(drive.after_s) == sorted(drive.after_s) and drive.after_s[0] == 0
        assert 2.5 < driven_m(drive.line) / max(1, drive.after_s[-1]) < 20
        assert 0 <= drive.starts < 24 * 3600


def test_someone_drives_to_every_train_of_the_day() -> None:
    midnight = at(0)
    for station in ("Les Vernelles", "Marsanche"):
        comes = [
            midnight + drive.starts + drive.after_s[-1]
            for drive in drives()
            if drive.goal == station and drive.origin in VILLAGES and 2 in drive.weekdays
        ]
        leaving = city()[2][station]
        caught = [any(300 < train - each < 560 for train in leaving) for each in comes]
        assert len(caught) > 10 and all(caught)


def test_villages_are_where_most_come_from() -> None:
    ends = [name for drive in drives() for name in (drive.origin, drive.goal)]
    for village in VILLAGES:
        assert ends.count(village) > 10


def test_seats_go_and_never_come_back() -> None:
    each = next(each for each in going(drives(), 1, days_around(at(7), 0)) if each.leaves > at(12))
    left = [seats_left(each, 1, at(hour)) for hour in range(-24, 12)]
    assert left == sorted(left, reverse=True) and left[0] <= each.drive.driver.seats


def test_what_is_asked_for_is_answered_and_fits() -> None:
    offers = between("Saint-Orlain", "Les Vernelles")
    offers += between("Les Vernelles", "Saint-Orlain")
    assert len(offers) > 4
    for offer in offers:
        first, last = offer.waypoints
        assert offer.operator == "covoiturelle.example" and offer.max_detour_s == 0
        assert offer.url.startswith("https://covoiturelle.example/") and offer.path
        assert last.after_s is not None and last.after_s > 60
        assert metres((first.lat, first.lon), (last.lat, last.lon)) > 500


def test_prices_are_told_free_or_not_known() -> None:
    offers = [*between("Vaulunaire", "Marsanche"), *between("Bois-Fougères", "Marsanche")]
    single = [offer for offer in offers if offer.departure is not None]
    amounts = {None if offer.price is None else offer.price.amount for offer in single}
    assert {None, 0} < amounts and all(amount is None or amount < 5 for amount in amounts)


def test_by_the_road_without_booking_drivers_are_a_line() -> None:
    offers = between("Bois-Fougères", "Marsanche")
    assert OfferKind.LINE in {offer.kind for offer in offers if offer.departure is not None}


def test_who_has_no_key_gets_nothing() -> None:
    for key in (None, "", "wrong"):
        answer = ask("driver_journeys", key)
        assert answer.status == HTTPStatus.UNAUTHORIZED and b"alias" not in answer.content


@pytest.mark.parametrize("query", [{}, {"departureLat": "here", "departureLng": 1}])
def test_what_makes_no_sense_is_refused_in_words(query: dict[str, Any]) -> None:
    answer = ask("driver_journeys", **query)
    assert answer.status == HTTPStatus.BAD_REQUEST and b"error" in answer.content


def test_it_says_that_it_is_well() -> None:
    assert ask("status", None) == Answer(HTTPStatus.OK, b"{}")


def test_published_offers_allow_detours_and_change() -> None:
    morning, evening = published(at(6)), published(at(20))
    assert len(morning) > 20
    assert all(offer.max_detour_s >= 300 and len(offer.waypoints) == 2 for offer in morning)
    assert {offer.id for offer in morning} != {offer.id for offer in evening}
    assert any(offer.driver and offer.seats for offer in morning)
    told = {offer.id: offer.seats for offer in morning}
    assert any(told.get(offer.id, offer.seats) != offer.seats for offer in published(at(11)))


def test_no_surname_is_in_what_adapters_keep() -> None:
    ((_, _, _, make),) = carpool_files(city()[0], 1, ADDRESS)
    raw = make(at(7))
    names = {drive.driver.last_name for drive in city()[0].published}
    assert any(name.encode() in raw for name in names), "the operator is careless"
    kept = amarillo.hide(raw)
    assert not any(name.encode() in kept for name in names)
    read = msgspec.json.encode((published(at(7)), between("Vaulunaire", "Marsanche"))).decode()
    names |= {drive.driver.last_name for drive in city()[0].asked}
    assert not any(name in read for name in names)


def test_places_where_people_meet_are_a_table_without_faults() -> None:
    table = city()[1]
    parsed = bnlc.parse(table)
    assert parsed.rejections == ()
    assert len(parsed.records) == len(city()[0].places) == 14
    rows = list(csv.DictReader(table.decode().splitlines()))
    assert {row["type"] for row in rows} == {"Aire de covoiturage", "Auto-stop"}
