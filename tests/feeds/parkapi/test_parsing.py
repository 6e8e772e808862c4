"""Lots of version 1, answers of several pages, and whatever is neither."""

import pytest

from feeds.parkapi import peek
from feeds.registry import adapter
from maas.errors import FeedMalformed
from maas.live.parking import OpeningStatus, ParkingFacility, ParkingKind
from maas.model import SourceId
from maas.settings import Source
from tests.feeds.parkapi.answers import (
    HOLD_S,
    NOW,
    facilities,
    lot,
    lots,
    read,
    rules,
    site,
    sites,
)
from tests.shared import shared


def test_a_lot_tells_what_it_is_and_how_full() -> None:
    more = {"address": "Wilsdruffer Straße", "url": "https://dresden.example/p"}
    (found,) = facilities(lots(lot(**more)))
    assert found == ParkingFacility(
        id="dresdenaltmarkt",
        name="Altmarkt",
        lat=51.05031,
        lon=13.73754,
        kind=ParkingKind.UNDERGROUND,
        capacity=400,
        free=235,
        status=OpeningStatus.OPEN,
        is_live=True,
        counted_at=NOW - 100,
        counts_until=NOW - 100 + HOLD_S,
        address="Wilsdruffer Straße",
        url="https://dresden.example/p",
    )
    assert not rules(lots(lot())), "its times are UTC, though they do not say so"
    assert read(lots(lot())).made_at == NOW - 100


@pytest.mark.parametrize(
    ("state", "free", "status"),
    [
        ("open", 235, OpeningStatus.OPEN),
        ("closed", 235, OpeningStatus.CLOSED),
        ("nodata", None, OpeningStatus.UNKNOWN),
        ("unknown", None, OpeningStatus.UNKNOWN),
    ],
)
def test_a_state_of_no_data_says_nothing_of_free_places(
    state: str, free: int | None, status: OpeningStatus
) -> None:
    (found,) = facilities(lots(lot(state=state)))
    assert (found.free, found.status, found.is_live) == (free, status, True)


@pytest.mark.parametrize(
    ("told", "kind", "is_park_and_ride"),
    [
        ("Parkhaus", ParkingKind.CAR_PARK, None),
        ("Parkplatz", ParkingKind.GROUND, None),
        ("P + R", ParkingKind.OTHER, True),
        ("P+R Platz", ParkingKind.GROUND, True),
        ("unbekannt", ParkingKind.OTHER, None),
        ("CAR_PARK", ParkingKind.CAR_PARK, None),
    ],
)
def test_kinds_of_lots_are_words(
    told: str, kind: ParkingKind, is_park_and_ride: bool | None
) -> None:
    (found,) = facilities(lots(lot(lot_type=told)))
    assert (found.kind, found.is_park_and_ride) == (kind, is_park_and_ride)


def test_a_lot_nobody_placed_is_kept() -> None:
    (found,) = facilities(lots(lot(coords=None)))
    assert (found.lat, found.free) == (None, 235)


def test_pages_are_read_as_one() -> None:
    pages = b'{"pages": [%b, %b]}' % (sites(site(1)), lots(lot()))
    assert [each.id for each in facilities(pages)] == ["1", "dresdenaltmarkt"]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"<html>", b'{"items": 3}', b'{"cities": {}}', b'{"pages": []}']
)
def test_what_holds_no_car_parks_is_refused(content: bytes) -> None:
    with pytest.raises(FeedMalformed):
        read(content)


def test_no_sites_at_all_are_an_answer_too() -> None:
    assert read(sites()).records == ()


def test_a_recording_is_put_in_order_by_when_it_was_made() -> None:
    assert peek(lots(lot())) == NOW - 100
    assert peek(sites(site())) == NOW - 100
    assert peek(b"{}") is None


def test_the_adapter_holds_counts_as_long_as_its_source_says() -> None:
    source = Source(SourceId("p"), "parkapi", "", interval_s=200)
    (found,) = adapter("parkapi").parser(source)(sites(site()), NOW).records
    assert found.counts_until == NOW - 100 + 600


@pytest.mark.real
def test_a_real_push_is_read() -> None:
    (found,) = facilities(shared("data", "parking", "mannheim.json").read_bytes())
    assert (found.id, found.capacity, found.free) == ("P8_Parkdeck_Altstadt_Haagstrasse", 60, 27)
