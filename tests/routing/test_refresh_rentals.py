"""Ways with rented vehicles found again: the same station, never the same vehicle."""

from dataclasses import replace
from typing import Any

import pytest

from maas.errors import NotFound
from maas.itinerary import Itinerary
from maas.live import Record
from maas.model import LatLon, Mode
from routing.known_trips import KnownLeg
from routing.rentals.known import KnownRental
from tests.rentals import vehicle
from tests.routing.test_refresh import known, refreshed
from tests.routing.test_rental_plans import (
    AT,
    EVERYWHERE,
    SCOOTER,
    TWO_LINES,
    between,
    by_rental,
    stand,
    town,
)
from tests.towns import Town, shown

ALL = (stand("B"), stand("S"), stand("E"), stand("F"))
SCOOTERS = (SCOOTER, vehicle("s", AT["B"], type_id="scooter"))


def direct(*records: Record, **more: Any) -> Itinerary:
    [way] = by_rental(town(*records).ask("A", "C", **{**EVERYWHERE, **more}))
    return way


def by_line() -> Itinerary:
    ways = town(*ALL).ask("A", "D", **{**EVERYWHERE, "direct_modes": (Mode.WALK,), "wanted": 1})
    return ways.itineraries[0]


def with_rentals(way: Itinerary) -> list[KnownLeg]:
    """What its id says of an itinerary."""
    legs = []
    for leg, told in zip(way.legs, known(way), strict=True):
        rental = leg.rental
        if rental is not None:
            ends = rental.taken.station_id, rental.left.station_id
            told = replace(told, rental=KnownRental(rental.system_id, rental.type.form, *ends))
        legs.append(told)
    return legs


def again(now: Town, way: Itinerary) -> Itinerary:
    return refreshed(now, with_rentals(way))


@pytest.mark.parametrize("records", [ALL, SCOOTERS])
def test_what_has_not_changed_is_the_same(records: tuple[Record, ...]) -> None:
    way = direct(*records)
    assert shown(again(town(*records), way)) == shown(way)
    assert not any(leg.cancelled for leg in again(town(*records), way).legs)


def test_rented_vehicles_before_and_after_lines_are_found_again() -> None:
    way = by_line()
    found = again(town(*ALL), way)
    assert shown(found) == shown(way)
    for before, after in zip(way.legs, found.legs, strict=True):
        assert (before.rental, before.steps) == (after.rental, after.steps)
        assert (before.origin.place, before.destination) == (after.origin.place, after.destination)


def test_counts_are_those_of_now() -> None:
    fewer = town(stand("B", available=1), stand("S", free=9))
    ride = again(fewer, direct(*ALL)).legs[1]
    assert ride.rental is not None
    assert (ride.rental.taken.count, ride.rental.left.count) == (1, 9)


def test_a_vehicle_under_another_id_is_as_good() -> None:
    way = direct(*SCOOTERS)
    near = LatLon(AT["B"].lat, AT["B"].lon + 0.0002)
    other = town(SCOOTER, vehicle("another", near, type_id="scooter"))
    assert not any(leg.cancelled for leg in again(other, way).legs)


@pytest.mark.parametrize(
    "now",
    [
        (stand("B", available=0), stand("S"), stand("A")),
        (stand("B"), stand("S", free=0), stand("C")),
        (stand("A"), stand("C")),
    ],
)
def test_where_there_is_none_any_more_the_ride_is_cancelled(now: tuple[Record, ...]) -> None:
    """Another station may do as well, but it is not the way that was asked for."""
    way = direct(*ALL)
    gone = again(town(*now), way)
    assert [leg.cancelled for leg in gone.legs] == [False, True, False]
    assert (gone.departure, gone.arrival) == (way.departure, way.arrival)
    assert [leg.destination.place.at for leg in gone.legs] == [
        leg.destination.place.at for leg in way.legs
    ]
    assert gone.legs[1].rental is not None and gone.legs[1].rental.taken.station_id == "b"


def test_a_vehicle_that_was_ridden_away_is_cancelled() -> None:
    elsewhere = town(SCOOTER, vehicle("s", AT["S"], type_id="scooter"))
    assert [leg.cancelled for leg in again(elsewhere, direct(*SCOOTERS)).legs] == [
        False,
        True,
        False,
    ]


def test_a_line_without_its_bikes_is_told_with_the_ride_cancelled() -> None:
    gone = again(town(stand("B", available=0), *ALL[1:]), by_line())
    assert [leg.mode.value for leg in gone.legs if leg.cancelled] == ["RENTAL"]
    assert shown(gone) == shown(by_line())


def test_without_any_news_of_who_rents_it_nothing_is_found() -> None:
    way = direct(*ALL)
    unknown = Town(town().drawing, town().ways, town().lines)
    with pytest.raises(NotFound):
        again(unknown, way)


def test_legs_that_name_no_rental_are_found_by_where_it_was_taken() -> None:
    """The clients' own form of an id has no room for more."""
    way = direct(*ALL)
    assert shown(refreshed(town(*ALL), known(way))) == shown(way)
    with pytest.raises(NotFound):
        refreshed(town(*ALL[1:]), known(way))


def test_rented_vehicles_between_lines_are_found_again() -> None:
    records = stand("B"), stand("S")
    [way] = between(*records)
    assert shown(again(town(*records, of=TWO_LINES), way)) == shown(way)
    gone = again(town(stand("B", available=0), stand("S"), of=TWO_LINES), way)
    assert [leg.mode.value for leg in gone.legs if leg.cancelled] == ["RENTAL"]
    assert shown(gone) == shown(way)
