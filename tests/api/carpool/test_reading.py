"""Bodies of partners: what is taken, what is refused, and that refusals say where."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from api.carpool.reading import read_offer
from api.render.polyline import Line
from maas.errors import BadPlace, BadQuery
from maas.live import RideOffer
from maas.live.offers import OfferKind, OfferPrice, Waypoint, Weekly
from tests.api.world import PORTO

NOW = int(datetime(2023, 9, 20, 8, tzinfo=UTC).timestamp())
ALIADOS = {"lat": 41.148, "lon": -8.611, "name": "Aliados"}
MAIA = {"lat": 41.235, "lon": -8.62}
WAY = ((41.148, -8.611), (41.19, -8.6), (41.235, -8.62))
ONCE: dict[str, Any] = {"waypoints": [ALIADOS, MAIA], "departure": "2023-09-20T18:00:00+01:00"}
WEEKLY: dict[str, Any] = {
    "waypoints": [ALIADOS, MAIA],
    "weekly": {"weekdays": ["MON", "FRI"], "time": "07:30"},
}
AMARILLO: dict[str, Any] = {
    "id": "a",
    "agency": "mfdz",
    "deeplink": "https://example.org/x-1",
    "stops": [
        {"id": "1", "departureTime": "07:30:00", **ALIADOS},
        {"id": "2", "name": "Maia", "arrivalTime": "07:55:00", **MAIA},
    ],
    "departureTime": "07:30",
    "departureDate": "2023-09-21",
    "lastUpdated": "2023-09-20T07:00:00Z",
    "driver": {"id": "77"},
}


def read(told: Any, name: str | None = "a") -> RideOffer:
    return read_offer(json.dumps(told).encode(), name, PORTO, NOW)


def changed(told: dict[str, Any], **members: Any) -> dict[str, Any]:
    return {name: value for name, value in {**told, **members}.items() if value != "drop"}


def test_an_offer_of_two_waypoints_and_a_time() -> None:
    ends = (Waypoint(41.148, -8.611, "Aliados", 0), Waypoint(41.235, -8.62))
    assert read(ONCE) == RideOffer("a", ends, NOW + 9 * 3600)


def test_all_that_can_be_said() -> None:
    told = {
        "id": "b",
        "waypoints": [
            {**ALIADOS, "time": "2023-09-20T18:00:00+01:00", "dropOff": False, "aboard": 1},
            {**MAIA, "after": 1500, "pickUp": False},
        ],
        "path": WAY,
        "maxDetour": 600,
        "maxDetourAboard": 120,
        "seats": 3,
        "kind": "DYNAMIC",
        "price": {"amount": 2.5, "currency": "EUR"},
        "driver": {"alias": "Rita", "grade": 5},
        "operator": "Boleias",
        "operatorUrl": "https://example.org",
        "url": "https://example.org/b",
        "car": "Renault Zoe",
        "validUntil": "2023-09-20T17:30:00Z",
    }
    assert read(told, None) == RideOffer(
        "b",
        (
            Waypoint(41.148, -8.611, "Aliados", 0, True, False, 1),
            Waypoint(41.235, -8.62, "", 1500, False, True),
        ),
        NOW + 9 * 3600,
        path=WAY,
        max_detour_s=600,
        max_detour_aboard_s=120,
        seats=3,
        kind=OfferKind.DYNAMIC,
        price=OfferPrice(Decimal("2.5"), "EUR"),
        driver="Rita",
        driver_grade=5,
        operator="Boleias",
        operator_url="https://example.org",
        url="https://example.org/b",
        car="Renault Zoe",
        valid_until=NOW + 34_200,
    )


def test_what_is_offered_weekly_ends() -> None:
    assert read(WEEKLY).weekly == Weekly((0, 4), 27_000, None, date(2023, 11, 19))
    days = {"first": "2023-09-25", "last": "2023-10-06", "except": ["2023-09-29"]}
    told = changed(WEEKLY, weekly=WEEKLY["weekly"] | days)
    assert read(told).weekly == Weekly(
        (0, 4), 27_000, date(2023, 9, 25), date(2023, 10, 6), (date(2023, 9, 29),)
    )


def test_an_encoded_path_is_one_of_five_decimals() -> None:
    path = Line.of(np.array(WAY), 5).whole.points
    assert read(changed(ONCE, path=path)).path == WAY


def test_one_without_an_id_gets_one_that_nobody_guesses() -> None:
    assert read(ONCE, None).id != read(ONCE, None).id


def test_an_offer_of_amarillo_is_read_as_one() -> None:
    offer = read(AMARILLO, None)
    assert (offer.id, offer.operator, offer.url) == ("a", "mfdz", "https://example.org/x-1")
    assert offer.weekly == Weekly((3,), 27_000, date(2023, 9, 21), date(2023, 9, 21))
    assert [each.after_s for each in offer.waypoints] == [0, 1500]
    forever = read(changed(AMARILLO, departureDate=["monday"]))
    assert forever.weekly and forever.weekly.last == date(2023, 11, 19)


FAR = {"lat": 48.1, "lon": 7.8}
REFUSED: list[tuple[dict[str, Any], str]] = [
    (changed(ONCE, waypoints="drop"), "body"),
    (changed(ONCE, waypoints=[ALIADOS]), "waypoints"),
    (changed(ONCE, waypoints=[ALIADOS, MAIA] * 11), "waypoints"),
    (changed(ONCE, waypoints=[ALIADOS, {**MAIA, "lat": 91}]), "waypoints[1].lat"),
    (changed(ONCE, waypoints=[ALIADOS, {**MAIA, "lon": "x"}]), "waypoints[1].lon"),
    (changed(ONCE, waypoints=[{"lat": 0, "lon": 0.0}, MAIA]), "waypoints[0]"),
    (changed(ONCE, waypoints=[ALIADOS, ALIADOS]), "waypoints"),
    (changed(ONCE, waypoints=[ALIADOS, {**MAIA, "after": 10}]), "waypoints[1]"),
    (changed(ONCE, waypoints=[{**ALIADOS, "after": 10}, MAIA]), "waypoints[0]"),
    (changed(ONCE, waypoints=[ALIADOS, {**MAIA, "after": -1}]), "waypoints[1].after"),
    (
        changed(ONCE, waypoints=[ALIADOS, {**MAIA, "time": "2023-09-20T16:00:00Z"}]),
        "waypoints[1].time",
    ),
    (
        changed(WEEKLY, waypoints=[ALIADOS, {**MAIA, "time": "2023-09-20T18:30:00Z"}]),
        "waypoints[1].time",
    ),
    (
        changed(ONCE, waypoints=[ALIADOS, {**MAIA, "after": 1500}, {**ALIADOS, "after": 900}]),
        "waypoints[2]",
    ),
    (changed(ONCE, departure="drop"), "departure"),
    (changed(ONCE, departure="2023-09-20T18:00:00"), "departure"),
    (changed(ONCE, departure="2023-09-20T06:00:00Z"), "departure"),
    (changed(ONCE, departure="0001-01-01T00:00:00Z"), "departure"),
    (changed(ONCE, departure="9999-12-31T23:59:59-12:00"), "departure"),
    (changed(ONCE, departure="2023-11-20T08:00:00Z"), "departure"),
    (changed(ONCE, weekly=WEEKLY["weekly"]), "departure"),
    (changed(WEEKLY, weekly={"weekdays": [], "time": "07:30"}), "weekly.weekdays"),
    (changed(WEEKLY, weekly={"weekdays": ["Mo"], "time": "07:30"}), "weekly.weekdays[0]"),
    (changed(WEEKLY, weekly={"weekdays": ["MON"], "time": "24:30"}), "weekly.time"),
    (changed(WEEKLY, weekly=WEEKLY["weekly"] | {"last": "2023-09-01"}), "weekly"),
    (changed(WEEKLY, weekly=WEEKLY["weekly"] | {"last": "0001-01-01"}), "weekly"),
    (changed(WEEKLY, weekly=WEEKLY["weekly"] | {"last": "2024-09-01"}), "weekly.last"),
    (changed(WEEKLY, weekly=WEEKLY["weekly"] | {"first": "9999-12-31"}), "weekly.first"),
    (changed(ONCE, path="drop me"), "path"),
    (changed(ONCE, path=[[41.148, -8.611]]), "path"),
    (changed(ONCE, path=[[48.1, 7.8], [48.2, 7.9]]), "path"),
    (changed(ONCE, path=[[41.148, -8.611]] * 2001), "path"),
    (changed(ONCE, path="~" * 40_001), "path"),
    (changed(ONCE, path="~" * 40_000), "path"),
    (changed(ONCE, path="?" * 40_000), "path"),
    (changed(ONCE, maxDetour=-1), "maxDetour"),
    (changed(ONCE, maxDetour=1e9), "maxDetour"),
    (changed(ONCE, seats=1.5), "seats"),
    (changed(ONCE, seats=10**30), "seats"),
    (changed(ONCE, price={"amount": 2.5}), "price.currency"),
    (changed(ONCE, price={"amount": -1, "currency": "EUR"}), "price.amount"),
    (changed(ONCE, price={"amount": 1, "currency": "euro"}), "price.currency"),
    (changed(ONCE, kind="SECRET"), "kind"),
    (changed(ONCE, url="javascript:alert(1)"), "url"),
    (changed(ONCE, url="mailto:rita@example.org"), "url"),
    (changed(ONCE, url="https://example.org/x\n"), "url"),
    (changed(ONCE, operatorUrl="https://example.org/\x07"), "operatorUrl"),
    (changed(ONCE, price={"amount": 1, "currency": "EUR\n"}), "price.currency"),
    (changed(ONCE, validUntil="2023-09-20T07:00:00Z"), "validUntil"),
    (changed(ONCE, id="../x"), "id"),
    (changed(ONCE, id="b"), "id"),
    (changed(ONCE, firstName="Rita"), "firstName"),
    (changed(ONCE, driver={"alias": "Rita", "phone": "1"}), "driver.phone"),
    (changed(ONCE, driver={"alias": "rita@example.org"}), "driver.alias"),
    (changed(ONCE, driver={"alias": "Rita 912 345 678"}), "driver.alias"),
    (changed(ONCE, waypoints=[{**ALIADOS, "name": "+351 22-3456789"}, MAIA]), "waypoints[0].name"),
    (changed(ONCE, car="Zoe\n"), "car"),
    (changed(ONCE, operator="\u202eBoleias"), "operator"),
    (changed(ONCE, passengers=["Anna"]), "body"),
    (changed(AMARILLO, stops=AMARILLO["stops"][:1]), "body"),
    (changed(AMARILLO, id="x 1"), "id"),
    (changed(AMARILLO, departureDate="2023-09-01"), "weekly"),
    (changed(AMARILLO, driver={"email": "a@b.example"}), "driver.email"),
    ({"carpools": [AMARILLO, changed(AMARILLO, id="x-2")]}, "body"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "where"), REFUSED, ids=[str(i) for i in range(len(REFUSED))])
def test_a_refusal_says_where(told: dict[str, Any], where: str) -> None:
    with pytest.raises(BadQuery) as refused:
        read(told)
    assert refused.value.parameter == where


def test_what_lies_elsewhere_is_refused_what_comes_from_there_is_not() -> None:
    with pytest.raises(BadPlace):
        read(changed(ONCE, waypoints=[FAR, {"lat": 48.2, "lon": 7.9}]))
    assert read(changed(ONCE, waypoints=[{"lat": 41.5, "lon": -8.3}, ALIADOS]))


def test_who_is_under_way_may_say_so() -> None:
    assert read(changed(ONCE, departure="2023-09-20T07:55:00Z"))


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"1", b"null", b'"x"', b"\xff", b"[" * 100_000, b'{"a":' * 100_000,
     b'{"waypoints": NaN}', b'{"waypoints": 1e999}', b"\x00" * 50],
)  # fmt: skip
def test_what_is_no_object_is_refused(content: bytes) -> None:
    with pytest.raises(BadQuery):
        read_offer(content, None, PORTO, NOW)


@pytest.mark.parametrize("until", ["2024-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00"])
def test_shown_longer_than_offers_last_is_shown_until_it_has_left(until: str) -> None:
    assert read(changed(WEEKLY, validUntil=until)) == read(WEEKLY)


def test_free_of_charge_needs_no_currency() -> None:
    assert read(changed(ONCE, price={"amount": 0})).price == OfferPrice(Decimal(0))
