"""Parking sites of version 3, each member of them, and what may be wrong."""

from typing import Any

import pytest

from maas.live.parking import (
    BayKind,
    Bays,
    OpeningStatus,
    ParkingFacility,
    ParkingKind,
    Purpose,
    Users,
)
from tests.feeds.parkapi.answers import HOLD_S, NOW, facilities, read, rules, site, sites


def one(**more: Any) -> ParkingFacility:
    """The facility of a site that tells more."""
    (facility,) = facilities(sites(site(**more)))
    return facility


def test_a_site_tells_what_it_is_and_how_full() -> None:
    found = one(
        operator_name="Stadt",
        public_url="https://stadt.example/p",
        address="Gasse 1",
        description="neben dem Dom",
        max_stay=7200,
        max_height=205,
        has_fee=True,
        fee_description="1 €/h",
        opening_hours="24/7",
        park_and_ride_type=["TRAM"],
        external_identifiers=[{"type": "DHID", "value": "x"}, {"type": "OSM", "value": "way/42"}],
    )
    assert found == ParkingFacility(
        id="1",
        name="Park 1",
        lat=49.522111,
        lon=9.326514,
        kind=ParkingKind.CAR_PARK,
        capacity=60,
        free=27,
        status=OpeningStatus.OPEN,
        is_live=True,
        counted_at=NOW - 100,
        counts_until=NOW - 100 + HOLD_S,
        opening_hours="24/7",
        max_height_m=2.05,
        max_stay_s=7200,
        has_fee=True,
        fee_text="1 €/h",
        is_park_and_ride=True,
        operator="Stadt",
        address="Gasse 1",
        url="https://stadt.example/p",
        description="neben dem Dom",
        osm_id="way/42",
    )
    assert read(sites(site())).made_at == NOW - 100


def test_it_goes_by_its_number_else_by_what_its_source_calls_it() -> None:
    assert [one(id=each).id for each in (12, "12", None)] == ["12", "12", "p1"]
    assert one(id=None, original_uid=None, uid="P8").id == "P8"
    assert rules(sites(site(id=None, original_uid=None))) == {"missing_id": 1}


def test_a_site_that_is_not_live_tells_no_counts() -> None:
    found = one(has_realtime_data=False)
    assert (found.is_live, found.free, found.counts_until, found.status) == (
        False,
        None,
        None,
        OpeningStatus.UNKNOWN,
    )


def test_a_live_site_without_a_count_means_to_tell_one() -> None:
    found = one(realtime_free_capacity=None)
    assert (found.is_live, found.free, found.status) == (True, None, OpeningStatus.OPEN)
    assert found.counts_until == NOW - 100 + HOLD_S, "so long it is known to be open"
    silent = one(realtime_free_capacity=None, realtime_opening_status="UNKNOWN")
    assert (silent.is_live, silent.counts_until) == (True, None)


def test_the_capacity_of_now_goes_before_the_usual_one() -> None:
    assert one(realtime_capacity=50).capacity == 50
    assert one(realtime_capacity=0).capacity == 60


@pytest.mark.parametrize(
    ("told", "purpose", "kind"),
    [
        ({"purpose": "BIKE", "type": "LOCKERS"}, Purpose.BIKE, ParkingKind.OTHER),
        ({"type": "ON_STREET"}, Purpose.CAR, ParkingKind.ON_STREET),
        ({"type": "OFF_STREET_PARKING_GROUND"}, Purpose.CAR, ParkingKind.GROUND),
        ({"purpose": None, "type": None}, Purpose.CAR, ParkingKind.OTHER),
    ],
)
def test_bikes_have_places_too(told: dict[str, Any], purpose: Purpose, kind: ParkingKind) -> None:
    found = one(**told)
    assert (found.purpose, found.kind) == (purpose, kind)
    assert not rules(sites(site(**told)))


def test_what_is_for_neither_cars_nor_bikes_is_left_out() -> None:
    assert facilities(sites(site(purpose="ITEM"), site(2))) == [one(id=2, name="Park 2")]
    assert rules(sites(site(purpose="ITEM"), site(2, purpose="MOTORCYCLE"))) == {"other_purpose": 2}


def test_bays_are_told_as_restrictions_or_by_members() -> None:
    new = one(
        restrictions=[
            {"type": "DISABLED", "capacity": 4, "realtime_free_capacity": 1},
            {"type": "CHARGING", "capacity": 2},
            {"type": "UNICORN", "capacity": 2},
            3,
        ]
    )
    assert new.bays == (Bays(BayKind.DISABLED, 4, 1), Bays(BayKind.CHARGING, 2))
    old = one(capacity_disabled=4, realtime_free_capacity_disabled=1, capacity_woman="3")
    assert old.bays == (Bays(BayKind.DISABLED, 4, 1), Bays(BayKind.WOMEN, 3))


def test_a_site_kept_for_some_is_for_them_alone() -> None:
    assert one(restrictions=[{"type": "CUSTOMER"}]).users is Users.CUSTOMERS
    assert one(restrictions=[{"type": "RESIDENT"}]).users is Users.SUBSCRIBERS
    assert one(restrictions=[{"type": "RESIDENT", "capacity": 3}]).users is Users.ALL


def test_no_park_and_ride_is_said_too() -> None:
    told = [one(park_and_ride_type=each).is_park_and_ride for each in (["YES"], ["NO"], [], None)]
    assert told == [True, False, None, None]


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        ({"lat": "0", "lon": "0"}, "invalid_position"),
        ({"lat": "abc"}, "invalid_position"),
        ({"id": [], "original_uid": None}, "invalid_id"),
        ({"lat": None, "lon": None}, "missing_position"),
        ({"lat": "121.5", "lon": "25.03"}, "swapped_position"),
        ({"realtime_free_capacity": 90}, "free_over_capacity"),
        ({"realtime_free_capacity": -1}, "negative_count"),
        ({"realtime_free_capacity": "many"}, "invalid_number"),
        ({"realtime_data_updated_at": "2025-06-15T16:00:00Z"}, "time_in_future"),
        ({"realtime_data_updated_at": "soon"}, "invalid_time"),
        ({"max_height": 5}, "invalid_height"),
        ({"type": "TREE"}, "unknown_value"),
        ({"realtime_opening_status": "AJAR"}, "unknown_value"),
        ({"has_fee": "perhaps"}, "invalid_flag"),
        ({"name": []}, "invalid_text"),
    ],
)
def test_what_is_wrong_costs_itself_and_is_told(told: dict[str, Any], rule: str) -> None:
    content = sites(site(**told), site(2))
    assert rules(content) == {rule: 1}
    assert facilities(content)[-1].id == "2"


def test_a_time_ahead_is_ignored_and_the_count_is_of_when_it_was_read() -> None:
    found = one(realtime_data_updated_at="2025-06-15T16:00:00Z")
    assert (found.counted_at, found.counts_until) == (None, NOW + HOLD_S)


def test_records_that_are_none_and_ids_told_twice_are_counted() -> None:
    content = sites(3, site(), site(), None)
    assert rules(content) == {"invalid_record": 2, "duplicate_id": 1}
    assert len(facilities(content)) == 1
