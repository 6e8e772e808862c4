"""What is archived tells nobody where a vehicle went."""

import msgspec
import pytest

from feeds.gbfs import hide, parse, peek
from maas.errors import FeedMalformed
from maas.live import RentalVehicle
from tests.feeds.gbfs.systems import (
    NOW,
    SOURCE,
    bike,
    file,
    read,
    rules,
    system,
    vehicles,
    with_vehicles,
)
from tests.shared import shared

LINKS = {"android": "app://rent/secret-1", "web": "https://velo.example/?bike=secret-1"}


def hidden(message: object) -> bytes:
    return hide(msgspec.json.encode(message))


def test_vehicles_lose_their_names_and_nothing_that_routing_needs() -> None:
    more = {
        "rental_uris": LINKS,
        "license_plate": "secret-1",
        "current_range_meters": 900,
        "vehicle_type_id": "e",
        "last_reported": NOW - 5,
    }
    message = {
        "last_updated": NOW,
        **with_vehicles(bike("secret-1", **more), bike("secret-2", 47.3)),
    }
    kept = hidden(message)
    assert b"secret" not in kept
    before, after = vehicles(read(message)), vehicles(parse(kept, SOURCE, NOW))
    assert [(v.id, v.lat, v.type_id, v.range_m, v.reported_at) for v in after] == [
        ("1", 47.21, "e", 900.0, NOW - 5),
        ("2", 47.3, "bike", None, None),
    ]
    assert [v.lat for v in before] == [v.lat for v in after]
    assert peek(kept) == NOW


def test_the_order_of_a_file_tells_nothing_either() -> None:
    first, second = bike("a", 47.3), bike("b", 47.1)
    assert hidden(with_vehicles(first, second)) == hidden(with_vehicles(second, first))


def test_what_is_hidden_stays_as_it_is() -> None:
    kept = hidden({"systems": {"s": with_vehicles(bike("a"), bike("a", 47.3), bike("b"))}})
    assert hide(kept) == kept
    assert len(vehicles(parse(kept, SOURCE, NOW))) == 2


def test_vehicles_of_every_name_are_hidden() -> None:
    message = system(
        vehicle_status=file(vehicles=[{**bike(), "vehicle_id": "secret"}], bikes=[bike("secret")]),
        vehicle_availability=file(
            vehicles=[{"vehicle_id": "secret", "station_id": "a", "availabilities": []}]
        ),
    )
    assert b"secret" not in hidden(message)


def test_findings_name_no_vehicle() -> None:
    """They are kept by the hour."""
    links = {"web": "http://velo.example/?bike=secret"}
    twice = [
        bike("secret"),
        bike("secret"),
        bike(7),
        bike("w", rental_uris=links),
        bike(["secret"]),
    ]
    parsed = read(with_vehicles(*twice))
    assert rules(parsed).keys() == {"duplicate_id", "number_as_id", "insecure_link", "invalid_id"}
    assert "secret" not in str(parsed.rejections)
    assert "in record 2" in str(parsed.rejections)


def test_stations_stay_as_they_are() -> None:
    assert msgspec.json.decode(hidden(system())) == system()


@pytest.mark.parametrize("content", [b"", b"<html>", b"[]"])
def test_what_is_no_message_is_refused(content: bytes) -> None:
    with pytest.raises(FeedMalformed):
        hide(content)


@pytest.mark.real
def test_no_name_of_a_bike_of_san_francisco_is_kept() -> None:
    folder = shared("data", "gbfs", "sf-baywheels")
    names = ("station_information", "station_status", "free_bike_status")
    message = {name: msgspec.json.decode((folder / f"{name}.json").read_bytes()) for name in names}
    bikes = message["free_bike_status"]["data"]["bikes"]
    kept = hidden(message)
    assert [each["bike_id"] for each in bikes if each["bike_id"].encode() in kept] == []
    parsed = parse(kept, SOURCE)
    assert sum(isinstance(each, RentalVehicle) for each in parsed.records) == len(bikes)
